// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A doorbell's irq_flags have to be among the flags of the request on its
 * line: all of them, and those of the same doorbell.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

struct bell {
	struct pci_epf *epf;
	unsigned int count;
	unsigned long flags;
};

static irqreturn_t bell_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-flags-ignored */
int bell_zero_bad(struct bell *b)
{
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	ret = request_irq(b->epf->db_msg[0].virq, bell_rung,
			  b->epf->db_msg[0].irq_flags, "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

int bell_passed_ok(struct bell *b)
{
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	ret = request_irq(b->epf->db_msg[0].virq, bell_rung,
			  b->epf->db_msg[0].irq_flags, "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

/* Sharing is what the flags often ask for, but not all that they may. */
/* finds: epf-irq-flags-ignored */
int bell_shared_bad(struct bell *b)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	db = b->epf->db_msg;
	ret = request_irq(db->virq, bell_rung, IRQF_SHARED | db->irq_flags,
			  "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

int bell_shared_too_ok(struct bell *b)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	db = b->epf->db_msg;
	ret = request_irq(db->virq, bell_rung, db->irq_flags | IRQF_SHARED,
			  "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

/* finds: epf-irq-flags-ignored */
int bell_masked_bad(struct bell *b)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	db = b->epf->db_msg;
	ret = request_irq(db->virq, bell_rung,
			  db->irq_flags, "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

/* finds: epf-irq-flags-ignored */
int bell_bit_cleared_bad(struct bell *b)
{
	unsigned long flags;
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	flags = b->epf->db_msg->irq_flags;
	flags &= ~IRQF_SHARED;
	ret = request_irq(b->epf->db_msg->virq, bell_rung,
			  b->epf->db_msg->irq_flags, "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

int bell_variable_ok(struct bell *b)
{
	unsigned long flags = IRQF_NO_SUSPEND;
	int virq, ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	flags |= b->epf->db_msg->irq_flags;
	virq = b->epf->db_msg->virq;
	ret = request_irq(virq, bell_rung, flags, "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

/* By way of a field of the driver. */
int bell_field_ok(struct bell *b)
{
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	b->flags = b->epf->db_msg->irq_flags;
	ret = request_irq(b->epf->db_msg->virq, bell_rung, b->flags, "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

/* finds: epf-irq-flags-ignored */
int bell_only_embedded_bad(struct bell *b)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	db = b->epf->db_msg;
	ret = request_irq(db->virq, bell_rung,
			  db->irq_flags, "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

/* Something of its own only where the doorbell asks for nothing. */
int bell_default_ok(struct bell *b)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	db = b->epf->db_msg;
	ret = request_irq(db->virq, bell_rung,
			  db->irq_flags ? db->irq_flags : IRQF_NO_SUSPEND,
			  "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

/* Always the same flags, chosen or not. */
int bell_both_arms_ok(struct bell *b)
{
	struct pci_epf_doorbell_msg *db;
	unsigned long flags;
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	db = b->epf->db_msg;
	flags = db->type == PCI_EPF_DOORBELL_EMBEDDED ?
		db->irq_flags | IRQF_NO_THREAD : db->irq_flags;
	ret = request_irq(db->virq, bell_rung, flags, "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

/* finds: epf-irq-flags-ignored */
int bell_threaded_bad(struct bell *b)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	db = b->epf->db_msg;
	ret = request_threaded_irq(db->virq, NULL, bell_rung,
				   IRQF_ONESHOT | db->irq_flags, "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

int bell_threaded_ok(struct bell *b)
{
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(b->epf, 1);
	if (ret)
		return ret;

	db = b->epf->db_msg;
	ret = request_threaded_irq(db->virq, NULL, bell_rung,
				   IRQF_ONESHOT | db->irq_flags, "bell", b);
	if (ret)
		pci_epf_free_doorbell(b->epf);

	return ret;
}

/* A line of the driver's own needs no doorbell's flags. */
int bell_other_line_ok(struct bell *b, int irq)
{
	return request_irq(irq, bell_rung, 0, "bell-own", b);
}
