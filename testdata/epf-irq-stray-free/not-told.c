// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Set-up goes on although a request failed or was not made, and nothing that
 * is kept tells the free of it.
 */

#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct loom {
	struct device	*owner;
	int		irq;
	int		warp_irq;
	bool		hand;
#ifdef CONFIG_LOOM_COUNTER
	int		counter;
#endif
};

static irqreturn_t loom_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int loom_wind(struct loom *l)
{
	return l->hand ? -EIO : 0;
}

/* A line that can't be had is only worth a word. */
static int logged_probe(struct platform_device *pdev)
{
	struct loom *l = devm_kzalloc(&pdev->dev, sizeof(*l), GFP_KERNEL);
	int ret;

	if (!l)
		return -ENOMEM;
	platform_set_drvdata(pdev, l);

	l->irq = platform_get_irq(pdev, 0);
	if (l->irq < 0)
		return l->irq;

	ret = request_irq(l->irq, loom_event, 0, "loom", l);
	if (ret)
		dev_warn(&pdev->dev, "no interrupt: %d\n", ret);

	return 0;
}

/* finds: epf-irq-stray-free */
static void logged_remove_bad(struct platform_device *pdev)
{
	struct loom *l = platform_get_drvdata(pdev);

	free_irq(l->irq, l);
	//! epf-irq-stray-free: irq 'l->irq' is freed although its request failed
	//!   -25 the kernel calls logged_probe()
	//!   -12 assuming request_irq() fails
	//!   -4 the kernel calls logged_remove_bad()
	//!   fix: remember in a flag whether it is requested
}

struct platform_driver logged_driver = {
	.probe = logged_probe,
	.remove = logged_remove_bad,
	.driver.name = "loom-logged",
};

struct shuttle {
	struct loom *loom;
	int irq;
	bool irq_requested;
};

