// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * A helper leaves what it holds to its caller. Who calls a static function
 * stands in the file, and may clean up by functions that nobody else can call.
 */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/pci.h>

struct kiln {
	int irq;
	int vent_irq;
	bool held;
};

int kiln_handshake(struct kiln *k);

static irqreturn_t kiln_alarm(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* In a kernel without it, nothing of what follows is ever run. */
static int kiln_transport(void)
{
	return -EOPNOTSUPP;
}

/* Only its caller knows what else there is to undo. */
/* doubts: epf-irq-leak */
static int kiln_request_ok(struct kiln *k)
{
	int ret;

	ret = request_irq(k->irq, kiln_alarm, 0, "kiln", k);
	if (ret)
		return ret;
	k->held = true;

	return kiln_handshake(k);
	//! doubt: epf-irq-leak: irq 'k->irq' is still requested when kiln_request_ok() fails
}

static void kiln_release(struct kiln *k)
{
	if (k->held)
		free_irq(k->irq, k);
}

int kiln_boot(struct kiln *k)
{
	int ret;

	k->held = false;
	ret = kiln_transport();
	if (ret)
		return ret;

	ret = kiln_request_ok(k);
	if (ret)
		kiln_release(k);
	return ret;
}

/* Nobody in the file frees this one. */
/* finds: epf-irq-leak */
static int kiln_vent_bad(struct kiln *k)
{
	int ret;

	ret = request_irq(k->vent_irq, kiln_alarm, 0, "vent", k);
	if (ret)
		return ret;

	return kiln_handshake(k);
	//! epf-irq-leak: irq 'k->vent_irq' is still requested when kiln_vent_bad() fails
	//!   -4 'k->vent_irq' is requested here
	//!   +0 assuming kiln_handshake() fails
	//!   fix: call free_irq() before leaving
}

int kiln_air(struct kiln *k)
{
	int ret;

	ret = kiln_transport();
	if (ret)
		return ret;

	return kiln_vent_bad(k);
}

/* What it frees before it takes another was held when it was called. */
/* doubts: epf-irq-leak */
int kiln_move_unsure(struct kiln *k)
{
	int ret;

	free_irq(k->irq, k);
	ret = request_irq(k->vent_irq, kiln_alarm, 0, "vent", k);
	if (ret)
		return ret;

	return kiln_handshake(k);
	//! doubt: epf-irq-leak: irq 'k->vent_irq' is still requested when kiln_move_unsure() fails
}

/* When it fails the device stays bound, and remove frees the line. */
/* doubts: epf-irq-leak */
int kiln_resume_unsure(struct kiln *k)
{
	int ret;

	ret = request_irq(k->irq, kiln_alarm, 0, "kiln", k);
	if (ret)
		return ret;

	return kiln_handshake(k);
	//! doubt: epf-irq-leak: irq 'k->irq' is still requested when kiln_resume_unsure() fails
}

/* finds: epf-irq-leak */
int kiln_presume_bad(struct kiln *k)
{
	int ret;

	ret = request_irq(k->vent_irq, kiln_alarm, 0, "vent", k);
	if (ret)
		return ret;

	return kiln_handshake(k);
	//! epf-irq-leak: irq 'k->vent_irq' is still requested when kiln_presume_bad() fails
	//!   -4 'k->vent_irq' is requested here
	//!   +0 assuming kiln_handshake() fails
	//!   fix: call free_irq() before leaving
}
//! not judged: 1 a caller may free what is left
//! not judged: 2 what is held may have been held before
