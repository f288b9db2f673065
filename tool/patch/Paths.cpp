//===- Paths.cpp - The paths that patches name ----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace epf::patch {

static constexpr size_t LongestPath = 4096;

/// The text of a name that git put in quotes, as C does.
static std::string unquoted(StringRef Name) {
  if (!Name.consume_front("\""))
    return Name.str();
  std::string Result;
  while (!Name.empty() && Name.front() != '"') {
    char C = Name.front();
    Name = Name.drop_front();
    unsigned Octal;
    if (C == '\\' && Name.size() >= 3 &&
        !Name.take_front(3).getAsInteger(8, Octal) && Octal < 256) {
      C = char(Octal);
      Name = Name.drop_front(3);
    } else if (C == '\\' && !Name.empty()) {
      C = Name.front() == 't'   ? '\t'
          : Name.front() == 'n' ? '\n'
                                : Name.front();
      Name = Name.drop_front();
    }
    Result += C;
  }
  return Result;
}

std::string pathOfLine(StringRef Line) {
  Line = Line.drop_front(4).split('\t').first.trim();
  // Without a tab the time follows a space: "x.c 2026-01-31 10:00:00".
  size_t Time = Line.find(" 20");
  if (Time != StringRef::npos && Line.substr(Time).count(':') >= 1)
    Line = Line.take_front(Time).rtrim();
  return Line == "/dev/null" ? "" : unquoted(Line);
}

std::pair<std::string, std::string> pathsOfGitLine(StringRef Line) {
  Line.consume_front("diff --git ");
  Line = Line.trim();
  if (Line.starts_with("\"")) {
    size_t End = Line.find("\" ");
    if (End == StringRef::npos)
      return {};
    return {unquoted(Line.take_front(End + 1)),
            unquoted(Line.drop_front(End + 2).trim())};
  }
  // "a/x b/x": the same twice but for the prefix, or without any space in them.
  size_t Middle = Line.size() / 2;
  if (Line.size() % 2 && Line[Middle] == ' ' &&
      Line.take_front(Middle).split('/').second ==
          Line.drop_front(Middle + 1).split('/').second)
    return {Line.take_front(Middle).str(), Line.drop_front(Middle + 1).str()};
  if (Line.count(' ') == 1)
    return {Line.split(' ').first.str(), Line.split(' ').second.str()};
  return {};
}

void stripPrefixes(std::string &Old, std::string &New) {
  auto Rest = [](StringRef Path) { return Path.split('/').second; };
  auto IsMark = [](StringRef Path) {
    return Path.size() > 2 && Path[1] == '/' &&
           StringRef("abciow").contains(Path[0]);
  };
  StringRef A = Old, B = New;
  bool Marked = (A.empty() || IsMark(A)) && (B.empty() || IsMark(B));
  bool Trees = A != B && !Rest(A).empty() && Rest(A) == Rest(B);
  if (Marked || Trees) {
    Old = Rest(A).str();
    New = Rest(B).str();
  } else if (A != B && (A == (B + ".orig").str() || A == (B + "~").str())) {
    Old = New;
  }
}

bool isCode(StringRef Path) {
  for (StringRef End : {".c", ".h", ".inc", ".def"})
    if (Path.ends_with(End))
      return true;
  return false;
}

static Error refuse(StringRef Path, const char *What) {
  return createStringError(std::errc::invalid_argument, "'%s' %s",
                           Path.str().c_str(), What);
}

Error checkPath(StringRef Path) {
  auto IsControl = [](char C) { return !isPrint(C) && !(C & 0x80); };
  if (any_of(Path, IsControl))
    return createStringError(std::errc::invalid_argument,
                             "a path has control characters");
  if (Path.size() > LongestPath)
    return createStringError(std::errc::invalid_argument,
                             "a path is longer than 4096 characters");
  if (Path.starts_with("/") || Path.starts_with("~") ||
      (Path.size() > 1 && Path[1] == ':'))
    return refuse(Path, "is an absolute path");
  SmallVector<StringRef> Names;
  Path.split(Names, '/');
  for (StringRef Name : Names) {
    if (Name == "..")
      return refuse(Path, "leaves the tree");
    if (Name.empty() || Name == ".")
      return refuse(Path, "is no plain path");
    if (Name.equals_insensitive(".git"))
      return refuse(Path, "is git's own");
  }
  return Error::success();
}

} // namespace epf::patch
