//===- SourceText.h - The text of the files a report speaks of  -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reports quote lines and show fixes as diffs. Each file is read once, when it
// is first asked for.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_SOURCETEXT_H
#define EPFLINT_TOOL_REPORT_SOURCETEXT_H

#include "rules/Finding.h"
#include "tool/source/SourceRoot.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <vector>

namespace epf {

class SourceText {
public:
  /// Files are looked for in Overlay first, if it is not null.
  explicit SourceText(
      SourceRoot Root,
      llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Overlay = nullptr)
      : Root(std::move(Root)), Overlay(std::move(Overlay)) {}

  /// The text of a file, by its path in the report. Empty if it cannot be
  /// read. Valid as long as this object.
  llvm::StringRef file(llvm::StringRef Path);

  /// A line of it, from 1, without its end. Empty beyond the last.
  llvm::StringRef line(llvm::StringRef Path, unsigned Number);

  /// How many lines it has; what follows the last line's end is one if it is
  /// not empty.
  unsigned lineCount(llvm::StringRef Path);

  /// Length bytes at Offset as lines and columns; cut where the text ends.
  Location range(llvm::StringRef Path, unsigned Offset, unsigned Length);

  /// The part of Where that stands in its first line.
  Location firstLineOf(const Location &Where);

  /// A column of a line, counted in UTF-16 code units instead of bytes. Of a
  /// line that is no UTF-8, each byte counts as one.
  unsigned utf16Column(llvm::StringRef Path, unsigned Line, unsigned Column);

  /// The edits of a fix as a unified diff, file by file, that `patch -p1`
  /// applies in the root. Empty if they do not fit the text.
  std::string diff(const Fix &F);

private:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> Text;
    std::vector<unsigned> Starts; ///< offsets of the lines
  };
  const File &open(llvm::StringRef Path);

  SourceRoot Root;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Overlay;
  llvm::StringMap<File> Files;
};

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_SOURCETEXT_H
