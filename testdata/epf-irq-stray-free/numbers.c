// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Clean-ups that go by numbers: those of lines that were not come to, one that is
 * known long before it is requested, and those of rounds that were skipped.
 */

#include <linux/bitops.h>
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct loom {
	int warp[2];
	void *cloth;
};

int gpio_to_irq(unsigned int gpio);
void loom_cut(int irq);

static irqreturn_t loom_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int loom_request(struct loom *l)
{
	int ret;

	l->warp[0] = gpio_to_irq(3);
	if (!l->warp[0])
		return -EINVAL;
	l->warp[1] = gpio_to_irq(4);

	ret = request_irq(l->warp[0], loom_event, 0, "loom", l);
	if (ret) {
		loom_cut(l->warp[0]);
		l->warp[0] = 0;
		return ret;
	}
	if (!l->warp[1])
		return 0;

	ret = request_irq(l->warp[1], loom_event, 0, "loom", l);
	if (ret) {
		loom_cut(l->warp[1]);
		l->warp[1] = 0;
	}
	return ret;
}

static void loom_remove(struct platform_device *pdev)
{
	struct loom *l = platform_get_drvdata(pdev);
	int i;

	for (i = 0; i < 2; i++)
		if (l->warp[i]) {
			free_irq(l->warp[i], l);
			loom_cut(l->warp[i]);
		}
	kfree(l);
}

/* The second line keeps its number though the first one could not be had. */
/* finds: epf-irq-stray-free */
static int loom_probe_bad(struct platform_device *pdev)
{
	struct loom *l = kzalloc(sizeof(*l), GFP_KERNEL);
	int ret;

	if (!l)
		return -ENOMEM;
	platform_set_drvdata(pdev, l);

	ret = loom_request(l);
	if (ret)
		loom_remove(pdev);
		//! epf-irq-stray-free: irq 'l->warp[i]' is freed but was not requested on this path
		//!   -2 calling loom_request()
		//!   -43 assuming request_irq() fails
		//!   +0 calling loom_remove()
		//!   fix: forget the lines that were not come to

	return ret;
}

struct platform_driver loom_driver = {
	.probe = loom_probe_bad,
	.remove = loom_remove,
};

struct shuttle {
	int irq;
	void *spool;
};

void *shuttle_wind(struct shuttle *s);

static struct shuttle *shuttle;

static void shuttle_remove(struct platform_device *pdev)
{
	free_irq(shuttle->irq, shuttle);
	kfree(shuttle);
	shuttle = NULL;
}

/* Each failure cleans up all, with the number that is there from the start. */
/* finds: epf-irq-stray-free */
static int shuttle_probe_bad(struct platform_device *pdev)
{
	int ret = -ENODEV;

	shuttle = kzalloc(sizeof(*shuttle), GFP_KERNEL);
	if (!shuttle)
		return -ENOMEM;

	shuttle->irq = platform_get_irq(pdev, 0);
	if (shuttle->irq < 0)
		goto fail;

	shuttle->spool = shuttle_wind(shuttle);
	if (!shuttle->spool)
		goto fail;

	ret = request_irq(shuttle->irq, loom_event, 0, "shuttle", shuttle);
	if (ret) {
		dev_err(&pdev->dev, "no irq %d: %d\n", shuttle->irq, ret);
		shuttle->irq = -1;
		goto fail;
	}

	return 0;

fail:
	shuttle_remove(pdev);
	//! epf-irq-stray-free: irq 'shuttle->irq' is freed but was not requested on this path
	//!   -17 assuming 'shuttle->irq < 0' is false
	//!   -13 assuming shuttle_wind() fails
	//!   fix: store the number once it is requested
	return ret;
}

struct platform_driver shuttle_driver = {
	.probe = shuttle_probe_bad,
	.remove = shuttle_remove,
};

struct harp {
	int irq;
	int irqs[3];
	char *names[3];
};

char *harp_name(struct harp *h, int string);

/* All strings share a line, or each has one; the unwinding takes them for the latter. */
/* finds: epf-irq-leak, epf-irq-stray-free */
int harp_request_bad(struct harp *h)
{
	int i, j, ret = 0;

	for (i = j = 0; i < 3; i++, j++) {
		int irq;

		if (h->irqs[0] == h->irqs[1]) {
			i = 2;
			irq = h->irq;
		} else {
			irq = h->irqs[i];
			if (irq < 0)
				continue;
		}

		h->names[j] = harp_name(h, i);
		if (!h->names[j]) {
			ret = -ENOMEM;
			goto out_name;
			//! epf-irq-leak: irq 'irq' is still requested when harp_request_bad() fails
			//!   -12 assuming 'h->irqs[0] == h->irqs[1]' is false
			//!   -7 assuming 'irq < 0' is false
			//!   +3 'irq' is requested here
			//!   -7 assuming 'irq < 0' is false
			//!   -2 assuming harp_name() fails
			//!   fix: go to 'out_irq', which gives it back, then remember in 'requested' what is requested
		}

		ret = request_irq(irq, loom_event, 0, h->names[j], h);
		if (ret)
			goto out_irq;
	}

	return 0;

out_irq:
	while (--i >= 0)
		free_irq(h->irqs[i], h);
		//! epf-irq-stray-free: irq 'h->irqs[i]' is freed twice on this path
		//!   -24 assuming 'h->irqs[0] == h->irqs[1]' is true
		//!   -9 assuming request_irq() fails
		//!   +0 released here
		//!   fix: remember in 'requested' what is requested
		//! epf-irq-stray-free: irq 'h->irqs[i]' is freed but was not requested on this path
		//!   -24 assuming 'h->irqs[0] == h->irqs[1]' is true
		//!   -9 assuming request_irq() fails
		//!   fix: remember in 'requested' what is requested

out_name:
	while (--j >= 0)
		kfree(h->names[j]);

	return ret;
}

