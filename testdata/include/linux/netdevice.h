/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Network interfaces, as far as opening and stopping them goes. */
#ifndef EPFLINT_MINI_NETDEVICE_H
#define EPFLINT_MINI_NETDEVICE_H

#include <linux/device.h>

struct net_device;

struct net_device_ops {
	int (*ndo_open)(struct net_device *ndev);
	int (*ndo_stop)(struct net_device *ndev);
};

struct net_device {
	char name[16];
	int irq;
	const struct net_device_ops *netdev_ops;
	struct device dev;
};

/* The driver's own part lies right behind the interface. */
static inline void *netdev_priv(const struct net_device *ndev)
{
	return (void *)(ndev + 1);
}

void netif_start_queue(struct net_device *ndev);
int netif_set_real_num_tx_queues(struct net_device *ndev, unsigned int count);
int netif_set_real_num_rx_queues(struct net_device *ndev, unsigned int count);
void netif_stop_queue(struct net_device *ndev);

#endif
