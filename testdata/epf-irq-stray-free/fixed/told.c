// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * The free is right where it stands: who requests has to tell it more, or what
 * it is part of does too much.
 */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct quay {
	struct device *dev;
	unsigned long features;
	int irq;
	int sgi;
	bool sgi_requested;
	int held_irq;
	int crane_irq;
	int gate_irq;
	int lamps;
	int lamp_irq[4];
	int ships;
	int ship_irq[4];
};

#define QUAY_HAS_CRANE 1

int quay_pave(struct quay *q);
int quay_flood(struct quay *q);
void quay_drain(struct quay *q);
void quay_light(struct quay *q, int i);
void quay_dispose(int irq);
void quay_enable_gates(struct quay *q);
void quay_disable_gates(struct quay *q);

static irqreturn_t quay_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* Nobody looks at what the request says. */
static int quay_blind_probe(struct platform_device *pdev)
{
	struct quay *q;
	int ret;

	q = devm_kzalloc(&pdev->dev, sizeof(*q), GFP_KERNEL);
	if (!q)
		return -ENOMEM;

	ret = devm_request_irq(&pdev->dev, q->irq, quay_event, 0, "quay",
			       q);
	if (ret)
		goto err;

	platform_set_drvdata(pdev, q);

	ret = quay_pave(q);
	if (ret)
		goto err;

	return 0;

err:
	dev_err(&pdev->dev, "no quay: %d\n", ret);
	return ret;
}

/* finds: epf-irq-stray-free */
static void quay_blind_remove_bad(struct platform_device *pdev)
{
	struct quay *q = platform_get_drvdata(pdev);

	devm_free_irq(&pdev->dev, q->irq, q);
}

struct platform_driver quay_blind_driver = {
	.probe = quay_blind_probe,
	.remove = quay_blind_remove_bad,
};

/* The failure is told to the log, but not to who asked. */
static int quay_init_irq(struct quay *q)
{
	int ret;

	ret = request_irq(q->irq, quay_event, 0, "quay", q);
	if (ret)
		dev_err(q->dev, "no line: %d\n", ret);

	return ret;
}

static int quay_mute_probe(struct platform_device *pdev)
{
	struct quay *q;
	int ret;

	q = devm_kzalloc(&pdev->dev, sizeof(*q), GFP_KERNEL);
	if (!q)
		return -ENOMEM;

	ret = quay_init_irq(q);
	if (ret)
		return ret;

	platform_set_drvdata(pdev, q);
	return 0;
}

/* finds: epf-irq-stray-free */
static void quay_mute_remove_bad(struct platform_device *pdev)
{
	struct quay *q = platform_get_drvdata(pdev);

	free_irq(q->irq, q);
}

struct platform_driver quay_mute_driver = {
	.probe = quay_mute_probe,
	.remove = quay_mute_remove_bad,
};

/* The helper frees two lines, though without a crane there is but one. */
static void quay_free_irqs(struct quay *q)
{
	free_irq(q->irq, q);
	if (q->features & QUAY_HAS_CRANE) {
		free_irq(q->crane_irq, q);
		free_irq(q->gate_irq, q);
	}
}

static int quay_request_irqs(struct quay *q)
{
	int ret;

	if (q->features & QUAY_HAS_CRANE) {
		ret = request_irq(q->crane_irq, quay_event, 0, "crane", q);
		if (ret)
			return ret;

		ret = request_irq(q->gate_irq, quay_event, 0, "gate", q);
		if (ret)
			goto err_gate;
	}

	ret = request_irq(q->irq, quay_event, 0, "quay", q);
	if (ret)
		goto err_quay;

	return 0;

err_quay:
	if (q->features & QUAY_HAS_CRANE)
		free_irq(q->gate_irq, q);
err_gate:
	if (q->features & QUAY_HAS_CRANE)
		free_irq(q->crane_irq, q);
	return ret;
}

/* finds: epf-irq-stray-free */
int quay_build_bad(struct quay *q)
{
	int ret;

	ret = quay_request_irqs(q);
	if (ret)
		return ret;

	ret = quay_pave(q);
	if (ret)
		quay_free_irqs(q);

	return ret;
}

/* A field gets the line once it is requested. */
/* finds: epf-irq-stray-free */
int quay_field_bad(struct quay *q)
{
	int ret;

	if (q->irq) {
		ret = request_irq(q->irq, quay_event, 0, "quay", q);
		if (ret)
			goto err;
		q->held_irq = q->irq;
	}

	ret = quay_pave(q);
	if (ret)
		goto err;

	return 0;

err:
	if (q->held_irq)
		free_irq(q->held_irq, q);
	return ret;
}

int quay_field_ok(struct quay *q)
{
	int ret;

	if (q->irq) {
		ret = request_irq(q->irq, quay_event, 0, "quay", q);
		if (ret)
			return ret;
	}

	ret = quay_pave(q);
	if (ret && q->irq)
		free_irq(q->irq, q);

	return ret;
}

