// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A request that some elements do without, by what the path does not know of
 * them; and one that never came because a call in front of it failed.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct hive {
	int irq;
	void *queen;
	void *drone;
	void *name;
};

struct apiary {
	struct hive hives[4];
	struct hive *bought[2];
	int used;
	int gate_irq;
};

int hive_label(struct hive *h, int kind);
int hive_settle(struct hive *h);
struct hive *hive_buy(int id);
void hive_sell(struct hive *h);
void *hive_shade(struct apiary *a);

void hive_fill(struct hive *h, void *queen, void *drone)
{
	h->queen = queen;
	h->drone = drone;
}

static irqreturn_t hive_hum(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* A hive with neither is skipped, if there is one in between. */
/* doubts: epf-irq-stray-free */
int chain_unsure(struct apiary *a)
{
	int i, ret;

	for (i = 0; i < a->used; i++) {
		struct hive *h = &a->hives[i];

		if (h->queen && h->drone)
			hive_label(h, 2);
		else if (h->queen)
			hive_label(h, 1);
		else if (h->drone)
			hive_label(h, 0);
		else
			continue;
		ret = request_irq(h->irq, hive_hum, 0, "hive", h);
		if (ret)
			goto err;
	}
	ret = request_irq(a->gate_irq, hive_hum, 0, "gate", a);
	if (ret)
		goto err;
	return 0;

err:
	while (i) {
		i--;
		free_irq(a->hives[i].irq, &a->hives[i]);
	}
	return ret;
}

/* Here the function says itself which one has neither. */
/* finds: epf-irq-stray-free */
int chain_bad(struct apiary *a)
{
	int i, ret;

	a->hives[0].queen = NULL;
	a->hives[0].drone = NULL;
	for (i = 0; i < 2; i++) {
		struct hive *h = &a->hives[i];

		if (!h->queen && !h->drone)
			continue;
		ret = request_irq(h->irq, hive_hum, 0, "hive", h);
		if (ret)
			goto err;
	}
	return 0;

err:
	while (i) {
		i--;
		if (!a->hives[i].queen && !a->hives[i].drone)
			continue;
		free_irq(a->hives[i].irq, &a->hives[i]);
	}
	return ret;
}

/* Whoever calls it knows which of the two is due. */
/* doubts: epf-irq-stray-free */
int either_way_unsure(struct apiary *a, bool done)
{
	if (done) {
		free_irq(a->gate_irq, a);
		return 0;
	}
	return request_irq(a->gate_irq, hive_hum, 0, "gate", a);
}

/* What was sold is still in the list, and is cleaned up with the other. */
static int swarm(struct apiary *a, int id)
{
	struct hive *h = hive_buy(id);
	int ret;

	if (!h)
		return -ENOMEM;
	a->bought[id] = h;
	ret = hive_settle(h);
	if (ret) {
		a->bought[id] = NULL;
		hive_sell(h);
		return ret;
	}
	ret = request_irq(h->irq, hive_hum, 0, "hive", h);
	if (ret) {
		a->bought[id] = NULL;
		hive_sell(h);
	}
	return ret;
}

/* finds: epf-irq-stray-free */
static int dangling_probe_bad(struct platform_device *pdev)
{
	struct apiary *a;
	int i, found = 0;

	a = kzalloc(sizeof(*a), GFP_KERNEL);
	if (!a)
		return -ENOMEM;
	for (i = 0; i < 2; i++)
		if (!swarm(a, i))
			found++;
	if (!found) {
		kfree(a);
		return -ENODEV;
	}
	if (!hive_shade(a))
		goto err;
	platform_set_drvdata(pdev, a);
	return 0;

err:
	for (i = 0; i < 2; i++)
		if (a->bought[i]) {
			free_irq(a->bought[i]->irq, a->bought[i]);
			hive_sell(a->bought[i]);
		}
	kfree(a);
	return -ENOMEM;
}

/* finds: epf-irq-stray-free */
static void dangling_remove_bad(struct platform_device *pdev)
{
	struct apiary *a = platform_get_drvdata(pdev);
	int i;

	for (i = 0; i < 2; i++)
		if (a->bought[i]) {
			free_irq(a->bought[i]->irq, a->bought[i]);
			hive_sell(a->bought[i]);
		}
	kfree(a);
}

struct platform_driver dangling_driver = {
	.probe = dangling_probe_bad,
	.remove = dangling_remove_bad,
};
