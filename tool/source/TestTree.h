//===- TestTree.h - A directory of files for one test --------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tests of what reads directories make them: a temporary one each, removed at
// the test's end.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_TESTTREE_H
#define EPFLINT_TOOL_SOURCE_TESTTREE_H

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <filesystem>
#include <string>

namespace epf {

class TestTree {
public:
  TestTree() {
    llvm::SmallString<128> Dir;
    if (llvm::sys::fs::createUniqueDirectory("epflint", Dir))
      llvm::report_fatal_error("no temporary directory");
    Root = std::string(Dir);
  }
  TestTree(const TestTree &) = delete;
  TestTree &operator=(const TestTree &) = delete;
  ~TestTree() {
    // LLVM's remove_directories() leaves pipes where they are.
    std::error_code Ignored;
    std::filesystem::remove_all(Root, Ignored);
  }

  /// The absolute path of a file or directory of the tree.
  std::string path(llvm::StringRef Relative = "") const {
    return Relative.empty() ? Root : (Root + "/" + Relative).str();
  }

  /// Writes a file, making its directories; gives its path.
  std::string write(llvm::StringRef Relative, llvm::StringRef Text) const {
    std::string Path = path(Relative);
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path));
    std::error_code EC;
    llvm::raw_fd_ostream(Path, EC) << Text;
    return Path;
  }

private:
  std::string Root;
};

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_TESTTREE_H
