// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Teardown that gives back more than set-up took: each driver is a pair of
 * functions in an operations table.
 */

#include <linux/interrupt.h>
#include <linux/netdevice.h>
#include <linux/pci-epf.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct kiln {
	int irq;
	bool has_irq;
	bool cold;
	int zones;
	int zone_irq[4];
	unsigned long held;
};

static irqreturn_t kiln_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The line is optional at set-up only. */
static int optional_probe(struct platform_device *pdev)
{
	struct kiln *k = devm_kzalloc(&pdev->dev, sizeof(*k), GFP_KERNEL);

	if (!k)
		return -ENOMEM;
	platform_set_drvdata(pdev, k);

	k->irq = platform_get_irq_optional(pdev, 0);
	if (k->irq <= 0)
		return 0;

	return request_irq(k->irq, kiln_event, 0, "kiln", k);
}

/* finds: epf-irq-stray-free */
static void optional_remove_bad(struct platform_device *pdev)
{
	struct kiln *k = platform_get_drvdata(pdev);

	free_irq(k->irq, k);
	//! epf-irq-stray-free: irq 'k->irq' is freed but was not requested on this path
	//!   -20 the kernel calls optional_probe()
	//!   -11 assuming 'k->irq <= 0' is true
	//!   -4 the kernel calls optional_remove_bad()
	//!   fix: free under the condition of the request
}

struct platform_driver optional_driver = {
	.probe = optional_probe,
	.remove = optional_remove_bad,
	.driver.name = "kiln-optional",
};

static int optional_probe_ok(struct platform_device *pdev)
{
	struct kiln *k = devm_kzalloc(&pdev->dev, sizeof(*k), GFP_KERNEL);

	if (!k)
		return -ENOMEM;
	platform_set_drvdata(pdev, k);

	k->irq = platform_get_irq_optional(pdev, 0);
	if (k->irq <= 0)
		return 0;

	return request_irq(k->irq, kiln_event, 0, "kiln", k);
}

static void optional_remove_ok(struct platform_device *pdev)
{
	struct kiln *k = platform_get_drvdata(pdev);

	if (k->irq > 0)
		free_irq(k->irq, k);
}

struct platform_driver optional_ok_driver = {
	.probe = optional_probe_ok,
	.remove = optional_remove_ok,
	.driver.name = "kiln-optional-ok",
};

/* Set-up survives a refused line, teardown does not know. */
static int refused_bind(struct pci_epf *epf)
{
	struct kiln *k = epf_get_drvdata(epf);
	int ret;

	ret = request_irq(k->irq, kiln_event, 0, "kiln", k);
	if (ret)
		dev_warn(&epf->dev, "no interrupt: %d\n", ret);

	k->has_irq = true;
	return 0;
}

/* finds: epf-irq-stray-free */
static void refused_unbind_bad(struct pci_epf *epf)
{
	struct kiln *k = epf_get_drvdata(epf);

	if (k->has_irq)
		free_irq(k->irq, k);
		//! epf-irq-stray-free: irq 'k->irq' is freed although its request failed
		//!   -19 the kernel calls refused_bind()
		//!   -14 assuming request_irq() fails
		//!   -5 the kernel calls refused_unbind_bad()
		//!   fix: remember whether the request succeeded
	k->has_irq = false;
}

const struct pci_epf_ops refused_ops = {
	.bind = refused_bind,
	.unbind = refused_unbind_bad,
};

static int refused_bind_ok(struct pci_epf *epf)
{
	struct kiln *k = epf_get_drvdata(epf);
	int ret;

	ret = request_irq(k->irq, kiln_event, 0, "kiln", k);
	if (ret)
		dev_warn(&epf->dev, "no interrupt: %d\n", ret);

	k->has_irq = !ret;
	return 0;
}

static void refused_unbind_ok(struct pci_epf *epf)
{
	struct kiln *k = epf_get_drvdata(epf);

	if (k->has_irq)
		free_irq(k->irq, k);
	k->has_irq = false;
}

const struct pci_epf_ops refused_ok_ops = {
	.bind = refused_bind_ok,
	.unbind = refused_unbind_ok,
};

/* A mask remembers which zones have their line. */
static int mask_epc_init(struct pci_epf *epf)
{
	struct kiln *k = epf_get_drvdata(epf);
	int i;

	k->held = 0;
	for (i = 0; i < k->zones; i++) {
		if (request_irq(k->zone_irq[i], kiln_event, 0, "kiln", k))
			continue;
		k->held |= BIT(i);
	}

	return 0;
}

/* finds: epf-irq-stray-free */
static void mask_epc_deinit_bad(struct pci_epf *epf)
{
	struct kiln *k = epf_get_drvdata(epf);
	int i;

	for (i = 0; i < k->zones; i++) {
		if (!k->held)
			continue;
		free_irq(k->zone_irq[i], k);
		//! epf-irq-stray-free: irq 'k->zone_irq[i]' is freed although its request failed
		//!   -24 the kernel calls mask_epc_init()
		//!   -17 assuming request_irq() fails
		//!   -18 assuming 'i < k->zones' is false
		//!   -8 the kernel calls mask_epc_deinit_bad()
		//!   fix: free what the mark tells of
	}
	k->held = 0;
}

const struct pci_epc_event_ops mask_event_ops = {
	.epc_init = mask_epc_init,
	.epc_deinit = mask_epc_deinit_bad,
};

