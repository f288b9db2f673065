//===- Lifecycles_test.cpp - Which entries belong together ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tables as drivers write them, and the lifecycles read from them, each written
// as one line: what comes before > set-up > teardown.
//
//===----------------------------------------------------------------------===//

#include "matchers/Lifecycles.h"
#include "testdata/ParsedC.h"
#include "llvm/ADT/StringExtras.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;
using testing::ElementsAre;
using testing::IsEmpty;

static std::string namesOf(llvm::ArrayRef<const FunctionDecl *> Functions) {
  std::vector<std::string> Names;
  for (const FunctionDecl *F : Functions)
    Names.push_back(F->getNameAsString());
  return llvm::join(Names, " ");
}

static std::vector<std::string> lifecyclesOf(llvm::StringRef Text) {
  ParsedC C(Text);
  std::vector<std::string> Told;
  for (const Lifecycle &L : findLifecycles(C.context()))
    Told.push_back(namesOf(L.Before) + " > " + L.Setup->getNameAsString() +
                   " > " + namesOf(L.Teardown));
  return Told;
}

TEST(Lifecycles, PairsMembersOfATable) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/platform_device.h>
    static int up(struct platform_device *p) { return 0; }
    static void down(struct platform_device *p) {}
    static struct platform_driver driver = { .remove = down, .probe = up };
  )"),
              ElementsAre(" > up > down"));
}

TEST(Lifecycles, PairsWhatEnclosesABuffer) {
  EXPECT_THAT(lifecyclesOf(R"(
    struct iio_dev;
    struct iio_buffer_setup_ops {
      int (*preenable)(struct iio_dev *);
      int (*postenable)(struct iio_dev *);
      int (*predisable)(struct iio_dev *);
      int (*postdisable)(struct iio_dev *);
    };
    int before(struct iio_dev *d);
    int start(struct iio_dev *d);
    int stop(struct iio_dev *d);
    int after(struct iio_dev *d);
    const struct iio_buffer_setup_ops ops = {
      .preenable = before, .postenable = start,
      .predisable = stop, .postdisable = after,
    };
  )"),
              ElementsAre(" > before > after", " > start > stop"));
}

TEST(Lifecycles, NestsTheTablesOfAnEndpointFunction) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/pci-epf.h>
    int probe(struct pci_epf *e, const struct pci_epf_device_id *i);
    int bind(struct pci_epf *e);
    void unbind(struct pci_epf *e);
    int init(struct pci_epf *e);
    void deinit(struct pci_epf *e);
    const struct pci_epc_event_ops events = {
      .epc_init = init, .epc_deinit = deinit,
    };
    const struct pci_epf_ops ops = { .bind = bind, .unbind = unbind };
    struct pci_epf_driver driver = { .probe = probe, .ops = &ops };
  )"),
              ElementsAre("probe bind > init > deinit unbind",
                          "probe > bind > unbind", " > probe > "));
}

TEST(Lifecycles, DoesNotGuessAmongSeveralOuterTables) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/pci-epf.h>
    int init(struct pci_epf *e);
    int bind(struct pci_epf *e), bind_other(struct pci_epf *e);
    const struct pci_epc_event_ops events = { .epc_init = init };
    const struct pci_epf_ops ops[] = { { .bind = bind },
                                       { .bind = bind_other } };
  )"),
              ElementsAre(" > init > ", " > bind > ", " > bind_other > "));
}

TEST(Lifecycles, FollowsModuleInit) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/module.h>
    static int __init begin(void) { return 0; }
    module_init(begin);
    static void __exit end(void) {}
    module_exit(end);
  )"),
              ElementsAre(" > begin > end"));
}

TEST(Lifecycles, SeesEachPairOnce) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/netdevice.h>
    int open(struct net_device *n), stop(struct net_device *n);
    struct net_device_ops a = { .ndo_open = open, .ndo_stop = stop };
    struct net_device_ops b = { open, stop };
  )"),
              ElementsAre(" > open > stop"));
}

TEST(Lifecycles, LooksIntoTablesWithinTables) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/device.h>
    static int up(struct device *d) { return 0; }
    static int down(struct device *d) { return 0; }
    struct slot_driver { int slots; struct device_driver driver; };
    struct slot_driver driver = { 4, { .probe = up, .remove = down } };
  )"),
              ElementsAre(" > up > down"));
}

