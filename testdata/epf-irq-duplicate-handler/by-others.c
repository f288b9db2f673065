// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Whether a virq is another one is told by code that is not looked into: the
 * kernel's sort(), the number of a bit, a node of a tree. It may be right.
 */

#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>
#include <linux/rbtree.h>
#include <linux/slab.h>
#include <linux/sort.h>

#define ORGAN_PIPES 3

struct organ_pipe {
	struct rb_node node;
	int virq;
};

struct organ_entry {
	int virq;
	unsigned int pipe;
};

struct organ {
	struct pci_epf *epf;
	struct rb_root pipes;
	struct organ_entry entries[ORGAN_PIPES];
	u64 owned;
	unsigned int offsets[ORGAN_PIPES];
};

static irqreturn_t organ_sounds(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int organ_order(const void *left, const void *right)
{
	const struct organ_entry *l = left, *r = right;

	return l->virq - r->virq;
}

/* doubts: epf-irq-duplicate-handler */
int organ_sorted_ok(struct organ *o)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(o->epf, ORGAN_PIPES);
	if (ret)
		return ret;

	db = o->epf->db_msg;
	for (i = 0; i < ORGAN_PIPES; i++) {
		o->entries[i].virq = db[i].virq;
		o->entries[i].pipe = i;
	}
	sort(o->entries, ORGAN_PIPES, sizeof(o->entries[0]), organ_order, NULL);

	for (i = 0; i < ORGAN_PIPES; i++) {
		const struct pci_epf_doorbell_msg *m = &db[o->entries[i].pipe];

		if (i && o->entries[i].virq == o->entries[i - 1].virq)
			continue;
		ret = request_irq(m->virq, organ_sounds, m->irq_flags, "organ",
		//! doubt: epf-irq-duplicate-handler: virq 'm->virq' is requested again when doorbells share it
				  o);
		if (ret)
			goto err;
	}

	return 0;

err:
	while (i--)
		if (!i || o->entries[i].virq != o->entries[i - 1].virq)
			free_irq(o->entries[i].virq, o);
	pci_epf_free_doorbell(o->epf);
	return ret;
}

/* Not sorted, only those side by side are told from each other. */
/* finds: epf-irq-duplicate-handler */
int organ_unsorted_bad(struct organ *o)
{
	struct pci_epf_doorbell_msg *db;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(o->epf, ORGAN_PIPES);
	if (ret)
		return ret;

	db = o->epf->db_msg;
	for (i = 0; i < ORGAN_PIPES; i++) {
		if (i && db[i].virq == db[i - 1].virq)
			continue;
		ret = request_irq(db[i].virq, organ_sounds, db[i].irq_flags,
		//! epf-irq-duplicate-handler: virq 'db[i].virq' is requested again when doorbells share it
		//!   +0 'db[i].virq' is requested here
		//!   -2 assuming 'db[i].virq == db[i - 1].virq' is false
		//!   +0 assuming db_msg[2].virq equals db_msg[0].virq
		//!   fix: request each distinct virq once, and skip the same in unwind and teardown
				  "organ", o);
		if (ret)
			goto err;
	}

	return 0;

err:
	while (i--)
		if (!i || db[i].virq != db[i - 1].virq)
			free_irq(db[i].virq, o);
	pci_epf_free_doorbell(o->epf);
	return ret;
}

static bool organ_has(struct organ *o, int virq)
{
	u64 left;

	for (left = o->owned; left; left &= left - 1)
		if (o->epf->db_msg[__ffs64(left)].virq == virq)
			return true;
	return false;
}

static void organ_mute(struct organ *o)
{
	while (o->owned) {
		int i = __ffs64(o->owned);

		free_irq(o->epf->db_msg[i].virq, o);
		o->owned &= ~BIT_ULL(i);
	}
}

/* doubts: epf-irq-duplicate-handler */
int organ_bits_ok(struct organ *o)
{
	struct pci_epf_doorbell_msg *m;
	int i, ret;

	ret = pci_epf_alloc_doorbell(o->epf, ORGAN_PIPES);
	if (ret)
		return ret;

	o->owned = 0;
	for (i = 0; i < ORGAN_PIPES; i++) {
		m = &o->epf->db_msg[i];
		if (organ_has(o, m->virq))
			continue;
		ret = request_irq(m->virq, organ_sounds, m->irq_flags, "organ",
		//! doubt: epf-irq-duplicate-handler: virq 'm->virq' is requested again when doorbells share it
				  o);
		if (ret)
			goto err;
		o->owned |= BIT_ULL(i);
	}

	return 0;

err:
	organ_mute(o);
	pci_epf_free_doorbell(o->epf);
	return ret;
}

/* Requests the virq unless a node of the tree has it. */
/* doubts: epf-irq-leak */
static int organ_add(struct organ *o, const struct pci_epf_doorbell_msg *m)
{
	struct rb_node **link = &o->pipes.rb_node, *parent = NULL;
	struct organ_pipe *p;
	int ret;

	while (*link) {
		parent = *link;
		p = rb_entry(parent, struct organ_pipe, node);
		if (p->virq == m->virq)
			return 0;
		link = m->virq < p->virq ? &parent->rb_left : &parent->rb_right;
	}

	p = kzalloc(sizeof(*p), GFP_KERNEL);
	if (!p)
		return -ENOMEM;

	p->virq = m->virq;
	ret = request_irq(m->virq, organ_sounds, m->irq_flags, "organ", p);
	if (ret) {
		kfree(p);
		return ret;
		//! doubt: epf-irq-leak: irq 'm->virq' is still requested when organ_add() fails
	}

	rb_link_node(&p->node, parent, link);
	rb_insert_color(&p->node, &o->pipes);
	return 0;
}

static void organ_fell(struct organ *o)
{
	struct rb_node *link;

	while ((link = rb_first(&o->pipes))) {
		struct organ_pipe *p = rb_entry(link, struct organ_pipe, node);

		rb_erase(link, &o->pipes);
		free_irq(p->virq, p);
		kfree(p);
	}
}

/* doubts: epf-irq-missing-handler */
int organ_tree_ok(struct organ *o)
{
	struct pci_epf_doorbell_msg *db;
	int i, ret;

	ret = pci_epf_alloc_doorbell(o->epf, ORGAN_PIPES);
	if (ret)
		return ret;

	db = o->epf->db_msg;
	o->pipes = RB_ROOT;
	for (i = 0; i < ORGAN_PIPES; i++) {
		if (db[i].bar != BAR_1) {
			ret = -EINVAL;
			goto err;
		}
		ret = organ_add(o, &db[i]);
		if (ret)
			goto err;
		o->offsets[i] = db[i].offset;
		//! doubt: epf-irq-missing-handler: doorbell 'db_msg[2]' is published without a handler for its virq
	}

	return 0;

err:
	organ_fell(o);
	pci_epf_free_doorbell(o->epf);
	return ret;
}
//! not judged: 685 an irq is freed that may be any of those held
//! not judged: 1 a condition that is not decided leads past the free
//! not judged: 2 a container that is not followed tells which virqs there were
//! not judged: 1 what is requested again may be another irq
