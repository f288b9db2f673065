// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Guards and clean-ups by scope: what they give back, and what they do not. */

#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/mutex.h>
#include <linux/slab.h>

struct gate {
	struct mutex lock;
	int irq;
	int latch_irq;
	u32 *map;
};

int gate_align(struct gate *g);

static irqreturn_t gate_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

DEFINE_FREE(gate_line, struct gate *, if (_T) free_irq(_T->irq, _T))

/* The guard lets go of the lock, not of the line. */
/* finds: epf-irq-leak */
int gate_guarded_bad(struct gate *g)
{
	int ret;

	guard(mutex)(&g->lock);

	ret = request_irq(g->irq, gate_event, 0, "gate", g);
	if (ret)
		return ret;

	ret = gate_align(g);
	if (ret)
		free_irq(g->irq, g);

	return ret;
}

int gate_guarded_ok(struct gate *g)
{
	int ret;

	guard(mutex)(&g->lock);

	ret = request_irq(g->irq, gate_event, 0, "gate", g);
	if (ret)
		return ret;

	ret = gate_align(g);
	if (ret)
		free_irq(g->irq, g);

	return ret;
}

/* finds: epf-irq-leak */
int gate_scoped_bad(struct gate *g)
{
	int ret;

	ret = request_irq(g->irq, gate_event, 0, "gate", g);
	if (ret)
		return ret;

	scoped_guard(mutex, &g->lock) {
		ret = gate_align(g);
		if (ret) {
			free_irq(g->irq, g);
			return ret;
		}
	}

	return 0;
}

int gate_scoped_ok(struct gate *g)
{
	int ret;

	ret = request_irq(g->irq, gate_event, 0, "gate", g);
	if (ret)
		return ret;

	scoped_guard(mutex, &g->lock) {
		ret = gate_align(g);
		if (ret)
			break;
	}

	if (ret)
		free_irq(g->irq, g);
	return ret;
}

/* finds: epf-irq-leak */
int gate_map_freed_only_bad(struct gate *g)
{
	u32 *map __free(kfree) = kcalloc(16, sizeof(*map), GFP_KERNEL);
	int ret;

	if (!map)
		return -ENOMEM;

	ret = request_irq(g->irq, gate_event, 0, "gate", g);
	if (ret)
		return ret;

	ret = gate_align(g);
	if (ret) {
		free_irq(g->irq, g);
		return ret;
	}

	g->map = no_free_ptr(map);
	return 0;
}

/* Both are armed until the function is sure of itself. */
int gate_line_freed_too_ok(struct gate *g)
{
	u32 *map __free(kfree) = kcalloc(16, sizeof(*map), GFP_KERNEL);
	struct gate *armed __free(gate_line) = NULL;
	int ret;

	if (!map)
		return -ENOMEM;

	ret = request_irq(g->irq, gate_event, 0, "gate", g);
	if (ret)
		return ret;
	armed = g;

	ret = gate_align(g);
	if (ret)
		return ret;

	g->map = no_free_ptr(map);
	armed = NULL;
	return 0;
}

/* Disarmed before the last thing that can fail. */
/* finds: epf-irq-leak */
int gate_disarmed_early_bad(struct gate *g)
{
	struct gate *armed __free(gate_line) = NULL;
	int ret;

	ret = request_irq(g->irq, gate_event, 0, "gate", g);
	if (ret)
		return ret;
	armed = g;

	ret = request_irq(g->latch_irq, gate_event, 0, "gate-latch", g);
	if (ret)
		return ret;

	armed = NULL;
	ret = gate_align(g);
	if (ret) {
		free_irq(g->latch_irq, g);
		free_irq(g->irq, g);
	}

	return ret;
}

int gate_disarmed_last_ok(struct gate *g)
{
	struct gate *armed __free(gate_line) = NULL;
	int ret;

	ret = request_irq(g->irq, gate_event, 0, "gate", g);
	if (ret)
		return ret;
	armed = g;

	ret = request_irq(g->latch_irq, gate_event, 0, "gate-latch", g);
	if (ret)
		return ret;

	ret = gate_align(g);
	if (ret) {
		free_irq(g->latch_irq, g);
		return ret;
	}

	armed = NULL;
	return 0;
}

/* What no_free_ptr() returns is no error, and held by who has asked for it. */
static struct gate *gate_made(int irq)
{
	struct gate *g __free(kfree) = kzalloc(sizeof(*g), GFP_KERNEL);
	int ret;

	if (!g)
		return ERR_PTR(-ENOMEM);

	g->irq = irq;
	ret = request_irq(g->irq, gate_event, 0, "gate", g);
	if (ret)
		return ERR_PTR(ret);

	return_ptr(g);
}

int gate_made_ok(struct gate **made, int irq)
{
	struct gate *g = gate_made(irq);

	if (IS_ERR(g))
		return PTR_ERR(g);

	*made = g;
	return 0;
}
