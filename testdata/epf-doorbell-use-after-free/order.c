// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Freeing the doorbells takes the array db_msg away, and with it the lines:
 * they have to be freed before.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

#define TOWER_BELLS 8

struct tower {
	struct pci_epf *epf;
	unsigned int count;
	int virq[TOWER_BELLS];
	u32 last_data;
};

int tower_climb(struct tower *t);

static irqreturn_t tower_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static bool tower_seen(const struct pci_epf_doorbell_msg *db, unsigned int i)
{
	unsigned int j;

	for (j = 0; j < i; j++)
		if (db[j].virq == db[i].virq)
			return true;
	return false;
}

/* finds: epf-doorbell-use-after-free */
int tower_order_bad(struct tower *t)
{
	struct pci_epf *epf = t->epf;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg[0].virq, tower_rung,
			  epf->db_msg[0].irq_flags, "tower", t);
	if (ret) {
		pci_epf_free_doorbell(epf);
		return ret;
	}

	ret = tower_climb(t);
	if (ret) {
		pci_epf_free_doorbell(epf);
		free_irq(epf->db_msg[0].virq, t);
		//! epf-doorbell-use-after-free: 'epf->db_msg[0].virq' is used after pci_epf_free_doorbell()
		//!   -2 assuming tower_climb() fails
		//!   fix: free the doorbells behind their last use
	}

	return ret;
}

int tower_order_ok(struct tower *t)
{
	struct pci_epf *epf = t->epf;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg[0].virq, tower_rung,
			  epf->db_msg[0].irq_flags, "tower", t);
	if (ret) {
		pci_epf_free_doorbell(epf);
		return ret;
	}

	ret = tower_climb(t);
	if (ret) {
		free_irq(epf->db_msg[0].virq, t);
		pci_epf_free_doorbell(epf);
	}

	return ret;
}

/* A copy of the number is no help: the line itself is gone. */
/* finds: epf-doorbell-use-after-free */
int tower_copy_bad(struct tower *t)
{
	struct pci_epf *epf = t->epf;
	int virq, ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	virq = epf->db_msg[0].virq;
	ret = request_irq(virq, tower_rung, epf->db_msg[0].irq_flags, "tower",
			  t);
	if (ret)
		goto err_doorbell;

	ret = tower_climb(t);
	if (ret)
		goto err_irq;

	return 0;

err_irq:
	pci_epf_free_doorbell(epf);
	free_irq(virq, t);
	//! epf-doorbell-use-after-free: irq 'virq' is freed after pci_epf_free_doorbell() gave its doorbell back
	//!   -7 assuming tower_climb() fails
	//!   fix: free the doorbells behind their last use
	return ret;
err_doorbell:
	pci_epf_free_doorbell(epf);
	return ret;
}

int tower_copy_ok(struct tower *t)
{
	struct pci_epf *epf = t->epf;
	int virq, ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	virq = epf->db_msg[0].virq;
	ret = request_irq(virq, tower_rung, epf->db_msg[0].irq_flags, "tower",
			  t);
	if (ret)
		goto err_doorbell;

	ret = tower_climb(t);
	if (ret)
		goto err_irq;

	return 0;

err_irq:
	free_irq(virq, t);
err_doorbell:
	pci_epf_free_doorbell(epf);
	dev_err(&epf->dev, "line %d: %d\n", virq, ret);
	return ret;
}

/* The message about the failure reads what is no longer there. */
/* finds: epf-doorbell-use-after-free */
int tower_log_bad(struct tower *t)
{
	struct pci_epf *epf = t->epf;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg->virq, tower_rung,
			  epf->db_msg->irq_flags, "tower", t);
	if (ret) {
		pci_epf_free_doorbell(epf);
		dev_err(&epf->dev, "line %d: %d\n", epf->db_msg->virq, ret);
		//! epf-doorbell-use-after-free: 'epf->db_msg->virq' is used after pci_epf_free_doorbell()
		//!   -4 assuming request_irq() fails
		//!   fix: free the doorbells behind their last use
	}

	return ret;
}

int tower_log_ok(struct tower *t)
{
	struct pci_epf *epf = t->epf;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg->virq, tower_rung,
			  epf->db_msg->irq_flags, "tower", t);
	if (ret) {
		dev_err(&epf->dev, "line %d: %d\n", epf->db_msg->virq, ret);
		pci_epf_free_doorbell(epf);
	}

	return ret;
}

/* A pointer into the array lives no longer than the array. */
/* finds: epf-doorbell-use-after-free */
int tower_pointer_bad(struct tower *t)
{
	struct msi_msg *msg;
	int ret;

	ret = pci_epf_alloc_doorbell(t->epf, 1);
	if (ret)
		return ret;

	msg = &t->epf->db_msg[0].msg;
	ret = tower_climb(t);
	pci_epf_free_doorbell(t->epf);
	t->last_data = msg->data;
	//! epf-doorbell-use-after-free: 'msg->data' is used after pci_epf_free_doorbell()
	//!   fix: free the doorbells behind their last use
	return ret;
}

int tower_pointer_ok(struct tower *t)
{
	struct msi_msg msg;
	int ret;

	ret = pci_epf_alloc_doorbell(t->epf, 1);
	if (ret)
		return ret;

	msg = t->epf->db_msg[0].msg;
	ret = tower_climb(t);
	pci_epf_free_doorbell(t->epf);
	t->last_data = msg.data;
	return ret;
}

