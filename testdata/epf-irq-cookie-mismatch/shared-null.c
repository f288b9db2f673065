// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A shared line needs a dev_id that tells its users apart. */

#include <linux/interrupt.h>
#include <linux/types.h>

struct siren {
	int irq;
	bool alone;
};

static irqreturn_t siren_wail(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-cookie-mismatch */
int siren_shared_null_bad(struct siren *s)
{
	return request_irq(s->irq, siren_wail, IRQF_SHARED, "siren", NULL);
	//! epf-irq-cookie-mismatch: shared irq 's->irq' is requested without a dev_id
	//!   fix: pass 's' as the dev_id
}

int siren_shared_own_ok(struct siren *s)
{
	return request_irq(s->irq, siren_wail, IRQF_SHARED, "siren", s);
}

int siren_alone_null_ok(struct siren *s)
{
	return request_irq(s->irq, siren_wail, IRQF_TRIGGER_HIGH, "siren",
			   NULL);
}

/* finds: epf-irq-cookie-mismatch */
int siren_flags_variable_bad(struct siren *s)
{
	unsigned long flags = IRQF_TRIGGER_RISING;

	if (!s->alone)
		flags |= IRQF_SHARED;

	return request_irq(s->irq, siren_wail, flags, "siren", NULL);
	//! epf-irq-cookie-mismatch: shared irq 's->irq' is requested without a dev_id
	//!   -3 assuming '!s->alone' is true
	//!   fix: pass 's' as the dev_id
}

int siren_flags_variable_ok(struct siren *s)
{
	unsigned long flags = IRQF_TRIGGER_RISING;
	void *cookie = NULL;

	if (!s->alone) {
		flags |= IRQF_SHARED;
		cookie = s;
	}

	return request_irq(s->irq, siren_wail, flags, "siren", cookie);
}

/* finds: epf-irq-cookie-mismatch */
int siren_threaded_null_bad(struct siren *s)
{
	return request_threaded_irq(s->irq, NULL, siren_wail,
	//! epf-irq-cookie-mismatch: shared irq 's->irq' is requested without a dev_id
	//!   fix: pass 's' as the dev_id
				    IRQF_SHARED | IRQF_ONESHOT, "siren", NULL);
}

int siren_unshared_again_ok(struct siren *s)
{
	unsigned long flags = IRQF_SHARED | IRQF_ONESHOT;

	flags &= ~IRQF_SHARED;
	return request_threaded_irq(s->irq, NULL, siren_wail, flags, "siren",
				    NULL);
}

/* Whatever else the flags of the caller hold. */
/* finds: epf-irq-cookie-mismatch */
int siren_more_flags_bad(struct siren *s, unsigned long flags)
{
	return request_irq(s->irq, siren_wail, flags | IRQF_SHARED, "siren", NULL);
	//! epf-irq-cookie-mismatch: shared irq 's->irq' is requested without a dev_id
	//!   fix: pass 's' as the dev_id
}

int siren_more_flags_ok(struct siren *s, unsigned long flags)
{
	return request_irq(s->irq, siren_wail, flags | IRQF_TRIGGER_RISING, "siren",
			   NULL);
}
