/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Channels that carry messages to other processors. */
#ifndef EPFLINT_MINI_MAILBOX_CONTROLLER_H
#define EPFLINT_MINI_MAILBOX_CONTROLLER_H

struct mbox_chan {
	void *con_priv;
};

struct mbox_chan_ops {
	int (*startup)(struct mbox_chan *chan);
	void (*shutdown)(struct mbox_chan *chan);
};

#endif
