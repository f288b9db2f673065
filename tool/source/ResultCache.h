//===- ResultCache.h - Results of earlier runs ----------------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A directory that runs share, at the same time and between machines with the
// same paths. Two steps lead to a result, as in ccache's direct mode:
//
//   key (file, flags, options, build)       -> the paths that were asked for
//   the same, with what these paths now say -> the report
//
// so that a tree that goes back and forth between branches keeps the results of
// both. Entries are put in place whole and never changed; one that is damaged,
// foreign or gone counts as absent, and what cannot be written is done without.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_RESULTCACHE_H
#define EPFLINT_TOOL_SOURCE_RESULTCACHE_H

#include "tool/source/ReadLog.h"
#include "tool/source/Unit.h"
#include <atomic>

namespace epf {

class ResultCache {
public:
  /// Opens or makes the directory. It is kept to about MaxBytes; 0: no limit.
  static llvm::Expected<std::unique_ptr<ResultCache>> open(llvm::StringRef Dir,
                                                           uint64_t MaxBytes);

  /// What was kept of a unit whose file holds Text, if all that it was made of
  /// is still so. This and store() may be called from several threads.
  std::optional<UnitReport> find(const Digest &Key, llvm::StringRef Text);

  /// Keeps Unit, which was made of what Log says.
  void store(const Digest &Key, const ReadLog &Log, const UnitReport &Unit);

  /// Ends a run: removes what was not used for longest if there is too much.
  /// Gives what went wrong with the directory, a line, or nothing.
  std::string finish();

private:
  ResultCache(llvm::StringRef Dir, uint64_t MaxBytes)
      : Dir(Dir), MaxBytes(MaxBytes) {}

  /// The key of the result, if Paths are all that it depends on.
  std::optional<Digest> keyNow(const Digest &Key, llvm::StringRef Paths);

  std::string pathOf(const Digest &Key) const;
  std::optional<std::string> read(const Digest &Key) const;
  void write(const Digest &Key, llvm::StringRef Bytes);

  std::string Dir;
  uint64_t MaxBytes;
  FileStates Disk;
  std::atomic<bool> Written = false;
  std::atomic<bool> Failed = false; ///< nothing more is written
  std::mutex Locked;
  std::string Trouble;
};

/// The key of a unit: all that its report depends on but for what clang reads.
Digest keyOf(const CompileCommand &Command, llvm::StringRef Text,
             const SourceRoot &Root, const UnitOptions &Options);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_RESULTCACHE_H
