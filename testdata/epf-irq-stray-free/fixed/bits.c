// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/* A macro requests what its argument names, and a loop frees the whole range. */

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct harp {
	struct device *dev;
	int base;
	int strings;
	unsigned long requested;
};

static irqreturn_t harp_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

#define REQUEST(n)							\
do {									\
	ret = request_irq(h->base + n, harp_event, 0, "harp", h);	\
	if (ret)							\
		dev_err(h->dev, "no string %d: %d\n", n, ret);		\
	else								\
		h->requested |= BIT(n);					\
} while (0)

static void harp_string(struct harp *h)
{
	int ret;

	REQUEST(0);
}

/* finds: epf-irq-stray-free */
static void harp_unstring_bad(struct harp *h)
{
	int irq;

	for (irq = h->base; irq != h->base + 1; irq++)
		if (h->requested & BIT(irq - h->base))
			free_irq(irq, h);
}

static int harp_probe(struct platform_device *pdev)
{
	struct harp *h;

	h = devm_kzalloc(&pdev->dev, sizeof(*h), GFP_KERNEL);
	if (!h)
		return -ENOMEM;

	h->dev = &pdev->dev;
	h->base = platform_get_irq(pdev, 0);
	platform_set_drvdata(pdev, h);
	harp_string(h);

	return 0;
}

static void harp_remove(struct platform_device *pdev)
{
	harp_unstring_bad(platform_get_drvdata(pdev));
}

struct platform_driver harp_driver = {
	.probe = harp_probe,
	.remove = harp_remove,
};
