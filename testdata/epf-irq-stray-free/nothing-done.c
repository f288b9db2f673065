// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Frees that do nothing where nothing is requested, and some that only look so. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/irqdesc.h>
#include <linux/string.h>

struct kite {
	int irq;
	bool percpu;
	char name[16];
	int __percpu *tail;
};

int kite_launch(struct kite *k);

static irqreturn_t kite_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* free_percpu_irq() returns at once for a line of another kind. */
int kite_percpu_ok(struct kite *k)
{
	int ret = 0;

	if (k->percpu)
		ret = request_percpu_irq(k->irq, kite_event, "kite", k->tail);
	if (ret)
		return ret;

	ret = kite_launch(k);
	if (ret)
		free_percpu_irq(k->irq, k->tail);

	return ret;
}

/* finds: epf-irq-stray-free */
int kite_percpu_bad(struct kite *k)
{
	int ret;

	ret = request_percpu_irq(k->irq, kite_event, "kite", k->tail);
	if (ret)
		goto err_irq;

	ret = kite_launch(k);
	if (ret)
		goto err_irq;

	return 0;

err_irq:
	free_percpu_irq(k->irq, k->tail);
	//! epf-irq-stray-free: irq 'k->irq' is freed although its request failed
	//!   -11 assuming request_percpu_irq() fails
	//!   fix: go past what is not held
	return ret;
}

/* That a line is not connected is no failure, and freeing it does nothing. */
int kite_unconnected_ok(struct kite *k)
{
	int ret;

	ret = request_irq(k->irq, kite_event, 0, "kite", k);
	if (ret < 0 && ret != -ENOTCONN)
		return ret;

	ret = kite_launch(k);
	if (ret)
		free_irq(k->irq, k);

	return ret;
}

/* finds: epf-irq-stray-free */
int kite_unconnected_bad(struct kite *k)
{
	int ret;

	ret = request_irq(k->irq, kite_event, 0, "kite", k);
	if (ret < 0 && ret != -EBUSY)
		return ret;

	ret = kite_launch(k);
	if (ret)
		free_irq(k->irq, k);
		//! epf-irq-stray-free: irq 'k->irq' is freed although its request failed
		//!   -6 assuming request_irq() fails
		//!   -5 assuming 'ret != -EBUSY' is false
		//!   -1 assuming kite_launch() fails
		//!   fix: remember in 'requested' what is requested

	return ret;
}

int kite_no_line_ok(struct kite *k)
{
	int irq = k->percpu ? k->irq : (int)IRQ_NOTCONNECTED;
	int ret = 0;

	if (k->percpu)
		ret = request_irq(irq, kite_event, 0, "kite", k);
	if (ret)
		return ret;

	ret = kite_launch(k);
	if (ret)
		free_irq(irq, k);

	return ret;
}

/* Takes away the requests of whoever made them. */
void kite_cut_all_ok(struct kite *k)
{
	struct irq_desc *desc = irq_to_desc(k->irq);

	while (desc->action)
		free_irq(k->irq, desc->action->dev_id);
}

/* finds: epf-irq-stray-free */
void kite_cut_own_bad(struct kite *k)
{
	free_irq(k->irq, k);
	free_irq(k->irq, k);
	//! epf-irq-stray-free: irq 'k->irq' is freed twice on this path
	//!   -1 released here
	//!   fix: take out free_irq()
}

/* A name that is not empty says that the line is requested. */
static int named_request(struct kite *k)
{
	int ret;

	snprintf(k->name, sizeof(k->name), "kite-%d", k->irq);
	ret = request_irq(k->irq, kite_event, 0, k->name, k);
	if (ret)
		memset(k->name, 0, sizeof(k->name));

	return ret;
}

static void named_free(struct kite *k)
{
	if (!strlen(k->name))
		return;

	free_irq(k->irq, k);
	memset(k->name, 0, sizeof(k->name));
}

int kite_named_ok(struct kite *k)
{
	int ret;

	ret = named_request(k);
	if (!ret)
		ret = kite_launch(k);
	if (ret)
		named_free(k);

	return ret;
}

static int unnamed_request(struct kite *k)
{
	k->name[0] = 'k';
	return request_irq(k->irq, kite_event, 0, k->name, k);
}

/* The name stays though the request failed. */
/* finds: epf-irq-stray-free */
int kite_named_bad(struct kite *k)
{
	int ret;

	ret = unnamed_request(k);
	if (!ret)
		ret = kite_launch(k);
	if (ret)
		named_free(k);
		//! epf-irq-stray-free: irq 'k->irq' is freed although its request failed
		//!   -4 calling unnamed_request()
		//!   -13 assuming request_irq() fails
		//!   fix: leave where the request fails

	return ret;
}

struct glider {
	int irq;
	bool ready;
};

int glider_tow(struct glider *g);

static int remembers_prepare(struct glider *g)
{
	int ret;

	if (g->ready)
		return 0;

	ret = request_irq(g->irq, kite_event, 0, "glider", g);
	if (ret)
		return ret;
	g->ready = true;

	return 0;
}

/* That it is ready means that this was requested before. */
/* doubts: epf-irq-stray-free */
int glider_ok(struct glider *g)
{
	int ret;

	ret = remembers_prepare(g);
	if (ret)
		return ret;

	ret = glider_tow(g);
	if (ret) {
		free_irq(g->irq, g);
		//! doubt: epf-irq-stray-free: irq 'g->irq' is freed but was not requested on this path
		g->ready = false;
	}

	return ret;
}

static int skips_prepare(struct glider *g)
{
	if (g->ready)
		return 0;

	return request_irq(g->irq, kite_event, 0, "glider", g);
}

/* finds: epf-irq-stray-free */
int glider_bad(struct glider *g)
{
	int ret;

	g->ready = glider_tow(g) == 2;
	ret = skips_prepare(g);
	if (ret)
		return ret;

	ret = glider_tow(g);
	if (ret)
		free_irq(g->irq, g);
		//! epf-irq-stray-free: irq 'g->irq' is freed but was not requested on this path
		//!   -1 assuming glider_tow() fails
		//!   fix: free under the condition of the request

	return ret;
}
//! not judged: 1 a condition that is not decided leads to the free
