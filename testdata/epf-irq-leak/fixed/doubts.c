// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Whether the line is freed hangs on something that the file does not decide:
 * it may be all right, and is counted, not told. Where the same code decides
 * it, it is told.
 */

#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct forge {
	int irq;
	int bellows_irq;
	bool lit;
	unsigned long flags;
	int state;
};

#define FORGE_OPEN	0x1
#define FORGE_OWNS_IRQ	0x2

#define FORGE_NO_IRQ	255

enum { FORGE_COLD, FORGE_HOT };

int forge_heat(struct forge *f);
int forge_active(struct forge *f);
int forge_num_fires(struct forge *f);
u32 forge_read(struct forge *f);
int forge_quench(struct forge *f);
void forge_light(struct forge *f)
{
	f->lit = true;
	f->state = FORGE_HOT;
}

static irqreturn_t forge_spark(int irq, void *data)
{
	return IRQ_HANDLED;
}

/* The flag is kept by somebody else, who may well know. */
/* doubts: epf-irq-leak */
int forge_flag_unsure(struct forge *f)
{
	int ret = request_irq(f->irq, forge_spark, 0, "forge", f);

	if (ret)
		return ret;
	ret = forge_heat(f);
	if (ret) {
		if (f->lit)
			free_irq(f->irq, f);
		return ret;
	}
	return 0;
}

/* finds: epf-irq-leak */
int forge_flag_bad(struct forge *f)
{
	int ret;

	f->lit = false;
	ret = request_irq(f->irq, forge_spark, 0, "forge", f);
	if (ret)
		return ret;
	ret = forge_heat(f);
	if (ret)
		free_irq(f->irq, f);
	return ret;
}

/* Asked in front of the failure, it decides nothing about the clean-up. */
/* finds: epf-irq-leak */
int forge_asked_before_bad(struct forge *f)
{
	int ret = request_irq(f->irq, forge_spark, 0, "forge", f);

	if (ret)
		return ret;
	if (!f->lit) {
		ret = forge_heat(f);
		if (ret) {
			free_irq(f->irq, f);
			return ret;
		}
	}
	ret = forge_quench(f);
	if (ret)
		free_irq(f->irq, f);
	return ret;
}

/* What another file answers is as little known, if it is no failure. */
/* doubts: epf-irq-leak */
int forge_active_unsure(struct forge *f)
{
	int ret = request_irq(f->irq, forge_spark, 0, "forge", f);

	if (ret)
		return ret;
	ret = forge_heat(f);
	if (ret) {
		if (!forge_active(f))
			return -EIO;
		free_irq(f->irq, f);
		return ret;
	}
	return 0;
}

/* doubts: epf-irq-leak */
int forge_number_unsure(struct forge *f)
{
	int ret = request_irq(f->irq, forge_spark, 0, "forge", f);

	if (ret)
		return ret;
	ret = forge_heat(f);
	if (ret) {
		if (forge_num_fires(f) < 1)
			return -EIO;
		free_irq(f->irq, f);
		return ret;
	}
	return 0;
}

/* Registers have no errors. */
/* doubts: epf-irq-leak */
int forge_register_unsure(struct forge *f)
{
	int ret = request_irq(f->irq, forge_spark, 0, "forge", f);

	if (ret)
		return ret;
	ret = forge_heat(f);
	if (ret) {
		if (forge_read(f))
			return -EIO;
		free_irq(f->irq, f);
		return ret;
	}
	return 0;
}

/* A call that may fail is not asked how things are. */
/* finds: epf-irq-leak */
int forge_failure_bad(struct forge *f)
{
	int ret = request_irq(f->irq, forge_spark, 0, "forge", f);

	if (ret)
		return ret;
	ret = forge_heat(f);
	if (ret) {
		if (forge_quench(f)) {
			free_irq(f->irq, f);
			return -EIO;
		}
		free_irq(f->irq, f);
		return ret;
	}
	return 0;
}

