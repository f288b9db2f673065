//===- Patch.cpp - Edits to a function, statement by statement ------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Patch.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace epf {

Patch::Patch(const SourceView &View, std::string Description, Applicability How)
    : View(View) {
  Building.Description = std::move(Description);
  Building.How = How;
}

llvm::StringRef Patch::text() const {
  const SourceManager &SM = View.context().getSourceManager();
  return SM.getBufferData(SM.getMainFileID());
}

std::optional<unsigned> Patch::offset(SourceLocation Loc) {
  const SourceManager &SM = View.context().getSourceManager();
  if (Loc.isInvalid() || Loc.isMacroID() || !SM.isInMainFile(Loc)) {
    Refused = true;
    return std::nullopt;
  }
  return SM.getFileOffset(Loc);
}

void Patch::edit(unsigned Begin, unsigned End, std::string Text) {
  const SourceManager &SM = View.context().getSourceManager();
  Edit E;
  E.File = SM.getFileEntryRefForID(SM.getMainFileID())->getName();
  E.Offset = Begin;
  E.Length = End - Begin;
  E.Replacement = std::move(Text);
  Building.Edits.push_back(std::move(E));
}

unsigned Patch::lineStart(unsigned Offset) const {
  size_t NewLine = text().substr(0, Offset).rfind('\n');
  return NewLine == llvm::StringRef::npos ? 0 : NewLine + 1;
}

std::string Patch::indentAt(unsigned Offset) const {
  llvm::StringRef Line = text().substr(lineStart(Offset));
  return Line.take_while([](char C) { return C == ' ' || C == '\t'; }).str();
}

// Past the semicolon, if S has one.
std::optional<unsigned> Patch::endOf(const Stmt *S) {
  const ASTContext &Ctx = View.context();
  SourceLocation Last = S->getEndLoc();
  if (Last.isMacroID()) {
    // A call of a macro that stands alone ends where the macro does.
    Last = Ctx.getSourceManager().getExpansionRange(Last).getEnd();
  }
  SourceLocation End = Lexer::getLocForEndOfToken(
      Last, 0, Ctx.getSourceManager(), Ctx.getLangOpts());
  auto At = offset(End);
  if (!At)
    return At;
  llvm::StringRef Rest = text().substr(*At);
  if (!isa<CompoundStmt>(S) && Rest.ltrim().starts_with(";"))
    return *At + (Rest.size() - Rest.ltrim().size()) + 1;
  return At;
}

std::string Patch::lines(llvm::StringRef Indent,
                         llvm::ArrayRef<std::string> Lines) const {
  std::string All;
  for (const std::string &L : Lines)
    All += (L.empty() ? L : Indent.str() + L) + "\n";
  return All;
}

// The indentation of the if or loop that S is the body of.
std::string Patch::indentOfHead(const Stmt *Up, const Stmt *S) {
  SourceLocation Head = Up->getBeginLoc();
  if (const auto *If = dyn_cast<IfStmt>(Up))
    Head = If->getThen() == S ? If->getIfLoc() : If->getElseLoc();
  auto At = offset(Head);
  return At ? indentAt(*At) : "";
}

// The first line of the comment that ends right above Line, or Line.
unsigned Patch::aboveComment(unsigned Line) const {
  llvm::StringRef Before = text().substr(0, Line);
  if (!Before.ends_with("*/\n"))
    return Line;
  size_t Open = Before.rfind("/*");
  if (Open == llvm::StringRef::npos)
    return Line;
  unsigned Start = lineStart(Open);
  return text().slice(Start, Open).trim().empty() ? Start : Line;
}

