//===- History.h - What git remembers of a file --------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A patch is written in its subsystem's habit: the subject begins as those of
// the commits before it, and `Fixes:` names the commit that brought the fault.
// Both are read from the repository's objects; nothing runs and nothing is
// written. What git does not say for sure is not said.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_FIX_HISTORY_H
#define EPFLINT_TOOL_FIX_HISTORY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <optional>
#include <string>

struct git_repository;

namespace epf {

/// The history of the work tree that a directory is in, or none: then nothing
/// is known but what the user's own configuration says. Not for several
/// threads.
class History {
public:
  explicit History(llvm::StringRef Dir);
  History(const History &) = delete;
  History &operator=(const History &) = delete;
  ~History();

  /// The user as a mail names him, "Name <address>", if git knows.
  std::optional<std::string> author() const;

  /// What the subjects of the latest commits to File, an absolute path, begin
  /// with most often: "PCI: endpoint: pci-epf-vntb: ".
  std::optional<std::string> subjectPrefix(llvm::StringRef File) const;

  /// `abcdef012345 ("subject")` of the one commit that all these lines of Text,
  /// which is File's, come from; nothing if they come from several, are not
  /// committed, or came with the first commit that is there.
  std::optional<std::string> origin(llvm::StringRef File, llvm::StringRef Text,
                                    llvm::ArrayRef<unsigned> Lines) const;

private:
  std::optional<std::string> inside(llvm::StringRef File) const;

  git_repository *Repository = nullptr;
  std::string WorkTree; ///< its real path, with a slash at the end
};

/// What subjects of patches to Path, relative to a kernel's root, begin with
/// where no history tells: "mfd: tc3589x: ".
std::string subjectPrefixOf(llvm::StringRef Path);

} // namespace epf

#endif // EPFLINT_TOOL_FIX_HISTORY_H
