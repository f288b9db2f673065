//===- Addition.cpp - Adding fields, variables and branches ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a repair adds looks like its neighbours: a field is aligned with the one
// above and told of in the same comment, declarations keep their order, an else
// has braces where the if has them.
//
//===----------------------------------------------------------------------===//

#include "rules/Patch.h"
#include "clang/AST/Decl.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;

namespace epf {

static unsigned columnOf(llvm::StringRef Text) {
  unsigned Column = 0;
  for (char C : Text)
    Column = C == '\t' ? (Column / 8 + 1) * 8 : Column + 1;
  return Column;
}

// ` * @name:   what it is`, up to what it is; empty if Line begins otherwise.
static llvm::StringRef memberTag(llvm::StringRef Line) {
  llvm::StringRef Rest = Line.ltrim();
  if (!Rest.consume_front("*") || !Rest.ltrim().starts_with("@"))
    return "";
  size_t Colon = Line.find(':');
  if (Colon == llvm::StringRef::npos)
    return "";
  return Line.take_front(Line.find_first_not_of(" \t", Colon + 1));
}

// A line of kernel-doc for the new field, behind those about F.
void Patch::documentField(const FieldDecl &F, llvm::StringRef Name,
                          llvm::StringRef Doc) {
  auto Struct = offset(F.getParent()->getBeginLoc());
  if (!Struct)
    return;
  unsigned Line = lineStart(*Struct), Begin = aboveComment(Line);
  if (!text().substr(Begin).ltrim().starts_with("/**"))
    return;
  llvm::StringRef Tag;
  while (Begin < Line) {
    llvm::StringRef Each = text().slice(Begin, text().find('\n', Begin));
    llvm::StringRef Own = memberTag(Each);
    llvm::StringRef Body = Each.ltrim();
    Body.consume_front("*");
    // What F is may take several lines.
    if (!Tag.empty() &&
        (!Own.empty() || Body.trim().empty() || Body.starts_with("/")))
      break;
    if (Own.ltrim(" \t*").starts_with("@" + F.getName().str() + ":"))
      Tag = Own;
    Begin += Each.size() + 1;
  }
  if (Tag.empty())
    return;
  std::string Text =
      Tag.take_front(Tag.find('@')).str() + "@" + Name.str() + ":";
  char Space = Tag.back();
  do
    Text += Space;
  while (columnOf(Text) < columnOf(Tag));
  edit(Begin, Begin, Text + Doc.str() + "\n");
}

void Patch::addField(const FieldDecl &F, llvm::StringRef Type,
                     llvm::StringRef Name, llvm::StringRef Doc) {
  auto At = offset(F.getLocation());
  auto End = offset(F.getEndLoc());
  size_t Line = End ? text().find('\n', *End) : llvm::StringRef::npos;
  if (!At || Line == llvm::StringRef::npos) {
    Refused = true;
    return;
  }
  std::string Text = indentAt(*At) + Type.str();
  llvm::StringRef Before = text().slice(lineStart(*At), *At).rtrim("*");
  if (Before.ends_with("\t"))
    while (columnOf(Text) < columnOf(Before))
      Text += '\t';
  else
    Text += ' ';
  edit(Line + 1, Line + 1, Text + Name.str() + ";\n");
  documentField(F, Name, Doc);
}

// Whether the text names something that S declares.
static bool namesAny(llvm::StringRef Text, const DeclStmt *S) {
  return llvm::any_of(S->decls(), [&](const Decl *D) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    return Named && Text.contains(Named->getName());
  });
}

