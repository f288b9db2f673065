//===- ReadLog.cpp - All that a parse asked the disk ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/source/ReadLog.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace epf {

void ReadLog::note(Aspect Of, StringRef Path, std::optional<Digest> State) {
  if (!State) {
    Stable = false;
    return;
  }
  auto [Known, New] = Answers.try_emplace(Path.str(), Answer{Of, *State});
  Answer &Old = Known->second;
  if (New || (Of == Aspect::Kind && Old.Of != Of))
    return;
  if (Old.Of != Of && Old.Of == Aspect::Kind)
    Old = {Of, *State};
  else if (Old.Of != Of || Old.State != *State)
    Stable = false;
}

namespace {

/// Notes the text when it is asked for: clang opens headers that it then finds
/// no need to read.
class LoggedFile : public vfs::File {
public:
  LoggedFile(std::unique_ptr<vfs::File> Real, std::string Path, ReadLog &Log)
      : Real(std::move(Real)), Path(std::move(Path)), Log(Log) {}

  ErrorOr<vfs::Status> status() override { return Real->status(); }
  ErrorOr<std::string> getName() override { return Real->getName(); }
  std::error_code close() override { return Real->close(); }

  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name,
                                                   int64_t FileSize,
                                                   bool RequiresNullTerminator,
                                                   bool) override {
    // Not mapped: the text that is hashed must be the one that is parsed.
    auto Text = Real->getBuffer(Name, FileSize, RequiresNullTerminator,
                                /*IsVolatile=*/true);
    Log.note(Aspect::Text, Path,
             Text ? std::optional(digestOf((*Text)->getBuffer()))
                  : std::nullopt);
    return Text;
  }

private:
  std::unique_ptr<vfs::File> Real;
  std::string Path;
  ReadLog &Log;
};

class LoggedFiles : public vfs::ProxyFileSystem {
public:
  LoggedFiles(IntrusiveRefCntPtr<vfs::FileSystem> Files, ReadLog &Log)
      : ProxyFileSystem(std::move(Files)), Log(Log) {}

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    auto Status = ProxyFileSystem::status(Path);
    noteKind(absolute(Path), Status);
    return Status;
  }

  bool exists(const Twine &Path) override {
    auto Status = this->status(Path);
    return Status && Status->exists();
  }

  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    std::string Where = absolute(Path);
    auto Opened = ProxyFileSystem::openFileForRead(Path);
    if (!Opened) {
      noteKind(Where, Opened.getError());
      return Opened;
    }
    noteKind(Where, (*Opened)->status());
    return std::make_unique<LoggedFile>(std::move(*Opened), std::move(Where),
                                        Log);
  }

  std::error_code setCurrentWorkingDirectory(const Twine &Path) override {
    status(Path);
    return ProxyFileSystem::setCurrentWorkingDirectory(Path);
  }

  vfs::directory_iterator dir_begin(const Twine &Dir,
                                    std::error_code &EC) override {
    std::string Where = absolute(Dir);
    Log.note(Aspect::Entries, Where,
             FileStates().state(Aspect::Entries, Where));
    return ProxyFileSystem::dir_begin(Dir, EC);
  }

private:
  std::string absolute(const Twine &Path) const {
    SmallString<256> Whole;
    Path.toVector(Whole);
    makeAbsolute(Whole);
    sys::path::remove_dots(Whole);
    return std::string(Whole);
  }

  void noteKind(StringRef Path, const ErrorOr<vfs::Status> &Status) {
    if (!Status)
      Log.note(Aspect::Kind, Path,
               saysNothingThere(Status.getError()) ? std::optional(NothingThere)
                                                   : std::nullopt);
    else
      Log.note(Aspect::Kind, Path,
               Status->isDirectory() ? DirectoryThere : FileThere);
  }

  ReadLog &Log;
};

} // namespace

IntrusiveRefCntPtr<vfs::FileSystem>
logged(IntrusiveRefCntPtr<vfs::FileSystem> Files, ReadLog &Log) {
  return makeIntrusiveRefCnt<LoggedFiles>(std::move(Files), Log);
}

} // namespace epf
