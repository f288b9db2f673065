/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The error numbers that the cases return. */
#ifndef EPFLINT_MINI_ERRNO_H
#define EPFLINT_MINI_ERRNO_H

#define ENOENT		2
#define EIO		5
#define ENXIO		6
#define EAGAIN		11
#define ENOMEM		12
#define EBUSY		16
#define ENODEV		19
#define EINVAL		22
#define ENOSPC		28
#define EOPNOTSUPP	95
#define ETIMEDOUT	110
#define EPROBE_DEFER	517

#define ENOTCONN	107
#endif
