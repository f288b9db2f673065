// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Functions that other files call, and the function that undoes them. A set-up
 * that fails and has let go of what the other lets go of, too, can't be meant
 * to be undone by it.
 */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/mfd/core.h>
#include <linux/slab.h>

struct press {
	struct device *dev;
	int irq;
	void __iomem *regs;
	void *ink;
};

int press_roll(struct press *p);
void __iomem *press_map(struct press *p);
void press_unmap(void __iomem *regs);

static irqreturn_t press_prints(int irq, void *data)
{
	return IRQ_HANDLED;
}

void press_exit(struct press *p)
{
	free_irq(p->irq, p);
	press_unmap(p->regs);
	mfd_remove_devices(p->dev);
}

/* finds: epf-irq-leak */
int press_init_bad(struct press *p)
{
	int ret;

	p->regs = press_map(p);
	if (!p->regs)
		return -ENOMEM;
	ret = request_irq(p->irq, press_prints, 0, "press", p);
	if (ret)
		goto err_unmap;
	ret = press_roll(p);
	if (ret)
		goto err_free_irq;
	return 0;

err_free_irq:
	free_irq(p->irq, p);
err_unmap:
	press_unmap(p->regs);
	return ret;
}

/* What is mapped is kept, for press_exit(). */
/* doubts: epf-irq-leak */
int press_init_kept_unsure(struct press *p)
{
	int ret;

	p->regs = press_map(p);
	if (!p->regs)
		return -ENOMEM;
	ret = request_irq(p->irq, press_prints, 0, "press", p);
	if (ret)
		return ret;
	return press_roll(p);
}

/* What it lets go of is another thing. */
/* doubts: epf-irq-leak */
int press_init_other_unsure(struct press *p)
{
	void *paper = kmalloc(64, GFP_KERNEL);
	int ret;

	if (!paper)
		return -ENOMEM;
	ret = request_irq(p->irq, press_prints, 0, "press", p);
	if (ret)
		goto out;
	ret = press_roll(p);
out:
	kfree(paper);
	return ret;
}

/* All rolls may be removed twice: by then there are none. */
/* doubts: epf-irq-leak */
int press_init_rolls_unsure(struct press *p)
{
	int ret;

	ret = request_irq(p->irq, press_prints, 0, "press", p);
	if (ret)
		return ret;
	ret = mfd_add_children(p->dev);
	if (ret)
		goto err;
	ret = press_roll(p);
	if (ret)
		goto err;
	return 0;

err:
	mfd_remove_devices(p->dev);
	return ret;
}
