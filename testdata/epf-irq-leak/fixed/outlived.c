// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Functions that tell nobody whether they failed: doorbells that are freed while
 * a line is still requested show that they did, and what was forgotten.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-ep-msi.h>
#include <linux/pci-epf.h>
#include <linux/workqueue.h>

#define SLUICE_GATES 3

struct sluice {
	struct work_struct open_work, close_work;
	struct pci_epf *epf;
	enum pci_barno bar;
	bool open;
	unsigned int offset;
};

static irqreturn_t sluice_level(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
static void sluice_open_bad(struct work_struct *work)
{
	struct sluice *s = container_of(work, struct sluice, open_work);
	struct pci_epf *epf = s->epf;

	if (s->open || pci_epf_alloc_doorbell(epf, 1))
		return;

	if (request_irq(epf->db_msg[0].virq, sluice_level,
			epf->db_msg[0].irq_flags, "sluice", s))
		goto free_db;

	if (epf->db_msg[0].bar != s->bar)
		goto err_free_irq;

	s->offset = epf->db_msg[0].offset;
	s->open = true;
	return;

err_free_irq:
	free_irq(epf->db_msg[0].virq, s);
free_db:
	pci_epf_free_doorbell(epf);
}

static void sluice_close_ok(struct work_struct *work)
{
	struct sluice *s = container_of(work, struct sluice, close_work);

	if (!s->open)
		return;

	s->open = false;
	free_irq(s->epf->db_msg[0].virq, s);
	pci_epf_free_doorbell(s->epf);
}

void sluice_init(struct sluice *s)
{
	INIT_WORK(&s->open_work, sluice_open_bad);
	INIT_WORK(&s->close_work, sluice_close_ok);
}

static void weir_open_ok(struct work_struct *work)
{
	struct sluice *s = container_of(work, struct sluice, open_work);
	struct pci_epf *epf = s->epf;

	if (s->open || pci_epf_alloc_doorbell(epf, 1))
		return;

	if (request_irq(epf->db_msg[0].virq, sluice_level,
			epf->db_msg[0].irq_flags, "sluice", s))
		goto free_db;

	if (epf->db_msg[0].bar != s->bar)
		goto free_irq;

	s->offset = epf->db_msg[0].offset;
	s->open = true;
	return;

free_irq:
	free_irq(epf->db_msg[0].virq, s);
free_db:
	pci_epf_free_doorbell(epf);
}

void weir_init(struct sluice *s)
{
	INIT_WORK(&s->open_work, weir_open_ok);
	INIT_WORK(&s->close_work, sluice_close_ok);
}

static bool lock_again(struct pci_epf *epf, int i)
{
	int j;

	for (j = 0; j < i; j++)
		if (epf->db_msg[j].virq == epf->db_msg[i].virq)
			return true;
	return false;
}

/* finds: epf-irq-leak */
static void lock_open_bad(struct work_struct *work)
{
	struct sluice *s = container_of(work, struct sluice, open_work);
	struct pci_epf *epf = s->epf;
	int i;

	if (s->open || pci_epf_alloc_doorbell(epf, SLUICE_GATES))
		return;

	for (i = 0; i < SLUICE_GATES; i++) {
		if (lock_again(epf, i))
			continue;
		if (request_irq(epf->db_msg[i].virq, sluice_level,
				epf->db_msg[i].irq_flags, "lock", s)) {
			while (i--) {
				if (lock_again(epf, i))
					continue;
				free_irq(epf->db_msg[i].virq, s);
			}
			pci_epf_free_doorbell(epf);
			return;
		}
	}

	s->open = true;
}

static void lock_close_ok(struct work_struct *work)
{
	struct sluice *s = container_of(work, struct sluice, close_work);
	int i;

	if (!s->open)
		return;

	s->open = false;
	for (i = 0; i < SLUICE_GATES; i++)
		if (!lock_again(s->epf, i))
			free_irq(s->epf->db_msg[i].virq, s);
	pci_epf_free_doorbell(s->epf);
}

void lock_init(struct sluice *s)
{
	INIT_WORK(&s->open_work, lock_open_bad);
	INIT_WORK(&s->close_work, lock_close_ok);
}