/* Labels in the order of set-up instead of its reverse. */
/* finds: epf-doorbell-use-after-free */
int tower_labels_bad(struct tower *t)
{
	struct pci_epf *epf = t->epf;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, t->count);
	if (ret)
		return ret;

	for (i = 0; i < t->count; i++) {
		if (tower_seen(epf->db_msg, i))
			continue;
		ret = request_irq(epf->db_msg[i].virq, tower_rung,
				  epf->db_msg[i].irq_flags, "tower", t);
		if (ret)
			goto err;
	}

	return 0;

err:
	pci_epf_free_doorbell(epf);
	while (i--) {
		if (tower_seen(epf->db_msg, i))
		//! epf-doorbell-use-after-free: 'db[j].virq' is used after pci_epf_free_doorbell()
		//!   -11 assuming request_irq() fails
		//!   fix: free the doorbells behind their last use
			continue;
		free_irq(epf->db_msg[i].virq, t);
		//! epf-doorbell-use-after-free: 'epf->db_msg[i].virq' is used after pci_epf_free_doorbell()
		//!   -13 assuming request_irq() fails
		//!   -2 calling tower_seen()
		//!   fix: free the doorbells behind their last use
	}
	return ret;
}

int tower_labels_ok(struct tower *t)
{
	struct pci_epf *epf = t->epf;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, t->count);
	if (ret)
		return ret;

	for (i = 0; i < t->count; i++) {
		if (tower_seen(epf->db_msg, i))
			continue;
		ret = request_irq(epf->db_msg[i].virq, tower_rung,
				  epf->db_msg[i].irq_flags, "tower", t);
		if (ret)
			goto err;
	}

	return 0;

err:
	while (i--) {
		if (tower_seen(epf->db_msg, i))
			continue;
		free_irq(epf->db_msg[i].virq, t);
	}
	pci_epf_free_doorbell(epf);
	return ret;
}

/* Teardown the wrong way round. */
static int tower_bind(struct pci_epf *epf)
{
	struct tower *t = epf_get_drvdata(epf);
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	t->virq[0] = epf->db_msg->virq;
	ret = request_irq(t->virq[0], tower_rung, epf->db_msg->irq_flags,
			  "tower", t);
	if (ret)
		pci_epf_free_doorbell(epf);

	return ret;
}

/* finds: epf-doorbell-use-after-free */
static void tower_unbind_bad(struct pci_epf *epf)
{
	struct tower *t = epf_get_drvdata(epf);

	pci_epf_free_doorbell(epf);
	free_irq(t->virq[0], t);
	//! epf-doorbell-use-after-free: irq 't->virq[0]' is freed after pci_epf_free_doorbell() gave its doorbell back
	//!   -24 the kernel calls tower_bind()
	//!   -5 the kernel calls tower_unbind_bad()
	//!   fix: free the doorbells behind their last use
}

const struct pci_epf_ops tower_ops = {
	.bind = tower_bind,
	.unbind = tower_unbind_bad,
};

static int tower_bind_ok(struct pci_epf *epf)
{
	struct tower *t = epf_get_drvdata(epf);
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	t->virq[0] = epf->db_msg->virq;
	ret = request_irq(t->virq[0], tower_rung, epf->db_msg->irq_flags,
			  "tower", t);
	if (ret)
		pci_epf_free_doorbell(epf);

	return ret;
}

static void tower_unbind_ok(struct pci_epf *epf)
{
	struct tower *t = epf_get_drvdata(epf);

	free_irq(t->virq[0], t);
	pci_epf_free_doorbell(epf);
}

const struct pci_epf_ops tower_ok_ops = {
	.bind = tower_bind_ok,
	.unbind = tower_unbind_ok,
};

/* Freed and allocated again: the second array is another one. */
int tower_again_ok(struct tower *t)
{
	struct pci_epf *epf = t->epf;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 2);
	if (!ret)
		pci_epf_free_doorbell(epf);

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	ret = request_irq(epf->db_msg->virq, tower_rung,
			  epf->db_msg->irq_flags, "tower", t);
	if (ret)
		pci_epf_free_doorbell(epf);

	return ret;
}

/* finds: epf-doorbell-use-after-free */
int tower_kept_bad(struct tower *t)
{
	struct pci_epf *epf = t->epf;
	struct pci_epf_doorbell_msg *db;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, 2);
	if (ret)
		return ret;

	db = epf->db_msg;
	pci_epf_free_doorbell(epf);

	ret = pci_epf_alloc_doorbell(epf, 1);
	if (ret)
		return ret;

	t->last_data = db->msg.data;
	//! epf-doorbell-use-after-free: 'db->msg.data' is used after pci_epf_free_doorbell()
	//!   fix: read the doorbells anew into 'db'
	pci_epf_free_doorbell(epf);
	return 0;
}

/* Who allocated them is not seen from here: they are gone all the same. */
/* finds: epf-doorbell-use-after-free */
void tower_close_bad(struct tower *t)
{
	struct pci_epf *epf = t->epf;

	if (!t->count)
		return;

	t->count = 0;
	pci_epf_free_doorbell(epf);
	free_irq(epf->db_msg[0].virq, t);
	//! epf-doorbell-use-after-free: 'epf->db_msg[0].virq' is used after pci_epf_free_doorbell()
	//!   -5 assuming '!t->count' is false
	//!   fix: free the doorbells behind their last use
}

void tower_close_ok(struct tower *t)
{
	struct pci_epf *epf = t->epf;

	if (!t->count)
		return;

	t->count = 0;
	free_irq(epf->db_msg[0].virq, t);
	pci_epf_free_doorbell(epf);
}

/* One way frees the doorbells, the other the line. */
void tower_either_ok(struct tower *t)
{
	struct pci_epf *epf = t->epf;
	bool whole = t->count > 1;

	if (whole)
		pci_epf_free_doorbell(epf);

	if (!whole)
		t->last_data = epf->db_msg[0].msg.data;
}
