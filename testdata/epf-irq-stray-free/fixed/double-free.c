// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Freed twice: by a helper and again at a label, in two callbacks of one
 * driver, by a scope and by hand.
 */

#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci-epf.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct buoy {
	bool lit;
	int lamp_irq;
	int bell_irq;
	int count;
	int irq[4];
};

int buoy_anchor(struct buoy *b);

static irqreturn_t buoy_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-stray-free */
void buoy_twice_bad(struct buoy *b)
{
	free_irq(b->lamp_irq, b);
	synchronize_irq(b->lamp_irq);
}

void buoy_once_each_ok(struct buoy *b)
{
	free_irq(b->lamp_irq, b);
	free_irq(b->bell_irq, b);
}

static void buoy_teardown(struct buoy *b)
{
	free_irq(b->bell_irq, b);
	free_irq(b->lamp_irq, b);
}

static void buoy_drop_both(struct buoy *b)
{
	free_irq(b->bell_irq, b);
	free_irq(b->lamp_irq, b);
}

void buoy_both_off_ok(struct buoy *b)
{
	buoy_drop_both(b);
}

/* The helper expects everything, the error path has half of it. */
/* finds: epf-irq-stray-free */
int buoy_helper_half_way_bad(struct buoy *b)
{
	int ret;

	ret = request_irq(b->lamp_irq, buoy_event, 0, "buoy-lamp", b);
	if (ret)
		return ret;

	ret = request_irq(b->bell_irq, buoy_event, 0, "buoy-bell", b);
	if (ret)
		free_irq(b->lamp_irq, b);

	return ret;
}

int buoy_helper_when_whole_ok(struct buoy *b)
{
	int ret;

	ret = request_irq(b->lamp_irq, buoy_event, 0, "buoy-lamp", b);
	if (ret)
		return ret;

	ret = request_irq(b->bell_irq, buoy_event, 0, "buoy-bell", b);
	if (ret) {
		free_irq(b->lamp_irq, b);
		return ret;
	}

	ret = buoy_anchor(b);
	if (ret)
		buoy_teardown(b);

	return ret;
}

/* finds: epf-irq-stray-free */
int buoy_helper_and_label_bad(struct buoy *b)
{
	int ret;

	ret = request_irq(b->lamp_irq, buoy_event, 0, "buoy-lamp", b);
	if (ret)
		return ret;

	ret = request_irq(b->bell_irq, buoy_event, 0, "buoy-bell", b);
	if (ret)
		goto err_lamp;

	ret = buoy_anchor(b);
	if (ret) {
		buoy_teardown(b);
		goto err_return;
	}

	return 0;

err_lamp:
	free_irq(b->lamp_irq, b);
err_return:
	return ret;
}

int buoy_helper_or_label_ok(struct buoy *b)
{
	int ret;

	ret = request_irq(b->lamp_irq, buoy_event, 0, "buoy-lamp", b);
	if (ret)
		return ret;

	ret = request_irq(b->bell_irq, buoy_event, 0, "buoy-bell", b);
	if (ret)
		goto err_lamp;

	ret = buoy_anchor(b);
	if (ret) {
		buoy_teardown(b);
		return ret;
	}

	return 0;

err_lamp:
	free_irq(b->lamp_irq, b);
	return ret;
}

/* A helper that copes with any state may be called in any state. */
static void buoy_release_all(struct buoy *b)
{
	while (b->count > 0)
		free_irq(b->irq[--b->count], b);
}

int buoy_counts_what_it_holds_ok(struct buoy *b)
{
	int i, ret;

	b->count = 0;
	for (i = 0; i < 4; i++) {
		ret = request_irq(b->irq[i], buoy_event, 0, "buoy", b);
		if (ret)
			goto err;
		b->count++;
	}

	ret = buoy_anchor(b);
	if (ret)
		goto err;

	return 0;

err:
	buoy_release_all(b);
	buoy_release_all(b);
	return ret;
}

