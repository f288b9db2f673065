// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Devices behind a bus that fails, which know whether they have their irq. What
 * comes after an error, and whether anything does, depends on what they answer.
 */

#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/slab.h>

struct shrimp {
	struct pci_dev *pdev;
	bool listens;
};

static irqreturn_t shrimp_feels(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int shrimp_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct shrimp *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	s->pdev = pdev;
	pci_set_drvdata(pdev, s);
	ret = request_irq(pdev->irq, shrimp_feels, 0, "shrimp", s);
	if (ret) {
		kfree(s);
		return ret;
	}
	s->listens = true;
	return 0;
}

static pci_ers_result_t shrimp_detected(struct pci_dev *pdev,
				      pci_channel_state_t state)
{
	struct shrimp *s = pci_get_drvdata(pdev);

	if (state == pci_channel_io_perm_failure)
		return PCI_ERS_RESULT_DISCONNECT;
	free_irq(pdev->irq, s);
	s->listens = false;
	return PCI_ERS_RESULT_NEED_RESET;
}

static pci_ers_result_t shrimp_reset(struct pci_dev *pdev)
{
	struct shrimp *s = pci_get_drvdata(pdev);

	if (request_irq(pdev->irq, shrimp_feels, 0, "shrimp", s))
		return PCI_ERS_RESULT_DISCONNECT;
	s->listens = true;
	return PCI_ERS_RESULT_RECOVERED;
}

static void shrimp_remove_ok(struct pci_dev *pdev)
{
	struct shrimp *s = pci_get_drvdata(pdev);

	if (s->listens)
		free_irq(pdev->irq, s);
	kfree(s);
}

static const struct pci_error_handlers shrimp_errors = {
	.error_detected = shrimp_detected,
	.slot_reset = shrimp_reset,
};

struct pci_driver shrimp_driver = {
	.name = "shrimp",
	.probe = shrimp_probe,
	.remove = shrimp_remove_ok,
	.err_handler = &shrimp_errors,
};

/*
 * Nothing is reset, nor requested again, where nothing was given
 * back.
 */

static pci_ers_result_t prawn_detected(struct pci_dev *pdev,
				       pci_channel_state_t state)
{
	struct shrimp *s = pci_get_drvdata(pdev);

	if (state == pci_channel_io_perm_failure)
		return PCI_ERS_RESULT_DISCONNECT;
	if (state == pci_channel_io_normal)
		return PCI_ERS_RESULT_CAN_RECOVER;
	free_irq(pdev->irq, s);
	s->listens = false;
	return PCI_ERS_RESULT_NEED_RESET;
}

static const struct pci_error_handlers prawn_errors = {
	.error_detected = prawn_detected,
	.slot_reset = shrimp_reset,
};

struct pci_driver prawn_driver = {
	.name = "prawn",
	.probe = shrimp_probe,
	.remove = shrimp_remove_ok,
	.err_handler = &prawn_errors,
};

/* What has not recovered does not go on. */

static pci_ers_result_t lobster_reset(struct pci_dev *pdev)
{
	struct shrimp *s = pci_get_drvdata(pdev);
	int ret = pci_enable_device(pdev);

	if (ret)
		return PCI_ERS_RESULT_DISCONNECT;
	s->listens = true;
	return PCI_ERS_RESULT_RECOVERED;
}

static void lobster_resume(struct pci_dev *pdev)
{
	struct shrimp *s = pci_get_drvdata(pdev);

	s->listens = !request_irq(pdev->irq, shrimp_feels, 0, "lobster", s);
}

static const struct pci_error_handlers lobster_errors = {
	.error_detected = prawn_detected,
	.slot_reset = lobster_reset,
	.resume = lobster_resume,
};

struct pci_driver lobster_driver = {
	.name = "lobster",
	.probe = shrimp_probe,
	.remove = shrimp_remove_ok,
	.err_handler = &lobster_errors,
};
