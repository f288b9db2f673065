// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Doorbells that share a line: set-up requests each line once, but another
 * loop frees it once for each doorbell, or by another rule.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>

struct chime {
	struct pci_epf *epf;
	unsigned int count;
};

static irqreturn_t chime_rung(int irq, void *data)
{
	return IRQ_HANDLED;
}

static bool chime_seen(const struct pci_epf *epf, unsigned int nr)
{
	unsigned int i;

	for (i = 0; i < nr; i++)
		if (epf->db_msg[i].virq == epf->db_msg[nr].virq)
			return true;

	return false;
}

/* finds: epf-irq-stray-free */
int chime_unwind_skips_none_bad(struct chime *c)
{
	struct pci_epf *epf = c->epf;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, c->count);
	if (ret)
		return ret;

	for (i = 0; i < c->count; i++) {
		if (chime_seen(epf, i))
			continue;
		ret = request_irq(epf->db_msg[i].virq, chime_rung,
				  epf->db_msg[i].irq_flags, "chime", c);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (chime_seen(c->epf, i))
			continue;
		free_irq(epf->db_msg[i].virq, c);
	}
	pci_epf_free_doorbell(epf);
	return ret;
}

int chime_unwind_skips_same_ok(struct chime *c)
{
	struct pci_epf *epf = c->epf;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, c->count);
	if (ret)
		return ret;

	for (i = 0; i < c->count; i++) {
		if (chime_seen(epf, i))
			continue;
		ret = request_irq(epf->db_msg[i].virq, chime_rung,
				  epf->db_msg[i].irq_flags, "chime", c);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (!chime_seen(epf, i))
			free_irq(epf->db_msg[i].virq, c);
	}
	pci_epf_free_doorbell(epf);
	return ret;
}

static int chime_request_each(struct chime *c)
{
	struct pci_epf *epf = c->epf;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, c->count);
	if (ret)
		return ret;

	for (i = 0; i < c->count; i++) {
		if (chime_seen(epf, i))
			continue;
		ret = request_irq(epf->db_msg[i].virq, chime_rung,
				  epf->db_msg[i].irq_flags, "chime", c);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (!chime_seen(epf, i))
			free_irq(epf->db_msg[i].virq, c);
	}
	pci_epf_free_doorbell(epf);
	return ret;
}

static int chime_bind(struct pci_epf *epf)
{
	return chime_request_each(epf_get_drvdata(epf));
}

/* finds: epf-irq-stray-free */
static void chime_unbind_bad(struct pci_epf *epf)
{
	struct chime *c = epf_get_drvdata(epf);
	unsigned int i;

	for (i = 0; i < c->count; i++) {
		if (chime_seen(c->epf, i))
			continue;
		free_irq(c->epf->db_msg[i].virq, c);
	}
	pci_epf_free_doorbell(c->epf);
}

const struct pci_epf_ops chime_ops = {
	.bind = chime_bind,
	.unbind = chime_unbind_bad,
};

static int chime_bind_ok(struct pci_epf *epf)
{
	return chime_request_each(epf_get_drvdata(epf));
}

static void chime_unbind_ok(struct pci_epf *epf)
{
	struct chime *c = epf_get_drvdata(epf);
	unsigned int i;

	for (i = 0; i < c->count; i++) {
		if (chime_seen(c->epf, i))
			continue;
		free_irq(c->epf->db_msg[i].virq, c);
	}
	pci_epf_free_doorbell(c->epf);
}

const struct pci_epf_ops chime_ok_ops = {
	.bind = chime_bind_ok,
	.unbind = chime_unbind_ok,
};

/* Frees the last doorbell of each line instead of the first: as good. */
static int chime_last_bind_ok(struct pci_epf *epf)
{
	return chime_request_each(epf_get_drvdata(epf));
}

static void chime_last_unbind_ok(struct pci_epf *epf)
{
	struct chime *c = epf_get_drvdata(epf);
	const struct pci_epf_doorbell_msg *db = c->epf->db_msg;
	unsigned int i, j;

	for (i = 0; i < c->count; i++) {
		for (j = i + 1; j < c->count; j++)
			if (db[j].virq == db[i].virq)
				break;
		if (j == c->count)
			free_irq(db[i].virq, c);
	}
	pci_epf_free_doorbell(c->epf);
}

const struct pci_epf_ops chime_last_ops = {
	.bind = chime_last_bind_ok,
	.unbind = chime_last_unbind_ok,
};

/* Only neighbours are compared when freeing. */
static int chime_neighbour_bind(struct pci_epf *epf)
{
	return chime_request_each(epf_get_drvdata(epf));
}

/* finds: epf-irq-stray-free */
static void chime_neighbour_unbind_bad(struct pci_epf *epf)
{
	struct chime *c = epf_get_drvdata(epf);
	const struct pci_epf_doorbell_msg *db = c->epf->db_msg;
	unsigned int i;

	for (i = 0; i < c->count; i++) {
		if (chime_seen(c->epf, i))
			continue;
		free_irq(db[i].virq, c);
	}
	pci_epf_free_doorbell(c->epf);
}

const struct pci_epf_ops chime_neighbour_ops = {
	.bind = chime_neighbour_bind,
	.unbind = chime_neighbour_unbind_bad,
};

/* One more condition in the unwind, and lines stay requested. */
/* finds: epf-irq-leak */
int chime_unwind_skips_more_bad(struct chime *c)
{
	struct pci_epf *epf = c->epf;
	unsigned int i;
	int ret;

	ret = pci_epf_alloc_doorbell(epf, c->count);
	if (ret)
		return ret;

	for (i = 0; i < c->count; i++) {
		if (chime_seen(epf, i))
			continue;
		ret = request_irq(epf->db_msg[i].virq, chime_rung,
				  epf->db_msg[i].irq_flags, "chime", c);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (chime_seen(epf, i))
			continue;
		free_irq(epf->db_msg[i].virq, c);
	}
	pci_epf_free_doorbell(epf);
	return ret;
}
