// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What undoes a set-up stands further down in the file: a call of it from above
 * wants a declaration.
 */

#include <linux/interrupt.h>
#include <linux/pci.h>

struct kelp {
	struct pci_dev *pdev;
	int lines;
};

int kelp_size(struct kelp *k);
int kelp_register(struct kelp *k);

static irqreturn_t kelp_wave(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int kelp_init_lines(struct kelp *k)
{
	int ret, i;

	for (i = 0; i < 2; i++) {
		ret = request_irq(pci_irq_vector(k->pdev, i), kelp_wave, 0, "kelp", k);
		if (ret)
			goto err;
	}
	k->lines = 2;

	return 0;

err:
	while (i--)
		free_irq(pci_irq_vector(k->pdev, i), k);
	return ret;
}

/* finds: epf-irq-leak */
static int kelp_init_bad(struct kelp *k)
{
	int ret;

	ret = kelp_init_lines(k);
	if (ret)
		return ret;

	if (kelp_size(k) > 64)
		return -EINVAL;
		//! epf-irq-leak: irq 'pci_irq_vector(k->pdev, i)' is still requested when kelp_init_bad() fails
		//!   +18 calling kelp_init_bad()
		//!   -5 calling kelp_init_lines()
		//!   -24 'pci_irq_vector(k->pdev, i)' is requested here
		//!   -1 assuming 'kelp_size(k) > 64' is true
		//!   fix: call kelp_free_lines() before leaving

	return 0;
}

static void kelp_free_lines(struct kelp *k)
{
	int i;

	for (i = 0; i < k->lines; i++)
		free_irq(pci_irq_vector(k->pdev, i), k);
}

static int kelp_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct kelp *k = pci_get_drvdata(pdev);
	int ret;

	ret = kelp_init_bad(k);
	if (ret)
		return ret;

	ret = kelp_register(k);
	if (ret)
		kelp_free_lines(k);

	return ret;
}

static void kelp_remove(struct pci_dev *pdev)
{
	kelp_free_lines(pci_get_drvdata(pdev));
}

struct pci_driver kelp_driver = {
	.probe = kelp_probe,
	.remove = kelp_remove,
};
