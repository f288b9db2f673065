//===- Git.h - The objects of a git repository ------------------ -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kernel tree is mostly a git repository, and git remembers what the work
// tree has long left: the blobs that a patch names in its `index` lines, the
// commit that a series was made on. They are read as objects; no hook runs,
// nothing is checked out and nothing is written.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_GIT_H
#define EPFLINT_TOOL_PATCH_GIT_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <optional>
#include <string>

struct git_repository;

namespace epf::patch {

/// A tree of files below a directory of a repository. Not for several threads.
class Git {
public:
  /// The repository whose work tree Root, an absolute path, is or lies in.
  /// Null if there is none; an error if there is one that cannot be read.
  static llvm::Expected<std::unique_ptr<Git>> open(llvm::StringRef Root);
  Git(const Git &) = delete;
  Git &operator=(const Git &) = delete;
  ~Git();

  /// The commit that Revision names, as 40 hexadecimal digits.
  llvm::Expected<std::string> commit(llvm::StringRef Revision) const;

  /// The text of the one blob whose id begins with Prefix.
  std::optional<std::string> blob(llvm::StringRef Prefix) const;

  struct Entry {
    std::string Id;
    bool IsTree = false;
  };

  /// The file or directory at Path, relative to the root, in a commit.
  std::optional<Entry> at(llvm::StringRef Commit, llvm::StringRef Path) const;

  /// The id of the file at Path.
  std::optional<std::string> blobAt(llvm::StringRef Commit,
                                    llvm::StringRef Path) const;

  /// Calls Visit for commits from HEAD backwards, newest first, until it
  /// returns true or Most commits were seen. Gives the one it stopped at.
  std::optional<std::string>
  findCommit(unsigned Most,
             llvm::function_ref<bool(llvm::StringRef Commit)> Visit) const;

private:
  Git(git_repository *Repository, std::string Inside)
      : Repository(Repository), Inside(std::move(Inside)) {}

  git_repository *Repository;
  std::string Inside; ///< of the root in the work tree, "" or "linux/"
};

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_GIT_H
