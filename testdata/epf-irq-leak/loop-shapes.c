// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Early continue, switch with fallthrough, and macros around requests. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/types.h>

#define PANEL_KEYS 4

enum panel_kind { PANEL_PLAIN, PANEL_LIT, PANEL_LIT_LOUD };

struct panel {
	enum panel_kind kind;
	int count;
	int key_irq[PANEL_KEYS];
	bool fitted[PANEL_KEYS];
	int lamp_irq;
	int horn_irq;
};

int panel_start(struct panel *p);

static irqreturn_t panel_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
int panel_skips_more_bad(struct panel *p)
{
	int i, ret;

	for (i = 0; i < p->count; i++) {
		if (!p->fitted[i])
			continue;
		ret = request_irq(p->key_irq[i], panel_event, 0, "panel", p);
		if (ret)
			goto err_keys;
	}

	ret = panel_start(p);
	if (ret)
		goto err_keys;
		//! epf-irq-leak: irq 'p->key_irq[i]' is still requested when panel_skips_more_bad() fails
		//!   -9 assuming '!p->fitted[i]' is false
		//!   -7 'p->key_irq[i]' is requested here
		//!   -9 assuming '!p->fitted[i]' is true
		//!   -1 assuming panel_start() fails
		//!   fix: free just what the rounds before have requested

	return 0;

err_keys:
	while (i--) {
		if (!p->fitted[i])
			break;
		free_irq(p->key_irq[i], p);
	}
	return ret;
}

int panel_skips_more_ok(struct panel *p)
{
	int i, ret;

	for (i = 0; i < p->count; i++) {
		if (!p->fitted[i])
			continue;
		ret = request_irq(p->key_irq[i], panel_event, 0, "panel", p);
		if (ret)
			goto err_keys;
	}

	ret = panel_start(p);
	if (ret)
		goto err_keys;

	return 0;

err_keys:
	while (i--) {
		if (!p->fitted[i])
			continue;
		free_irq(p->key_irq[i], p);
	}
	return ret;
}

/* finds: epf-irq-leak */
int panel_by_kind_bad(struct panel *p)
{
	int ret;

	switch (p->kind) {
	case PANEL_LIT_LOUD:
		ret = request_irq(p->horn_irq, panel_event, 0, "horn", p);
		if (ret)
			return ret;
		fallthrough;
	case PANEL_LIT:
		ret = request_irq(p->lamp_irq, panel_event, 0, "lamp", p);
		if (ret)
			return ret;
			//! epf-irq-leak: irq 'p->horn_irq' is still requested when panel_by_kind_bad() fails
			//!   -8 assuming the case 'PANEL_LIT_LOUD'
			//!   -7 'p->horn_irq' is requested here
			//!   -2 assuming request_irq() fails
			//!   fix: remember in 'horn_irq_requested' whether to release
		break;
	default:
		break;
	}

	return 0;
}

int panel_by_kind_ok(struct panel *p)
{
	int ret;

	switch (p->kind) {
	case PANEL_LIT_LOUD:
		ret = request_irq(p->horn_irq, panel_event, 0, "horn", p);
		if (ret)
			return ret;
		fallthrough;
	case PANEL_LIT:
		ret = request_irq(p->lamp_irq, panel_event, 0, "lamp", p);
		if (ret) {
			if (p->kind == PANEL_LIT_LOUD)
				free_irq(p->horn_irq, p);
			return ret;
		}
		break;
	default:
		break;
	}

	return 0;
}

/* The unwind mirrors the set-up, but one case breaks where it should not. */
/* finds: epf-irq-leak */
int panel_unwind_by_kind_bad(struct panel *p)
{
	int ret;

	ret = panel_by_kind_ok(p);
	if (ret)
		return ret;

	ret = panel_start(p);
	if (!ret)
		return 0;

	switch (p->kind) {
	case PANEL_LIT_LOUD:
		free_irq(p->horn_irq, p);
		break;
	case PANEL_LIT:
		free_irq(p->lamp_irq, p);
		break;
	default:
		break;
	}

	return ret;
	//! epf-irq-leak: irq 'p->lamp_irq' is still requested when panel_unwind_by_kind_bad() fails
	//!   -19 calling panel_by_kind_ok()
	//!   -39 'p->lamp_irq' is requested here
	//!   -14 assuming panel_start() fails
	//!   fix: release where panel_start() fails
}