TEST(Lifecycles, PutsAssignedMembersTogether) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/dmaengine.h>
    static int up(struct dma_chan *c) { return 0; }
    static void down(struct dma_chan *c) {}
    void fill(struct dma_device *d)
    {
      d->device_free_chan_resources = down;
      d->device_alloc_chan_resources = up;
    }
  )"),
              ElementsAre(" > up > down"));
}

TEST(Lifecycles, DoesNotGuessAmongAssignedMembers) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/dmaengine.h>
    static int up(struct dma_chan *c) { return 0; }
    static void down(struct dma_chan *c) {}
    static void off(struct dma_chan *c) {}
    void fill(struct dma_device *d, int kind)
    {
      d->device_alloc_chan_resources = up;
      d->device_free_chan_resources = down;
      if (kind)
        d->device_free_chan_resources = off;
    }
  )"),
              IsEmpty());
}

TEST(Lifecycles, NeedsASetUp) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/netdevice.h>
    int stop(struct net_device *n);
    struct net_device_ops a = { .ndo_stop = stop };
    struct other { int (*probe)(void); } o;
  )"),
              IsEmpty());
}

TEST(Lifecycles, ProbesMayBeHandedOver) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/platform_device.h>
    static int up(struct platform_device *p) { return 0; }
    static void down(struct platform_device *p) {}
    static struct platform_driver driver = { .remove = down };
    static int __init begin(void)
    {
      return platform_driver_probe(&driver, up);
    }
  )"),
              ElementsAre(" > up > down"));
}

TEST(Lifecycles, DevicesSleepBetweenSetUpAndTeardown) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/platform_device.h>
    #include <linux/pm.h>
    static int up(struct platform_device *p) { return 0; }
    static void down(struct platform_device *p) {}
    static int sleep(struct device *d) { return 0; }
    static int doze(struct device *d) { return 0; }
    static int wake(struct device *d) { return 0; }
    static const struct dev_pm_ops pm = {
      .resume = pm_sleep_ptr(wake), .suspend_late = doze, .suspend = sleep,
    };
    static struct platform_driver driver = {
      .remove = down, .probe = up, .driver = { .pm = pm_ptr(&pm) },
    };
  )"),
              ElementsAre(" > up > down", "up > sleep > doze wake down"));
}

TEST(Lifecycles, WhoseSleepItIsMustBeKnown) {
  EXPECT_THAT(lifecyclesOf(R"(
    #include <linux/platform_device.h>
    #include <linux/pm.h>
    static int up(struct platform_device *p) { return 0; }
    static int sleep(struct device *d) { return 0; }
    static int wake(struct device *d) { return 0; }
    const struct dev_pm_ops pm = { .resume = wake, .suspend = sleep };
    static struct platform_driver driver = { .probe = up };
  )"),
              ElementsAre(" > up > "));
}

TEST(Lifecycles, WhatFollowsAnErrorHangsOnReplies) {
  ParsedC C(R"(
    #include <linux/pci.h>
    static int up(struct pci_dev *p, const struct pci_device_id *i) {
      return 0;
    }
    static void down(struct pci_dev *p) {}
    static pci_ers_result_t hurt(struct pci_dev *p, pci_channel_state_t s) {
      return PCI_ERS_RESULT_NEED_RESET;
    }
    static pci_ers_result_t mend(struct pci_dev *p) {
      return PCI_ERS_RESULT_RECOVERED;
    }
    static void go(struct pci_dev *p) {}
    static const struct pci_error_handlers errors = {
      .error_detected = hurt, .slot_reset = mend, .resume = go,
    };
    static struct pci_driver driver = {
      .probe = up, .remove = down, .err_handler = &errors,
    };
  )");
  std::vector<Lifecycle> All = findLifecycles(C.context());
  ASSERT_EQ(All.size(), 2u);
  EXPECT_EQ(namesOf(All[1].Before), "up");
  EXPECT_EQ(All[1].Setup->getName(), "hurt");
  EXPECT_EQ(namesOf(All[1].Teardown), "mend go down");
  EXPECT_EQ(All[1].Wakes, 2u);
  ASSERT_EQ(All[1].Replies.size(), 2u);
  EXPECT_EQ(All[1].Replies[0], (Reply{All[1].Setup, 3}));
  EXPECT_EQ(All[1].Replies[1], (Reply{All[1].Teardown[0], 5}));
}