struct pipe {
	int irq;
};

struct organ {
	bool swell;
	int count;
	struct pipe pipes[4];
};

/* What only an organ with a swell has is freed for all. */
/* finds: epf-irq-stray-free */
int organ_open_bad(struct organ *o)
{
	int i, ret;

	if (o->swell) {
		ret = request_irq(o->pipes[o->count].irq, loom_event, 0,
				  "swell", o);
		if (ret)
			return ret;
	}

	for (i = 0; i < o->count; i++) {
		ret = request_irq(o->pipes[i].irq, loom_event, 0, "pipe",
				  &o->pipes[i]);
		if (ret) {
			free_irq(o->pipes[o->count].irq, o);
			//! epf-irq-stray-free: irq 'o->pipes[o->count].irq' is freed but was not requested on this path
			//!   -11 assuming 'o->swell' is false
			//!   -3 assuming request_irq() fails
			//!   fix: free under the condition of the request
			while (i--)
				free_irq(o->pipes[i].irq, &o->pipes[i]);
			return ret;
		}
	}

	return 0;
}

struct spindle {
	struct device *dev;
	int irq;
};

struct device_node *dev_of_node(struct device *dev);
int spindle_turn(int times);

/* Asked for twice, a device's node is there twice. */
int spindle_start_ok(struct spindle *s)
{
	int ret;

	if (dev_of_node(s->dev)) {
		ret = request_irq(s->irq, loom_event, 0, "spindle", s);
		if (ret)
			return ret;
	}

	ret = spindle_turn(3);
	if (ret && dev_of_node(s->dev))
		free_irq(s->irq, s);

	return ret;
}

struct reel {
	int irq;
	bool shared;
};

int reel_line(int which);
int reel_wind(struct reel *r);

static void reel_free_irq(struct reel *r)
{
	if (r->irq == -EINVAL)
		return;
	if (!r->shared) {
		free_irq(r->irq, r);
		r->irq = -EINVAL;
	}
}

/* The driver has a number that says there is none: the failure sets it. */
/* finds: epf-irq-stray-free */
int reel_open_bad(struct reel *r)
{
	int ret;

	r->shared = false;
	r->irq = reel_line(2);
	ret = request_irq(r->irq, loom_event, 0, "reel", r);
	if (ret)
		goto err;

	ret = reel_wind(r);
	if (ret)
		goto err;

	return 0;

err:
	reel_free_irq(r);
	//! epf-irq-stray-free: irq 'r->irq' is freed although its request failed
	//!   -11 assuming request_irq() fails
	//!   +0 calling reel_free_irq()
	//!   fix: forget the irq where its request fails
	return ret;
}

struct bolt {
	bool left;
	bool right;
	int irq;
};

static int bolt_probe(struct platform_device *pdev)
{
	struct bolt *b = kzalloc(sizeof(*b), GFP_KERNEL);
	int ret;

	if (!b)
		return -ENOMEM;
	platform_set_drvdata(pdev, b);
	b->irq = reel_line(3);
	b->left = spindle_turn(1) > 0;
	b->right = spindle_turn(2) > 0;

	if (b->left || b->right) {
		ret = request_irq(b->irq, loom_event, 0, "bolt", b);
		if (ret)
			dev_err(&pdev->dev, "no bolt: %d\n", ret);
	}

	return 0;
}

/* The free has a condition of its own, which one more joins. */
/* finds: epf-irq-stray-free */
static void bolt_remove_bad(struct platform_device *pdev)
{
	struct bolt *b = platform_get_drvdata(pdev);

	if (b->right || b->left)
		free_irq(b->irq, b);
		//! epf-irq-stray-free: irq 'b->irq' is freed although its request failed
		//!   -28 the kernel calls bolt_probe()
		//!   -15 assuming request_irq() fails
		//!   -5 the kernel calls bolt_remove_bad()
		//!   -1 assuming 'b->right' is true
		//!   fix: remember in a flag whether it is requested
	kfree(b);
}

struct platform_driver bolt_driver = {
	.probe = bolt_probe,
	.remove = bolt_remove_bad,
};

struct latch {
	bool spring;
	int irq;
};

static int latch_probe(struct platform_device *pdev)
{
	struct latch *l = kzalloc(sizeof(*l), GFP_KERNEL);
	int ret;

	if (!l)
		return -ENOMEM;
	platform_set_drvdata(pdev, l);
	l->irq = reel_line(3);
	l->spring = spindle_turn(1) > 0;

	if (l->spring) {
		ret = request_irq(l->irq, loom_event, 0, "latch", l);
		if (ret)
			dev_err(&pdev->dev, "no latch: %d\n", ret);
	}

	return 0;
}

/* The flag tells of the condition as well. */
/* finds: epf-irq-stray-free */
static void latch_remove_bad(struct platform_device *pdev)
{
	struct latch *l = platform_get_drvdata(pdev);

	if (l->spring)
		free_irq(l->irq, l);
		//! epf-irq-stray-free: irq 'l->irq' is freed although its request failed
		//!   -27 the kernel calls latch_probe()
		//!   -15 assuming request_irq() fails
		//!   -5 the kernel calls latch_remove_bad()
		//!   fix: remember in a flag whether it is requested
	kfree(l);
}

struct platform_driver latch_driver = {
	.probe = latch_probe,
	.remove = latch_remove_bad,
};
