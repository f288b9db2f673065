//===- CompileCommands.cpp - Flags from compile_commands.json -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's own reader prints its complaint of malformed text to standard error,
// over several lines; the text is therefore checked before it gets there.
//
//===----------------------------------------------------------------------===//

#include "tool/source/CompileCommands.h"
#include "tool/source/ClangFlags.h"
#include "tool/source/Nesting.h"
#include "tool/source/RegularFiles.h"
#include "tool/source/SourceRoot.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace llvm;
using namespace clang::tooling;

namespace epf {

static constexpr StringLiteral FileName = "compile_commands.json";

CompileCommands::CompileCommands(std::string Path,
                                 std::unique_ptr<CompilationDatabase> Database)
    : Path(std::move(Path)), Database(std::move(Database)) {}

CompileCommands::~CompileCommands() = default;

Expected<std::unique_ptr<CompileCommands>>
CompileCommands::load(StringRef Dir) {
  std::string Path = absolutePath(FileName, absolutePath(Dir));
  auto Text = regularFiles()->getBufferForFile(Path);
  if (!Text)
    return createStringError(Text.getError(), "%s: %s", Path.c_str(),
                             Text.getError().message().c_str());
  if (Error E = checkNesting(Path, (*Text)->getBuffer()))
    return E;
  Expected<json::Value> Parsed = json::parse((*Text)->getBuffer());
  if (!Parsed)
    return createStringError(inconvertibleErrorCode(), "%s: not JSON: %s",
                             Path.c_str(),
                             toString(Parsed.takeError()).c_str());
  std::string Complaint;
  std::unique_ptr<CompilationDatabase> Database =
      JSONCompilationDatabase::loadFromBuffer((*Text)->getBuffer(), Complaint,
                                              JSONCommandLineSyntax::Gnu);
  if (!Database)
    return createStringError(inconvertibleErrorCode(),
                             "%s: not a compilation database: %s", Path.c_str(),
                             StringRef(Complaint).rtrim().str().c_str());
  Database = inferMissingCompileCommands(
      expandResponseFiles(std::move(Database), regularFiles()));
  return std::unique_ptr<CompileCommands>(
      new CompileCommands(std::move(Path), std::move(Database)));
}

Expected<std::unique_ptr<CompileCommands>>
CompileCommands::findAbove(StringRef Path) {
  for (StringRef Dir = Path; !Dir.empty(); Dir = sys::path::parent_path(Dir))
    if (sys::fs::exists(Dir + "/" + FileName))
      return load(Dir);
  return createStringError(inconvertibleErrorCode(),
                           "no compile_commands.json above %s; give -p DIR, "
                           "--kernel DIR or -- FLAGS",
                           Path.str().c_str());
}

Expected<CompileCommand> CompileCommands::commandFor(StringRef File) const {
  auto Commands = Database->getCompileCommands(File);
  if (Commands.empty())
    return createStringError(inconvertibleErrorCode(),
                             "not in compile_commands.json, and nothing "
                             "there to guess its flags from");
  const auto &First = Commands.front();
  return CompileCommand{File.str(), absolutePath(First.Directory),
                        clangFlags(First.CommandLine)};
}

std::vector<std::string> CompileCommands::files() const {
  std::vector<std::string> Result;
  for (const std::string &File : Database->getAllFiles())
    if (StringRef(File).ends_with(".c"))
      Result.push_back(absolutePath(File));
  sort(Result);
  Result.erase(std::unique(Result.begin(), Result.end()), Result.end());
  return Result;
}

} // namespace epf
