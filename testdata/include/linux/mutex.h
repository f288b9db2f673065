/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Sleeping locks and their guard. */
#ifndef EPFLINT_MINI_MUTEX_H
#define EPFLINT_MINI_MUTEX_H

#include <linux/cleanup.h>

struct mutex {
	int held;
};

void mutex_init(struct mutex *m);
void mutex_lock(struct mutex *m);
void mutex_unlock(struct mutex *m);

DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))

#endif
