//===- SourceRoot.cpp - The directory that reports count from -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Paths are compared as spelled first; the disk is asked only if that fails.
//
//===----------------------------------------------------------------------===//

#include "tool/source/SourceRoot.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace epf {

std::string absolutePath(StringRef Path, StringRef Base) {
  SmallString<256> Result(Path);
  sys::fs::make_absolute(Base, Result);
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

std::string absolutePath(StringRef Path) {
  SmallString<256> Here;
  sys::fs::current_path(Here);
  return absolutePath(Path, Here);
}

bool isBelow(StringRef Path, StringRef Dir) {
  Dir.consume_back("/");
  return Path.consume_front(Dir) && (Path.empty() || Path.front() == '/');
}

static bool holdsAll(StringRef Dir, ArrayRef<std::string> Files) {
  return all_of(Files, [&](StringRef File) { return isBelow(File, Dir); });
}

SourceRoot SourceRoot::enclosing(ArrayRef<std::string> Files) {
  if (Files.empty())
    return SourceRoot(".");
  StringRef Common = sys::path::parent_path(Files.front());
  while (!holdsAll(Common, Files))
    Common = sys::path::parent_path(Common);
  for (StringRef Dir = Common; !Dir.empty(); Dir = sys::path::parent_path(Dir))
    if (sys::fs::exists(Dir + "/.git"))
      return SourceRoot(Dir);
  std::string Here = absolutePath(".");
  return SourceRoot(isBelow(Common, Here) ? StringRef(Here) : Common);
}

std::string SourceRoot::relative(StringRef Path) const {
  auto Below = [](StringRef Path, StringRef Root) {
    return Path.drop_front(Root.size()).ltrim('/').str();
  };
  if (isBelow(Path, Dir))
    return Below(Path, Dir);
  SmallString<256> RealPath, RealDir;
  if (!sys::fs::real_path(Path, RealPath) && !sys::fs::real_path(Dir, RealDir))
    if (isBelow(RealPath, RealDir))
      return Below(RealPath, RealDir);
  return Path.str();
}

} // namespace epf
