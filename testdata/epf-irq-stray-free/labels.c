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
		goto err_hook;

	ret = crane_park(c);
	if (ret)
		goto err_hook;

	return 0;

err_hook:
	free_irq(c->hook_irq, c);
	//! epf-irq-stray-free: irq 'c->hook_irq' is freed although its request failed
	//!   -11 assuming request_irq() fails
	//!   fix: go past what is not held
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
	if (ret)
		free_irq(c->hook_irq, c);
		//! epf-irq-stray-free: irq 'c->hook_irq' is freed but was not requested on this path
		//!   -8 assuming 'c->has_hook' is false
		//!   -2 assuming request_irq() fails
		//!   fix: free under the condition of the request

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

	if (ret < 0) {
		free_irq(c->hoist_irq, c);
		//! epf-irq-stray-free: irq 'c->hoist_irq' is freed although its request failed
		//!   -3 assuming request_irq() fails
		//!   fix: take out free_irq()
		return ret;
	}

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
		pci_free_irq(c->pdev, 1, c);

	return ret;
	//! epf-irq-leak: irq '0' is still requested when crane_other_vector_bad() fails
	//!   -8 '0' is requested here
	//!   -3 assuming crane_park() fails
	//!   fix: free the irq that was requested
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
	int ret;

	ret = request_irq(c->hoist_irq, crane_event, 0, "hoist", c);
	if (ret)
		return ret;

	c->hoist_irq = c->hook_irq;
	ret = crane_park(c);
	if (ret)
		free_irq(c->hoist_irq, c);

	return ret;
	//! epf-irq-leak: irq 'c->hoist_irq' is still requested when crane_line_overwritten_bad() fails
	//!   -9 'c->hoist_irq' is requested here
	//!   -3 assuming crane_park() fails
	//!   fix: keep the number that was requested
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
