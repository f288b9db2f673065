// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Vectors that the kernel fills in, in memory that began as zeros. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/slab.h>

struct reel {
	int turns;
};

struct mill {
	struct pci_dev *pdev;
	int has_bell;
	int count;
	void *entries;
	struct reel reel[64];
};

static irqreturn_t mill_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static struct msix_entry *mill_entries(struct mill *m, int reels)
{
	struct msix_entry *e;
	int i;

	m->count = reels;
	if (m->has_bell)
		m->count += 1;
	m->entries = kcalloc(m->count, sizeof(*e), GFP_KERNEL);
	if (!m->entries)
		return NULL;

	e = m->entries;
	for (i = 0; i < m->count; i++)
		e[i].entry = i;
	return e;
}

/* finds: epf-irq-stray-free */
int mill_frees_without_bell_bad(struct mill *m, int reels)
{
	struct msix_entry *e = mill_entries(m, reels);
	int i, n, ret;

	if (!e)
		return -ENOMEM;

	ret = pci_enable_msix_range(m->pdev, e, m->count, m->count);
	if (ret < 0)
		return ret;

	n = m->count;
	if (m->has_bell) {
		n -= 1;
		ret = request_irq(e[n].vector, mill_event, 0, "bell", m);
		if (ret)
			return ret;
	}
	for (i = 0; i < n; i++) {
		ret = request_irq(e[i].vector, mill_event, 0, "reel",
				  &m->reel[i]);
		if (ret) {
			if (m->has_bell)
				free_irq(e[n].vector, m);
			while (i--)
				free_irq(e[i].vector, &m->reel[i]);
			return ret;
		}
	}
	return 0;
}

int mill_frees_bell_ok(struct mill *m, int reels)
{
	struct msix_entry *e = mill_entries(m, reels);
	int i, n, ret;

	if (!e)
		return -ENOMEM;

	ret = pci_enable_msix_range(m->pdev, e, m->count, m->count);
	if (ret < 0)
		return ret;

	n = m->count;
	if (m->has_bell) {
		n -= 1;
		ret = request_irq(e[n].vector, mill_event, 0, "bell", m);
		if (ret)
			return ret;
	}
	for (i = 0; i < n; i++) {
		ret = request_irq(e[i].vector, mill_event, 0, "reel",
				  &m->reel[i]);
		if (ret) {
			if (m->has_bell)
				free_irq(e[n].vector, m);
			while (i--)
				free_irq(e[i].vector, &m->reel[i]);
			return ret;
		}
	}
	return 0;
}

static int winch_lines(struct msix_entry *e, struct mill *m)
{
	int ret;

	if (e[0].vector) {
		ret = request_irq(e[0].vector, mill_event, 0, "up", m);
		if (ret)
			return ret;
	}
	if (e[1].vector) {
		ret = request_irq(e[1].vector, mill_event, 0, "down", m);
		if (ret)
			goto err_free;
	}
	return 0;

err_free:
	if (e[0].vector)
		free_irq(e[0].vector, m);
	return ret;
}

/* What the kernel has filled in stays as it is. */
int winch_asks_again_ok(struct mill *m)
{
	struct msix_entry *e = kcalloc(2, sizeof(*e), GFP_KERNEL);
	int ret;

	if (!e)
		return -ENOMEM;

	ret = pci_enable_msix_range(m->pdev, e, 2, 2);
	if (ret < 0)
		goto out_free;

	m->entries = e;
	ret = winch_lines(e, m);
	if (ret)
		goto out_free;
	return 0;

out_free:
	kfree(e);
	return ret;
}

void winch_stop(struct mill *m)
{
	struct msix_entry *e = m->entries;

	if (e[1].vector)
		free_irq(e[1].vector, m);
	if (e[0].vector)
		free_irq(e[0].vector, m);
	kfree(e);
}
