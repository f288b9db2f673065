//===- Pipes.cpp - Files and pipes that somebody named --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Opened without waiting, a pipe that nobody writes to is at its end at once,
// and one that nobody reads cannot be opened. After that it waits as usual.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Pipes.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace llvm;

namespace epf {

namespace {
struct Descriptor {
  explicit Descriptor(int Number) : Number(Number) {}
  Descriptor(const Descriptor &) = delete;
  ~Descriptor() {
    if (Number >= 0)
      close(Number);
  }
  int Number;
};
} // namespace

static Error wrong(StringRef Path, const Twine &What) {
  return createStringError(Path + ": " + What);
}

static Error wrong(StringRef Path, int Code) {
  return wrong(Path, std::error_code(Code, std::generic_category()).message());
}

static int openNow(StringRef Path, int Flags) {
  std::string Name(Path);
  return sys::RetryAfterSignal(-1, open, Name.c_str(),
                               Flags | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

/// Has the descriptor wait from now on.
static bool wait(int Number) {
  int Flags = fcntl(Number, F_GETFL);
  return Flags != -1 && fcntl(Number, F_SETFL, Flags & ~O_NONBLOCK) == 0;
}

/// All that comes through a pipe.
static Expected<std::unique_ptr<MemoryBuffer>> drain(const Descriptor &Pipe,
                                                     StringRef Path) {
  char First;
  ssize_t Got = sys::RetryAfterSignal(-1, read, Pipe.Number, &First, 1);
  if (Got == 0)
    return wrong(Path, "a pipe that nobody writes to");
  if ((Got < 0 && errno != EAGAIN) || !wait(Pipe.Number))
    return wrong(Path, errno);
  std::string Text(Got > 0 ? 1 : 0, First);
  SmallString<0> Rest;
  if (Error E = sys::fs::readNativeFileToEOF(Pipe.Number, Rest))
    return wrong(Path, toString(std::move(E)));
  Text += Rest;
  return MemoryBuffer::getMemBufferCopy(Text, Path);
}

Expected<std::unique_ptr<MemoryBuffer>> readFileOrPipe(StringRef Path) {
  Descriptor File(openNow(Path, O_RDONLY));
  struct stat Status;
  if (File.Number < 0 || fstat(File.Number, &Status) != 0)
    return wrong(Path, errno);
  if (S_ISFIFO(Status.st_mode))
    return drain(File, Path);
  if (S_ISDIR(Status.st_mode))
    return wrong(Path, EISDIR);
  if (!S_ISREG(Status.st_mode))
    return wrong(Path, "neither a file nor a pipe");
  auto Text = MemoryBuffer::getOpenFile(File.Number, Path, Status.st_size);
  if (!Text)
    return wrong(Path, Text.getError().message());
  return std::move(*Text);
}

Expected<int> openForWriting(StringRef Path) {
  int Number = openNow(Path, O_WRONLY);
  if (Number < 0 && errno == ENXIO)
    return wrong(Path, "a pipe that nobody reads");
  if (Number < 0 || !wait(Number))
    return wrong(Path, errno);
  return Number;
}

} // namespace epf
