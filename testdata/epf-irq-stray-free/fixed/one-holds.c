// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A helper at a label frees for all jumps, of which one holds. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci.h>

struct gate {
	struct pci_dev *pdev;
	bool msi;
};

int gate_oil(int nr);
int gate_paint(int colour);
void gate_rust(int nr);

static irqreturn_t gate_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void gate_shutdown_intr(struct gate *g)
{
	free_irq(pci_irq_vector(g->pdev, 0), g);
	pci_free_irq_vectors(g->pdev);
}

/* All labels free, but only the last jump holds. */
/* finds: epf-irq-stray-free */
static int gate_probe_bad(struct pci_dev *pdev,
			  const struct pci_device_id *id)
{
	struct gate *g = pci_get_drvdata(pdev);
	int ret;

	ret = gate_oil(0);
	if (ret)
		goto out_early;

	ret = gate_oil(1);
	if (ret)
		goto out_shutdown;

	if (g->msi)
		ret = request_irq(pci_irq_vector(g->pdev, 0), gate_event, 0,
				  "gate", g);
	else
		ret = request_irq(pci_irq_vector(g->pdev, 0), gate_event,
				  IRQF_SHARED, "gate", g);
	if (ret)
		goto out_close;

	ret = gate_paint(2);
	if (ret)
		goto out_free_irq;

	return 0;

out_free_irq:
	free_irq(pci_irq_vector(g->pdev, 0), g);
out_close:
	gate_rust(1);
out_shutdown:
	pci_free_irq_vectors(g->pdev);
	return ret;

out_early:
	pci_free_irq_vectors(g->pdev);
	return ret;
}

static void gate_remove(struct pci_dev *pdev)
{
	gate_shutdown_intr(pci_get_drvdata(pdev));
}

struct pci_driver gate_driver = {
	.probe = gate_probe_bad,
	.remove = gate_remove,
};
