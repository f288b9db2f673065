// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * What gives back is there already: in a function that undoes another one, at a
 * label behind the return, or with the device.
 */

#include <linux/device.h>
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct mill {
	struct device *dev;
	int irq;
	int sluice;
	int weir;
	bool open;
	bool grinding;
};

int mill_power(struct mill *m);
int mill_grind(struct mill *m);
int mill_sweep(struct mill *m);
void mill_brake(struct mill *m);

static irqreturn_t mill_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int mill_start(struct mill *m)
{
	int ret;

	ret = request_irq(m->irq, mill_event, 0, "mill", m);
	if (ret)
		return ret;

	m->grinding = true;
	return 0;
}

static void mill_stop(struct mill *m)
{
	m->grinding = false;
	mill_brake(m);
	free_irq(m->irq, m);
}

/* The label that stops it is there, one further up. */
/* finds: epf-irq-leak */
int mill_label_bad(struct mill *m)
{
	int ret;

	ret = mill_start(m);
	if (ret)
		goto err_brake;

	ret = mill_power(m);
	if (ret)
		goto err_brake;
		//! epf-irq-leak: irq 'm->irq' is still requested when mill_label_bad() fails
		//!   -6 calling mill_start()
		//!   -27 'm->irq' is requested here
		//!   -1 assuming mill_power() fails
		//!   fix: go to 'err_stop', which gives it back

	ret = mill_grind(m);
	if (ret)
		goto err_stop;

	return 0;

err_stop:
	mill_stop(m);
err_brake:
	mill_brake(m);
	return ret;
}

int mill_label_ok(struct mill *m)
{
	int ret;

	ret = mill_start(m);
	if (ret)
		goto err_brake;

	ret = mill_power(m);
	if (ret)
		goto err_stop;

	return 0;

err_stop:
	mill_stop(m);
err_brake:
	mill_brake(m);
	return ret;
}

/* What fails last is only told of, in front of the labels. */
/* finds: epf-irq-leak */
int mill_told_bad(struct mill *m)
{
	int ret;

	ret = request_irq(m->irq, mill_event, 0, "mill", m);
	if (ret)
		return ret;

	ret = mill_power(m);
	if (ret)
		goto err_irq;

	ret = mill_grind(m);
	if (ret)
		dev_err(m->dev, "no grain: %d\n", ret);

	return ret;
	//! epf-irq-leak: irq 'm->irq' is still requested when mill_told_bad() fails
	//!   -12 'm->irq' is requested here
	//!   -4 assuming mill_grind() fails
	//!   fix: go to 'err_irq', which gives it back

err_irq:
	free_irq(m->irq, m);
	mill_brake(m);
	return ret;
}

int mill_told_ok(struct mill *m)
{
	int ret;

	ret = request_irq(m->irq, mill_event, 0, "mill", m);
	if (ret)
		return ret;

	ret = mill_power(m);
	if (ret)
		goto err_irq;

	ret = mill_grind(m);
	if (ret) {
		dev_err(m->dev, "no grain: %d\n", ret);
		goto err_irq;
	}

	return 0;

err_irq:
	free_irq(m->irq, m);
	mill_brake(m);
	return ret;
}

/* The core takes the device for stopped, whatever it is told. */
static int mill_ndo_open(struct net_device *ndev)
{
	struct mill *m = netdev_priv(ndev);

	return request_irq(m->irq, mill_event, 0, "mill", m);
}

/* finds: epf-irq-leak */
static int mill_ndo_stop_bad(struct net_device *ndev)
{
	struct mill *m = netdev_priv(ndev);
	int ret;

	ret = mill_sweep(m);
	if (ret)
		return ret;

	mill_brake(m);
	free_irq(m->irq, m);

	return 0;
}
//! epf-irq-leak: irq 'm->irq' is still requested when mill_ndo_stop_bad() returns
//!   -21 the kernel calls mill_ndo_open()
//!   -17 'm->irq' is requested here
//!   -13 the kernel calls mill_ndo_stop_bad()
//!   -7 assuming mill_sweep() fails
//!   fix: go on with the teardown in spite of an error

const struct net_device_ops mill_ops = {
	.ndo_open = mill_ndo_open,
	.ndo_stop = mill_ndo_stop_bad,
};

static int mill_quiet_open_ok(struct net_device *ndev)
{
	struct mill *m = netdev_priv(ndev);

	return request_irq(m->irq, mill_event, 0, "mill", m);
}

static int mill_quiet_stop_ok(struct net_device *ndev)
{
	struct mill *m = netdev_priv(ndev);
	int ret;

	ret = mill_sweep(m);
	mill_brake(m);
	free_irq(m->irq, m);

	return ret;
}

const struct net_device_ops mill_quiet_ops = {
	.ndo_open = mill_quiet_open_ok,
	.ndo_stop = mill_quiet_stop_ok,
};

/* The messages stay, where there are some. */
static int mill_loud_open(struct net_device *ndev)
{
	struct mill *m = netdev_priv(ndev);

	return request_irq(m->irq, mill_event, 0, "mill", m);
}

