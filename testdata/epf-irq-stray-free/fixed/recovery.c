// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A device behind a bus that fails. It is removed in the end, whether it has
 * recovered or not.
 */

#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/slab.h>

struct crab {
	struct pci_dev *pdev;
	bool irq_requested;
};

static irqreturn_t crab_feels(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int crab_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct crab *c = kzalloc(sizeof(*c), GFP_KERNEL);
	int ret;

	if (!c)
		return -ENOMEM;
	c->pdev = pdev;
	pci_set_drvdata(pdev, c);
	ret = request_irq(pdev->irq, crab_feels, 0, "crab", c);
	if (ret) {
		kfree(c);
		return ret;
	}
	c->irq_requested = true;
	return 0;
}

static pci_ers_result_t crab_detected(struct pci_dev *pdev,
				      pci_channel_state_t state)
{
	struct crab *c = pci_get_drvdata(pdev);

	if (state == pci_channel_io_perm_failure)
		return PCI_ERS_RESULT_DISCONNECT;
	free_irq(pdev->irq, c);
	c->irq_requested = false;
	return PCI_ERS_RESULT_NEED_RESET;
}

static pci_ers_result_t crab_reset(struct pci_dev *pdev)
{
	struct crab *c = pci_get_drvdata(pdev);

	if (request_irq(pdev->irq, crab_feels, 0, "crab", c))
		return PCI_ERS_RESULT_DISCONNECT;
	c->irq_requested = true;
	return PCI_ERS_RESULT_RECOVERED;
}

/* finds: epf-irq-stray-free */
static void crab_remove_bad(struct pci_dev *pdev)
{
	struct crab *c = pci_get_drvdata(pdev);

	if (c->irq_requested)
		free_irq(pdev->irq, c);
	kfree(c);
}

static const struct pci_error_handlers crab_errors = {
	.error_detected = crab_detected,
	.slot_reset = crab_reset,
};

struct pci_driver crab_driver = {
	.name = "crab",
	.probe = crab_probe,
	.remove = crab_remove_bad,
	.err_handler = &crab_errors,
};