// `if ((x = call()))` has to change: the call gets a line of its own, as is the
// kernel's habit.
void Patch::takeCallOut(const Syntax &In, const IfStmt *If) {
  const Expr *Asked = If->getCond()->IgnoreImpCasts();
  if (const auto *Op = dyn_cast<BinaryOperator>(Asked);
      Op && Op->isComparisonOp())
    Asked = Op->getLHS()->IgnoreImpCasts();
  const auto *Set = isa<ParenExpr>(Asked)
                        ? dyn_cast<BinaryOperator>(Asked->IgnoreParenImpCasts())
                        : nullptr;
  if (!Set || Set->getOpcode() != BO_Assign || If->getElse() ||
      !isa<CompoundStmt>(In.parent(If)))
    return;
  auto Begin = offset(If->getIfLoc());
  if (!Begin || !text().slice(lineStart(*Begin), *Begin).trim().empty())
    return;
  edit(lineStart(*Begin), lineStart(*Begin),
       indentAt(*Begin) + View.wholeText(Set) + ";\n");
  replace(Asked, View.wholeText(Set->getLHS()));
}

// Lines in front of S, or behind it. Where S is the only statement of a branch,
// the branch gets braces.
void Patch::insertBeside(const Syntax &In, const Stmt *S,
                         llvm::ArrayRef<std::string> Lines, bool Behind) {
  S = In.statement(S);
  const Stmt *Up = In.parent(S);
  // A call of a macro that stands alone begins where the macro does.
  SourceLocation First = S->getBeginLoc();
  if (First.isMacroID())
    First = View.context().getSourceManager().getExpansionLoc(First);
  auto Begin = offset(First);
  auto End = endOf(S);
  if (!Begin || !End)
    return;
  unsigned Line = lineStart(*Begin);
  std::string Indent = indentAt(*Begin);
  bool Alone = text().slice(Line, *Begin).trim().empty();
  size_t NextLine = text().find('\n', *End);
  if (NextLine == llvm::StringRef::npos || (!Alone && Behind)) {
    Refused = true;
    return;
  }
  unsigned Place = Behind ? NextLine + 1 : aboveComment(Line);
  if (isa<CompoundStmt, LabelStmt, CaseStmt, DefaultStmt>(Up)) {
    if (Alone)
      edit(Place, Place, lines(Indent, Lines));
    else
      edit(*Begin, *Begin,
           llvm::StringRef(lines("", Lines)).trim().str() + " ");
    return;
  }
  if (!Alone) {
    Refused = true;
    return;
  }
  unsigned Head = text().substr(0, *Begin).rtrim().size();
  std::string Close = indentOfHead(Up, S) + "}";
  if (const auto *If = dyn_cast<IfStmt>(Up))
    takeCallOut(In, If);
  edit(Head, Head, " {");
  if (Behind) {
    edit(Place, Place, lines(Indent, Lines) + Close + "\n");
  } else {
    edit(Line, Line, lines(Indent, Lines));
    edit(*End, *End, "\n" + Close);
  }
}

void Patch::insertBefore(const Syntax &In, const Stmt *S,
                         llvm::ArrayRef<std::string> Lines) {
  insertBeside(In, S, Lines, false);
}

void Patch::insertAfter(const Syntax &In, const Stmt *S,
                        llvm::ArrayRef<std::string> Lines) {
  insertBeside(In, S, Lines, true);
}

void Patch::insertAtEnd(const FunctionDecl &F,
                        llvm::ArrayRef<std::string> Lines) {
  append(F, lines("\t", Lines));
}

void Patch::append(const FunctionDecl &F, std::string Text) {
  if (auto At = offset(F.getBodyRBrace()))
    edit(lineStart(*At), lineStart(*At), std::move(Text));
}

static const Stmt *firstStatement(const FunctionDecl &F) {
  for (const Stmt *S : llvm::cast<CompoundStmt>(F.getBody())->body())
    if (!isa<DeclStmt>(S))
      return S;
  return nullptr;
}

void Patch::insertAtStart(const Syntax &In, llvm::ArrayRef<std::string> Lines) {
  if (const Stmt *First = firstStatement(In.function()))
    insertBefore(In, First, Lines);
  else
    insertAtEnd(In.function(), Lines);
}

