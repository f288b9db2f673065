//===- GitFiles.cpp - The files of a commit, for clang --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang asks for most headers several times, and for many paths that are none:
// each answer is kept.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/GitFiles.h"
#include "tool/source/SourceRoot.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace epf::patch {

namespace {
/// A path that the commit has.
struct Known {
  vfs::Status Status;
  std::string Text;
};

class GitFile : public vfs::File {
public:
  GitFile(vfs::Status Status, StringRef Text)
      : Status(std::move(Status)), Text(Text) {}

  ErrorOr<vfs::Status> status() override { return Status; }

  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name, int64_t,
                                                   bool, bool) override {
    return MemoryBuffer::getMemBufferCopy(Text, Name);
  }

  std::error_code close() override { return {}; }

private:
  vfs::Status Status;
  StringRef Text;
};

class GitFiles : public vfs::FileSystem {
public:
  GitFiles(std::unique_ptr<Git> Repository, StringRef Root, StringRef Commit)
      : Repository(std::move(Repository)), Root(Root), Commit(Commit),
        Directory(Root) {}

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    if (const Known *Found = find(Path))
      return vfs::Status::copyWithNewName(Found->Status, Path);
    return missing();
  }

  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    const Known *Found = find(Path);
    if (!Found)
      return missing();
    if (Found->Status.isDirectory())
      return std::make_error_code(std::errc::is_a_directory);
    return std::make_unique<GitFile>(
        vfs::Status::copyWithNewName(Found->Status, Path), Found->Text);
  }

  vfs::directory_iterator dir_begin(const Twine &,
                                    std::error_code &EC) override {
    EC = missing();
    return {};
  }

  ErrorOr<std::string> getCurrentWorkingDirectory() const override {
    return Directory;
  }

  std::error_code setCurrentWorkingDirectory(const Twine &Path) override {
    Directory = absolutePath(Path.str(), Directory);
    return {};
  }

private:
  static std::error_code missing() {
    return std::make_error_code(std::errc::no_such_file_or_directory);
  }

  const Known *find(const Twine &Path) {
    std::string Whole = absolutePath(Path.str(), Directory);
    if (!isBelow(Whole, Root) || Whole == Root)
      return nullptr;
    auto [Entry, IsNew] = Answers.try_emplace(Whole);
    if (IsNew)
      Entry->second = lookUp(Whole);
    return Entry->second ? &*Entry->second : nullptr;
  }

  std::optional<Known> lookUp(const std::string &Whole) {
    auto Found = Repository->at(
        Commit, StringRef(Whole).drop_front(Root.size()).ltrim('/'));
    if (!Found)
      return std::nullopt;
    std::string Text;
    if (!Found->IsTree) {
      auto Blob = Repository->blob(Found->Id);
      if (!Blob)
        return std::nullopt;
      Text = std::move(*Blob);
    }
    auto Type = Found->IsTree ? sys::fs::file_type::directory_file
                              : sys::fs::file_type::regular_file;
    vfs::Status Status(Whole, vfs::getNextVirtualUniqueID(), sys::TimePoint<>(),
                       0, 0, Text.size(), Type, sys::fs::perms::owner_read);
    return Known{std::move(Status), std::move(Text)};
  }

  std::unique_ptr<Git> Repository;
  std::string Root, Commit, Directory;
  StringMap<std::optional<Known>> Answers;
};
} // namespace

IntrusiveRefCntPtr<vfs::FileSystem> gitFiles(StringRef Root, StringRef Commit) {
  auto Repository = Git::open(Root);
  if (!Repository)
    consumeError(Repository.takeError());
  else if (*Repository)
    return makeIntrusiveRefCnt<GitFiles>(std::move(*Repository), Root, Commit);
  return nullptr;
}

} // namespace epf::patch
