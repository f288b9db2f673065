//===- SavedCommand.cpp - The command kbuild ran for an object ------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The command passes through make before the shell: make's escapes are undone
// first, then the line is split as a shell would.
//
//===----------------------------------------------------------------------===//

#include "tool/source/SavedCommand.h"
#include "tool/source/RegularFiles.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/StringSaver.h"

using namespace llvm;

namespace epf {

/// Undoes what kbuild's `make-cmd` did to protect the command from make.
static std::string unescapeMake(StringRef Command) {
  std::string Result;
  while (!Command.empty()) {
    if (Command.consume_front("$(pound)"))
      Result += '#';
    else if (Command.consume_front("$$"))
      Result += '$';
    else {
      Result += Command.front();
      Command = Command.drop_front();
    }
  }
  return Result;
}

std::optional<std::vector<std::string>> savedCommand(StringRef Text) {
  StringRef Line = Text.split('\n').first;
  if (!Line.starts_with("savedcmd_") && !Line.starts_with("cmd_"))
    return std::nullopt;

  std::string Command = unescapeMake(Line.split(":=").second);
  BumpPtrAllocator Storage;
  StringSaver Saver(Storage);
  SmallVector<const char *, 256> Words;
  cl::TokenizeGNUCommandLine(Command, Saver, Words);

  std::vector<std::string> Result;
  bool CompilesC = false;
  for (StringRef Word : Words) {
    if (Word == ";" || Word == "&&")
      break;
    bool Last = Word.consume_back(";");
    CompilesC |= Word.ends_with(".c") && !Word.starts_with("-");
    Result.push_back(Word.str());
    if (Last)
      break;
  }
  if (!CompilesC)
    return std::nullopt;
  return Result;
}

std::optional<std::vector<std::string>> readSavedCommand(StringRef Path) {
  auto Text = regularFiles()->getBufferForFile(Path);
  if (!Text)
    return std::nullopt;
  return savedCommand((*Text)->getBuffer());
}

} // namespace epf
