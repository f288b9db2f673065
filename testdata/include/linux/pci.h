/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* PCI devices as the host side sees them. */
#ifndef EPFLINT_MINI_PCI_H
#define EPFLINT_MINI_PCI_H

#include <linux/device.h>
#include <linux/interrupt.h>
#include <linux/module.h>

#define PCI_STD_NUM_BARS		6
#define PCI_ANY_ID			(~0u)
#define PCI_BASE_ADDRESS_MEM_TYPE_32	0x00
#define PCI_BASE_ADDRESS_MEM_TYPE_64	0x04

#define PCI_IRQ_INTX	0x1
#define PCI_IRQ_MSI	0x2
#define PCI_IRQ_MSIX	0x4
#define PCI_IRQ_ALL_TYPES (PCI_IRQ_INTX | PCI_IRQ_MSI | PCI_IRQ_MSIX)

struct pci_dev {
	struct device dev;
	unsigned int irq;
	u8 msi_enabled : 1;
	u8 msix_enabled : 1;
};

struct pci_device_id {
	u32 vendor, device;
};

typedef unsigned int pci_channel_state_t;
enum {
	pci_channel_io_normal = 1,
	pci_channel_io_frozen = 2,
	pci_channel_io_perm_failure = 3,
};

typedef unsigned int pci_ers_result_t;
enum pci_ers_result {
	PCI_ERS_RESULT_NONE = 1,
	PCI_ERS_RESULT_CAN_RECOVER = 2,
	PCI_ERS_RESULT_NEED_RESET = 3,
	PCI_ERS_RESULT_DISCONNECT = 4,
	PCI_ERS_RESULT_RECOVERED = 5,
};

struct pci_error_handlers {
	pci_ers_result_t (*error_detected)(struct pci_dev *pdev,
					   pci_channel_state_t state);
	pci_ers_result_t (*mmio_enabled)(struct pci_dev *pdev);
	pci_ers_result_t (*slot_reset)(struct pci_dev *pdev);
	void (*reset_prepare)(struct pci_dev *pdev);
	void (*reset_done)(struct pci_dev *pdev);
	void (*resume)(struct pci_dev *pdev);
};

struct pci_driver {
	const char *name;
	const struct pci_device_id *id_table;
	int (*probe)(struct pci_dev *pdev, const struct pci_device_id *id);
	void (*remove)(struct pci_dev *pdev);
	int (*suspend)(struct pci_dev *pdev, pm_message_t state);
	int (*resume)(struct pci_dev *pdev);
	void (*shutdown)(struct pci_dev *pdev);
	const struct pci_error_handlers *err_handler;
	struct device_driver driver;
};

static inline void pci_set_drvdata(struct pci_dev *pdev, void *mine)
{
	dev_set_drvdata(&pdev->dev, mine);
}

static inline void *pci_get_drvdata(struct pci_dev *pdev)
{
	return dev_get_drvdata(&pdev->dev);
}

int pci_enable_device(struct pci_dev *pdev);
void pci_disable_device(struct pci_dev *pdev);
void pci_set_master(struct pci_dev *pdev);

/* Number of vectors got, or a negative error number. */
int pci_alloc_irq_vectors(struct pci_dev *pdev, unsigned int least,
			  unsigned int most, unsigned int kinds);

/* What a driver asks of pci_enable_msix_range() and gets from it. */
struct msix_entry {
	u32 vector;
	u16 entry;
};

/* Number of vectors got, or a negative error number. */
int pci_enable_msix_range(struct pci_dev *pdev, struct msix_entry *entries,
			  int least, int most);
int pci_msix_vec_count(struct pci_dev *pdev);
void pci_free_irq_vectors(struct pci_dev *pdev);
int pci_irq_vector(struct pci_dev *pdev, unsigned int nr);

__printf(6, 7)
int pci_request_irq(struct pci_dev *pdev, unsigned int nr, irq_handler_t hard,
		    irq_handler_t soft, void *dev_id, const char *fmt, ...);
void pci_free_irq(struct pci_dev *pdev, unsigned int nr, void *dev_id);

int pci_register_driver(struct pci_driver *driver);
void pci_unregister_driver(struct pci_driver *driver);

#define module_pci_driver(drv) \
	module_driver(drv, pci_register_driver, pci_unregister_driver)

#endif
