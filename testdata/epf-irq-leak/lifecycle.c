// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Teardown that gives back less than set-up took. Each driver here is a pair
 * of functions in an operations table.
 */

#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/pci-epf.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct pump {
	struct device *dev;
	bool polled;
	bool running;
	bool primed;
	int irq;
	int count;
	int used;
	int line[4];
};

static irqreturn_t pump_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static struct pump *pump_create(struct device *dev)
{
	struct pump *p = devm_kzalloc(dev, sizeof(*p), GFP_KERNEL);

	if (p) {
		p->dev = dev;
		dev_set_drvdata(dev, p);
	}
	return p;
}

/* Nothing is freed at all. */
static int forgets_probe(struct platform_device *pdev)
{
	struct pump *p = pump_create(&pdev->dev);

	if (!p)
		return -ENOMEM;

	p->irq = platform_get_irq(pdev, 0);
	if (p->irq < 0)
		return p->irq;

	return request_irq(p->irq, pump_event, 0, "pump", p);
}

/* finds: epf-irq-leak */
static void forgets_remove_bad(struct platform_device *pdev)
{
	struct pump *p = platform_get_drvdata(pdev);

	p->running = false;
}
//! epf-irq-leak: irq 'p->irq' is still requested when forgets_remove_bad() returns
//!   -20 the kernel calls forgets_probe()
//!   -9 'p->irq' is requested here
//!   -5 the kernel calls forgets_remove_bad()
//!   fix: call free_irq() in forgets_remove_bad()

struct platform_driver forgets_driver = {
	.probe = forgets_probe,
	.remove = forgets_remove_bad,
	.driver.name = "pump-forgets",
};

static int remembers_probe_ok(struct platform_device *pdev)
{
	struct pump *p = pump_create(&pdev->dev);

	if (!p)
		return -ENOMEM;

	p->irq = platform_get_irq(pdev, 0);
	if (p->irq < 0)
		return p->irq;

	return request_irq(p->irq, pump_event, 0, "pump", p);
}

static void remembers_remove_ok(struct platform_device *pdev)
{
	struct pump *p = platform_get_drvdata(pdev);

	p->running = false;
	free_irq(p->irq, p);
}

struct platform_driver remembers_driver = {
	.probe = remembers_probe_ok,
	.remove = remembers_remove_ok,
	.driver.name = "pump-remembers",
};

/* Taken whenever the pump is not polled, freed only when it runs. */
static int condition_bind(struct pci_epf *epf)
{
	struct pump *p = epf_get_drvdata(epf);
	int ret;

	if (!p->polled) {
		ret = request_irq(p->irq, pump_event, 0, "pump", p);
		if (ret)
			return ret;
	}

	p->running = epf->msi_interrupts > 0;
	return 0;
}

/* finds: epf-irq-leak */
static void condition_unbind_bad(struct pci_epf *epf)
{
	struct pump *p = epf_get_drvdata(epf);

	if (p->running && !p->polled)
		free_irq(p->irq, p);
	p->running = false;
}
//! epf-irq-leak: irq 'p->irq' is still requested when condition_unbind_bad() returns
//!   -23 the kernel calls condition_bind()
//!   -17 'p->irq' is requested here
//!   -7 the kernel calls condition_unbind_bad()
//!   -3 assuming 'p->running' is false
//!   fix: free under the condition of the request

const struct pci_epf_ops condition_ops = {
	.bind = condition_bind,
	.unbind = condition_unbind_bad,
};

static int same_condition_bind_ok(struct pci_epf *epf)
{
	struct pump *p = epf_get_drvdata(epf);
	int ret;

	if (!p->polled) {
		ret = request_irq(p->irq, pump_event, 0, "pump", p);
		if (ret)
			return ret;
	}

	p->running = epf->msi_interrupts > 0;
	return 0;
}

static void same_condition_unbind_ok(struct pci_epf *epf)
{
	struct pump *p = epf_get_drvdata(epf);

	if (!p->polled)
		free_irq(p->irq, p);
	p->running = false;
}

const struct pci_epf_ops same_condition_ops = {
	.bind = same_condition_bind_ok,
	.unbind = same_condition_unbind_ok,
};

/* Set-up clears what teardown asks for. */
static int clobbered_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct pump *p = pump_create(&pdev->dev);
	int ret;

	if (!p)
		return -ENOMEM;

	p->irq = pdev->irq;
	ret = request_irq(p->irq, pump_event, 0, "pump", p);
	if (ret)
		return ret;

	p->polled = true;
	return 0;
}

/* finds: epf-irq-leak */
static void clobbered_remove_bad(struct pci_dev *pdev)
{
	struct pump *p = pci_get_drvdata(pdev);

	if (!p->polled)
		free_irq(p->irq, p);
}
//! epf-irq-leak: irq 'p->irq' is still requested when clobbered_remove_bad() returns
//!   -24 the kernel calls clobbered_probe()
//!   -15 'p->irq' is requested here
//!   -6 the kernel calls clobbered_remove_bad()
//!   fix: free under the condition of the request