void Patch::declareBeside(const VarDecl *V, llvm::StringRef Name) {
  const ASTContext &Ctx = View.context();
  auto At = offset(Lexer::getLocForEndOfToken(
      V->getEndLoc(), 0, Ctx.getSourceManager(), Ctx.getLangOpts()));
  if (At)
    edit(*At, *At, ", " + Name.str());
}

// The first line of F, or of the comments that belong to it.
std::optional<unsigned> Patch::startOf(const FunctionDecl &F) {
  auto At = offset(F.getBeginLoc());
  if (!At)
    return At;
  unsigned Line = lineStart(*At);
  for (unsigned Up = aboveComment(Line); Up != Line; Up = aboveComment(Line))
    Line = Up;
  return Line;
}

void Patch::insertBefore(const FunctionDecl &F, std::string Text) {
  if (auto Line = startOf(F))
    edit(*Line, *Line, std::move(Text));
}

// Whether E must stand in parentheses where && follows.
static bool bindsLooser(const Expr *E) {
  E = E->IgnoreImpCasts();
  const auto *Op = dyn_cast<BinaryOperator>(E);
  return isa<ConditionalOperator>(E) ||
         (Op && (Op->getOpcode() == BO_LOr || Op->isAssignmentOp()));
}

void Patch::guard(const Syntax &In, const Stmt *S, std::string Condition) {
  S = In.statement(S);
  auto Begin = offset(S->getBeginLoc());
  auto End = endOf(S);
  if (!Begin || !End)
    return;
  std::string Indent = indentAt(*Begin);
  if (const auto *If = dyn_cast<IfStmt>(In.parent(S))) {
    // Its only statement: the condition joins the one that is there.
    auto End = offset(Lexer::getLocForEndOfToken(
        If->getCond()->getEndLoc(), 0, View.context().getSourceManager(),
        View.context().getLangOpts()));
    if (If->getElse() || If->getThen() != S || !End) {
      Refused = true;
      return;
    }
    bool Or = llvm::StringRef(Condition).contains("||");
    std::string Joined = " && " + (Or ? "(" + Condition + ")" : Condition);
    auto Own = offset(If->getCond()->getBeginLoc());
    bool Looser = bindsLooser(If->getCond());
    if (Looser && Own)
      edit(*Own, *Own, "(");
    edit(*End, *End, (Looser ? ")" : "") + Joined);
    return;
  }
  edit(*Begin, *Begin, "if (" + Condition + ")\n" + Indent + "\t");
  // What runs over several lines moves with it.
  for (size_t Line = text().find('\n', *Begin); Line < *End;
       Line = text().find('\n', Line + 1))
    edit(Line + 1, Line + 1, "\t");
}

void Patch::insertLabel(const LabelStmt *L, llvm::StringRef Name,
                        llvm::ArrayRef<std::string> Lines) {
  auto At = offset(L->getBeginLoc());
  if (!At)
    return;
  std::string Own = indentAt(*At);
  std::string Inner = indentOf(unlabelled(L));
  // `label: statement;` on one line tells nothing of the statement's place.
  if (Inner == Own)
    Inner += "\t";
  edit(lineStart(*At), lineStart(*At),
       (Name.empty() ? "" : Own + Name.str() + ":\n") + lines(Inner, Lines));
}

void Patch::label(const Stmt *S, llvm::StringRef Name) {
  if (auto At = offset(S->getBeginLoc()))
    edit(lineStart(*At), lineStart(*At), (Name + ":\n").str());
}

std::string Patch::indentOf(const Stmt *S) {
  // What begins with a macro, such as dev_err(), stands where that is used.
  auto At = offset(
      View.context().getSourceManager().getExpansionLoc(S->getBeginLoc()));
  return At ? indentAt(*At) : "";
}

