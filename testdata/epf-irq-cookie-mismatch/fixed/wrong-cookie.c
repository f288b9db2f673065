// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A line is freed with another dev_id than it was requested with. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-epf.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

struct nozzle {
	int irq;
	int drops;
};

struct printer {
	struct device *dev;
	struct work_struct feed;
	int irq;
	int count;
	struct nozzle nozzle[4];
};

int printer_warm_up(struct printer *p);

static irqreturn_t printer_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-cookie-mismatch */
int printer_frees_with_device_bad(struct printer *p)
{
	int ret;

	ret = request_irq(p->irq, printer_event, 0, "printer", p);
	if (ret)
		return ret;

	ret = printer_warm_up(p);
	if (ret)
		free_irq(p->irq, p);

	return ret;
}

int printer_frees_with_own_ok(struct printer *p)
{
	int ret;

	ret = request_irq(p->irq, printer_event, 0, "printer", p);
	if (ret)
		return ret;

	ret = printer_warm_up(p);
	if (ret)
		free_irq(p->irq, p);

	return ret;
}

/* Address of the variable instead of its value. */
/* finds: epf-irq-cookie-mismatch */
int printer_one_star_more_bad(struct printer *p)
{
	int ret;

	ret = request_irq(p->irq, printer_event, 0, "printer", p);
	if (ret)
		return ret;

	ret = printer_warm_up(p);
	if (ret)
		free_irq(p->irq, p);

	return ret;
}

/* finds: epf-irq-cookie-mismatch */
int printer_frees_with_null_bad(struct printer *p)
{
	int ret;

	ret = request_irq(p->irq, printer_event, 0, "printer", p);
	if (ret)
		return ret;

	ret = printer_warm_up(p);
	if (ret)
		free_irq(p->irq, p);

	return ret;
}

/* Not shared, so NULL is allowed, and it is NULL both times. */
int printer_null_both_times_ok(struct printer *p)
{
	int ret;

	ret = request_irq(p->irq, printer_event, 0, "printer", NULL);
	if (ret)
		return ret;

	ret = printer_warm_up(p);
	if (ret)
		free_irq(p->irq, NULL);

	return ret;
}

/* One cookie for each nozzle, and the printer's own to free them with. */
/* finds: epf-irq-cookie-mismatch */
int printer_per_nozzle_bad(struct printer *p)
{
	int i, ret;

	for (i = 0; i < p->count; i++) {
		struct nozzle *n = &p->nozzle[i];

		ret = request_irq(n->irq, printer_event, 0, "nozzle", n);
		if (ret)
			goto err_nozzles;
	}

	return 0;

err_nozzles:
	while (i--)
		free_irq(p->nozzle[i].irq, &p->nozzle[i]);
	return ret;
}

int printer_per_nozzle_ok(struct printer *p)
{
	int i, ret;

	for (i = 0; i < p->count; i++) {
		struct nozzle *n = &p->nozzle[i];

		ret = request_irq(n->irq, printer_event, 0, "nozzle", n);
		if (ret)
			goto err_nozzles;
	}

	return 0;

err_nozzles:
	while (i--)
		free_irq(p->nozzle[i].irq, p->nozzle + i);
	return ret;
}

/* The right line with its neighbour's cookie. */
/* finds: epf-irq-cookie-mismatch */
int printer_first_nozzle_bad(struct printer *p)
{
	int i, ret;

	for (i = 0; i < p->count; i++) {
		ret = request_irq(p->nozzle[i].irq, printer_event, 0, "nozzle",
				  &p->nozzle[i]);
		if (ret)
			goto err_nozzles;
	}

	ret = printer_warm_up(p);
	if (ret)
		goto err_nozzles;

	return 0;

err_nozzles:
	while (--i >= 0)
		free_irq(p->nozzle[i].irq, &p->nozzle[i]);
	return ret;
}

int printer_container_ok(struct work_struct *work)
{
	struct printer *p = container_of(work, struct printer, feed);
	int ret;

	ret = request_irq(p->irq, printer_event, 0, "printer", p);
	if (ret)
		return ret;

	ret = printer_warm_up(p);
	if (ret)
		free_irq(p->irq, container_of(work, struct printer, feed));

	return ret;
}