/* A line that is requested does not have the number that stands for none. */
/* doubts: epf-irq-leak */
int forge_number_is_none_unsure(struct forge *f)
{
	int ret = request_irq(f->irq, forge_spark, 0, "forge", f);

	if (ret)
		return ret;
	ret = forge_heat(f);
	if (ret && f->irq != FORGE_NO_IRQ)
		free_irq(f->irq, f);
	return ret;
}

/* The number of another line stands for nothing, where it is set here. */
/* finds: epf-irq-leak */
int forge_number_of_other_bad(struct forge *f)
{
	int ret = request_irq(f->irq, forge_spark, 0, "forge", f);

	if (ret)
		return ret;
	f->bellows_irq = FORGE_NO_IRQ;
	ret = forge_heat(f);
	if (ret)
		free_irq(f->irq, f);
	return ret;
}

static int flag_probe(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);

	return request_irq(f->irq, forge_spark, 0, "forge", f);
}

/* doubts: epf-irq-leak */
static void flag_remove_unsure(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);

	if (f->lit)
		free_irq(f->irq, f);
}

struct platform_driver forge_flag_driver = {
	.probe = flag_probe,
	.remove = flag_remove_unsure,
};

static int other_line_probe(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);
	int ret;

	ret = request_irq(f->irq, forge_spark, 0, "forge", f);
	if (ret)
		return ret;
	ret = request_irq(f->bellows_irq, forge_spark, 0, "bellows", f);
	if (ret)
		free_irq(f->irq, f);
	return ret;
}

/* The condition leads past the free of another line. */
/* finds: epf-irq-leak; doubts: epf-irq-leak */
static void other_line_remove_bad(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);

	if (f->lit)
		free_irq(f->bellows_irq, f);
	free_irq(f->irq, f);
}

struct platform_driver forge_other_line_driver = {
	.probe = other_line_probe,
	.remove = other_line_remove_bad,
};

/* One more flag in a word says nothing of the others in it. */
static int added_flag_probe(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);

	f->flags |= FORGE_OPEN;
	return request_irq(f->irq, forge_spark, 0, "forge", f);
}

/* doubts: epf-irq-leak */
static void added_flag_remove_unsure(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);

	if (f->flags & FORGE_OWNS_IRQ)
		free_irq(f->irq, f);
}

struct platform_driver forge_added_flag_driver = {
	.probe = added_flag_probe,
	.remove = added_flag_remove_unsure,
};

static int whole_word_probe(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);

	f->flags = pdev->id;
	return request_irq(f->irq, forge_spark, 0, "forge", f);
}

/* finds: epf-irq-leak */
static void whole_word_remove_bad(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);

	free_irq(f->irq, f);
}

struct platform_driver forge_whole_word_driver = {
	.probe = whole_word_probe,
	.remove = whole_word_remove_bad,
};

static int state_probe(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);

	return request_irq(f->irq, forge_spark, 0, "forge", f);
}

/* doubts: epf-irq-leak */
static void state_remove_unsure(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);

	switch (f->state) {
	case FORGE_COLD:
		return;
	case FORGE_HOT:
	default:
		break;
	}
	free_irq(f->irq, f);
}

struct platform_driver forge_state_driver = {
	.probe = state_probe,
	.remove = state_remove_unsure,
};

static int cold_probe(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);

	f->state = FORGE_COLD;
	return request_irq(f->irq, forge_spark, 0, "forge", f);
}

/* finds: epf-irq-leak */
static void cold_remove_bad(struct platform_device *pdev)
{
	struct forge *f = platform_get_drvdata(pdev);

	switch (f->state) {
	case FORGE_COLD:
		free_irq(f->irq, f);
		return;
	case FORGE_HOT:
	default:
		break;
	}
	free_irq(f->irq, f);
}

struct platform_driver forge_cold_driver = {
	.probe = cold_probe,
	.remove = cold_remove_bad,
};
