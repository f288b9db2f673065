/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef _EPFLINT_SOUND_CORE_H
#define _EPFLINT_SOUND_CORE_H

#include <linux/device.h>

struct snd_card {
	void *private_data;
	void (*private_free)(struct snd_card *card);
	struct device *dev;
};

int snd_card_new(struct device *parent, int index, const char *id,
		 int extra_size, struct snd_card **card);
int snd_devm_card_new(struct device *parent, int index, const char *id,
		      int extra_size, struct snd_card **card);
void snd_card_free(struct snd_card *card);
int snd_card_free_on_error(struct device *dev, int ret);
int snd_card_register(struct snd_card *card);

#endif
