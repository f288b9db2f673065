//===- SourceFiles.cpp - The files that a command's paths stand for -------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Files that are named are taken whatever they are called; whether they can be
// analysed is decided, and reported, file by file.
//
//===----------------------------------------------------------------------===//

#include "tool/source/SourceFiles.h"
#include "tool/source/SourceRoot.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace epf {

/// Appends the C files below Dir.
static Error walk(StringRef Dir, std::vector<std::string> &Files) {
  size_t Before = Files.size();
  std::error_code EC;
  for (sys::fs::recursive_directory_iterator
           I(Dir, EC, /*follow_symlinks=*/false),
       End;
       !EC && I != End; I.increment(EC))
    if (StringRef(I->path()).ends_with(".c") &&
        !sys::fs::is_directory(I->path()))
      Files.push_back(I->path());
  if (EC)
    return createStringError(EC, "%s: %s", Dir.str().c_str(),
                             EC.message().c_str());
  if (Files.size() == Before)
    return createStringError(std::errc::no_such_file_or_directory,
                             "%s: no C files in this directory",
                             Dir.str().c_str());
  return Error::success();
}

Expected<std::vector<std::string>> sourceFiles(ArrayRef<std::string> Paths,
                                               StringRef Fallback) {
  std::vector<std::string> Files;
  for (const std::string &Path : Paths) {
    std::string Place = absolutePath(Path);
    if (!sys::fs::exists(Place) && !Fallback.empty())
      Place = absolutePath(Path, Fallback);
    sys::fs::file_status Status;
    if (std::error_code EC = sys::fs::status(Place, Status))
      return createStringError(EC, "%s: %s", Path.c_str(),
                               EC.message().c_str());
    if (!sys::fs::is_directory(Status))
      Files.push_back(Place);
    else if (Error E = walk(Place, Files))
      return E;
  }
  sort(Files);
  Files.erase(std::unique(Files.begin(), Files.end()), Files.end());
  return Files;
}

} // namespace epf
