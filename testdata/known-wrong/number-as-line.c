// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* The number of a vector freed as if it were the line. */

#include <linux/interrupt.h>
#include <linux/pci.h>

struct crane {
	struct pci_dev *pdev;
};

int crane_park(struct crane *c);

static irqreturn_t crane_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* should find: epf-irq-stray-free */
int crane_number_as_line_bad(struct crane *c)
{
	unsigned int nr = 2;
	int ret;

	ret = request_irq(pci_irq_vector(c->pdev, nr), crane_event, 0, "crane",
			  c);
	if (ret)
		return ret;

	ret = crane_park(c);
	if (ret)
		free_irq(nr, c);

	return ret;
}
