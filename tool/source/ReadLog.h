//===- ReadLog.h - All that a parse asked the disk ------------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file system that hands everything on to another and keeps book of it, with
// the texts as they were handed out: what is written down is what was parsed,
// even if a header is being edited meanwhile.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_READLOG_H
#define EPFLINT_TOOL_SOURCE_READLOG_H

#include "tool/source/FileStates.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>

namespace epf {

/// Questions and answers of one unit; not shared between threads.
class ReadLog {
public:
  struct Answer {
    Aspect Of;
    Digest State;
  };

  /// Writes down an answer about an absolute path; nothing: there is none to
  /// rely on. What a file holds says also that there is one.
  void note(Aspect Of, llvm::StringRef Path, std::optional<Digest> State);

  /// False if something had no answer, or not the same one every time.
  bool isStable() const { return Stable; }

  /// By path.
  const std::map<std::string, Answer> &answers() const { return Answers; }

private:
  std::map<std::string, Answer> Answers;
  bool Stable = true;
};

/// Files, with what is read from them noted in Log, which outlives the result.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
logged(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files, ReadLog &Log);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_READLOG_H
