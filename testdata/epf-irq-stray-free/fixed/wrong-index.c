// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* The loop counts with one index and frees by another, or to another bound. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-epf.h>
#include <linux/types.h>

#define LOOM_SPINDLES 8

struct spindle {
	int irq;
	bool broken;
};

struct loom {
	int count;
	int capacity;
	struct spindle spindle[LOOM_SPINDLES];
};

static irqreturn_t loom_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-stray-free */
int loom_frees_by_other_bad(struct loom *l)
{
	int i, done, ret;

	for (i = 0; i < l->count; i++) {
		ret = request_irq(l->spindle[i].irq, loom_event, 0, "loom", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	for (done = 0; done < i; done++)
		free_irq(l->spindle[done].irq, l);
	return ret;
}

int loom_frees_by_other_ok(struct loom *l)
{
	int i, done, ret;

	for (i = 0; i < l->count; i++) {
		ret = request_irq(l->spindle[i].irq, loom_event, 0, "loom", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	for (done = 0; done < i; done++)
		free_irq(l->spindle[done].irq, l);
	return ret;
}

/* A pointer that the request loop has left at the failed spindle. */
/* finds: epf-irq-stray-free */
int loom_stale_pointer_bad(struct loom *l)
{
	struct spindle *s;
	int i, ret;

	for (i = 0; i < l->count; i++) {
		s = &l->spindle[i];
		ret = request_irq(s->irq, loom_event, 0, "loom", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--)
		free_irq(l->spindle[i].irq, l);
	return ret;
}

int loom_fresh_pointer_ok(struct loom *l)
{
	struct spindle *s;
	int i, ret;

	for (i = 0; i < l->count; i++) {
		s = &l->spindle[i];
		ret = request_irq(s->irq, loom_event, 0, "loom", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		s = &l->spindle[i];
		free_irq(s->irq, l);
	}
	return ret;
}

int loom_walks_back_ok(struct loom *l)
{
	struct spindle *s = l->spindle;
	struct spindle *end = s + l->count;
	int ret;

	for (; s < end; s++) {
		ret = request_irq(s->irq, loom_event, 0, "loom", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (s > l->spindle)
		free_irq((--s)->irq, l);
	return ret;
}

/* Requests what is there, frees what there could be. */
static int loom_bind(struct pci_epf *epf)
{
	struct loom *l = epf_get_drvdata(epf);
	int i, ret, present = min(l->count, l->capacity);

	for (i = 0; i < present; i++) {
		ret = request_irq(l->spindle[i].irq, loom_event, 0, "loom", l);
		if (ret) {
			while (i--)
				free_irq(l->spindle[i].irq, l);
			return ret;
		}
	}

	return 0;
}

/* finds: epf-irq-stray-free */
static void loom_unbind_bad(struct pci_epf *epf)
{
	struct loom *l = epf_get_drvdata(epf);
	int i;
	int present = min(l->count, l->capacity);

	for (i = 0; i < present; i++)
		free_irq(l->spindle[i].irq, l);
}

const struct pci_epf_ops loom_ops = {
	.bind = loom_bind,
	.unbind = loom_unbind_bad,
};

static int loom_same_bound_bind_ok(struct pci_epf *epf)
{
	struct loom *l = epf_get_drvdata(epf);
	int i, ret, present = min(l->count, l->capacity);

	for (i = 0; i < present; i++) {
		ret = request_irq(l->spindle[i].irq, loom_event, 0, "loom", l);
		if (ret) {
			while (i--)
				free_irq(l->spindle[i].irq, l);
			return ret;
		}
	}

	return 0;
}

static void loom_same_bound_unbind_ok(struct pci_epf *epf)
{
	struct loom *l = epf_get_drvdata(epf);
	int i;

	for (i = 0; i < min(l->count, l->capacity); i++)
		free_irq(l->spindle[i].irq, l);
}

const struct pci_epf_ops loom_same_bound_ops = {
	.bind = loom_same_bound_bind_ok,
	.unbind = loom_same_bound_unbind_ok,
};

/* Broken spindles are skipped once and not twice. */
/* finds: epf-irq-stray-free */
int loom_skips_once_bad(struct loom *l)
{
	int i, ret;

	for (i = 0; i < l->count; i++) {
		if (l->spindle[i].broken)
			continue;
		ret = request_irq(l->spindle[i].irq, loom_event, 0, "loom", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (l->spindle[i].broken)
			continue;
		free_irq(l->spindle[i].irq, l);
	}
	return ret;
}

int loom_skips_twice_ok(struct loom *l)
{
	int i, ret;

	for (i = 0; i < l->count; i++) {
		if (l->spindle[i].broken)
			continue;
		ret = request_irq(l->spindle[i].irq, loom_event, 0, "loom", l);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (i--) {
		if (!l->spindle[i].broken)
			free_irq(l->spindle[i].irq, l);
	}
	return ret;
}

struct vane_line {
	int irq;
	int pitch;
};

struct vane_row {
	struct vane_line line[4];
	int count;
};

static irqreturn_t vane_row_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The element is taken by the index of the loop around. */
/* finds: epf-irq-stray-free */
int vane_outer_element_bad(struct vane_row *v)
{
	struct vane_line *line;
	int i, j, ret;

	for (i = 0; i < v->count; i++) {
		line = &v->line[i];
		ret = request_irq(line->irq, vane_row_event, 0, "vane", line);
		if (ret) {
			for (j = 0; j < i; j++) {
				line = &v->line[j];
				line->pitch = 0;
				free_irq(line->irq, line);
			}
			return ret;
		}
	}

	return 0;
}

int vane_own_element_ok(struct vane_row *v)
{
	struct vane_line *line;
	int i, j, ret;

	for (i = 0; i < v->count; i++) {
		line = &v->line[i];
		ret = request_irq(line->irq, vane_row_event, 0, "vane", line);
		if (ret) {
			for (j = 0; j < i; j++) {
				line = &v->line[j];
				line->pitch = 0;
				free_irq(line->irq, line);
			}
			return ret;
		}
	}

	return 0;
}
