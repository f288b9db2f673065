// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* As many are requested as there are, and another number is kept for teardown. */

#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/types.h>

#define ORGAN_PIPES 24

struct organ {
	struct device *dev;
	int kept;
	int pipe[ORGAN_PIPES];
};

int organ_pipes(struct device *dev, int most);

static irqreturn_t organ_sounds(int irq, void *data)
{
	return IRQ_HANDLED;
}

static int organ_build(struct organ *o, int most)
{
	int i, ret, pipes;

	pipes = organ_pipes(o->dev, most);
	if (pipes < 0)
		return pipes;
	if (pipes < 16)
		return -ENOSPC;

	for (i = 0; i < pipes; i++) {
		ret = request_irq(o->pipe[i], organ_sounds, 0, "organ", o);
		if (ret)
			goto err_pipes;
	}
	o->kept = pipes;

	return 0;

err_pipes:
	while (i--)
		free_irq(o->pipe[i], o);
	return ret;
}

static int organ_probe(struct platform_device *pdev)
{
	return organ_build(platform_get_drvdata(pdev), ORGAN_PIPES);
}

/* finds: epf-irq-stray-free */
static void organ_remove_bad(struct platform_device *pdev)
{
	struct organ *o = platform_get_drvdata(pdev);
	int i;

	i = o->kept;
	while (i--)
		free_irq(o->pipe[i], o);
}

struct platform_driver organ_driver = {
	.probe = organ_probe,
	.remove = organ_remove_bad,
};