void Patch::declare(const FunctionDecl &F, llvm::ArrayRef<std::string> Lines) {
  if (Lines.empty())
    return;
  const auto *Block = llvm::cast<CompoundStmt>(F.getBody());
  struct Old {
    const DeclStmt *Of;
    unsigned Begin, Behind; ///< its lines
    unsigned Length;
  };
  std::vector<Old> All;
  for (const Stmt *S : Block->body()) {
    const auto *Own = dyn_cast<DeclStmt>(S);
    if (!Own)
      break;
    auto Begin = offset(Own->getBeginLoc()), End = endOf(Own);
    size_t Line = End ? text().find('\n', *End) : llvm::StringRef::npos;
    if (!Begin || Line == llvm::StringRef::npos) {
      Refused = true;
      return;
    }
    llvm::StringRef First =
        text().substr(*Begin).take_until([](char C) { return C == '\n'; });
    All.push_back(
        {Own, lineStart(*Begin), unsigned(Line + 1), unsigned(First.size())});
  }
  if (All.empty()) {
    auto At = offset(Block->getLBracLoc());
    size_t Line = At ? text().find('\n', *At) : llvm::StringRef::npos;
    if (Line == llvm::StringRef::npos)
      Refused = true;
    else
      edit(Line + 1, Line + 1, lines("\t", Lines) + "\n");
    return;
  }
  // "Reverse Christmas tree": the longest comes first.
  bool Falls = All.size() == 1 || All.front().Length > All.back().Length;
  for (size_t I = 1; I < All.size(); ++I)
    Falls &= All[I].Length <= All[I - 1].Length;
  for (const std::string &New : Lines) {
    unsigned Place = All.back().Behind;
    if (Falls && Lines.size() == 1)
      for (const Old &Each : llvm::reverse(All)) {
        if (Each.Length >= New.size() || namesAny(New, Each.Of))
          break;
        Place = Each.Begin;
      }
    edit(Place, Place, lines("\t", {New}));
  }
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

void Patch::insertAtHead(const CompoundStmt &Block, llvm::StringRef Line) {
  auto At = offset(Block.getLBracLoc());
  size_t End = At ? text().find('\n', *At) : llvm::StringRef::npos;
  if (End == llvm::StringRef::npos || Block.body_empty()) {
    Refused = true;
    return;
  }
  llvm::StringRef Next = text().substr(End + 1);
  bool Comment = Next.ltrim(" \t").starts_with("/*");
  std::string Indent =
      Next.take_while([](char C) { return C == ' ' || C == '\t'; }).str();
  if (Indent.empty())
    Indent = indentOf(Block.body_front());
  edit(End + 1, End + 1, Indent + Line.str() + "\n" + (Comment ? "\n" : ""));
}

void Patch::declareFirst(const FunctionDecl &F, const std::string &Line) {
  const auto *Block = llvm::cast<CompoundStmt>(F.getBody());
  if (Block->body_empty() || !isa<DeclStmt>(Block->body_front()))
    return declare(F, {Line});
  if (auto At = offset(Block->body_front()->getBeginLoc()))
    edit(lineStart(*At), lineStart(*At), lines(indentAt(*At), {Line}));
}

void Patch::head(const Stmt *S, const std::string &Head) {
  if (auto Begin = offset(S->getBeginLoc()))
    edit(*Begin, *Begin, Head + "\n" + indentAt(*Begin) + "\t");
}

void Patch::wrap(const Stmt *From, const Stmt *To, const std::string &Head,
                 const std::string &Else) {
  auto Begin = offset(From->getBeginLoc());
  auto End = endOf(To);
  if (!Begin || !End)
    return;
  std::string Indent = indentAt(*Begin);
  edit(*Begin, *Begin, Head + " {\n" + Indent + "\t");
  for (size_t Line = text().find('\n', *Begin); Line < *End;
       Line = text().find('\n', Line + 1))
    if (text()[Line + 1] != '\n')
      edit(Line + 1, Line + 1, "\t");
  std::string Otherwise =
      Else.empty() ? ""
                   : " else {\n" + Indent + "\t" + Else + "\n" + Indent + "}";
  edit(*End, *End, "\n" + Indent + "}" + Otherwise);
}

void Patch::declareBefore(const FunctionDecl &F, const FunctionDecl &Called) {
  FunctionTypeLoc Type = Called.getFunctionTypeLoc();
  auto Begin = offset(Called.getBeginLoc());
  auto End = Type ? offset(Type.getRParenLoc()) : std::nullopt;
  if (Begin && End)
    insertBefore(F, text().slice(*Begin, *End + 1).str() + ";\n\n");
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
