// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Labels entered one too high, and lines that were never requested. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci.h>

struct crane {
	struct pci_dev *pdev;
	bool has_hook;
	int hoist_irq;
	int hook_irq;
};

int crane_park(struct crane *c);

static irqreturn_t crane_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-stray-free */
int crane_label_too_high_bad(struct crane *c)
{
	int ret;

	ret = request_irq(c->hoist_irq, crane_event, 0, "hoist", c);
	if (ret)
		return ret;

	ret = request_irq(c->hook_irq, crane_event, 0, "hook", c);
	if (ret)
		goto err_no_irq;

	ret = crane_park(c);
	if (ret)
		goto err_hook;

	return 0;

err_hook:
	free_irq(c->hook_irq, c);
err_no_irq:
	free_irq(c->hoist_irq, c);
	return ret;
}

int crane_label_too_high_ok(struct crane *c)
{
	int ret;

	ret = request_irq(c->hoist_irq, crane_event, 0, "hoist", c);
	if (ret)
		return ret;

	ret = request_irq(c->hook_irq, crane_event, 0, "hook", c);
	if (ret)
		goto err_hoist;

	ret = crane_park(c);
	if (ret)
		goto err_hook;

	return 0;

err_hook:
	free_irq(c->hook_irq, c);
err_hoist:
	free_irq(c->hoist_irq, c);
	return ret;
}

/* finds: epf-irq-stray-free */
int crane_optional_hook_bad(struct crane *c)
{
	int ret;

	if (c->has_hook) {
		ret = request_irq(c->hook_irq, crane_event, 0, "hook", c);
		if (ret)
			return ret;
	}

	ret = request_irq(c->hoist_irq, crane_event, 0, "hoist", c);
	if (ret && c->has_hook)
		free_irq(c->hook_irq, c);

	return ret;
}

int crane_optional_hook_ok(struct crane *c)
{
	int ret;

	if (c->has_hook) {
		ret = request_irq(c->hook_irq, crane_event, 0, "hook", c);
		if (ret)
			return ret;
	}

	ret = request_irq(c->hoist_irq, crane_event, 0, "hoist", c);
	if (ret && c->has_hook)
		free_irq(c->hook_irq, c);

	return ret;
}

/* The line that failed is freed on the spot. */
/* finds: epf-irq-stray-free */
int crane_frees_failed_bad(struct crane *c)
{
	int ret = request_irq(c->hoist_irq, crane_event, 0, "hoist", c);

	if (ret < 0)
		return ret;

	return 0;
}

int crane_frees_failed_ok(struct crane *c)
{
	int ret = request_irq(c->hoist_irq, crane_event, 0, "hoist", c);

	if (ret < 0) {
		c->hoist_irq = 0;
		return ret;
	}

	ret = crane_park(c);
	if (ret < 0) {
		free_irq(c->hoist_irq, c);
		c->hoist_irq = 0;
	}

	return ret < 0 ? ret : 0;
}

/* Vectors have numbers, and the numbers are not lines. */
/* finds: epf-irq-leak */
int crane_other_vector_bad(struct crane *c)
{
	int ret;

	ret = pci_request_irq(c->pdev, 0, crane_event, NULL, c, "crane");
	if (ret)
		return ret;

	ret = crane_park(c);
	if (ret)
		pci_free_irq(c->pdev, 0, c);

	return ret;
}

int crane_same_vector_ok(struct crane *c)
{
	const unsigned int nr = 0;
	int ret;

	ret = pci_request_irq(c->pdev, nr, crane_event, NULL, c, "crane");
	if (ret)
		return ret;

	ret = crane_park(c);
	if (ret)
		pci_free_irq(c->pdev, 0, c);

	return ret;
}

int crane_number_as_line_ok(struct crane *c)
{
	unsigned int nr = 2;
	int ret;

	ret = request_irq(pci_irq_vector(c->pdev, nr), crane_event, 0, "crane",
			  c);
	if (ret)
		return ret;

	ret = crane_park(c);
	if (ret)
		free_irq(pci_irq_vector(c->pdev, nr), c);

	return ret;
}

/* The field that names the line is overwritten while the line is held. */
/* finds: epf-irq-leak */
int crane_line_overwritten_bad(struct crane *c)
{
	int hoist_irq = c->hoist_irq;
	int ret;

	ret = request_irq(c->hoist_irq, crane_event, 0, "hoist", c);
	if (ret)
		return ret;

	c->hoist_irq = c->hook_irq;
	ret = crane_park(c);
	if (ret)
		free_irq(hoist_irq, c);

	return ret;
}

int crane_line_overwritten_ok(struct crane *c)
{
	int hoist = c->hoist_irq;
	int ret;

	ret = request_irq(c->hoist_irq, crane_event, 0, "hoist", c);
	if (ret)
		return ret;

	c->hoist_irq = c->hook_irq;
	ret = crane_park(c);
	if (ret)
		free_irq(hoist, c);

	return ret;
}
