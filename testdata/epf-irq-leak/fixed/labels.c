// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* Chains of labels entered one too low, or written in the wrong order. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/slab.h>

struct valve {
	int open_irq;
	int shut_irq;
	int fault_irq;
	void *table;
};

int valve_home(struct valve *v);
int valve_self_test(struct valve *v);

static irqreturn_t valve_moved(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* finds: epf-irq-leak */
int valve_label_too_low_bad(struct valve *v)
{
	int ret;

	ret = request_irq(v->open_irq, valve_moved, 0, "valve-open", v);
	if (ret)
		return ret;

	ret = request_irq(v->shut_irq, valve_moved, 0, "valve-shut", v);
	if (ret)
		goto err_open;

	ret = request_irq(v->fault_irq, valve_moved, 0, "valve-fault", v);
	if (ret)
		goto err_free_irq;

	return 0;

err_free_irq:
	free_irq(v->shut_irq, v);
err_open:
	free_irq(v->open_irq, v);
	return ret;
}

int valve_label_too_low_ok(struct valve *v)
{
	int ret;

	ret = request_irq(v->open_irq, valve_moved, 0, "valve-open", v);
	if (ret)
		return ret;

	ret = request_irq(v->shut_irq, valve_moved, 0, "valve-shut", v);
	if (ret)
		goto err_open;

	ret = request_irq(v->fault_irq, valve_moved, 0, "valve-fault", v);
	if (ret)
		goto err_shut;

	return 0;

err_shut:
	free_irq(v->shut_irq, v);
err_open:
	free_irq(v->open_irq, v);
	return ret;
}

/* Memory is taken last and so has to be given back first. */
/* finds: epf-irq-leak */
int valve_wrong_label_bad(struct valve *v)
{
	int ret;

	ret = request_irq(v->open_irq, valve_moved, 0, "valve-open", v);
	if (ret)
		return ret;

	v->table = kzalloc(64, GFP_KERNEL);
	if (!v->table) {
		ret = -ENOMEM;
		goto err_table;
	}

	ret = valve_home(v);
	if (ret)
		goto err_table;

	return 0;

err_table:
	kfree(v->table);
	free_irq(v->open_irq, v);
	return ret;
}

int valve_wrong_label_ok(struct valve *v)
{
	int ret;

	ret = request_irq(v->open_irq, valve_moved, 0, "valve-open", v);
	if (ret)
		goto out;

	v->table = kzalloc(64, GFP_KERNEL);
	if (!v->table) {
		ret = -ENOMEM;
		goto err_open;
	}

	ret = valve_home(v);
	if (ret)
		goto err_table;

	return 0;

err_table:
	kfree(v->table);
err_open:
	free_irq(v->open_irq, v);
out:
	return ret;
}

/* finds: epf-irq-leak */
int valve_labels_swapped_bad(struct valve *v)
{
	int ret;

	v->table = kzalloc(64, GFP_KERNEL);
	if (!v->table)
		return -ENOMEM;

	ret = request_irq(v->open_irq, valve_moved, 0, "valve-open", v);
	if (ret)
		goto err_table;

	ret = valve_home(v);
	if (ret)
		goto err_open;

	return 0;

err_open:
	free_irq(v->open_irq, v);
	kfree(v->table);
	return ret;
err_table:
	kfree(v->table);
	return ret;
}

int valve_labels_swapped_ok(struct valve *v)
{
	int ret;

	v->table = kzalloc(64, GFP_KERNEL);
	if (!v->table)
		return -ENOMEM;

	ret = request_irq(v->open_irq, valve_moved, 0, "valve-open", v);
	if (ret)
		goto err_table;

	ret = valve_home(v);
	if (ret)
		goto err_open;

	return 0;

err_open:
	free_irq(v->open_irq, v);
err_table:
	kfree(v->table);
	return ret;
}

/* The way out is shared by success and failure. */
/* finds: epf-irq-leak */
int valve_shared_exit_bad(struct valve *v)
{
	int ret;

	ret = request_irq(v->open_irq, valve_moved, 0, "valve-open", v);
	if (ret)
		goto out;

	ret = valve_home(v);
	if (ret) {
		free_irq(v->open_irq, v);
		goto out;
	}

	ret = valve_self_test(v);
	if (ret)
		free_irq(v->open_irq, v);
out:
	return ret;
}

int valve_shared_exit_ok(struct valve *v)
{
	bool held = false;
	int ret;

	ret = request_irq(v->open_irq, valve_moved, 0, "valve-open", v);
	if (ret)
		goto out;
	held = true;

	ret = valve_home(v);
	if (ret)
		goto out;

	ret = valve_self_test(v);
out:
	if (ret && held)
		free_irq(v->open_irq, v);
	return ret;
}
