//===- Kbuild.cpp - What a directory's Makefile says of its objects -------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A line is an assignment, a conditional or of no interest. Values are kept
// unexpanded but for `$(src)`, which Linux before 6.10 gave relative to the
// source and later gives whole: `$(srctree)/$(src)` and `$(src)` mean the same.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Kbuild.h"
#include "tool/source/SourceRoot.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/StringSaver.h"

using namespace llvm;

namespace epf {

/// Joins continued lines and cuts comments off.
static std::vector<std::string> logicalLines(StringRef Text) {
  std::vector<std::string> Lines;
  std::string Current;
  while (!Text.empty()) {
    auto [Line, Rest] = Text.split('\n');
    Text = Rest;
    Line = Line.split('#').first.rtrim();
    bool Continued = Line.consume_back("\\");
    Current += Line;
    if (Continued) {
      Current += ' ';
      continue;
    }
    Lines.push_back(StringRef(Current).trim().str());
    Current.clear();
  }
  return Lines;
}

/// The index of the parenthesis that closes the one before Text.
static size_t closingParenthesis(StringRef Text) {
  unsigned Open = 1;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] == '(')
      ++Open;
    else if (Text[I] == ')' && --Open == 0)
      return I;
  }
  return StringRef::npos;
}

StringRef Kbuild::valueOf(StringRef Name) const {
  auto Value = Values.find(Name);
  if (Value != Values.end())
    return Value->second;
  Value = Config->find(Name);
  return Value == Config->end() ? StringRef() : StringRef(Value->second);
}

std::string Kbuild::expand(StringRef Text, unsigned Depth) const {
  constexpr unsigned MaxDepth = 16;
  std::string Result;
  while (!Text.empty() && Depth < MaxDepth) {
    size_t Dollar = std::min(Text.find("$("), Text.find("${"));
    Result += Text.take_front(Dollar);
    if (Dollar == StringRef::npos)
      break;
    Text = Text.drop_front(Dollar);
    if (Text.starts_with("$(srctree)/$(src)"))
      Text.consume_front("$(srctree)/");
    bool Braced = Text.starts_with("${");
    Text = Text.drop_front(2);
    size_t Close = Braced ? Text.find('}') : closingParenthesis(Text);
    if (Close == StringRef::npos)
      break;
    StringRef Name = Text.take_front(Close);
    Result += expand(valueOf(Name == "shell pwd" ? "PWD" : Name), Depth + 1);
    Text = Text.drop_front(Close + 1);
  }
  return Result;
}

void Kbuild::assign(StringRef Line) {
  size_t Equals = Line.find('=');
  if (Equals == StringRef::npos)
    return;
  StringRef Name = Line.take_front(Equals);
  StringRef Value = Line.drop_front(Equals + 1).trim();
  bool Append = Name.consume_back("+");
  bool IfUnset = !Append && Name.consume_back("?");
  Name = Name.rtrim(": \t");

  std::string &Slot = Values[expand(Name)];
  if (Append)
    Slot += (" " + Value).str();
  else if (!IfUnset || Slot.empty())
    Slot = Value.str();
}

/// Reads what is included in the place of the line; a name is relative to the
/// directory of the Makefile.
void Kbuild::include(StringRef Names) {
  constexpr unsigned MaxNesting = 4;
  if (!Included || Nesting == MaxNesting)
    return;
  ++Nesting;
  SmallVector<StringRef> Each;
  std::string Expanded = expand(Names);
  SplitString(Expanded, Each);
  for (StringRef Name : Each)
    read(Included(absolutePath(Name, valueOf("src"))));
  --Nesting;
}

/// Condition is what follows `if` in ifeq, ifneq, ifdef, ifndef.
bool Kbuild::holds(StringRef Condition) const {
  bool Negated = Condition.consume_front("n");
  if (Condition.consume_front("def"))
    return Negated != !expand("$(" + Condition.trim().str() + ")").empty();
  Condition.consume_front("eq");
  Condition = Condition.trim();
  Condition.consume_front("(");
  Condition.consume_back(")");
  auto [Left, Right] = Condition.split(',');
  return Negated != (expand(Left.trim()) == expand(Right.trim()));
}

void Kbuild::read(StringRef Text) {
  struct Branch {
    bool Live;  ///< lines of this branch count
    bool Taken; ///< a branch of this conditional has been live
  };
  SmallVector<Branch, 4> Open;
  for (StringRef Line : logicalLines(Text)) {
    bool IsElse = Line.consume_front("else");
    Line = Line.ltrim();
    bool IsIf = Line.starts_with("ifeq") || Line.starts_with("ifneq") ||
                Line.starts_with("ifdef") || Line.starts_with("ifndef");
    if (IsElse && !Open.empty()) {
      Branch &B = Open.back();
      B.Live = !B.Taken && (!IsIf || holds(Line.drop_front(2)));
      B.Taken |= B.Live;
    } else if (IsIf) {
      bool Live = holds(Line.drop_front(2));
      Open.push_back({Live, Live});
    } else if (Line.starts_with("endif")) {
      if (!Open.empty())
        Open.pop_back();
    } else if (all_of(Open, [](const Branch &B) { return B.Live; })) {
      Line.consume_front("-");
      if (Line.consume_front("include "))
        include(Line);
      else
        assign(Line);
    }
  }
}

std::vector<std::string> Kbuild::words(StringRef Name) const {
  BumpPtrAllocator Storage;
  StringSaver Saver(Storage);
  SmallVector<const char *, 32> Words;
  cl::TokenizeGNUCommandLine(expand("$(" + Name.str() + ")"), Saver, Words);
  return {Words.begin(), Words.end()};
}

bool Kbuild::lists(StringRef Name, StringRef Object) const {
  return is_contained(words(Name), Object);
}

bool Kbuild::listsObjects() const {
  return any_of(Values, [](const auto &Entry) {
    return Entry.first().starts_with("obj-");
  });
}

bool Kbuild::isBuiltIn(StringRef Object) const {
  if (lists("obj-m", Object))
    return false;
  if (lists("obj-y", Object))
    return true;
  for (const auto &Entry : Values) {
    StringRef Whole = Entry.first();
    bool Composite = Whole.consume_back("-y") || Whole.consume_back("-objs") ||
                     Whole.consume_back("-m");
    if (Composite && Whole != "obj" && lists(Entry.first(), Object) &&
        lists("obj-y", Whole.str() + ".o"))
      return true;
  }
  return false;
}

} // namespace epf
