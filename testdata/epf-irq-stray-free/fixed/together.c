// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What was set up together under a condition is undone together under it.
 */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct kelp {
	struct device *dev;
	int blades;
	int irq;
	int map;
};

int kelp_count(struct kelp *k);
void kelp_drop(int map);
void kelp_cut(struct kelp *k);

static irqreturn_t kelp_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void kelp_irq_unmap(struct kelp *k)
{
	kelp_drop(k->map);
	k->map = 0;
}

static int kelp_irq_setup(struct kelp *k)
{
	int ret;

	k->map = 1;
	ret = request_irq(k->irq, kelp_event, 0, "kelp", k);
	if (ret) {
		kelp_irq_unmap(k);
		return ret;
	}

	return 0;
}

static int kelp_probe(struct platform_device *pdev)
{
	struct kelp *k;
	int ret;

	k = devm_kzalloc(&pdev->dev, sizeof(*k), GFP_KERNEL);
	if (!k)
		return -ENOMEM;

	platform_set_drvdata(pdev, k);
	k->irq = platform_get_irq(pdev, 0);
	k->blades = kelp_count(k);

	if (k->blades) {
		ret = kelp_irq_setup(k);
		if (ret)
			return ret;
	}

	return 0;
}

/* finds: epf-irq-stray-free */
static void kelp_remove_bad(struct platform_device *pdev)
{
	struct kelp *k = platform_get_drvdata(pdev);

	if (k->blades) {
		free_irq(k->irq, k);
		kelp_irq_unmap(k);
	}

	kelp_cut(k);
}

struct platform_driver kelp_driver = {
	.probe = kelp_probe,
	.remove = kelp_remove_bad,
};

struct urchin {
	int spines;
	int irq[8];
	bool has_mouth;
};

/* What is freed is an element of the array that only a mouth has requested. */
/* finds: epf-irq-stray-free */
int urchin_grow_bad(struct urchin *u)
{
	int spines = u->spines;
	int i, ret;

	if (u->has_mouth) {
		spines -= 1;
		ret = request_irq(u->irq[spines], kelp_event, 0, "mouth", u);
		if (ret)
			return ret;
	}

	for (i = 0; i < spines; i++) {
		ret = request_irq(u->irq[i], kelp_event, 0, "spine",
				  &u->irq[i]);
		if (ret) {
			if (u->has_mouth)
				free_irq(u->irq[spines], u);

			while (i) {
				i--;
				free_irq(u->irq[i], &u->irq[i]);
			}
			return ret;
		}
	}

	return 0;
}

struct limpet {
	struct device *dev;
	int irq;
};

int limpet_fill(struct limpet *l);
void limpet_drain(struct limpet *l);
void limpet_unmap(struct limpet *l);

static int limpet_request_irq(struct limpet *l)
{
	int ret;

	ret = request_irq(l->irq, kelp_event, 0, "limpet", l);
	if (ret) {
		limpet_unmap(l);
		return ret;
	}

	return 0;
}

static void limpet_free_irq(struct limpet *l)
{
	free_irq(l->irq, l);
	limpet_unmap(l);
}

/* Whoever failed to request has undone the rest already. */
/* finds: epf-irq-stray-free */
int limpet_open_bad(struct limpet *l)
{
	int ret;

	ret = limpet_fill(l);
	if (ret)
		return ret;

	ret = limpet_request_irq(l);
	if (ret)
		goto err;

	return 0;

err:
	limpet_drain(l);
	return ret;
}

void limpet_close(struct limpet *l)
{
	limpet_free_irq(l);
	limpet_drain(l);
}