/* In each round more is undone than the line; that is needed for all. */
/* finds: epf-irq-stray-free */
int quay_lamps_bad(struct quay *q)
{
	int ret, i, j;

	for (i = 0; i < q->lamps; i++) {
		ret = request_irq(q->lamp_irq[i], quay_event, 0, "lamp", q);
		if (ret)
			goto err;
	}

	return 0;

err:
	for (j = 0; j < q->lamps; j++) {
		quay_light(q, j);
		if (j < i)
			free_irq(q->lamp_irq[j], q);
	}
	return ret;
}

int quay_lamps_ok(struct quay *q)
{
	int ret, i, j;

	for (i = 0; i < q->lamps; i++) {
		ret = request_irq(q->lamp_irq[i], quay_event, 0, "lamp", q);
		if (ret)
			goto err;
	}

	return 0;

err:
	for (j = 0; j < q->lamps; j++) {
		quay_light(q, j);
		if (j < i)
			free_irq(q->lamp_irq[j], q);
	}
	return ret;
}

/* Set-up ends with the first berth that has no line. */
static int quay_berths_probe(struct platform_device *pdev)
{
	struct quay *q = platform_get_drvdata(pdev);
	int ret, i, irq;

	for (i = 0; i < 3; i++) {
		irq = q->ship_irq[i];
		if (irq) {
			ret = devm_request_irq(&pdev->dev, irq, quay_event, 0,
					       "berth", q);
			if (ret)
				return ret;
		} else {
			break;
		}
	}

	return 0;
}

/* finds: epf-irq-stray-free */
static void quay_berths_remove_bad(struct platform_device *pdev)
{
	struct quay *q = platform_get_drvdata(pdev);
	int i, irq;

	for (i = 0; i < 3; i++) {
		irq = q->ship_irq[i];
		if (irq)
			devm_free_irq(&pdev->dev, irq, q);
		else
			break;
	}
}

struct platform_driver quay_berths_driver = {
	.probe = quay_berths_probe,
	.remove = quay_berths_remove_bad,
};

/* A set-up that failed calls the whole teardown. */
static void quay_unwatch(struct quay *q)
{
	free_irq(q->irq, q);
}

static int quay_close(struct quay *q)
{
	quay_disable_gates(q);
	quay_unwatch(q);
	quay_drain(q);
	return 0;
}

/* finds: epf-irq-stray-free */
int quay_open_bad(struct quay *q)
{
	int ret;

	ret = quay_flood(q);
	if (ret)
		goto err;

	ret = request_irq(q->irq, quay_event, 0, "quay", q);
	if (ret)
		goto err;

	quay_enable_gates(q);
	return 0;

err:
	quay_drain(q);
	return ret;
}

/* More of the same line is undone with it: none of that is to be. */
static int quay_init_sgi(struct quay *q)
{
	int ret;

	ret = request_irq(q->sgi, quay_event, 0, "sgi", q);
	if (ret) {
		quay_dispose(q->sgi);
		return ret;
	}
	q->sgi_requested = true;

	return 0;
}

static void quay_cleanup_sgi(struct quay *q)
{
	free_irq(q->sgi, q);
	quay_dispose(q->sgi);
}

static void quay_clear(struct quay *q)
{
	if (q->sgi_requested)
		quay_cleanup_sgi(q);
	quay_drain(q);
}

/* finds: epf-irq-stray-free */
static int quay_sgi_probe_bad(struct platform_device *pdev)
{
	struct quay *q;
	int ret;

	q = devm_kzalloc(&pdev->dev, sizeof(*q), GFP_KERNEL);
	if (!q)
		return -ENOMEM;

	platform_set_drvdata(pdev, q);
	ret = quay_init_sgi(q);
	if (ret)
		quay_clear(q);

	return ret;
}

static void quay_sgi_remove(struct platform_device *pdev)
{
	quay_clear(platform_get_drvdata(pdev));
}

struct platform_driver quay_sgi_driver = {
	.probe = quay_sgi_probe_bad,
	.remove = quay_sgi_remove,
};

/* The count goes up in front of the request, and stays up behind the frees. */
/* finds: epf-irq-stray-free */
int quay_ships_bad(struct quay *q, int n)
{
	int ret = 0, i;

	q->ships = 0;
	for (i = 0; i < n; i++) {
		ret = request_irq(q->ship_irq[i], quay_event, 0, "ship", q);
		if (ret)
			break;
		q->ships++;
	}
	if (!ret)
		return 0;

	for (i = 0; i < q->ships; i++)
		free_irq(q->ship_irq[i], q);
	q->ships = 0;
	return ret;
}

/* The way to the unwinding forgets to go one back. */
/* finds: epf-irq-stray-free */
int quay_range_bad(struct quay *q, int first, int last)
{
	int ret, irq, m;

	for (irq = first; irq <= last; irq++) {
		ret = request_irq(irq, quay_event, 0, "range", q);
		if (ret) {
			dev_err(q->dev, "no line %d\n", irq);
			irq--;
			goto rollback;
		}
	}
	irq--;

	ret = quay_pave(q);
	if (ret)
		goto rollback;

	return 0;

rollback:
	for (m = irq; m >= first; m--)
		free_irq(m, q);
	return ret;
}