int panel_unwind_by_kind_ok(struct panel *p)
{
	int ret;

	ret = panel_by_kind_ok(p);
	if (ret)
		return ret;

	ret = panel_start(p);
	if (!ret)
		return 0;

	switch (p->kind) {
	case PANEL_LIT_LOUD:
		free_irq(p->horn_irq, p);
		fallthrough;
	case PANEL_LIT:
		free_irq(p->lamp_irq, p);
		break;
	default:
		break;
	}

	return ret;
}

#define PANEL_TRY(call) do {		\
	int code_ = (call);		\
					\
	if (code_)			\
		return code_;		\
} while (0)

#define PANEL_TRY_OR(call, label) do {	\
	ret = (call);			\
	if (ret)			\
		goto label;		\
} while (0)

/* finds: epf-irq-leak */
int panel_macro_returns_bad(struct panel *p)
{
	PANEL_TRY(request_irq(p->lamp_irq, panel_event, 0, "lamp", p));
	PANEL_TRY(request_irq(p->horn_irq, panel_event, 0, "horn", p));
	//! epf-irq-leak: irq 'p->lamp_irq' is still requested when panel_macro_returns_bad() fails
	//!   -1 'p->lamp_irq' is requested here
	//!   +0 assuming request_irq() fails
	//!   fix: write the macro out, and free where it leaves
	return 0;
}

int panel_macro_returns_ok(struct panel *p)
{
	int ret;

	PANEL_TRY(request_irq(p->lamp_irq, panel_event, 0, "lamp", p));
	PANEL_TRY_OR(request_irq(p->horn_irq, panel_event, 0, "horn", p),
		     err_lamp);
	PANEL_TRY_OR(panel_start(p), err_horn);
	return 0;

err_horn:
	free_irq(p->horn_irq, p);
err_lamp:
	free_irq(p->lamp_irq, p);
	return ret;
}

/* The value of a statement expression is that of its last statement. */
#define panel_request(p, irq, name) ({					\
	int code_ = request_irq(irq, panel_event, 0, name, p);		\
									\
	code_ < 0 ? code_ : 0;						\
})

/* finds: epf-irq-leak */
int panel_expression_bad(struct panel *p)
{
	int ret = panel_request(p, p->lamp_irq, "lamp");

	if (!ret)
		ret = panel_request(p, p->horn_irq, "horn");

	return ret;
	//! epf-irq-leak: irq 'p->lamp_irq' is still requested when panel_expression_bad() fails
	//!   -5 'p->lamp_irq' is requested here
	//!   -2 assuming request_irq() fails
	//!   fix: release where request_irq() fails
}

int panel_expression_ok(struct panel *p)
{
	int ret = panel_request(p, p->lamp_irq, "lamp");

	if (ret)
		return ret;

	ret = panel_request(p, p->horn_irq, "horn");
	if (ret)
		free_irq(p->lamp_irq, p);

	return ret;
}

/* finds: epf-irq-leak */
int panel_goto_in_loop_bad(struct panel *p)
{
	int i = 0, ret;

again:
	if (i >= p->count)
		return 0;

	ret = request_irq(p->key_irq[i], panel_event, 0, "panel", p);
	if (!ret) {
		i++;
		goto again;
	}

	return ret == -EBUSY ? -EAGAIN : ret;
	//! epf-irq-leak: irq 'p->key_irq[i]' is still requested when panel_goto_in_loop_bad() fails
	//!   -9 assuming 'i >= p->count' is false
	//!   -6 'p->key_irq[i]' is requested here
	//!   -9 assuming 'i >= p->count' is false
	//!   -6 assuming request_irq() fails
	//!   fix: call free_irq() before leaving
}

int panel_goto_in_loop_ok(struct panel *p)
{
	int i = 0, ret;

again:
	if (i >= p->count)
		return 0;

	ret = request_irq(p->key_irq[i], panel_event, 0, "panel", p);
	if (!ret) {
		i++;
		goto again;
	}

	do {
		if (!i)
			break;
		free_irq(p->key_irq[--i], p);
	} while (true);

	return ret == -EBUSY ? -EAGAIN : ret;
}
