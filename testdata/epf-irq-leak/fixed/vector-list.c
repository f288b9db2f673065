// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Lines kept in a list, and lines of a PCI device by vector number. */

#include <linux/interrupt.h>
#include <linux/list.h>
#include <linux/pci.h>

struct lane {
	struct list_head node;
	int irq;
};

struct hub {
	struct pci_dev *pdev;
	struct list_head lanes;
	int vectors;
};

int hub_start(struct hub *hub);

static irqreturn_t hub_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
int hub_list_bad(struct hub *hub)
{
	struct lane *lane;
	int ret;

	list_for_each_entry(lane, &hub->lanes, node) {
		ret = request_irq(lane->irq, hub_event, 0, "hub", lane);
		if (ret) {
			list_for_each_entry_continue_reverse(lane, &hub->lanes,
							     node)
				free_irq(lane->irq, lane);
			return ret;
		}
	}

	return 0;
}

int hub_list_ok(struct hub *hub)
{
	struct lane *lane;
	int ret;

	list_for_each_entry(lane, &hub->lanes, node) {
		ret = request_irq(lane->irq, hub_event, 0, "hub", lane);
		if (ret)
			goto err_lanes;
	}

	return 0;

err_lanes:
	list_for_each_entry_continue_reverse(lane, &hub->lanes, node)
		free_irq(lane->irq, lane);
	return ret;
}

/*
 * Behind the loop lane is no lane: going back from it would be right, but
 * going back from the one before it is one too few.
 */
/* finds: epf-irq-leak */
int hub_list_one_left_bad(struct hub *hub)
{
	struct lane *lane;
	int ret;

	list_for_each_entry(lane, &hub->lanes, node) {
		ret = request_irq(lane->irq, hub_event, 0, "hub", lane);
		if (ret)
			goto err_lanes;
	}

	ret = hub_start(hub);
	if (ret) {
		list_for_each_entry_continue_reverse(lane, &hub->lanes, node)
			free_irq(lane->irq, lane);
	}
	if (ret) {
		lane = list_prev_entry(lane, node);
		goto err_lanes;
	}

	return 0;

err_lanes:
	list_for_each_entry_continue_reverse(lane, &hub->lanes, node)
		free_irq(lane->irq, lane);
	return ret;
}

int hub_list_all_ok(struct hub *hub)
{
	struct lane *lane;
	int ret;

	list_for_each_entry(lane, &hub->lanes, node) {
		ret = request_irq(lane->irq, hub_event, 0, "hub", lane);
		if (ret)
			goto err_lanes;
	}

	ret = hub_start(hub);
	if (ret)
		goto err_lanes;

	return 0;

err_lanes:
	list_for_each_entry_continue_reverse(lane, &hub->lanes, node)
		free_irq(lane->irq, lane);
	return ret;
}

/* finds: epf-irq-leak */
int hub_vectors_bad(struct hub *hub)
{
	int nr, ret;

	hub->vectors = pci_alloc_irq_vectors(hub->pdev, 1, 4,
					     PCI_IRQ_ALL_TYPES);
	if (hub->vectors < 0)
		return hub->vectors;

	for (nr = 0; nr < hub->vectors; nr++) {
		ret = pci_request_irq(hub->pdev, nr, hub_event, NULL, hub,
				      "hub%d", nr);
		if (ret)
			goto err_vectors;
	}

	return 0;

err_vectors:
	while (nr--)
		pci_free_irq(hub->pdev, nr, hub);
	pci_free_irq_vectors(hub->pdev);
	return ret;
}

int hub_vectors_ok(struct hub *hub)
{
	int nr, ret;

	hub->vectors = pci_alloc_irq_vectors(hub->pdev, 1, 4,
					     PCI_IRQ_ALL_TYPES);
	if (hub->vectors < 0)
		return hub->vectors;

	for (nr = 0; nr < hub->vectors; nr++) {
		ret = pci_request_irq(hub->pdev, nr, hub_event, NULL, hub,
				      "hub%d", nr);
		if (ret)
			goto err_vectors;
	}

	return 0;

err_vectors:
	while (nr--)
		pci_free_irq(hub->pdev, nr, hub);
	pci_free_irq_vectors(hub->pdev);
	return ret;
}

/* finds: epf-irq-leak */
int hub_vector_number_bad(struct hub *hub)
{
	int irq, ret;

	irq = pci_irq_vector(hub->pdev, 0);
	if (irq < 0)
		return irq;

	ret = request_threaded_irq(irq, NULL, hub_event, IRQF_ONESHOT, "hub",
				   hub);
	if (ret)
		return ret;

	ret = hub_start(hub);
	if (ret) {
		free_irq(irq, hub);
		pci_free_irq_vectors(hub->pdev);
		return ret;
	}

	return 0;
}

int hub_vector_number_ok(struct hub *hub)
{
	int irq, ret;

	irq = pci_irq_vector(hub->pdev, 0);
	if (irq < 0)
		return irq;

	ret = request_threaded_irq(irq, NULL, hub_event, IRQF_ONESHOT, "hub",
				   hub);
	if (ret)
		return ret;

	ret = hub_start(hub);
	if (ret) {
		free_irq(irq, hub);
		pci_free_irq_vectors(hub->pdev);
		return ret;
	}

	return 0;
}
