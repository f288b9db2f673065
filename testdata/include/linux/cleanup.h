/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Clean-ups that run when a variable goes out of scope.
 *
 *	DEFINE_FREE(kfree, void *, if (_T) kfree(_T))
 *	struct foo *foo __free(kfree) = kzalloc(...);
 *
 * and, for pairs that nest, classes and guards:
 *
 *	DEFINE_GUARD(mutex, struct mutex *, mutex_lock(_T), mutex_unlock(_T))
 *	guard(mutex)(&foo->lock);
 */
#ifndef EPFLINT_MINI_CLEANUP_H
#define EPFLINT_MINI_CLEANUP_H

#include <linux/types.h>

#define __cleanup(fn)	__attribute__((cleanup(fn)))

#define DEFINE_FREE(name, type, code)			\
	static inline void __free_##name(void *slot)	\
	{						\
		type _T = *(type *)slot;		\
		code;					\
	}

#define __free(name)	__cleanup(__free_##name)

static inline __attribute__((warn_unused_result)) const volatile void *
__must_check_fn(const volatile void *kept)
{
	return kept;
}

/* Takes the pointer out of its variable, so that nothing is cleaned up. */
#define no_free_ptr(p) ((typeof(p))__must_check_fn(({	\
	__auto_type kept_ = (p);			\
	(p) = NULL;					\
	kept_;						\
})))

#define return_ptr(p)	return no_free_ptr(p)

#define DEFINE_CLASS(name, type, leave, enter, ...)			\
	typedef type class_##name##_t;					\
	static inline void class_##name##_leave(type *slot)		\
	{								\
		type _T = *slot;					\
		leave;							\
	}								\
	static inline type class_##name##_enter(__VA_ARGS__)		\
	{								\
		return enter;						\
	}

#define CLASS(name, var)						\
	class_##name##_t var __cleanup(class_##name##_leave) =		\
		class_##name##_enter

#define DEFINE_GUARD(name, type, lock, unlock)				\
	DEFINE_CLASS(name, type, if (_T) { unlock; }, ({ lock; _T; }), type _T)

#define GUARD_GLUE_(a, b)	a##b
#define GUARD_GLUE(a, b)	GUARD_GLUE_(a, b)

#define guard(name)	CLASS(name, GUARD_GLUE(guard_, __COUNTER__))

/* The statement that follows runs once, inside the guard. */
#define scoped_guard(name, ...)						\
	for (bool once_ = true; once_; once_ = false)			\
		for (CLASS(name, scope_)(__VA_ARGS__); once_; once_ = false)

#endif
