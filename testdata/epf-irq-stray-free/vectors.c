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
			free_irq(e[n].vector, m);
			//! epf-irq-stray-free: irq 'e[n].vector' is freed but was not requested on this path
			//!   -3 assuming request_irq() fails
			//!   fix: free under the condition of the request
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
