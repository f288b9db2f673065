//===- Git.cpp - The objects of a git repository --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// libgit2 hands out objects that want to be freed; Owned does it.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Git.h"
#include "tool/fix/Repository.h"
#include "tool/source/SourceRoot.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include <git2.h>

using namespace llvm;

namespace epf::patch {

/// A blob above this is no source that anybody parses.
static constexpr git_object_size_t MostBytes = 8 << 20;

namespace {
template <auto Free> struct Freer {
  template <typename T> void operator()(T *Object) const { Free(Object); }
};
template <typename T, auto Free> using Owned = std::unique_ptr<T, Freer<Free>>;
using OwnedTree = Owned<git_tree, git_tree_free>;
using OwnedEntry = Owned<git_tree_entry, git_tree_entry_free>;
using OwnedBlob = Owned<git_blob, git_blob_free>;
} // namespace

static std::string whatGitSays() {
  const git_error *Last = git_error_last();
  return Last ? Last->message : "unknown error";
}

static std::string digits(const git_oid &Id) {
  char Text[GIT_OID_HEXSZ + 1];
  return git_oid_tostr(Text, sizeof(Text), &Id);
}

Expected<std::unique_ptr<Git>> Git::open(StringRef Root) {
  git_repository *Repository = nullptr;
  int Code = openRepository(Repository, Root);
  if (Code == GIT_ENOTFOUND)
    return nullptr;
  if (Code != 0)
    return createStringError(inconvertibleErrorCode(), "%s: git: %s",
                             Root.str().c_str(), whatGitSays().c_str());
  std::unique_ptr<Git> Result(new Git(Repository, ""));
  const char *WorkTree = git_repository_workdir(Repository);
  SmallString<256> Real;
  if (!WorkTree || sys::fs::real_path(Root, Real))
    return nullptr;
  std::string Inside = SourceRoot(WorkTree).relative(Real);
  if (!Inside.empty())
    Result->Inside = Inside + "/";
  return Result;
}

Git::~Git() { git_repository_free(Repository); }

Expected<std::string> Git::commit(StringRef Revision) const {
  git_object *Found = nullptr, *Peeled = nullptr;
  int Code = git_revparse_single(&Found, Repository, Revision.str().c_str());
  if (Code == 0)
    Code = git_object_peel(&Peeled, Found, GIT_OBJECT_COMMIT);
  std::string Why = Code == 0 ? "" : whatGitSays();
  std::string Id = Code == 0 ? digits(*git_object_id(Peeled)) : "";
  git_object_free(Peeled);
  git_object_free(Found);
  if (Code != 0)
    return createStringError(inconvertibleErrorCode(), "%s: no such commit: %s",
                             Revision.str().c_str(), Why.c_str());
  return Id;
}

std::optional<std::string> Git::blob(StringRef Prefix) const {
  git_oid Id;
  git_blob *Found = nullptr;
  if (Prefix.size() < GIT_OID_MINPREFIXLEN ||
      git_oid_fromstrn(&Id, Prefix.data(), Prefix.size()) != 0 ||
      git_blob_lookup_prefix(&Found, Repository, &Id, Prefix.size()) != 0)
    return std::nullopt;
  OwnedBlob Blob(Found);
  if (git_blob_rawsize(Found) > git_object_size_t(MostBytes))
    return std::nullopt;
  return std::string(static_cast<const char *>(git_blob_rawcontent(Found)),
                     git_blob_rawsize(Found));
}

std::optional<Git::Entry> Git::at(StringRef Commit, StringRef Path) const {
  git_oid Id;
  git_commit *Found = nullptr;
  if (git_oid_fromstrn(&Id, Commit.data(), Commit.size()) != 0 ||
      git_commit_lookup(&Found, Repository, &Id) != 0)
    return std::nullopt;
  Owned<git_commit, git_commit_free> Holder(Found);
  git_tree *Tree = nullptr;
  if (git_commit_tree(&Tree, Found) != 0)
    return std::nullopt;
  OwnedTree TreeHolder(Tree);
  git_tree_entry *There = nullptr;
  if (git_tree_entry_bypath(&There, Tree, (Inside + Path).str().c_str()) != 0)
    return std::nullopt;
  OwnedEntry EntryHolder(There);
  // A symbolic link is a blob too, by another mode.
  git_filemode_t Mode = git_tree_entry_filemode(There);
  if (Mode != GIT_FILEMODE_BLOB && Mode != GIT_FILEMODE_BLOB_EXECUTABLE &&
      Mode != GIT_FILEMODE_TREE)
    return std::nullopt;
  return Entry{digits(*git_tree_entry_id(There)), Mode == GIT_FILEMODE_TREE};
}

std::optional<std::string> Git::blobAt(StringRef Commit, StringRef Path) const {
  std::optional<Entry> Found = at(Commit, Path);
  if (!Found || Found->IsTree)
    return std::nullopt;
  return std::move(Found->Id);
}

std::optional<std::string>
Git::findCommit(unsigned Most, function_ref<bool(StringRef)> Visit) const {
  git_revwalk *Found = nullptr;
  if (git_revwalk_new(&Found, Repository) != 0)
    return std::nullopt;
  Owned<git_revwalk, git_revwalk_free> Walk(Found);
  git_revwalk_sorting(Found, GIT_SORT_TIME);
  if (git_revwalk_push_head(Found) != 0)
    return std::nullopt;
  git_oid Id;
  for (unsigned Seen = 0; Seen < Most && git_revwalk_next(&Id, Found) == 0;
       ++Seen)
    if (Visit(digits(Id)))
      return digits(Id);
  return std::nullopt;
}

} // namespace epf::patch
