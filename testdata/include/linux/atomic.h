/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Numbers that several CPUs change, and counts of users built on them. */
#ifndef EPFLINT_MINI_ATOMIC_H
#define EPFLINT_MINI_ATOMIC_H

#include <linux/types.h>

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	atomic_t refs;
} refcount_t;

struct kref {
	refcount_t refcount;
};

int atomic_read(const atomic_t *v);
void atomic_set(atomic_t *v, int to);
void atomic_inc(atomic_t *v);
void atomic_dec(atomic_t *v);
int atomic_inc_return(atomic_t *v);
int atomic_dec_return(atomic_t *v);
bool atomic_dec_and_test(atomic_t *v);
bool atomic_add_unless(atomic_t *v, int more, int unless);

void refcount_set(refcount_t *r, int to);
void refcount_inc(refcount_t *r);
bool refcount_inc_not_zero(refcount_t *r);
bool refcount_dec_and_test(refcount_t *r);

void kref_init(struct kref *kref);
void kref_get(struct kref *kref);
int kref_put(struct kref *kref, void (*release)(struct kref *kref));

#endif
