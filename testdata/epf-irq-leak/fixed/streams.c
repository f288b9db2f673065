// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Streaming starts and stops, and a driver of PCI devices whose entries are set
 * one by one.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci.h>
#include <media/videobuf2-core.h>

struct brook {
	struct pci_driver pci;
	int irq;
	int depth;
};

static irqreturn_t brook_rose(int irq, void *data)
{
	return IRQ_HANDLED;
}

int brook_open(struct brook *b);

/* finds: epf-irq-leak */
static int brook_start_bad(struct vb2_queue *queue, unsigned int buffers)
{
	struct brook *b = queue->drv_priv;
	int ret;

	ret = request_irq(b->irq, brook_rose, 0, "brook", b);
	if (ret)
		return ret;
	ret = brook_open(b);
	if (ret)
		free_irq(b->irq, b);

	return ret;
}

static int brook_start_ok(struct vb2_queue *queue, unsigned int buffers)
{
	struct brook *b = queue->drv_priv;
	int ret;

	ret = request_irq(b->irq, brook_rose, 0, "brook", b);
	if (ret)
		return ret;
	ret = brook_open(b);
	if (ret)
		free_irq(b->irq, b);
	return ret;
}

static void brook_stop(struct vb2_queue *queue)
{
	struct brook *b = queue->drv_priv;

	free_irq(b->irq, b);
}

const struct vb2_ops brook_ops = {
	.start_streaming = brook_start_bad,
	.stop_streaming = brook_stop,
};

const struct vb2_ops brook_flows = {
	.start_streaming = brook_start_ok,
	.stop_streaming = brook_stop,
};

static int creek_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	return request_irq(pdev->irq, brook_rose, 0, "creek", pdev);
}

/* finds: epf-irq-leak */
static void creek_remove_bad(struct pci_dev *pdev)
{
	pci_disable_device(pdev);
	free_irq(pdev->irq, pdev);
}

static void creek_remove_ok(struct pci_dev *pdev)
{
	free_irq(pdev->irq, pdev);
	pci_disable_device(pdev);
}

void creek_fill(struct brook *b)
{
	b->pci.probe = creek_probe;
	b->pci.remove = creek_remove_bad;
}

void creek_refill(struct brook *b)
{
	b->pci.probe = creek_probe;
	b->pci.remove = creek_remove_ok;
}
