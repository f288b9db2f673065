// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A function of another file is given one that frees: it may call it at once.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/pci.h>

struct ferry {
	struct pci_dev *pdev;
	int hold;
};

int ferry_load(struct ferry *f);
int ferry_abort(struct pci_dev *pdev, void remove(struct pci_dev *), int why);
int ferry_log(struct pci_dev *pdev, void tell(struct pci_dev *), int why);

static irqreturn_t ferry_bell(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void ferry_remove(struct pci_dev *pdev)
{
	free_irq(pdev->irq, pci_get_drvdata(pdev));
}

static int ferry_probe_ok(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct ferry *f = pci_get_drvdata(pdev);

	if (request_irq(pdev->irq, ferry_bell, 0, "ferry", f))
		return -EIO;
	if (ferry_load(f))
		return ferry_abort(pdev, ferry_remove, -EIO);
	return 0;
}

struct pci_driver ferry_driver = {
	.probe = ferry_probe_ok,
	.remove = ferry_remove,
};

static void ferry_sink(struct pci_dev *pdev)
{
}

/* What is handed on frees nothing. */
/* finds: epf-irq-leak */
static int raft_probe_bad(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct ferry *f = pci_get_drvdata(pdev);

	if (request_irq(pdev->irq, ferry_bell, 0, "raft", f))
		return -EIO;
	if (ferry_load(f)) {
		ferry_log(pdev, ferry_sink, -EIO);
		return -EIO;
		//! epf-irq-leak: irq 'pdev->irq' is still requested when raft_probe_bad() fails
		//!   -4 'pdev->irq' is requested here
		//!   -2 assuming ferry_load() fails
		//!   fix: call free_irq() before leaving
	}
	return 0;
}

static void raft_remove(struct pci_dev *pdev)
{
	free_irq(pdev->irq, pci_get_drvdata(pdev));
}

struct pci_driver raft_driver = {
	.probe = raft_probe_bad,
	.remove = raft_remove,
};
