//===- Kernel_test.cpp - The program on a real kernel ---------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs `epflint check` on drivers of the kernel that EPFLINT_KERNEL names, a
// build directory as tool/dev/kernel makes it, and compares which rule finds
// something in which function. Lines move between kernels and are not compared.
// Every finding listed here was read and judged.
//
//===----------------------------------------------------------------------===//

#include "tool/source/TestTree.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <cstdlib>
#include <nlohmann/json.hpp>

using namespace epf;
using nlohmann::json;
using testing::AnyOf;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {
class KernelTest : public testing::Test {
protected:
  void SetUp() override {
    const char *Dir = std::getenv("EPFLINT_KERNEL");
    if (!Dir || !*Dir)
      GTEST_SKIP() << "EPFLINT_KERNEL is not set; tool/dev/kernel prints what "
                      "to set it to";
    Build = Dir;
    // A tree that was built in place is its own source.
    llvm::SmallString<128> Link(Build + "/source");
    Source = llvm::sys::fs::exists(Link) ? Link.str().str() : Build;
  }

  /// The report on a file or folder of the kernel.
  json check(llvm::StringRef Path) {
    std::string Out = Tree.path("report.json");
    std::string File = Source + "/" + Path.str();
    Status = llvm::sys::ExecuteAndWait(EPFLINT_BIN,
                                       {EPFLINT_BIN, "check", "--kernel", Build,
                                        "--format", "json", "-o", Out, File});
    auto Text = llvm::MemoryBuffer::getFile(Out);
    EXPECT_TRUE(Text) << Path.str() << ": no report, exit status " << Status;
    if (Text)
      return json::parse((*Text)->getBuffer().str());
    return {{"units", json::array()}, {"findings", json::array()}};
  }

  /// What became of the only file of a report.
  static std::string statusOf(const json &Report) {
    return Report["units"].empty() ? "no unit"
                                   : Report["units"][0].value("status", "");
  }

  /// "rule function" of each finding, sorted.
  static std::vector<std::string> found(const json &Report) {
    std::vector<std::string> All;
    for (const json &F : Report["findings"])
      All.push_back(F["rule"].get<std::string>() + " " +
                    F["function"].get<std::string>());
    llvm::sort(All);
    return All;
  }

  /// Expects all files of a folder to be judged to their end and nothing found.
  void expectClean(llvm::StringRef Folder) {
    json Report = check(Folder);
    EXPECT_EQ(Status, 0);
    ASSERT_FALSE(Report["units"].empty()) << Folder.str();
    for (const json &Unit : Report["units"])
      EXPECT_THAT(Unit["status"].get<std::string>(),
                  AnyOf("analysed", "skipped"))
          << Unit.dump();
    EXPECT_THAT(found(Report), IsEmpty());
  }

  /// Expects one file to be analysed whole; gives what is found in it.
  std::vector<std::string> analysed(llvm::StringRef File) {
    json Report = check(File);
    EXPECT_EQ(statusOf(Report), "analysed") << File.str();
    return found(Report);
  }

  TestTree Tree;
  std::string Build, Source;
  int Status = -1;
};
} // namespace

TEST_F(KernelTest, FindsNothingInEndpointDrivers) {
  expectClean("drivers/pci/endpoint");
  expectClean("drivers/nvme/target");
}

// The event queue's irq is freed with the dev_id of the completion queue.
// Large: whether the budget is enough for all of the file does not matter here.
TEST_F(KernelTest, FindsTheCookieOfAnotherQueue) {
  EXPECT_THAT(found(check("drivers/accel/habanalabs/gaudi2/gaudi2.c")),
              ElementsAre("epf-irq-cookie-mismatch gaudi2_enable_msix"));
}

// When kasprintf() fails, the irqs requested before stay requested. When
// request_irq() does, those are freed as well that the loop skipped: the ones
// that are not there, and the ones that are another's.
TEST_F(KernelTest, FindsALabelTooLow) {
  EXPECT_THAT(found(check("drivers/tty/serial/sh-sci.c")),
              ElementsAre("epf-irq-leak sci_request_irq",
                          "epf-irq-stray-free sci_request_irq",
                          "epf-irq-stray-free sci_request_irq"));
}

// The second irq is freed on no error path.
TEST_F(KernelTest, FindsAnIrqNeverFreed) {
  EXPECT_THAT(analysed("drivers/crypto/cavium/cpt/cptvf_main.c"),
              ElementsAre("epf-irq-leak cptvf_probe"));
}

// Between 16 and 24 vectors are requested, and all 24 are freed. Its own
// unwinding is right.
TEST_F(KernelTest, FindsMoreVectorsFreedThanThereAre) {
  EXPECT_THAT(analysed("drivers/ntb/hw/amd/ntb_hw_amd.c"),
              ElementsAre("epf-irq-stray-free amd_ntb_pci_probe"));
}

TEST_F(KernelTest, FindsNothingInUnwindingThatIsRight) {
  EXPECT_THAT(analysed("drivers/net/wwan/t7xx/t7xx_pci.c"), IsEmpty());
}

// MSI-X, MSI and INTx by turns, undone by what was remembered of them. As
// large as the one above.
TEST_F(KernelTest, FindsNothingInModesThatFallBack) {
  json Report = check("drivers/net/ethernet/intel/e1000e/netdev.c");
  EXPECT_THAT(statusOf(Report), AnyOf("analysed", "incomplete"));
  EXPECT_THAT(found(Report), IsEmpty());
}
