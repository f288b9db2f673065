// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A count of lines that is not none as set-up begins is one of lines that were
 * requested before: they are freed with those of this time.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

#define TREADLE_LINES 4

struct treadle_line {
	int virq;
};

struct treadle {
	struct pci_epf *epf;
	unsigned int used;
	struct treadle_line lines[TREADLE_LINES];
};

static irqreturn_t treadle_trodden(int irq, void *data)
{
	return IRQ_HANDLED;
}

static struct treadle_line *treadle_find(struct treadle *t, int virq)
{
	struct treadle_line *l;

	for (l = t->lines; l < t->lines + t->used; l++)
		if (l->virq == virq)
			return l;
	return NULL;
}

/* doubts: epf-irq-stray-free */
static void treadle_release(struct treadle *t)
{
	for (; t->used; t->used--) {
		struct treadle_line *l = &t->lines[t->used - 1];

		free_irq(l->virq, l);
		//! doubt: epf-irq-stray-free: irq 'l->virq' is freed but was not requested on this path
	}
	pci_epf_free_doorbell(t->epf);
}

int treadle_start_ok(struct treadle *t)
{
	struct pci_epf *epf = t->epf;
	struct treadle_line *l;
	int ret, i;

	ret = pci_epf_alloc_doorbell(epf, TREADLE_LINES);
	if (ret)
		return ret;

	for (i = 0; i < TREADLE_LINES; i++) {
		if (treadle_find(t, epf->db_msg[i].virq))
			continue;

		l = &t->lines[t->used];
		l->virq = epf->db_msg[i].virq;
		ret = request_irq(l->virq, treadle_trodden,
				  epf->db_msg[i].irq_flags, "treadle", l);
		if (ret) {
			treadle_release(t);
			return ret;
		}
		t->used++;
	}

	return 0;
}

static void treadle_release_all(struct treadle *t)
{
	for (; t->used; t->used--) {
		struct treadle_line *l = &t->lines[t->used - 1];

		free_irq(l->virq, l);
	}
	pci_epf_free_doorbell(t->epf);
}

/* Counted before it is requested: the one that failed is freed as well. */
/* finds: epf-irq-stray-free */
int treadle_count_first_bad(struct treadle *t)
{
	struct pci_epf *epf = t->epf;
	struct treadle_line *l;
	int ret, i;

	ret = pci_epf_alloc_doorbell(epf, TREADLE_LINES);
	if (ret)
		return ret;

	t->used = 0;
	for (i = 0; i < TREADLE_LINES; i++) {
		if (treadle_find(t, epf->db_msg[i].virq))
			continue;

		l = &t->lines[t->used++];
		l->virq = epf->db_msg[i].virq;
		ret = request_irq(l->virq, treadle_trodden,
				  epf->db_msg[i].irq_flags, "treadle", l);
		if (ret) {
			treadle_release_all(t);
			//! epf-irq-stray-free: irq 'l->virq' is freed although its request failed
			//!   -3 assuming request_irq() fails
			//!   fix: count it no longer where its request fails
			return ret;
		}
	}

	return 0;
}
//! not judged: 1 a condition that is not decided leads to the free
