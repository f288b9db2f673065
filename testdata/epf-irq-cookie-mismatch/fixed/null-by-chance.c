// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A dev_id that is NULL on a path: the line may be none there. */

#include <linux/interrupt.h>
#include <linux/slab.h>

struct lantern {
	int irq;
	void *wick;
};

static irqreturn_t lantern_flare(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* doubts: epf-irq-cookie-mismatch */
int lantern_wick_unsure(struct lantern *l)
{
	if (!l->wick)
		l->irq = 0;
	return request_irq(l->irq, lantern_flare, IRQF_SHARED, "lantern",
			   l->wick);
}

/* Nobody asked for the wick: that it may be missing is not told. */
int lantern_given_ok(struct lantern *l)
{
	return request_irq(l->irq, lantern_flare, IRQF_SHARED, "lantern",
			   l->wick);
}

/* finds: epf-irq-cookie-mismatch */
int lantern_null_bad(struct lantern *l)
{
	return request_irq(l->irq, lantern_flare, IRQF_SHARED, "lantern", l);
}