static int remembered_probe_ok(struct platform_device *pdev)
{
	struct shuttle *s = devm_kzalloc(&pdev->dev, sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;
	platform_set_drvdata(pdev, s);

	s->irq = platform_get_irq(pdev, 0);
	if (s->irq < 0)
		return s->irq;

	ret = request_irq(s->irq, loom_event, 0, "shuttle", s);
	if (ret)
		dev_warn(&pdev->dev, "no interrupt: %d\n", ret);
	else
		s->irq_requested = true;

	return 0;
}

static void remembered_remove_ok(struct platform_device *pdev)
{
	struct shuttle *s = platform_get_drvdata(pdev);

	if (s->irq_requested)
		free_irq(s->irq, s);
}

struct platform_driver remembered_driver = {
	.probe = remembered_probe_ok,
	.remove = remembered_remove_ok,
	.driver.name = "loom-remembered",
};

struct bobbin {
	int irq;
#ifdef CONFIG_LOOM_COUNTER
	int counter;
#endif
};

static irqreturn_t bobbin_edge(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* One of two requests, with one check behind both, and memory not cleared. */
static int either_probe(struct platform_device *pdev)
{
	struct bobbin *b;
	int ret;

	b = kmalloc(sizeof(*b), GFP_KERNEL);
	if (!b)
		return -ENOMEM;
	platform_set_drvdata(pdev, b);

	b->irq = platform_get_irq(pdev, 0);
	if (b->irq < 0) {
		kfree(b);
		return -ENXIO;
	}

	if (pdev->id)
		ret = request_irq(b->irq, bobbin_edge, 0, "bobbin", b);
	else
		ret = request_irq(b->irq, loom_event, 0, "bobbin", b);
	if (ret)
		dev_warn(&pdev->dev, "no interrupt: %d\n", ret);

	return 0;
}

/* finds: epf-irq-stray-free */
static void either_remove_bad(struct platform_device *pdev)
{
	struct bobbin *b = platform_get_drvdata(pdev);

	free_irq(b->irq, b);
	//! epf-irq-stray-free: irq 'b->irq' is freed although its request failed
	//!   -31 the kernel calls either_probe()
	//!   -15 assuming 'pdev->id' is false
	//!   -12 assuming request_irq() fails
	//!   -4 the kernel calls either_remove_bad()
	//!   fix: remember in a flag whether it is requested
	kfree(b);
}

struct platform_driver either_driver = {
	.probe = either_probe,
	.remove = either_remove_bad,
	.driver.name = "loom-either",
};

struct reed {
	int irq;
	int lines;
};

static int reed_request(struct reed *r)
{
	return request_irq(r->irq, loom_event, 0, "reed", r);
}

/* The condition stands around the call of what requests. */
static int caller_probe(struct platform_device *pdev)
{
	struct reed *r = devm_kzalloc(&pdev->dev, sizeof(*r), GFP_KERNEL);
	int ret;

	if (!r)
		return -ENOMEM;
	platform_set_drvdata(pdev, r);

	r->irq = platform_get_irq(pdev, 0);
	if (r->irq < 0)
		return r->irq;

	r->lines = pdev->id;
	if (r->lines) {
		ret = reed_request(r);
		if (ret)
			return ret;
	}

	return 0;
}

/* finds: epf-irq-stray-free */
static void caller_remove_bad(struct platform_device *pdev)
{
	struct reed *r = platform_get_drvdata(pdev);

	free_irq(r->irq, r);
	//! epf-irq-stray-free: irq 'r->irq' is freed but was not requested on this path
	//!   -28 the kernel calls caller_probe()
	//!   -4 the kernel calls caller_remove_bad()
	//!   fix: free under the condition of the request
}

struct platform_driver caller_driver = {
	.probe = caller_probe,
	.remove = caller_remove_bad,
	.driver.name = "loom-caller",
};

struct heddle {
	int irq;
};

/* finds: epf-irq-stray-free */
static void heddle_release_bad(struct heddle *h)
{
	if (h->irq == -EINVAL)
		return;

	free_irq(h->irq, h);
	//! epf-irq-stray-free: irq 'h->irq' is freed although its request failed
	//!   +5 the kernel calls sentinel_probe()
	//!   +20 assuming request_irq() fails
	//!   +27 the kernel calls sentinel_remove()
	//!   fix: forget the irq where its request fails
	h->irq = -EINVAL;
}

/* The number says that there is none: not where the request fails. */
static int sentinel_probe(struct platform_device *pdev)
{
	struct heddle *h = devm_kzalloc(&pdev->dev, sizeof(*h), GFP_KERNEL);
	int irq, ret;

	if (!h)
		return -ENOMEM;
	platform_set_drvdata(pdev, h);
	h->irq = -EINVAL;

	irq = platform_get_irq(pdev, 0);
	if (irq < 0)
		return irq;

	h->irq = irq;
	ret = request_irq(h->irq, loom_event, 0, "heddle", h);
	if (ret)
		dev_warn(&pdev->dev, "no interrupt: %d\n", ret);

	return 0;
}

static void sentinel_remove(struct platform_device *pdev)
{
	struct heddle *h = platform_get_drvdata(pdev);

	heddle_release_bad(h);
}

struct platform_driver sentinel_driver = {
	.probe = sentinel_probe,
	.remove = sentinel_remove,
	.driver.name = "loom-sentinel",
};

/* The free takes 0 for none, and what wakes it takes 0 for one. */
struct lam {
	int irq;
};

static void lam_wake(struct lam *l)
{
	if (l->irq >= 0)
		enable_irq(l->irq);
}

/* finds: epf-irq-stray-free */
static void lam_remove_bad(struct platform_device *pdev)
{
	struct lam *l = platform_get_drvdata(pdev);

	if (l->irq <= 0)
		return;

	free_irq(l->irq, l);
	//! epf-irq-stray-free: irq 'l->irq' is freed although its request failed
	//!   +3 the kernel calls lam_probe()
	//!   +18 assuming request_irq() fails
	//!   -7 the kernel calls lam_remove_bad()
	//!   -3 assuming 'l->irq <= 0' is false
	//!   fix: forget the irq where its request fails
}

static int lam_probe(struct platform_device *pdev)
{
	struct lam *l = devm_kzalloc(&pdev->dev, sizeof(*l), GFP_KERNEL);
	int ret;

	if (!l)
		return -ENOMEM;
	platform_set_drvdata(pdev, l);

	l->irq = platform_get_irq_optional(pdev, 0);
	if (l->irq == -ENXIO)
		return 0;
	if (l->irq < 0)
		return l->irq;

	ret = request_irq(l->irq, loom_event, 0, "lam", l);
	if (ret)
		dev_warn(&pdev->dev, "no interrupt: %d\n", ret);
	lam_wake(l);

	return 0;
}

struct platform_driver lam_driver = {
	.probe = lam_probe,
	.remove = lam_remove_bad,
	.driver.name = "loom-lam",
};

/* A free that only the failed request comes to, in front of what it needs. */
/* finds: epf-irq-stray-free */
int loom_frees_failed_bad(struct loom *l)
{
	int ret;

	ret = loom_wind(l);
	if (ret)
		goto err_wound;

	ret = request_irq(l->irq, loom_event, 0, "loom", l);
	if (ret)
		goto err_irq;

	return 0;

err_irq:
	free_irq(l->irq, l);
	//! epf-irq-stray-free: irq 'l->irq' is freed although its request failed
	//!   -7 assuming request_irq() fails
	//!   fix: take out free_irq(), which nothing needs
err_wound:
	l->hand = false;
	return ret;
}

int loom_frees_nothing_ok(struct loom *l)
{
	int ret;

	ret = loom_wind(l);
	if (ret)
		goto err_wound;

	ret = request_irq(l->irq, loom_event, 0, "loom", l);
	if (ret)
		goto err_wound;

	return 0;

err_wound:
	l->hand = false;
	return ret;
}

/* finds: epf-irq-stray-free */
int loom_complains_bad(struct loom *l)
{
	int ret;

	ret = request_irq(l->warp_irq, loom_event, 0, "loom-warp", l);
	if (ret) {
		dev_err(l->owner, "no interrupt: %d\n", ret);
		free_irq(l->warp_irq, l);
		//! epf-irq-stray-free: irq 'l->warp_irq' is freed although its request failed
		//!   -3 assuming request_irq() fails
		//!   fix: take out free_irq()
	}
	return ret;
}
