//===- FileStates.h - What the disk says of a path now --------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A result that was kept holds as long as everything it was made from is as it
// was. That is more than the text of headers: one that was looked for in vain
// must still be missing, or it would shadow the one that was found further on.
//
// A run over many files asks for the same headers again and again, so a text is
// hashed once and known by its file's size, time and number from then on, as in
// git's index.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_FILESTATES_H
#define EPFLINT_TOOL_SOURCE_FILESTATES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem.h"
#include <mutex>
#include <optional>

namespace epf {

using Digest = llvm::BLAKE3Result<20>;

Digest digestOf(llvm::StringRef Text);

/// What is asked about a path.
enum class Aspect : char {
  Kind = 'k',   ///< whether there is a file, a directory or nothing
  Text = 't',   ///< what the file holds
  Entries = 'e' ///< the names in the directory
};

/// The states of Kind. Nothing is also the text of a file that is not there.
constexpr Digest NothingThere = {};
constexpr Digest FileThere = {1};
constexpr Digest DirectoryThere = {2};

/// True if the error says that there is nothing, and not that it cannot be
/// told.
bool saysNothingThere(std::error_code EC);

class FileStates {
public:
  /// The state of Path, which is absolute; equal states mean the same answer.
  /// Nothing if it cannot be told. May be called from several threads.
  std::optional<Digest> state(Aspect Of, llvm::StringRef Path);

private:
  std::optional<Digest> textState(llvm::StringRef Path,
                                  const llvm::sys::fs::file_status &Status);

  struct Hashed {
    llvm::sys::fs::UniqueID Id;
    llvm::sys::TimePoint<> Changed;
    uint64_t Size;
    Digest Text;
  };
  std::mutex Locked;
  llvm::StringMap<Hashed> Known;
};

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_FILESTATES_H