static void buoy_release_counted(struct buoy *b)
{
	while (b->count > 0)
		free_irq(b->irq[--b->count], b);
}

/* finds: epf-irq-stray-free */
int buoy_counts_too_soon_bad(struct buoy *b)
{
	int i, ret;

	b->count = 0;
	for (i = 0; i < 4; i++) {
		ret = request_irq(b->irq[i], buoy_event, 0, "buoy", b);
		if (ret)
			goto err;
		b->count++;
	}

	return 0;

err:
	buoy_release_counted(b);
	return ret;
}

/* The line is freed when the link goes down, and again at unbind. */
static int buoy_link_up(struct pci_epf *epf)
{
	struct buoy *b = epf_get_drvdata(epf);

	b->lit = epf->msi_interrupts > 0;
	return request_irq(b->lamp_irq, buoy_event, 0, "buoy-lamp", b);
}

/* finds: epf-irq-stray-free */
static int buoy_link_down_bad(struct pci_epf *epf)
{
	struct buoy *b = epf_get_drvdata(epf);

	free_irq(b->lamp_irq, b);
	b->lit = false;
	return 0;
}

const struct pci_epc_event_ops buoy_event_ops = {
	.link_up = buoy_link_up,
	.link_down = buoy_link_down_bad,
};

static int buoy_flagged_link_up_ok(struct pci_epf *epf)
{
	struct buoy *b = epf_get_drvdata(epf);
	int ret;

	ret = request_irq(b->lamp_irq, buoy_event, 0, "buoy-lamp", b);
	b->lit = !ret;
	return ret;
}

static int buoy_flagged_link_down_ok(struct pci_epf *epf)
{
	struct buoy *b = epf_get_drvdata(epf);

	if (b->lit)
		free_irq(b->lamp_irq, b);
	b->lit = false;
	if (b->lit)
		free_irq(b->lamp_irq, b);
	return 0;
}

const struct pci_epc_event_ops buoy_flagged_event_ops = {
	.link_up = buoy_flagged_link_up_ok,
	.link_down = buoy_flagged_link_down_ok,
};

DEFINE_FREE(buoy_lamp_early, struct buoy *, if (_T) free_irq(_T->lamp_irq, _T))
DEFINE_FREE(buoy_lamp_again, struct buoy *, if (_T) free_irq(_T->lamp_irq, _T))
DEFINE_FREE(buoy_lamp, struct buoy *, if (_T) free_irq(_T->lamp_irq, _T))

/* Armed before the request, so that a failed request is freed too. */
/* finds: epf-irq-stray-free */
int buoy_armed_too_soon_bad(struct buoy *b)
{
	struct buoy *armed __free(buoy_lamp_early) = b;
	int ret;

	ret = request_irq(b->lamp_irq, buoy_event, 0, "buoy-lamp", b);
	if (ret) {
		armed = NULL;
		return ret;
	}

	armed = NULL;
	return 0;
}

/* finds: epf-irq-stray-free */
int buoy_scope_and_hand_bad(struct buoy *b)
{
	struct buoy *armed __free(buoy_lamp_again) = NULL;
	int ret;

	ret = request_irq(b->lamp_irq, buoy_event, 0, "buoy-lamp", b);
	if (ret)
		return ret;

	armed = b;
	ret = buoy_anchor(b);
	if (ret) {
		free_irq(b->lamp_irq, b);
		armed = NULL;
		return ret;
	}

	armed = NULL;
	return 0;
}

int buoy_scope_only_ok(struct buoy *b)
{
	struct buoy *armed __free(buoy_lamp) = NULL;
	int ret;

	ret = request_irq(b->lamp_irq, buoy_event, 0, "buoy-lamp", b);
	if (ret)
		return ret;

	armed = b;
	ret = buoy_anchor(b);
	if (ret)
		return ret;

	armed = NULL;
	return 0;
}