void Patch::replace(SourceRange Tokens, std::string Text) {
  const ASTContext &Ctx = View.context();
  // An argument that is a macro of its own (NULL) is replaced as a whole.
  CharSourceRange Whole =
      Lexer::makeFileCharRange(CharSourceRange::getTokenRange(Tokens),
                               Ctx.getSourceManager(), Ctx.getLangOpts());
  if (Whole.isInvalid())
    Whole = Ctx.getSourceManager().getExpansionRange(Tokens);
  SourceLocation Last = Whole.getEnd();
  if (Whole.isTokenRange())
    Last = Lexer::getLocForEndOfToken(Last, 0, Ctx.getSourceManager(),
                                      Ctx.getLangOpts());
  auto Begin = offset(Whole.getBegin());
  auto End = offset(Last);
  if (Begin && End)
    edit(*Begin, *End, std::move(Text));
}

void Patch::replaceStatement(const Stmt *S, std::string Text) {
  auto Begin = offset(
      View.context().getSourceManager().getExpansionLoc(S->getBeginLoc()));
  auto End = endOf(S);
  if (Begin && End)
    edit(*Begin, *End, std::move(Text));
}

void Patch::swap(const Stmt *A, const Stmt *B) {
  auto BeginA = offset(A->getBeginLoc()), BeginB = offset(B->getBeginLoc());
  auto EndA = endOf(A), EndB = endOf(B);
  if (!BeginA || !BeginB || !EndA || !EndB)
    return;
  edit(*BeginA, *EndA, text().slice(*BeginB, *EndB).str());
  edit(*BeginB, *EndB, text().slice(*BeginA, *EndA).str());
}

void Patch::replaceBetween(SourceLocation A, const Stmt *B, std::string Text) {
  const ASTContext &Ctx = View.context();
  auto Begin = offset(Lexer::getLocForEndOfToken(A, 0, Ctx.getSourceManager(),
                                                 Ctx.getLangOpts()));
  auto End = offset(B->getBeginLoc());
  if (Begin && End)
    edit(*Begin, *End, std::move(Text));
}

std::optional<Fix> Patch::take() {
  if (Refused || Building.Edits.empty())
    return std::nullopt;
  // In order of place; what goes to one place stays in order of asking.
  for (size_t I = 1; I < Building.Edits.size(); ++I)
    for (size_t J = I;
         J > 0 && Building.Edits[J].Offset < Building.Edits[J - 1].Offset; --J)
      std::swap(Building.Edits[J], Building.Edits[J - 1]);
  for (size_t I = 1; I < Building.Edits.size(); ++I)
    if (Building.Edits[I - 1].Offset + Building.Edits[I - 1].Length >
        Building.Edits[I].Offset)
      return std::nullopt;
  Building.Reason = "not verified";
  return Building;
}

std::vector<Fix> only(std::optional<Fix> F) {
  return F ? std::vector<Fix>{std::move(*F)} : std::vector<Fix>{};
}

void add(std::vector<Fix> &All, std::optional<Fix> F) {
  if (F)
    All.push_back(std::move(*F));
}

std::vector<std::string> under(llvm::StringRef Condition,
                               llvm::ArrayRef<std::string> Lines) {
  if (Condition.empty())
    return Lines.vec();
  bool Block = Lines.size() > 1;
  std::vector<std::string> All = {("if (" + Condition + ")").str() +
                                  (Block ? " {" : "")};
  for (const std::string &L : Lines)
    All.push_back("\t" + L);
  if (Block)
    All.push_back("}");
  return All;
}

std::string unusedName(const FunctionDecl &F, llvm::StringRef Name) {
  Syntax In(F);
  auto Used = [&](llvm::StringRef Each) {
    for (const LabelStmt *L : In.all<LabelStmt>())
      if (L->getName() == Each)
        return true;
    for (const DeclRefExpr *Ref : In.all<DeclRefExpr>())
      if (Ref->getDecl()->getName() == Each)
        return true;
    return false;
  };
  std::string Free = Name.str();
  for (unsigned I = 2; Used(Free); ++I)
    Free = Name.str() + std::to_string(I);
  return Free;
}

} // namespace epf
