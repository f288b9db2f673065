// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * The number of a line is copied from the bus's field to the driver's, and the
 * teardown may name either.
 */

#include <linux/interrupt.h>
#include <linux/pci.h>

struct crane_base {
	int irq;
};

struct crane {
	struct crane_base *base;
	struct pci_dev *pdev;
	int line;
	int hook_line;
	bool up;
};

void crane_raise(struct crane *c)
{
	c->up = true;
}

static irqreturn_t crane_creak(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* Elsewhere the bus's field is requested by its own name. */
int crane_own_ok(struct pci_dev *pdev, struct crane *c)
{
	return request_irq(pdev->irq, crane_creak, IRQF_SHARED, "crane", c);
}

static int by_source_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct crane *c = pci_get_drvdata(pdev);

	c->pdev = pdev;
	c->line = pdev->irq;
	return request_irq(c->line, crane_creak, 0, "crane", c);
}

/* doubts: epf-irq-leak */
static void by_source_remove_unsure(struct pci_dev *pdev)
{
	struct crane *c = pci_get_drvdata(pdev);

	if (c->up)
		free_irq(pdev->irq, c);
}

struct pci_driver crane_by_source_driver = {
	.probe = by_source_probe,
	.remove = by_source_remove_unsure,
};

static int by_name_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct crane *c = pci_get_drvdata(pdev);

	c->pdev = pdev;
	c->line = pdev->irq;
	return request_irq(c->line, crane_creak, 0, "crane", c);
}

/* doubts: epf-irq-leak */
static void by_name_remove_unsure(struct pci_dev *pdev)
{
	struct crane *c = pci_get_drvdata(pdev);

	if (c->up)
		free_irq(c->line, c);
}

struct pci_driver crane_by_name_driver = {
	.probe = by_name_probe,
	.remove = by_name_remove_unsure,
};

static int by_helper_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct crane *c = pci_get_drvdata(pdev);

	c->pdev = pdev;
	c->line = pdev->irq;
	return request_irq(c->line, crane_creak, 0, "crane", c);
}

static void crane_unhook(struct crane *c)
{
	free_irq(c->line, c);
}

/* doubts: epf-irq-leak */
static void by_helper_remove_unsure(struct pci_dev *pdev)
{
	struct crane *c = pci_get_drvdata(pdev);

	if (c->up)
		crane_unhook(c);
}

struct pci_driver crane_by_helper_driver = {
	.probe = by_helper_probe,
	.remove = by_helper_remove_unsure,
};

/* Another line, which is requested by its own name, is no copy. */
static int hooked_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct crane *c = pci_get_drvdata(pdev);
	int ret;

	c->line = c->base->irq;
	ret = request_irq(c->line, crane_creak, 0, "crane", c);
	if (ret)
		return ret;
	ret = request_irq(c->hook_line, crane_creak, 0, "hook", c);
	if (ret)
		free_irq(c->line, c);
	return ret;
}

/* finds: epf-irq-leak; doubts: epf-irq-leak */
static void hooked_remove_bad(struct pci_dev *pdev)
{
	struct crane *c = pci_get_drvdata(pdev);

	if (c->up)
		free_irq(c->hook_line, c);
	free_irq(c->line, c);
}

struct pci_driver crane_hooked_driver = {
	.probe = hooked_probe,
	.remove = hooked_remove_bad,
};
