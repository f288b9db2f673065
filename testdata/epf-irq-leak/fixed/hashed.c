// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/*
 * Lines kept in hash chains and trees: what was put in is in there, though it is
 * not followed where.
 */

#include <linux/cleanup.h>
#include <linux/errno.h>
#include <linux/interrupt.h>
#include <linux/list.h>
#include <linux/platform_device.h>
#include <linux/rbtree.h>
#include <linux/slab.h>

struct stall {
	struct hlist_node by_name;
	struct rb_node by_line;
	struct rb_root guests;
	int irq;
};

struct market {
	struct hlist_head street;
	struct rb_root square;
	struct stall *guest;
	struct stall stalls[6];
	int count;
};

static irqreturn_t stall_event(int irq, void *data)
{
	return IRQ_HANDLED;
}

static void street_clear(struct market *m)
{
	struct hlist_node *ahead;
	struct stall *s;

	hlist_for_each_entry_safe(s, ahead, &m->street, by_name) {
		hlist_del(&s->by_name);
		free_irq(s->irq, s);
	}
}

/* doubts: epf-irq-leak */
static int street_probe_ok(struct platform_device *pdev)
{
	struct market *m = platform_get_drvdata(pdev);
	int i, ret;

	INIT_HLIST_HEAD(&m->street);
	for (i = 0; i < m->count; i++) {
		struct stall *s = &m->stalls[i];

		ret = request_irq(s->irq, stall_event, 0, "stall", s);
		if (ret) {
			street_clear(m);
			return ret;
		}
		hlist_add_head(&s->by_name, &m->street);
	}

	return 0;
}

/* doubts: epf-irq-leak */
static void street_remove_ok(struct platform_device *pdev)
{
	street_clear(platform_get_drvdata(pdev));
}

struct platform_driver street_driver = {
	.probe = street_probe_ok,
	.remove = street_remove_ok,
};

/* The chain is made, and not cleared where a request fails. */
/* finds: epf-irq-leak */
static int lane_probe_bad(struct platform_device *pdev)
{
	struct market *m = platform_get_drvdata(pdev);
	int i, ret;

	INIT_HLIST_HEAD(&m->street);
	for (i = 0; i < m->count; i++) {
		struct stall *s = &m->stalls[i];

		ret = request_irq(s->irq, stall_event, 0, "stall", s);
		if (ret) {
			while (i--)
				free_irq(m->stalls[i].irq, &m->stalls[i]);
			return ret;
		}
		hlist_add_head(&s->by_name, &m->street);
	}

	return 0;
}

/* doubts: epf-irq-leak */
static void lane_remove_ok(struct platform_device *pdev)
{
	street_clear(platform_get_drvdata(pdev));
}

struct platform_driver lane_driver = {
	.probe = lane_probe_bad,
	.remove = lane_remove_ok,
};

static void square_clear(struct market *m)
{
	struct rb_node *link;

	for (link = rb_first(&m->square); link; link = rb_first(&m->square)) {
		struct stall *s = rb_entry(link, struct stall, by_line);

		rb_erase(link, &m->square);
		free_irq(s->irq, s);
	}
}

static void square_insert(struct market *m, struct stall *s)
{
	struct rb_node **link = &m->square.rb_node, *parent = NULL;

	while (*link) {
		parent = *link;
		link = s->irq < rb_entry(parent, struct stall, by_line)->irq ?
			       &parent->rb_left :
			       &parent->rb_right;
	}

	rb_link_node(&s->by_line, parent, link);
	rb_insert_color(&s->by_line, &m->square);
}

/* doubts: epf-irq-leak */
static int square_probe_ok(struct platform_device *pdev)
{
	struct market *m = platform_get_drvdata(pdev);
	int i, ret;

	m->square = RB_ROOT;
	for (i = 0; i < m->count; i++) {
		struct stall *s = &m->stalls[i];

		ret = request_irq(s->irq, stall_event, 0, "stall", s);
		if (ret) {
			square_clear(m);
			return ret;
		}
		square_insert(m, s);
	}

	return 0;
}

/* doubts: epf-irq-leak */
static void square_remove_ok(struct platform_device *pdev)
{
	square_clear(platform_get_drvdata(pdev));
}

struct platform_driver square_driver = {
	.probe = square_probe_ok,
	.remove = square_remove_ok,
};

/* An object that goes at the end of its scope gives back what it holds. */
static void stall_drop(struct stall *s)
{
	free_irq(s->irq, s);
	kfree(s);
}

DEFINE_FREE(stall_drop, struct stall *, if (_T) stall_drop(_T))
DEFINE_FREE(stall_free, struct stall *, if (_T) kfree(_T))

static int guest_probe(struct platform_device *pdev)
{
	struct market *m = platform_get_drvdata(pdev);
	struct stall *s = kzalloc(sizeof(*s), GFP_KERNEL);
	int ret;

	if (!s)
		return -ENOMEM;

	s->irq = platform_get_irq(pdev, 0);
	ret = request_irq(s->irq, stall_event, 0, "guest", s);
	if (ret) {
		kfree(s);
		return ret;
	}

	m->guest = s;
	return 0;
}

static void guest_remove_ok(struct platform_device *pdev)
{
	struct market *m = platform_get_drvdata(pdev);
	struct stall *s __free(stall_drop) = m->guest;

	m->guest = NULL;
}

struct platform_driver guest_driver = {
	.probe = guest_probe,
	.remove = guest_remove_ok,
};

static int lodger_probe(struct platform_device *pdev)
{
	return guest_probe(pdev);
}

/* finds: epf-irq-leak */
static void lodger_remove_bad(struct platform_device *pdev)
{
	struct market *m = platform_get_drvdata(pdev);
	struct stall *s __free(stall_free) = m->guest;

	m->guest = NULL;
	free_irq(s->irq, s);
}

struct platform_driver lodger_driver = {
	.probe = lodger_probe,
	.remove = lodger_remove_bad,
};
