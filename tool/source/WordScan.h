//===- WordScan.h - Whether a file can concern any rule ------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parsing a driver means parsing a hundred thousand lines of kernel headers.
// Most files never mention a call that the rules know, which reading their text
// tells at a thousandth of the cost. Headers beside a file count as its text:
//
//   #include "core.h"      read, if there is such a file beside this one
//   #include <linux/x.h>   not read: what kernel headers mention, all drivers
//                          would
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_WORDSCAN_H
#define EPFLINT_TOOL_SOURCE_WORDSCAN_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace epf {

class WordScan {
public:
  explicit WordScan(llvm::ArrayRef<llvm::StringRef> Words);

  /// True if Text holds one of the words as a whole identifier, be it in a
  /// comment or string.
  bool mentions(llvm::StringRef Text) const;

  /// True if File, or a file that it includes by a path relative to itself,
  /// holds one of the words.
  bool reaches(llvm::StringRef File, llvm::vfs::FileSystem &Files) const;

  /// The same, for a File that holds Text whatever Files have.
  bool reaches(llvm::StringRef File, llvm::StringRef Text,
               llvm::vfs::FileSystem &Files) const;

private:
  bool reaches(llvm::StringRef File, llvm::StringRef Text,
               llvm::vfs::FileSystem &Files, llvm::StringSet<> &Seen) const;

  llvm::StringSet<> Words;
};

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_WORDSCAN_H
