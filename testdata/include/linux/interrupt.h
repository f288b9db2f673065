/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Requesting and freeing interrupt lines. Plain requests are thin wrappers
 * over the threaded ones, as in the kernel, so that a tool sees both levels.
 */
#ifndef EPFLINT_MINI_INTERRUPT_H
#define EPFLINT_MINI_INTERRUPT_H

#include <linux/types.h>

struct device;

typedef enum { IRQ_NONE, IRQ_HANDLED, IRQ_WAKE_THREAD } irqreturn_t;
typedef irqreturn_t (*irq_handler_t)(int irq, void *dev_id);

#define IRQF_TRIGGER_NONE	0x0000
#define IRQF_TRIGGER_RISING	0x0001
#define IRQF_TRIGGER_FALLING	0x0002
#define IRQF_TRIGGER_HIGH	0x0004
#define IRQF_TRIGGER_LOW	0x0008
#define IRQF_TRIGGER_MASK	0x000f
#define IRQF_SHARED		0x0080
#define IRQF_ONESHOT		0x2000
#define IRQF_NO_SUSPEND		0x4000
#define IRQF_NO_THREAD		0x10000
#define IRQF_NO_AUTOEN		0x80000
#define IRQF_COND_ONESHOT	0x200000

/* No line is there: a request fails with -ENOTCONN. */
#define IRQ_NOTCONNECTED	(1U << 31)

/* What request_any_context_irq returns when it succeeds. */
enum {
	IRQC_IS_HARDIRQ = 0,
	IRQC_IS_NESTED = 1,
};

extern int __must_check
request_threaded_irq(unsigned int line, irq_handler_t hard, irq_handler_t soft,
		     unsigned long how, const char *label, void *dev_id);

static inline int __must_check
request_irq(unsigned int line, irq_handler_t hard, unsigned long how,
	    const char *label, void *dev_id)
{
	how |= IRQF_COND_ONESHOT;
	return request_threaded_irq(line, hard, NULL, how, label, dev_id);
}

extern int __must_check
request_any_context_irq(unsigned int line, irq_handler_t hard,
			unsigned long how, const char *label, void *dev_id);

extern int __must_check
request_percpu_irq(unsigned int line, irq_handler_t hard, const char *label,
		   void __percpu *percpu_dev_id);

extern const void *free_irq(unsigned int line, void *dev_id);
extern void free_percpu_irq(unsigned int line, void __percpu *percpu_dev_id);

extern int __must_check
devm_request_threaded_irq(struct device *owner, unsigned int line,
			  irq_handler_t hard, irq_handler_t soft,
			  unsigned long how, const char *label, void *dev_id);

static inline int __must_check
devm_request_irq(struct device *owner, unsigned int line, irq_handler_t hard,
		 unsigned long how, const char *label, void *dev_id)
{
	how |= IRQF_COND_ONESHOT;
	return devm_request_threaded_irq(owner, line, hard, NULL, how, label,
					 dev_id);
}

extern int __must_check
devm_request_any_context_irq(struct device *owner, unsigned int line,
			     irq_handler_t hard, unsigned long how,
			     const char *label, void *dev_id);

extern void devm_free_irq(struct device *owner, unsigned int line,
			  void *dev_id);

extern void disable_irq(unsigned int line);
extern void enable_irq(unsigned int line);
extern void synchronize_irq(unsigned int line);

#endif