/* finds: epf-irq-cookie-mismatch */
int printer_member_bad(struct work_struct *work)
{
	struct printer *p = container_of(work, struct printer, feed);
	int ret;

	ret = request_irq(p->irq, printer_event, 0, "printer", p);
	if (ret)
		return ret;

	ret = printer_warm_up(p);
	if (ret)
		free_irq(p->irq, p);

	return ret;
}

/* Across a lifecycle. */
static int device_cookie_bind(struct pci_epf *epf)
{
	struct printer *p = epf_get_drvdata(epf);

	return request_irq(p->irq, printer_event, 0, "printer", epf);
}

/* finds: epf-irq-cookie-mismatch */
static void device_cookie_unbind_bad(struct pci_epf *epf)
{
	struct printer *p = epf_get_drvdata(epf);

	free_irq(p->irq, epf);
}

const struct pci_epf_ops device_cookie_ops = {
	.bind = device_cookie_bind,
	.unbind = device_cookie_unbind_bad,
};

static int own_cookie_bind_ok(struct pci_epf *epf)
{
	struct printer *p = epf_get_drvdata(epf);

	return request_irq(p->irq, printer_event, 0, "printer", p);
}

static void own_cookie_unbind_ok(struct pci_epf *epf)
{
	struct printer *p = epf_get_drvdata(epf);

	free_irq(p->irq, epf_get_drvdata(epf));
}

const struct pci_epf_ops own_cookie_ops = {
	.bind = own_cookie_bind_ok,
	.unbind = own_cookie_unbind_ok,
};

