//===- TestCommand.h - The program as a user runs it ------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs the program itself, so that tests see what it prints, where, and its
// exit status.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TESTDATA_TESTCOMMAND_H
#define EPFLINT_TESTDATA_TESTCOMMAND_H

#include "testdata/Hosts.h"
#include "tool/source/TestTree.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace epf {

class TestCommand : public testing::Test {
protected:
  HostOutcome run(std::vector<std::string> Words) {
    Words.insert(Words.begin(), EPFLINT_BIN);
    return runHost(Tree, std::move(Words));
  }

  static std::string read(llvm::StringRef Path) {
    auto Text = llvm::MemoryBuffer::getFile(Path);
    return Text ? (*Text)->getBuffer().str() : "";
  }

  /// Expects an error of one line, nothing else, and the status of wrong use.
  void expectRefused(std::vector<std::string> Words, llvm::StringRef Message) {
    HostOutcome O = run(std::move(Words));
    EXPECT_EQ(O.Status, 2);
    EXPECT_EQ(O.Out, "");
    EXPECT_THAT(O.Err, testing::StartsWith("epflint: error: "));
    EXPECT_THAT(O.Err, testing::HasSubstr(Message.str()));
    EXPECT_EQ(llvm::StringRef(O.Err).count('\n'), 1u) << O.Err;
  }

  TestTree Tree;
};

} // namespace epf

#endif // EPFLINT_TESTDATA_TESTCOMMAND_H
