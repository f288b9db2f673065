//===- Writer.cpp - Putting a repaired file in place ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A rename would also replace a file that its owner made read-only, and cut a
// hard link from its others. Both are refused rather than surprising.
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Writer.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Signals.h"
#include <sys/stat.h>
#include <unistd.h>

using namespace llvm;

namespace epf {

static Error failure(StringRef Path, const Twine &Why) {
  return createStringError(inconvertibleErrorCode(),
                           Path + ": not written: " + Why);
}

static std::error_code lastError() { return {errno, std::generic_category()}; }

namespace {
/// Removes a file at its end, be that a signal's, if it still has its name.
class Temporary {
public:
  explicit Temporary(StringRef Name) : Name(Name) {
    sys::RemoveFileOnSignal(Name);
  }
  Temporary(const Temporary &) = delete;
  Temporary &operator=(const Temporary &) = delete;
  ~Temporary() {
    sys::fs::remove(Name);
    sys::DontRemoveFileOnSignal(Name);
  }

private:
  StringRef Name;
};
} // namespace

/// Writes all of Text to the file and to the disk, with the mode and owner that
/// Like has.
static std::error_code fill(int File, StringRef Text, const struct stat &Like) {
  while (!Text.empty()) {
    ssize_t Count = ::write(File, Text.data(), Text.size());
    if (Count < 0 && errno != EINTR)
      return lastError();
    Text = Text.drop_front(std::max<ssize_t>(Count, 0));
  }
  struct stat Own;
  if (::fstat(File, &Own) != 0)
    return lastError();
  // An owner is given away by root only; the rest of us keep the group.
  bool Foreign = Own.st_uid != Like.st_uid || Own.st_gid != Like.st_gid;
  if (Foreign && ::fchown(File, Like.st_uid, Like.st_gid) != 0)
    return lastError();
  if (::fchmod(File, Like.st_mode & 07777) != 0 || ::fsync(File) != 0)
    return lastError();
  return {};
}

Error replaceFile(StringRef Path, StringRef Before, StringRef After) {
  SmallString<128> Target;
  if (std::error_code EC = sys::fs::real_path(Path, Target))
    return failure(Path, EC.message());
  struct stat Old;
  if (::stat(Target.c_str(), &Old) != 0)
    return failure(Path, lastError().message());
  if (!(Old.st_mode & 0222) || ::access(Target.c_str(), W_OK) != 0)
    return failure(Path, "it is read-only");
  if (Old.st_nlink > 1)
    return failure(Path, "it has other hard links, which would be cut off");

  SmallString<128> Name;
  int File;
  if (std::error_code EC =
          sys::fs::createUniqueFile(Target + ".epflint-%%%%%%%%", File, Name))
    return failure(Path, EC.message());
  Temporary Removed(Name);
  std::error_code EC = fill(File, After, Old);
  if (::close(File) != 0 && !EC)
    EC = lastError();
  if (EC)
    return failure(Path, EC.message());
  // Asked as late as can be.
  auto Now = MemoryBuffer::getFile(Target, /*IsText=*/false,
                                   /*RequiresNullTerminator=*/false,
                                   /*IsVolatile=*/true);
  if (!Now || (*Now)->getBuffer() != Before)
    return failure(Path, "it changed since it was read");
  if (::rename(Name.c_str(), Target.c_str()) != 0)
    return failure(Path, lastError().message());
  return Error::success();
}

} // namespace epf
