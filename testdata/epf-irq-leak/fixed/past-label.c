// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A way out that goes past labels that others before it go to, and one that goes past
 * a single one: it may have its reason.
 */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/slab.h>

struct mill {
	struct pci_dev *pdev;
	int irq;
};

int mill_grind(struct mill *m);
int mill_sift(struct mill *m);
int mill_weigh(struct mill *m);
int mill_open(struct mill *m);
void mill_sweep(struct mill *m);

static irqreturn_t mill_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int mill_request_irq(struct mill *m)
{
	return request_irq(m->irq, mill_event, 0, "mill", m);
}

static void mill_free_irq(struct mill *m)
{
	free_irq(m->irq, m);
}

static struct mill *mill_build(struct pci_dev *pdev)
{
	struct mill *m = kzalloc(sizeof(*m), GFP_KERNEL);

	if (!m)
		return NULL;
	m->pdev = pdev;
	if (mill_request_irq(m)) {
		kfree(m);
		return NULL;
	}
	return m;
}

/* finds: epf-irq-leak */
static int mill_probe_bad(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct mill *m;
	int ret;

	ret = pci_enable_device(pdev);
	if (ret)
		return ret;

	m = mill_build(pdev);
	if (!m) {
		ret = -ENOMEM;
		goto err_disable;
	}

	ret = mill_open(m);
	if (ret)
		goto err_free;

	ret = mill_grind(m);
	if (ret)
		goto err_sweep;

	if (mill_sift(m)) {
		ret = -EBUSY;
		goto err_sweep;
	}

	ret = mill_weigh(m);
	if (ret)
		goto err_sweep;

	pci_set_drvdata(pdev, m);
	return 0;

err_sweep:
	mill_sweep(m);
err_free:
	mill_free_irq(m);
	kfree(m);
err_disable:
	pci_disable_device(pdev);
	return ret;
}

static void mill_remove(struct pci_dev *pdev)
{
	struct mill *m = pci_get_drvdata(pdev);

	mill_free_irq(m);
	mill_sweep(m);
	kfree(m);
}

struct pci_driver mill_driver = {
	.probe = mill_probe_bad,
	.remove = mill_remove,
};
