//===- Calls_test.cpp - The vocabulary answers for what it lists ----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The tables are data, and data has slips: an argument counted wrong, a call
// without a counterpart. The headers in miniature say what is right.
//
//===----------------------------------------------------------------------===//

#include "matchers/Calls.h"
#include "testdata/ParsedC.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;

namespace {
class CallsTest : public testing::Test {
protected:
  const CallModel &model(llvm::StringRef Name) {
    const CallModel *M = callModel(*C.function(Name));
    EXPECT_NE(M, nullptr) << Name.str();
    return *M;
  }

  /// What the headers call argument Index of a function; "" if it has none.
  llvm::StringRef parameter(llvm::StringRef Function, int Index) {
    const FunctionDecl *F = C.function(Function);
    return Index >= 0 && Index < int(F->getNumParams())
               ? F->getParamDecl(Index)->getName()
               : "";
  }

  ParsedC C{"#include <linux/interrupt.h>\n#include <linux/pci.h>\n"
            "#include <linux/pci-ep-msi.h>\n"};
};
} // namespace

TEST_F(CallsTest, CountsArgumentsAsTheHeadersDo) {
  for (llvm::StringRef Name : callNames()) {
    const CallModel &M = model(Name);
    SCOPED_TRACE(Name.str());
    EXPECT_NE(parameter(Name, M.Key), "");
    if (M.Kind == Resource::Irq)
      EXPECT_EQ(parameter(Name, M.Key), "line");
    if (M.Cookie >= 0)
      EXPECT_TRUE(parameter(Name, M.Cookie).ends_with("dev_id"));
    if (M.Flags >= 0)
      EXPECT_EQ(parameter(Name, M.Flags), "how");
    if (M.Managed)
      EXPECT_EQ(parameter(Name, M.Owner), "owner");
  }
}

TEST_F(CallsTest, AreAnotherFunctionWithoutTheirParameters) {
  ParsedC Other("int request_irq();\nvoid free_irq(unsigned int irq);\n");
  EXPECT_EQ(callModel(*Other.function("request_irq")), nullptr);
  EXPECT_EQ(callModel(*Other.function("free_irq")), nullptr);
}

TEST_F(CallsTest, EveryResourceIsTakenAndGivenBack) {
  for (llvm::StringRef Name : callNames()) {
    const CallModel &M = model(Name);
    bool HasCounterpart = llvm::any_of(callNames(), [&](llvm::StringRef Other) {
      const CallModel &O = model(Other);
      return O.Kind == M.Kind && O.Managed == M.Managed &&
             O.Acquires != M.Acquires;
    });
    EXPECT_TRUE(HasCounterpart) << Name.str();
  }
}

TEST_F(CallsTest, KnowsWhatSuccessIs) {
  EXPECT_EQ(model("request_irq").On, Success::Zero);
  EXPECT_EQ(model("request_any_context_irq").On, Success::NotNegative);
  EXPECT_EQ(model("devm_request_any_context_irq").On, Success::NotNegative);
}

TEST_F(CallsTest, KnowsWhoseNumbersAreGivenBack) {
  ParsedC Xen{"int bind_evtchn_to_irq(unsigned int port);\n"};
  const NumberModel *M = numberModel(*Xen.function("bind_evtchn_to_irq"));
  ASSERT_NE(M, nullptr);
  EXPECT_EQ(M->Undo, "evtchn_put");
  EXPECT_EQ(numberModel(*C.function("pci_irq_vector")), nullptr);
}

TEST_F(CallsTest, KnowsNoOtherCalls) {
  EXPECT_EQ(callModel(*C.function("disable_irq")), nullptr);
  EXPECT_EQ(helperOf(*C.function("disable_irq")), Helper::None);
  EXPECT_EQ(helperOf(*C.function("pci_irq_vector")), Helper::Pure);
  EXPECT_EQ(helperOf(*C.function("dev_err_probe")), Helper::Second);
}

TEST(CallNames, SoundLikeWhatTheyDo) {
  for (const char *Name : {"foo_free_irqs", "foo_irq_disable", "stop_foo",
                           "foo_release2", "foo_shutdown"})
    EXPECT_TRUE(soundsLikeRelease(Name)) << Name;
  for (const char *Name :
       {"foo_start", "freedom", "foo_stopwatch_read", "foo_write", ""})
    EXPECT_FALSE(soundsLikeRelease(Name)) << Name;
  EXPECT_TRUE(soundsLikeAcquire("foo_request_irqs"));
  EXPECT_FALSE(soundsLikeAcquire("foo_read"));
  for (const char *Name :
       {"foo_active", "foo_is_ready", "foo_has_irq", "foo_num_ports",
        "foo_nr_lines", "is_foo", "list_empty", "foo_irq_pending"})
    EXPECT_TRUE(soundsLikeQuestion(Name)) << Name;
  for (const char *Name :
       {"foo_activate", "foo_issue", "foo_hash", "foo_number_it", "foo_start"})
    EXPECT_FALSE(soundsLikeQuestion(Name)) << Name;
  EXPECT_TRUE(soundsLikeResume("foo_resume"));
  EXPECT_FALSE(soundsLikeResume("foo_presume"));
}
