/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Strings and memory. */
#ifndef EPFLINT_MINI_STRING_H
#define EPFLINT_MINI_STRING_H

#include <linux/types.h>

void *memset(void *mem, int c, size_t bytes);
int memcmp(const void *a, const void *b, size_t bytes);
size_t strlen(const char *s);
__printf(3, 4) int snprintf(char *to, size_t bytes, const char *fmt, ...);
__printf(2, 3) char *kasprintf(gfp_t how, const char *fmt, ...);

#endif
