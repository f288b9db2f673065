//===- Repository.cpp - Opens a git repository ----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Repository.h"
#include "tool/source/RegularFiles.h"
#include "tool/source/SourceRoot.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <git2.h>

using namespace llvm;
using sys::fs::file_type;

namespace epf {

/// The first path below Dir that can be opened and is no file; empty if all are
/// files.
static std::string noFileBelow(StringRef Dir) {
  std::error_code EC;
  for (sys::fs::recursive_directory_iterator I(Dir, EC, /*follow_symlinks=*/
                                               false),
       End;
       I != End && !EC; I.increment(EC)) {
    file_type Type = I->type(); // as the directory says: no call for each file
    if (Type == file_type::symlink_file || Type == file_type::type_unknown)
      Type = sys::fs::get_file_type(I->path());
    if (Type == file_type::fifo_file || Type == file_type::character_file ||
        Type == file_type::block_file)
      return I->path();
  }
  return "";
}

/// The directory of git that Dir belongs to, or nothing; Code is libgit2's.
static std::string directoryOf(StringRef Dir, int &Code) {
  git_buf Found = {};
  Code = git_repository_discover(&Found, Dir.str().c_str(),
                                 /*across_fs=*/1, nullptr);
  std::string Path = Code == 0 ? Found.ptr : "";
  git_buf_dispose(&Found);
  return Path;
}

int openRepository(git_repository *&Opened, StringRef Dir) {
  // Counted by the library; what it holds is freed when the process ends.
  git_libgit2_init();
  int Code = 0;
  std::string Own = directoryOf(Dir, Code);
  if (Code != 0)
    return Code;
  std::string Odd = noFileBelow(Own);
  // A second work tree names the directory that it shares with the first.
  if (auto Shared = regularFiles()->getBufferForFile(Own + "commondir");
      Shared && Odd.empty())
    Odd = noFileBelow(absolutePath((*Shared)->getBuffer().trim(), Own));
  if (!Odd.empty()) {
    git_error_set_str(GIT_ERROR_REPOSITORY,
                      (Odd + ": not a regular file").c_str());
    return GIT_ERROR;
  }
  return git_repository_open_ext(&Opened, Dir.str().c_str(),
                                 GIT_REPOSITORY_OPEN_CROSS_FS, nullptr);
}

} // namespace epf
