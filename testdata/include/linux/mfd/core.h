/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The parts of a chip with several functions. */
#ifndef EPFLINT_MINI_MFD_CORE_H
#define EPFLINT_MINI_MFD_CORE_H

struct device;

/* All of them; once more does nothing. */
int mfd_add_children(struct device *parent);
void mfd_remove_devices(struct device *parent);

#endif
