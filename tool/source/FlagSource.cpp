//===- FlagSource.cpp - Where the flags of a file come from ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The source that knows least: what the user gave is what clang gets. Where it
// is added to another's, it has to be understood in the other's directory.
//
//===----------------------------------------------------------------------===//

#include "tool/source/FlagSource.h"
#include "tool/source/SourceRoot.h"

using namespace llvm;

namespace epf {

Expected<CompileCommand> GivenFlags::commandFor(StringRef File) const {
  return CompileCommand{File.str(), absolutePath("."), Flags};
}

AddedFlags::AddedFlags(std::unique_ptr<FlagSource> Source,
                       ArrayRef<std::string> Flags)
    : Source(std::move(Source)) {
  bool IsPath = false;
  for (StringRef Flag : Flags) {
    StringRef Name = Flag.starts_with("-I") ? "-I" : "";
    StringRef Path = Flag.drop_front(Name.size());
    if (IsPath || (!Name.empty() && !Path.empty()))
      Added.push_back(Name.str() + absolutePath(Path));
    else
      Added.push_back(Flag.str());
    IsPath = !IsPath && (Flag == "-I" || Flag == "-include");
  }
}

Expected<CompileCommand> AddedFlags::commandFor(StringRef File) const {
  Expected<CompileCommand> Command = Source->commandFor(File);
  if (Command)
    Command->Flags.insert(Command->Flags.end(), Added.begin(), Added.end());
  return Command;
}

} // namespace epf
