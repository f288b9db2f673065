//===- TestRepository.h - A git repository, for tests ---------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Made by libgit2, so that the tests do without git's own program.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_TESTREPOSITORY_H
#define EPFLINT_TOOL_PATCH_TESTREPOSITORY_H

#include "llvm/ADT/StringRef.h"
#include "gtest/gtest.h"
#include <git2.h>

namespace epf::patch {

class TestRepository {
public:
  explicit TestRepository(const std::string &Dir) {
    git_libgit2_init();
    check(git_repository_init(&Repository, Dir.c_str(), /*is_bare=*/0));
  }
  TestRepository(const TestRepository &) = delete;
  TestRepository &operator=(const TestRepository &) = delete;
  ~TestRepository() { git_repository_free(Repository); }

  /// Commits the work tree as it is; gives the commit's id.
  std::string commit() {
    git_index *Index = nullptr;
    git_signature *Who = nullptr;
    git_tree *Tree = nullptr;
    git_oid TreeId, Id;
    check(git_repository_index(&Index, Repository));
    check(git_index_add_all(Index, nullptr, GIT_INDEX_ADD_DEFAULT, nullptr,
                            nullptr));
    check(git_index_write_tree(&TreeId, Index));
    check(git_index_write(Index));
    check(git_tree_lookup(&Tree, Repository, &TreeId));
    check(git_signature_new(&Who, "A", "a@example.org", ++Seconds, 0));
    const git_commit *Parents[] = {Last};
    check(git_commit_create(&Id, Repository, "HEAD", Who, Who, nullptr, "x",
                            Tree, Last ? 1 : 0, Parents));
    git_commit_free(Last);
    check(git_commit_lookup(&Last, Repository, &Id));
    git_signature_free(Who);
    git_tree_free(Tree);
    git_index_free(Index);
    char Text[GIT_OID_HEXSZ + 1];
    return git_oid_tostr(Text, sizeof(Text), &Id);
  }

private:
  static void check(int Code) {
    ASSERT_EQ(Code, 0) << git_error_last()->message;
  }

  git_repository *Repository = nullptr;
  git_commit *Last = nullptr;
  git_time_t Seconds = 1700000000;
};

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_TESTREPOSITORY_H