struct pci_driver clobbered_driver = {
	.name = "pump-clobbered",
	.probe = clobbered_probe,
	.remove = clobbered_remove_bad,
};

static int fallback_probe_ok(struct pci_dev *pdev,
			     const struct pci_device_id *id)
{
	struct pump *p = pump_create(&pdev->dev);

	if (!p)
		return -ENOMEM;

	p->irq = pdev->irq;
	if (request_irq(p->irq, pump_event, 0, "pump", p))
		p->polled = true;

	return 0;
}

static void fallback_remove_ok(struct pci_dev *pdev)
{
	struct pump *p = pci_get_drvdata(pdev);

	if (!p->polled)
		free_irq(p->irq, p);
}

struct pci_driver fallback_driver = {
	.name = "pump-fallback",
	.probe = fallback_probe_ok,
	.remove = fallback_remove_ok,
};

/* Requests all lines, frees as many as are used. */
static int bound_epc_init(struct pci_epf *epf)
{
	struct pump *p = epf_get_drvdata(epf);
	int i, ret;

	p->used = 0;
	for (i = 0; i < p->count; i++) {
		ret = request_irq(p->line[i], pump_event, 0, "pump", p);
		if (ret) {
			while (i--)
				free_irq(p->line[i], p);
			return ret;
		}
	}

	return 0;
}

/* finds: epf-irq-leak */
static void bound_epc_deinit_bad(struct pci_epf *epf)
{
	struct pump *p = epf_get_drvdata(epf);
	int i;

	for (i = 0; i < p->used; i++)
		free_irq(p->line[i], p);
}
//! epf-irq-leak: irq 'p->line[i]' is still requested when bound_epc_deinit_bad() returns
//!   -26 the kernel calls bound_epc_init()
//!   -19 'p->line[i]' is requested here
//!   -7 the kernel calls bound_epc_deinit_bad()
//!   fix: free as many as were requested

const struct pci_epc_event_ops bound_event_ops = {
	.epc_init = bound_epc_init,
	.epc_deinit = bound_epc_deinit_bad,
};

/* As many as could be had are used, and as many freed. */
static int same_bound_epc_init_ok(struct pci_epf *epf)
{
	struct pump *p = epf_get_drvdata(epf);
	int i;

	for (i = 0; i < p->count; i++) {
		if (request_irq(p->line[i], pump_event, 0, "pump", p))
			break;
	}

	p->used = i;
	return 0;
}

static void same_bound_epc_deinit_ok(struct pci_epf *epf)
{
	struct pump *p = epf_get_drvdata(epf);
	int i;

	for (i = 0; i < p->used; i++)
		free_irq(p->line[i], p);
	p->used = 0;
}

const struct pci_epc_event_ops same_bound_event_ops = {
	.epc_init = same_bound_epc_init_ok,
	.epc_deinit = same_bound_epc_deinit_ok,
};

/* An early return in front of the release. */
static int early_open(struct net_device *ndev)
{
	struct pump *p = netdev_priv(ndev);
	int ret;

	ret = request_irq(ndev->irq, pump_event, 0, ndev->name, p);
	if (ret)
		return ret;

	netif_start_queue(ndev);
	return 0;
}

/* finds: epf-irq-leak */
static int early_stop_bad(struct net_device *ndev)
{
	struct pump *p = netdev_priv(ndev);

	netif_stop_queue(ndev);
	if (!p->primed)
		return 0;

	free_irq(ndev->irq, p);
	return 0;
}
//! epf-irq-leak: irq 'ndev->irq' is still requested when early_stop_bad() returns
//!   -24 the kernel calls early_open()
//!   -19 'ndev->irq' is requested here
//!   -10 the kernel calls early_stop_bad()
//!   -5 assuming '!p->primed' is true
//!   fix: call free_irq() before the early return

const struct net_device_ops early_netdev_ops = {
	.ndo_open = early_open,
	.ndo_stop = early_stop_bad,
};

static int late_open_ok(struct net_device *ndev)
{
	struct pump *p = netdev_priv(ndev);
	int ret;

	ret = request_irq(ndev->irq, pump_event, 0, ndev->name, p);
	if (ret)
		return ret;

	netif_start_queue(ndev);
	p->running = true;
	return 0;
}

static int late_stop_ok(struct net_device *ndev)
{
	struct pump *p = netdev_priv(ndev);

	netif_stop_queue(ndev);
	free_irq(ndev->irq, p);
	if (!p->running)
		return 0;

	p->running = false;
	return 0;
}

const struct net_device_ops late_netdev_ops = {
	.ndo_open = late_open_ok,
	.ndo_stop = late_stop_ok,
};
