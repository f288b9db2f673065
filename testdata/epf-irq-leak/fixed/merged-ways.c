// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Ways out by labels that run into each other, and clean-ups by a count or a number
 * that is kept elsewhere.
 */

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/module.h>
#include <linux/slab.h>

struct anvil {
	struct device *dev;
	int irq;
};

int anvil_heat(struct anvil *a);
int anvil_strike(struct anvil *a);
int anvil_quench(struct anvil *a);
void anvil_cool(struct anvil *a);

static irqreturn_t anvil_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void anvil_free_irq(struct anvil *a)
{
	free_irq(a->irq, a);
}

static struct anvil *anvil_make(struct device *dev)
{
	struct anvil *a = kzalloc(sizeof(*a), GFP_KERNEL);

	if (!a)
		return NULL;
	a->dev = dev;
	if (request_irq(a->irq, anvil_event, 0, "anvil", a)) {
		kfree(a);
		return NULL;
	}
	return a;
}

/* One label runs into the other, and what is held is held at both. */
/* finds: epf-irq-leak */
int anvil_made_bad(struct device *dev)
{
	struct anvil *a;
	int ret;

	a = anvil_make(dev);
	if (!a)
		return -ENOMEM;

	ret = anvil_heat(a);
	if (ret)
		goto err_free;

	ret = anvil_strike(a);
	if (ret)
		goto err_cool;

	ret = anvil_quench(a);
	if (ret) {
		anvil_cool(a);
		anvil_free_irq(a);
		kfree(a);
	}
	return ret;

err_cool:
	anvil_cool(a);
err_free:
	anvil_free_irq(a);
	kfree(a);
	return ret;
}

struct drum {
	int irq;
};

struct drums {
	struct drum *all;
	int count;
};

int drum_map(int nr);
int drum_paint(int colour);

/* finds: epf-irq-leak */
static int drum_tune_bad(struct drum *d, int nr)
{
	int ret;

	d->irq = drum_map(nr);
	if (d->irq <= 0)
		return -EINVAL;

	ret = request_irq(d->irq, anvil_event, 0, "drum", d);
	if (ret)
		d->irq = 0;

	return ret;
}

static void drums_free(struct drums *d)
{
	int i;

	for (i = 0; i < d->count; i++)
		if (d->all[i].irq > 0)
			free_irq(d->all[i].irq, &d->all[i]);
	kfree(d->all);
	d->count = 0;
}

/* The clean-up goes by a count that is set once nothing fails any more. */
int drums_make(struct drums *d, int count)
{
	int i, ret;

	d->count = 0;
	d->all = kcalloc(count, sizeof(*d->all), GFP_KERNEL);
	if (!d->all)
		return -ENOMEM;

	d->count = count;

	/* One after the other. */
	for (i = 0; i < count; i++) {
		ret = drum_tune_bad(&d->all[i], i);
		if (ret)
			goto fail;
		ret = drum_paint(i);
		if (ret)
			goto fail;
	}

	return 0;

fail:
	drums_free(d);
	return ret;
}

struct gong {
	unsigned int port;
	int irq;
};

struct gongs {
	struct gong *all;
	int count;
};

int bind_evtchn_to_irq(unsigned int port);
void evtchn_put(unsigned int port);
unsigned int gong_port(int nr);

/* finds: epf-irq-leak */
static int gong_tune_bad(struct gong *g, int nr)
{
	int ret;

	g->port = gong_port(nr);
	ret = bind_evtchn_to_irq(g->port);
	if (ret < 0)
		return ret;

	g->irq = ret;
	ret = request_irq(g->irq, anvil_event, 0, "gong", g);
	if (ret) {
		evtchn_put(g->port);
		g->irq = 0;
		return ret;
	}

	return 0;
}

static void gongs_free(struct gongs *g)
{
	int i;

	for (i = 0; i < g->count; i++)
		if (g->all[i].irq > 0)
			free_irq(g->all[i].irq, &g->all[i]);
	kfree(g->all);
	g->count = 0;
}

/* As above, and what gave the number has to be undone as well. */
int gongs_make(struct gongs *g, int count)
{
	int i, ret;

	g->count = 0;
	g->all = kcalloc(count, sizeof(*g->all), GFP_KERNEL);
	if (!g->all)
		return -ENOMEM;

	g->count = count;

	for (i = 0; i < count; i++) {
		ret = gong_tune_bad(&g->all[i], i);
		if (ret)
			goto fail;
		ret = drum_paint(i);
		if (ret)
			goto fail;
	}

	return 0;

fail:
	gongs_free(g);
	return ret;
}

static int bell_irq;

int bell_cast(void);
void bell_muffle(bool on);

/*
 * The first line that can be had; where casting fails, nobody frees it as the exit
 * does.
 */
/* finds: epf-irq-leak */
static int __init bell_init_bad(void)
{
	int i, ret;

	for (i = 3; i > 0; i--)
		if (!request_irq(i, anvil_event, 0, "bell", &bell_irq))
			break;
	bell_irq = i;

	ret = bell_cast();
	if (ret && bell_irq != 0) {
		bell_muffle(true);
		free_irq(bell_irq, &bell_irq);
	}
	return ret;
}
module_init(bell_init_bad);

static void __exit bell_exit(void)
{
	if (bell_irq != 0) {
		bell_muffle(true);
		free_irq(bell_irq, &bell_irq);
	}
}
module_exit(bell_exit);