/* finds: epf-irq-leak */
static int mill_loud_stop_bad(struct net_device *ndev)
{
	struct mill *m = netdev_priv(ndev);
	int ret;

	ret = mill_sweep(m);
	if (ret) {
		dev_err(m->dev, "not swept: %d\n", ret);
		return ret;
	}

	free_irq(m->irq, m);

	return 0;
}
//! epf-irq-leak: irq 'm->irq' is still requested when mill_loud_stop_bad() returns
//!   -22 the kernel calls mill_loud_open()
//!   -18 'm->irq' is requested here
//!   -14 the kernel calls mill_loud_stop_bad()
//!   -8 assuming mill_sweep() fails
//!   fix: go on with the teardown in spite of an error

const struct net_device_ops mill_loud_ops = {
	.ndo_open = mill_loud_open,
	.ndo_stop = mill_loud_stop_bad,
};

/*
 * The teardown frees nothing, and whether anything was requested is not known
 * to it: two things are to be mended at once.
 */
static int sluice_probe(struct platform_device *pdev)
{
	struct mill *m;

	m = devm_kzalloc(&pdev->dev, sizeof(*m), GFP_KERNEL);
	if (!m)
		return -ENOMEM;

	m->dev = &pdev->dev;
	platform_set_drvdata(pdev, m);
	if (request_irq(m->sluice, mill_event, 0, "sluice", m))
		dev_warn(m->dev, "nobody watches the sluice\n");

	return 0;
}

/* finds: epf-irq-leak */
static void sluice_remove_bad(struct platform_device *pdev)
{
	struct mill *m = platform_get_drvdata(pdev);

	mill_brake(m);
}
//! epf-irq-leak: irq 'm->sluice' is still requested when sluice_remove_bad() returns
//!   -22 the kernel calls sluice_probe()
//!   -12 'm->sluice' is requested here
//!   -5 the kernel calls sluice_remove_bad()
//!   fix: call free_irq() in sluice_remove_bad(), then remember in a flag whether it is requested

struct platform_driver sluice_driver = {
	.probe = sluice_probe,
	.remove = sluice_remove_bad,
};

struct tide {
	struct device *dev;
	int ebb_irq;
	int flow_irq;
};

static irqreturn_t tide_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* That the request failed is told of, and no more: what is freed must be held. */
/* finds: epf-irq-leak */
int tide_watch_bad(struct tide *t)
{
	int ret;

	ret = request_irq(t->ebb_irq, tide_event, 0, "ebb", t);
	if (ret)
		dev_err(t->dev, "nobody watches the ebb\n");

	ret = request_irq(t->flow_irq, tide_event, 0, "flow", t);
	if (ret) {
		dev_err(t->dev, "nobody watches the flow\n");
		return ret;
		//! epf-irq-leak: irq 't->ebb_irq' is still requested when tide_watch_bad() fails
		//!   -7 't->ebb_irq' is requested here
		//!   -3 assuming request_irq() fails
		//!   fix: remember in 'ebb_irq_requested' whether to release
	}

	return 0;
}

int tide_watch_ok(struct tide *t)
{
	int ret;

	ret = request_irq(t->ebb_irq, tide_event, 0, "ebb", t);
	if (ret) {
		dev_err(t->dev, "nobody watches the ebb\n");
		return ret;
	}

	ret = request_irq(t->flow_irq, tide_event, 0, "flow", t);
	if (ret) {
		dev_err(t->dev, "nobody watches the flow\n");
		free_irq(t->ebb_irq, t);
		return ret;
	}

	return 0;
}

/* What is closed forgets that there is a line: that goes first. */
static int mill_request_weir(struct mill *m)
{
	if (!m->open)
		return 0;

	return request_irq(m->weir, mill_event, 0, "weir", m);
}

static void mill_free_weir(struct mill *m)
{
	if (!m->open)
		return;

	free_irq(m->weir, m);
}

static void mill_close(struct mill *m)
{
	mill_brake(m);
	m->open = false;
}

/* finds: epf-irq-leak */
static int mill_order_bad(struct platform_device *pdev)
{
	struct mill *m = platform_get_drvdata(pdev);
	int ret;

	m->open = true;
	ret = mill_request_weir(m);
	if (ret)
		goto err_brake;

	ret = mill_grind(m);
	if (ret)
		goto err_weir;

	ret = mill_sweep(m);
	if (ret)
		goto err_close;
		//! epf-irq-leak: irq 'm->weir' is still requested when mill_order_bad() fails
		//!   -10 calling mill_request_weir()
		//!   -34 'm->weir' is requested here
		//!   -1 assuming mill_sweep() fails
		//!   +7 calling mill_free_weir(), which does not free it here
		//!   -28 returning here
		//!   fix: call mill_free_weir() before leaving

	return 0;

err_close:
	mill_close(m);
err_weir:
	mill_free_weir(m);
err_brake:
	mill_brake(m);
	return ret;
}

struct platform_driver mill_order_driver = {
	.probe = mill_order_bad,
};