static int mask_epc_init_ok(struct pci_epf *epf)
{
	struct kiln *k = epf_get_drvdata(epf);
	int i;

	k->held = 0;
	for (i = 0; i < k->zones; i++) {
		if (request_irq(k->zone_irq[i], kiln_event, 0, "kiln", k))
			continue;
		k->held |= BIT(i);
	}

	return 0;
}

static void mask_epc_deinit_ok(struct pci_epf *epf)
{
	struct kiln *k = epf_get_drvdata(epf);
	int i;

	for (i = 0; i < k->zones; i++) {
		if (!(k->held & BIT(i)))
			continue;
		free_irq(k->zone_irq[i], k);
	}
	k->held = 0;
}

const struct pci_epc_event_ops mask_ok_event_ops = {
	.epc_init = mask_epc_init_ok,
	.epc_deinit = mask_epc_deinit_ok,
};

/* Opening a cold kiln needs no line, stopping it frees one all the same. */
static int cold_open(struct net_device *ndev)
{
	struct kiln *k = netdev_priv(ndev);
	int ret = 0;

	if (!k->cold)
		ret = request_irq(ndev->irq, kiln_event, IRQF_SHARED,
				  ndev->name, ndev);

	return ret;
}

/* finds: epf-irq-stray-free */
static int cold_stop_bad(struct net_device *ndev)
{
	free_irq(ndev->irq, ndev);
	//! epf-irq-stray-free: irq 'ndev->irq' is freed but was not requested on this path
	//!   -15 the kernel calls cold_open()
	//!   -10 assuming '!k->cold' is false
	//!   -2 the kernel calls cold_stop_bad()
	//!   fix: free under the condition of the request
	return 0;
}

const struct net_device_ops cold_netdev_ops = {
	.ndo_open = cold_open,
	.ndo_stop = cold_stop_bad,
};

static int cold_open_ok(struct net_device *ndev)
{
	struct kiln *k = netdev_priv(ndev);

	if (k->cold)
		return 0;

	return request_irq(ndev->irq, kiln_event, IRQF_SHARED, ndev->name,
			   ndev);
}

static int cold_stop_ok(struct net_device *ndev)
{
	struct kiln *k = netdev_priv(ndev);

	if (!k->cold)
		free_irq(ndev->irq, ndev);
	return 0;
}

const struct net_device_ops cold_ok_netdev_ops = {
	.ndo_open = cold_open_ok,
	.ndo_stop = cold_stop_ok,
};

/* Vector by vector, but teardown has one more of them. */
static int vectors_probe(struct pci_dev *pdev, const struct pci_device_id *id)
{
	struct kiln *k = devm_kzalloc(&pdev->dev, sizeof(*k), GFP_KERNEL);
	int i, ret;

	if (!k)
		return -ENOMEM;
	pci_set_drvdata(pdev, k);

	k->zones = pci_alloc_irq_vectors(pdev, 1, 4, PCI_IRQ_MSIX);
	if (k->zones < 0)
		return k->zones;

	for (i = 0; i < k->zones; i++) {
		ret = pci_request_irq(pdev, i, kiln_event, NULL, k, "kiln%d",
				      i);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (--i >= 0)
		pci_free_irq(pdev, i, k);
	pci_free_irq_vectors(pdev);
	return ret;
}

/* finds: epf-irq-stray-free */
static void vectors_remove_bad(struct pci_dev *pdev)
{
	struct kiln *k = pci_get_drvdata(pdev);
	int i;

	for (i = 0; i <= k->zones; i++)
		pci_free_irq(pdev, i, k);
		//! epf-irq-stray-free: irq 'i' is freed but was not requested on this path
		//!   -36 the kernel calls vectors_probe()
		//!   -6 the kernel calls vectors_remove_bad()
		//!   fix: free as many as were requested
	pci_free_irq_vectors(pdev);
}

struct pci_driver vectors_driver = {
	.name = "kiln-vectors",
	.probe = vectors_probe,
	.remove = vectors_remove_bad,
};

static int vectors_probe_ok(struct pci_dev *pdev,
			    const struct pci_device_id *id)
{
	struct kiln *k = devm_kzalloc(&pdev->dev, sizeof(*k), GFP_KERNEL);
	int i, ret;

	if (!k)
		return -ENOMEM;
	pci_set_drvdata(pdev, k);

	k->zones = pci_alloc_irq_vectors(pdev, 1, 4, PCI_IRQ_MSIX);
	if (k->zones < 0)
		return k->zones;

	for (i = 0; i < k->zones; i++) {
		ret = pci_request_irq(pdev, i, kiln_event, NULL, k, "kiln%d",
				      i);
		if (ret)
			goto err_irqs;
	}

	return 0;

err_irqs:
	while (--i >= 0)
		pci_free_irq(pdev, i, k);
	pci_free_irq_vectors(pdev);
	return ret;
}

static void vectors_remove_ok(struct pci_dev *pdev)
{
	struct kiln *k = pci_get_drvdata(pdev);

	while (k->zones--)
		pci_free_irq(pdev, k->zones, k);
	pci_free_irq_vectors(pdev);
}

struct pci_driver vectors_ok_driver = {
	.name = "kiln-vectors-ok",
	.probe = vectors_probe_ok,
	.remove = vectors_remove_ok,
};
