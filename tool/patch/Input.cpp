//===- Input.cpp - From what a reviewer has in hand to a series -----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Input.h"
#include "tool/patch/Page.h"
#include "tool/patch/Series.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace epf::patch {

static constexpr size_t MostBytes = 64 << 20;
static constexpr size_t MostLines = 1000000;

namespace {

/// What was read so far of one file or of several.
class Reader {
public:
  Error read(StringRef Text);
  std::vector<Message> Messages;

private:
  size_t Bytes = 0;
  size_t Line = 1;
};

} // namespace

Error Reader::read(StringRef Text) {
  Bytes += Text.size();
  if (Bytes > MostBytes)
    return createStringError(std::errc::file_too_large, "more than 64 MiB");
  if (Text.starts_with("\x1f\x8b") || Text.starts_with("\xfd"
                                                       "7zXZ"))
    return createStringError(std::errc::invalid_argument,
                             "is compressed: unpack it first");
  Text.consume_front("\xEF\xBB\xBF");
  size_t First = Line;
  Line += Text.count('\n') + !Text.ends_with("\n");
  if (Line > MostLines)
    return createStringError(std::errc::file_too_large,
                             "more than 1,000,000 lines");
  if (size_t Nul = Text.find('\0'); Nul != StringRef::npos)
    return errorAt(First + Text.take_front(Nul).count('\n'), "a NUL byte");
  if (!looksLikeMail(Text)) {
    append_range(Messages, readPage(Text, First));
    return Error::success();
  }
  auto Mails = readMails(Text, First);
  if (!Mails)
    return Mails.takeError();
  for (Message &M : *Mails) {
    decodeEntities(M.Text, M.Damages);
    Messages.push_back(std::move(M));
  }
  return Error::success();
}

static Error named(StringRef Name, Error E) {
  return handleErrors(std::move(E), [&](const ErrorInfoBase &Each) {
    return createStringError(Each.convertToErrorCode(),
                             Name + ": " + Each.message());
  });
}

static Expected<Series> finish(StringRef Name, Reader &R) {
  auto S = assemble(std::move(R.Messages));
  if (!S)
    return named(Name, S.takeError());
  return S;
}

// All of File, which may be a pipe that does not end.
static Expected<std::string> textOf(StringRef File) {
  Expected<sys::fs::file_t> From = File == "-"
                                       ? sys::fs::getStdinHandle()
                                       : sys::fs::openNativeFileForRead(File);
  if (!From)
    return named(File, From.takeError());
  std::string Text;
  std::vector<char> Part(1 << 16);
  Error Wrong = Error::success();
  while (!Wrong && Text.size() <= MostBytes) {
    Expected<size_t> Size = sys::fs::readNativeFile(*From, Part);
    if (!Size)
      Wrong = Size.takeError();
    else if (*Size == 0)
      break;
    else
      Text.append(Part.data(), *Size);
  }
  if (File != "-")
    sys::fs::closeFile(*From);
  if (Wrong)
    return named(File, std::move(Wrong));
  return Text;
}

Expected<Series> readInput(MemoryBufferRef Input) {
  Reader R;
  if (Error E = R.read(Input.getBuffer()))
    return named(Input.getBufferIdentifier(), std::move(E));
  return finish(Input.getBufferIdentifier(), R);
}

/// The files of a maildir, or of any other folder, by name.
static Expected<std::vector<std::string>> filesOf(StringRef Dir) {
  SmallVector<std::string> Dirs;
  for (StringRef Sub : {"new", "cur"}) {
    SmallString<128> Path(Dir);
    sys::path::append(Path, Sub);
    if (sys::fs::is_directory(Path))
      Dirs.push_back(Path.str().str());
  }
  if (Dirs.empty())
    Dirs.push_back(Dir.str());
  std::vector<std::string> Files;
  std::error_code EC;
  for (const std::string &Each : Dirs)
    for (sys::fs::directory_iterator I(Each, EC), End; !EC && I != End;
         I.increment(EC))
      if (I->type() == sys::fs::file_type::regular_file &&
          !sys::path::filename(I->path()).starts_with("."))
        Files.push_back(I->path());
  if (EC)
    return createStringError(EC, "%s: %s", Dir.str().c_str(),
                             EC.message().c_str());
  llvm::sort(Files, [](StringRef A, StringRef B) {
    return sys::path::filename(A) < sys::path::filename(B);
  });
  return Files;
}

Expected<Series> readInput(StringRef Path) {
  std::vector<std::string> Files = {Path.str()};
  if (Path != "-" && sys::fs::is_directory(Path)) {
    auto Found = filesOf(Path);
    if (!Found)
      return Found.takeError();
    Files = std::move(*Found);
  }
  Reader R;
  for (const std::string &File : Files) {
    Expected<std::string> Text = textOf(File);
    if (!Text)
      return Text.takeError();
    if (Error E = R.read(*Text))
      return named(File, std::move(E));
  }
  return finish(Path, R);
}

} // namespace epf::patch
