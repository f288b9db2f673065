// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Two walks over one list meet the same elements, and results that go together. */

#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/list.h>
#include <linux/pci.h>

struct stop {
	struct list_head node;
	int irq;
	bool served;
};

struct tram {
	struct list_head stops;
	struct stop *last;
	struct pci_dev *pdev;
	int vectors;
	void *bell;
};

int tram_start(struct tram *t);
void *tram_bell(struct tram *t);
void *tram_bell_optional(struct tram *t);

static irqreturn_t tram_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

int tram_two_walks_ok(struct tram *t)
{
	struct stop *stop;
	int ret;

	list_for_each_entry(stop, &t->stops, node) {
		ret = request_irq(stop->irq, tram_event, 0, "tram", stop);
		if (ret)
			goto err_stops;
	}

	ret = tram_start(t);
	if (!ret)
		return 0;

err_stops:
	list_for_each_entry_continue_reverse(stop, &t->stops, node)
		free_irq(stop->irq, stop);
	return ret;
}

/* finds: epf-irq-leak */
int tram_two_walks_bad(struct tram *t)
{
	struct stop *stop;
	int ret;

	list_for_each_entry(stop, &t->stops, node) {
		ret = request_irq(stop->irq, tram_event, 0, "tram", stop);
		if (ret)
			goto err_stops;
	}

	ret = tram_start(t);
	if (ret)
		goto err_stops;

	return ret;

err_stops:
	list_for_each_entry_continue_reverse(stop, &t->stops, node)
		free_irq(stop->irq, stop);
	return ret;
}

/* An element of a list is not NULL, wherever its link lies in it. */
struct bench {
	int irq;
	struct list_head node;
};

struct park {
	struct list_head benches;
	struct bench *cur;
};

int park_cursor_ok(struct park *p)
{
	struct bench *b;
	int ret = -ENODEV;

	p->cur = NULL;
	list_for_each_entry(b, &p->benches, node) {
		ret = request_irq(b->irq, tram_event, 0, "park", p);
		if (!ret) {
			p->cur = b;
			break;
		}
	}

	if (!p->cur)
		return -ENODEV;

	return 0;
}

/* What is asked with IS_ERR() alone is an error or there, but never NULL. */
int tram_bell_ok(struct tram *t, int irq)
{
	int ret;

	ret = request_irq(irq, tram_event, 0, "tram", t);
	if (ret)
		return ret;

	t->bell = tram_bell(t);
	if (IS_ERR(t->bell)) {
		free_irq(irq, t);
		return PTR_ERR(t->bell);
	}

	ret = tram_start(t);
	if (ret && t->bell)
		free_irq(irq, t);

	return ret;
}

/* finds: epf-irq-leak */
int tram_bell_optional_bad(struct tram *t, int irq)
{
	int ret;

	ret = request_irq(irq, tram_event, 0, "tram", t);
	if (ret)
		return ret;

	t->bell = tram_bell_optional(t);
	if (IS_ERR(t->bell)) {
		free_irq(irq, t);
		return PTR_ERR(t->bell);
	}

	ret = tram_start(t);
	if (ret)
		free_irq(irq, t);

	return ret;
}

/* Vectors were allocated: then there are some. */
int tram_vectors_ok(struct tram *t)
{
	int i, ret;

	t->vectors = pci_msix_vec_count(t->pdev);
	ret = pci_alloc_irq_vectors(t->pdev, t->vectors, t->vectors,
				    PCI_IRQ_MSIX);
	if (ret < 0)
		return ret;

	ret = request_irq(pci_irq_vector(t->pdev, 0), tram_event, 0, "tram", t);
	if (ret)
		goto err_vectors;

	ret = tram_start(t);
	if (!ret)
		return 0;

	for (i = 0; i < t->vectors; i++)
		if (i == 0)
			free_irq(pci_irq_vector(t->pdev, i), t);
err_vectors:
	pci_free_irq_vectors(t->pdev);
	return ret;
}

/* finds: epf-irq-leak */
int tram_vectors_bad(struct tram *t)
{
	bool requested = false;
	int i, ret;

	t->vectors = pci_msix_vec_count(t->pdev);
	ret = pci_alloc_irq_vectors(t->pdev, 1, 1, PCI_IRQ_MSIX);
	if (ret < 0)
		return ret;

	ret = request_irq(pci_irq_vector(t->pdev, 0), tram_event, 0, "tram", t);
	if (ret)
		goto err_vectors;
	requested = true;

	ret = tram_start(t);
	if (!ret)
		return 0;

	for (i = 0; i < t->vectors; i++)
		if (i == 0)
			free_irq(pci_irq_vector(t->pdev, i), t);
err_vectors:
	pci_free_irq_vectors(t->pdev);
	if (requested)
		free_irq(pci_irq_vector(t->pdev, 0), t);
	return ret;
}
