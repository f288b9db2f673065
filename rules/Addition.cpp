//===- Addition.cpp - Adding fields and branches --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a repair adds looks like its neighbours: a field is aligned with the one
// above, an else has braces where the if has them.
//
//===----------------------------------------------------------------------===//

#include "rules/Patch.h"
#include "clang/AST/Decl.h"

using namespace clang;

namespace epf {

void Patch::addField(const FieldDecl &F, llvm::StringRef Type,
                     llvm::StringRef Name) {
  auto At = offset(F.getLocation());
  auto End = offset(F.getEndLoc());
  size_t Line = End ? text().find('\n', *End) : llvm::StringRef::npos;
  if (!At || Line == llvm::StringRef::npos) {
    Refused = true;
    return;
  }
  auto ColumnOf = [](llvm::StringRef Text) {
    unsigned Column = 0;
    for (char C : Text)
      Column = C == '\t' ? (Column / 8 + 1) * 8 : Column + 1;
    return Column;
  };
  std::string Text = indentAt(*At) + Type.str();
  llvm::StringRef Before = text().slice(lineStart(*At), *At).rtrim("*");
  if (Before.ends_with("\t"))
    while (ColumnOf(Text) < ColumnOf(Before))
      Text += '\t';
  else
    Text += ' ';
  edit(Line + 1, Line + 1, Text + Name.str() + ";\n");
}

bool Patch::isConditional(SourceLocation From, SourceLocation To) {
  auto Begin = offset(From), End = offset(To);
  int Open = 0;
  if (!Begin || !End)
    return true;
  llvm::SmallVector<llvm::StringRef> Lines;
  text().slice(*Begin, *End).split(Lines, '\n');
  for (llvm::StringRef L : Lines) {
    L = L.ltrim();
    if (!L.consume_front("#"))
      continue;
    Open += L.ltrim().starts_with("if");
    Open -= L.ltrim().starts_with("endif");
  }
  return Open != 0;
}

void Patch::addElse(const Syntax &In, const IfStmt *If,
                    llvm::ArrayRef<std::string> Lines) {
  auto Begin = offset(If->getIfLoc());
  auto End = endOf(If->getThen());
  if (!Begin || !End)
    return;
  std::string Indent = indentAt(*Begin);
  std::string Inner = this->lines(Indent + "\t", Lines);
  Inner.pop_back();
  if (isa<CompoundStmt>(If->getThen()))
    edit(*End, *End, " else {\n" + Inner + "\n" + Indent + "}");
  else
    edit(*End, *End, "\n" + Indent + "else\n" + Inner);
}

} // namespace epf
