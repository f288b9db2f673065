/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A message-signalled interrupt: write this data to that address. */
#ifndef EPFLINT_MINI_MSI_H
#define EPFLINT_MINI_MSI_H

#include <linux/types.h>

struct msi_msg {
	u32 address_lo;
	u32 address_hi;
	u32 data;
};

#endif
