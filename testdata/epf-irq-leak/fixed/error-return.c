// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* An error return that goes past the release of what was requested before. */

#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/slab.h>

struct meter {
	int irq;
	int alarm_irq;
	void *log;
};

int meter_calibrate(struct meter *m);
void *meter_open_log(struct meter *m);
bool meter_is_wired(const struct meter *m);

static irqreturn_t meter_tick(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
int meter_second_line_bad(struct meter *m)
{
	int ret;

	ret = request_irq(m->irq, meter_tick, 0, "meter", m);
	if (ret)
		return ret;

	ret = request_irq(m->alarm_irq, meter_tick, 0, "meter-alarm", m);
	if (ret) {
		free_irq(m->irq, m);
		return ret;
	}

	return 0;
}

int meter_second_line_ok(struct meter *m)
{
	int ret;

	ret = request_irq(m->irq, meter_tick, 0, "meter", m);
	if (ret)
		return ret;

	ret = request_irq(m->alarm_irq, meter_tick, 0, "meter-alarm", m);
	if (ret)
		free_irq(m->irq, m);

	return ret;
}

/* finds: epf-irq-leak */
int meter_no_memory_bad(struct meter *m)
{
	int ret;

	ret = request_irq(m->irq, meter_tick, 0, "meter", m);
	if (ret)
		return ret;

	m->log = kzalloc(256, GFP_KERNEL);
	if (!m->log) {
		ret = -ENOMEM;
		goto err_irq;
	}

	ret = meter_calibrate(m);
	if (ret)
		goto err_irq;

	return 0;

err_irq:
	kfree(m->log);
	free_irq(m->irq, m);
	return ret;
}

int meter_no_memory_ok(struct meter *m)
{
	int ret;

	ret = request_irq(m->irq, meter_tick, 0, "meter", m);
	if (ret)
		return ret;

	m->log = kzalloc(256, GFP_KERNEL);
	if (!m->log) {
		ret = -ENOMEM;
		goto err_irq;
	}

	ret = meter_calibrate(m);
	if (ret)
		goto err_log;

	return 0;

err_log:
	kfree(m->log);
err_irq:
	free_irq(m->irq, m);
	return ret;
}

/* The one return at the end hides that there are two failures. */
/* finds: epf-irq-leak */
int meter_one_exit_bad(struct meter *m)
{
	int ret;

	ret = request_irq(m->irq, meter_tick, 0, "meter", m);
	if (!ret) {
		ret = meter_calibrate(m);
		if (ret)
			free_irq(m->irq, m);
	}

	return ret;
}

int meter_one_exit_ok(struct meter *m)
{
	int ret;

	ret = request_irq(m->irq, meter_tick, 0, "meter", m);
	if (!ret) {
		ret = meter_calibrate(m);
		if (ret)
			free_irq(m->irq, m);
	}

	return ret;
}

/* finds: epf-irq-leak */
int meter_either_fails_bad(struct meter *m)
{
	if (request_irq(m->irq, meter_tick, 0, "meter", m))
		return -EBUSY;

	if (request_irq(m->alarm_irq, meter_tick, 0, "meter-alarm", m)) {
		free_irq(m->irq, m);
		return -EBUSY;
	}

	return 0;
}

int meter_either_fails_ok(struct meter *m)
{
	if (request_irq(m->irq, meter_tick, 0, "meter", m))
		return -EBUSY;

	if (request_irq(m->alarm_irq, meter_tick, 0, "meter-alarm", m)) {
		free_irq(m->irq, m);
		return -EBUSY;
	}

	return 0;
}

/* finds: epf-irq-leak */
int meter_error_pointer_bad(struct meter *m)
{
	int ret;

	ret = request_irq(m->irq, meter_tick, 0, "meter", m);
	if (ret)
		return ret;

	m->log = meter_open_log(m);
	if (IS_ERR(m->log)) {
		free_irq(m->irq, m);
		return PTR_ERR(m->log);
	}

	return 0;
}

int meter_error_pointer_ok(struct meter *m)
{
	int ret;

	ret = request_irq(m->irq, meter_tick, 0, "meter", m);
	if (ret)
		return ret;

	m->log = meter_open_log(m);
	if (IS_ERR(m->log)) {
		free_irq(m->irq, m);
		return PTR_ERR(m->log);
	}

	return 0;
}

/* finds: epf-irq-leak */
int meter_error_or_zero_bad(struct meter *m)
{
	int ret;

	ret = request_irq(m->irq, meter_tick, 0, "meter", m);
	if (ret)
		return ret;

	m->log = meter_open_log(m);
	ret = PTR_ERR_OR_ZERO(m->log);
	if (ret)
		free_irq(m->irq, m);

	return ret;
}

int meter_error_or_zero_ok(struct meter *m)
{
	int ret;

	m->log = meter_open_log(m);
	ret = PTR_ERR_OR_ZERO(m->log);
	if (ret)
		return ret;

	return request_irq(m->irq, meter_tick, 0, "meter", m);
}

/* finds: epf-irq-leak */
struct meter *meter_create_bad(int irq)
{
	struct meter *m;
	int ret;

	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return ERR_PTR(-ENOMEM);

	m->irq = irq;
	ret = request_irq(m->irq, meter_tick, 0, "meter", m);
	if (ret)
		goto err_free;

	ret = meter_calibrate(m);
	if (ret)
		goto err_free_irq;

	return m;

err_free_irq:
	free_irq(m->irq, m);
err_free:
	kfree(m);
	return ERR_PTR(ret);
}

struct meter *meter_create_ok(int irq)
{
	struct meter *m;
	int ret;

	m = kzalloc(sizeof(*m), GFP_KERNEL);
	if (!m)
		return ERR_PTR(-ENOMEM);

	m->irq = irq;
	ret = request_irq(m->irq, meter_tick, 0, "meter", m);
	if (ret)
		goto err_free;

	ret = meter_calibrate(m);
	if (ret)
		goto err_irq;

	return m;

err_irq:
	free_irq(irq, m);
err_free:
	kfree(m);
	return ERR_PTR(ret);
}

/* finds: epf-irq-leak */
int meter_optional_line_bad(struct meter *m)
{
	bool requested = false;
	int ret;

	if (meter_is_wired(m) && m->irq > 0) {
		ret = request_irq(m->irq, meter_tick, 0, "meter", m);
		if (ret)
			return ret;
		requested = true;
	}

	ret = meter_calibrate(m);
	if (ret < 0 && requested)
		free_irq(m->irq, m);
	return ret < 0 ? ret : 0;
}

int meter_optional_line_ok(struct meter *m)
{
	bool wired = meter_is_wired(m) && m->irq > 0;
	int ret;

	if (wired) {
		ret = request_irq(m->irq, meter_tick, 0, "meter", m);
		if (ret)
			return ret;
	}

	ret = meter_calibrate(m);
	if (ret < 0 && wired)
		free_irq(m->irq, m);

	return ret < 0 ? ret : 0;
}

/* A request that fails holds nothing, so there is nothing to give back. */
int meter_only_line_ok(struct meter *m)
{
	int ret = meter_calibrate(m);

	return ret ?: request_irq(m->irq, meter_tick, 0, "meter", m);
}

/* Without its line the meter still works, only slower. */
int meter_best_effort_ok(struct meter *m)
{
	if (request_irq(m->irq, meter_tick, 0, "meter", m))
		m->irq = 0;

	return 0;
}