static int pci_cookie_probe(struct pci_dev *pdev,
			    const struct pci_device_id *id)
{
	struct printer *p = devm_kzalloc(&pdev->dev, sizeof(*p), GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	pci_set_drvdata(pdev, p);

	return pci_request_irq(pdev, 0, printer_event, NULL, p, "printer");
}

/* finds: epf-irq-cookie-mismatch */
static void pci_cookie_remove_bad(struct pci_dev *pdev)
{
	struct printer *p = pci_get_drvdata(pdev);

	pci_free_irq(pdev, 0, p);
}

struct pci_driver pci_cookie_driver = {
	.name = "printer-cookie",
	.probe = pci_cookie_probe,
	.remove = pci_cookie_remove_bad,
};

static int pci_cookie_probe_ok(struct pci_dev *pdev,
			       const struct pci_device_id *id)
{
	struct printer *p = devm_kzalloc(&pdev->dev, sizeof(*p), GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	pci_set_drvdata(pdev, p);

	return pci_request_irq(pdev, 0, printer_event, NULL, p, "printer");
}

static void pci_cookie_remove_ok(struct pci_dev *pdev)
{
	pci_free_irq(pdev, 0, pci_get_drvdata(pdev));
}

struct pci_driver pci_cookie_ok_driver = {
	.name = "printer-cookie-ok",
	.probe = pci_cookie_probe_ok,
	.remove = pci_cookie_remove_ok,
};

/* Early release of a managed line has to name the same cookie too. */
/* finds: epf-irq-cookie-mismatch */
int printer_managed_bad(struct printer *p)
{
	int ret;

	ret = devm_request_irq(p->dev, p->irq, printer_event, 0, "printer", p);
	if (ret)
		return ret;

	ret = printer_warm_up(p);
	if (ret)
		devm_free_irq(p->dev, p->irq, p);

	return ret;
}

int printer_managed_ok(struct printer *p)
{
	int ret;

	ret = devm_request_irq(p->dev, p->irq, printer_event, 0, "printer", p);
	if (ret)
		return ret;

	ret = printer_warm_up(p);
	if (ret)
		devm_free_irq(p->dev, p->irq, p);

	return ret;
}

struct nozzle *nozzle_alloc(void);

static int jet_probe(struct platform_device *pdev)
{
	struct nozzle *nozzle = nozzle_alloc();

	if (!nozzle)
		return -ENOMEM;
	platform_set_drvdata(pdev, nozzle);
	return request_irq(9, printer_event, 0, "jet", nozzle);
}

/* Another nozzle than the one that was made would be no better. */
/* finds: epf-irq-cookie-mismatch */
static void jet_remove_bad(struct platform_device *pdev)
{
	struct nozzle *nozzle = platform_get_drvdata(pdev);

	free_irq(9, nozzle);
}

struct platform_driver jet_driver = {
	.probe = jet_probe,
	.remove = jet_remove_bad,
};

struct plotter {
	int irq[4];
	struct printer pen[4];
};

/* The words are those of the request; the index has gone on. */
/* finds: epf-irq-cookie-mismatch */
int plotter_words_bad(struct plotter *p)
{
	int ret, i, j;

	for (i = 0; i < 4; i++) {
		ret = request_irq(p->irq[i], printer_event, 0, "plotter", &p->pen[i]);
		if (ret)
			break;
	}
	if (!ret)
		return 0;

	for (j = 0; j < i; j++)
		free_irq(p->irq[j], &p->pen[j]);
	return ret;
}

/* The address of the variable is not what it holds. */
static int ink_probe(struct platform_device *pdev)
{
	struct printer *p = devm_kzalloc(&pdev->dev, sizeof(*p), GFP_KERNEL);

	if (!p)
		return -ENOMEM;
	platform_set_drvdata(pdev, p);
	return request_irq(11, printer_event, 0, "ink", p);
}

/* finds: epf-irq-cookie-mismatch */
static void ink_remove_bad(struct platform_device *pdev)
{
	struct printer *p = platform_get_drvdata(pdev);

	free_irq(11, p);
}

struct platform_driver ink_driver = {
	.probe = ink_probe,
	.remove = ink_remove_bad,
};

static struct printer *left, *right;

/* Two that are made one after the other are two. */
static int pair_probe(struct platform_device *pdev)
{
	left = devm_kzalloc(&pdev->dev, sizeof(*left), GFP_KERNEL);
	right = devm_kzalloc(&pdev->dev, sizeof(*right), GFP_KERNEL);
	if (!left || !right)
		return -ENOMEM;
	return request_irq(12, printer_event, 0, "pair", left);
}

/* finds: epf-irq-cookie-mismatch */
static void pair_remove_bad(struct platform_device *pdev)
{
	free_irq(12, left);
}

struct platform_driver pair_driver = {
	.probe = pair_probe,
	.remove = pair_remove_bad,
};

/* Right for the first pen, which is all that a single request leaves. */
/* finds: epf-irq-cookie-mismatch */
int plotter_first_pen_bad(struct plotter *p)
{
	int ret, i;

	for (i = 0; i < 4; i++) {
		ret = request_irq(p->irq[i], printer_event, 0, "plotter", &p->pen[i]);
		if (ret)
			goto err;
	}

	return 0;

err:
	while (i--)
		free_irq(p->irq[i], &p->pen[i]);
	return ret;
}

int plotter_each_pen_ok(struct plotter *p)
{
	int ret, i;

	for (i = 0; i < 4; i++) {
		ret = request_irq(p->irq[i], printer_event, 0, "plotter", &p->pen[i]);
		if (ret)
			goto err;
	}

	return 0;

err:
	while (i--)
		free_irq(p->irq[i], &p->pen[i]);
	return ret;
}

/* The first is another's: freed apart from the loop. */
int plotter_first_apart_ok(struct plotter *p)
{
	struct printer *pen = &p->pen[0];
	int ret, i;

	ret = request_irq(p->irq[0], printer_event, 0, "plotter", pen);
	if (ret)
		return ret;

	for (i = 1; i < 4; i++) {
		ret = request_irq(p->irq[i], printer_event, 0, "plotter", &p->pen[i]);
		if (ret)
			goto err;
	}

	return 0;

err:
	for (i--; i > 0; i--)
		free_irq(p->irq[i], &p->pen[i]);
	free_irq(p->irq[0], pen);
	return ret;
}
