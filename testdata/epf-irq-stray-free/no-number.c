// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What is requested only where there is a number is freed only there. Where the
 * number is below 0, free_irq() does nothing.
 */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct sluice {
	struct device *dev;
	int irq;
	int horn;
};

static irqreturn_t sluice_open(int irq, void *data)
{
	return IRQ_HANDLED;
}

int sluice_scan(struct sluice *s);

/* finds: epf-irq-stray-free */
static int asked_probe_bad(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct sluice *s = devm_kzalloc(&pdev->dev, sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	pci_set_drvdata(pdev, s);
	if (pdev->irq) {
		ret = request_irq(pdev->irq, sluice_open, 0, "sluice", s);
		if (ret)
			return ret;
	}
	ret = sluice_scan(s);
	if (ret)
		goto err_irq;
	return 0;

err_irq:
	free_irq(pdev->irq, s);
	//! epf-irq-stray-free: irq 'pdev->irq' is freed but was not requested on this path
	//!   -11 assuming 'pdev->irq' is false
	//!   -5 assuming sluice_scan() fails
	//!   fix: free under the condition of the request
	return ret;
}

static int asked_probe_ok(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct sluice *s = devm_kzalloc(&pdev->dev, sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	pci_set_drvdata(pdev, s);
	if (pdev->irq) {
		ret = request_irq(pdev->irq, sluice_open, 0, "sluice", s);
		if (ret)
			return ret;
	}
	ret = sluice_scan(s);
	if (ret)
		goto err_irq;
	return 0;

err_irq:
	if (pdev->irq)
		free_irq(pdev->irq, s);
	return ret;
}

static void asked_remove(struct pci_dev *pdev)
{
	struct sluice *s = pci_get_drvdata(pdev);

	if (pdev->irq)
		free_irq(pdev->irq, s);
}

struct pci_driver asked_driver = {
	.probe = asked_probe_bad,
	.remove = asked_remove,
};

struct pci_driver answered_driver = {
	.probe = asked_probe_ok,
	.remove = asked_remove,
};

static int horn_probe(struct platform_device *pdev)
{
	struct sluice *s = platform_get_drvdata(pdev);

	s->horn = platform_get_irq_optional(pdev, 0);
	if (s->horn >= 0)
		return devm_request_irq(&pdev->dev, s->horn, sluice_open, 0,
					"horn", s);
	return 0;
}

static void horn_remove_ok(struct platform_device *pdev)
{
	struct sluice *s = platform_get_drvdata(pdev);

	if (s->horn >= 0)
		devm_free_irq(&pdev->dev, s->horn, s);
}

struct platform_driver blown_driver = {
	.probe = horn_probe,
	.remove = horn_remove_ok,
};

static int below_probe(struct platform_device *pdev)
{
	struct sluice *s = platform_get_drvdata(pdev);

	s->horn = platform_get_irq_optional(pdev, 0);
	if (s->horn >= 0)
		return request_irq(s->horn, sluice_open, 0, "horn", s);
	return 0;
}

static void below_remove_ok(struct platform_device *pdev)
{
	struct sluice *s = platform_get_drvdata(pdev);

	free_irq(s->horn, s);
}

struct platform_driver below_driver = {
	.probe = below_probe,
	.remove = below_remove_ok,
};
