//===- BitsFix.cpp - A bit for each irq of a range ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/BitsFix.h"
#include "rules/FlagFix.h"
#include "rules/Flagger.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace epf {

static constexpr char Field[] = "requested";

// What E is spelled like where it stands, in a macro's definition.
static llvm::StringRef spelled(const SourceView &View, const Expr *E) {
  const ASTContext &Ctx = View.context();
  const SourceManager &SM = Ctx.getSourceManager();
  return Lexer::getSourceText(
      CharSourceRange::getTokenRange(SM.getSpellingLoc(E->getBeginLoc()),
                                     SM.getSpellingLoc(E->getEndLoc())),
      SM, Ctx.getLangOpts());
}

static unsigned columnOf(llvm::StringRef Text) {
  unsigned Column = 0;
  for (char C : Text)
    Column = C == '\t' ? (Column / 8 + 1) * 8 : Column + 1;
  return Column;
}

// Line with its end where those of the macro have theirs.
static std::string continued(std::string Line, unsigned Column) {
  do
    Line += '\t';
  while (columnOf(Line) < Column);
  return Line + "\\\n";
}

// Puts "else Text;" behind what the macro that Site is from says where its
// request has failed, if it says no more than one thing.
static std::optional<Edit> elseInMacro(const SourceView &View,
                                       const CallExpr *Site,
                                       const std::string &Text) {
  const SourceManager &SM = View.context().getSourceManager();
  SourceLocation At = SM.getSpellingLoc(Site->getBeginLoc());
  if (!Site->getBeginLoc().isMacroID() || !SM.isInMainFile(At))
    return std::nullopt;
  llvm::StringRef All = SM.getBufferData(SM.getMainFileID());
  size_t Begin = All.rfind('\n', SM.getFileOffset(At)) + 1;
  llvm::StringRef Line = All.slice(Begin, SM.getFileOffset(At));
  // "ret = request_irq(...);", then "if (ret)" and a call.
  std::string Result = Line.split('=').first.trim().str();
  size_t If = All.find("if (" + Result + ")", Begin);
  size_t End = All.find(";", If);
  size_t Next = All.find('\n', End);
  if (Result.empty() || If == llvm::StringRef::npos ||
      Next == llvm::StringRef::npos)
    return std::nullopt;
  llvm::StringRef Said = All.slice(If + Result.size() + 5, End);
  llvm::StringRef Head = All.slice(All.rfind('\n', If) + 1, All.find('\n', If));
  llvm::StringRef Last = All.slice(All.rfind('\n', End) + 1, Next);
  if (Said.contains('{') || Said.contains(';') || !Head.ends_with("\\") ||
      !Last.ends_with("\\") ||
      !All.substr(Next).ltrim("\n\t \\").starts_with("}"))
    return std::nullopt;
  std::string Indent =
      Head.take_while([](char C) { return C == '\t' || C == ' '; }).str();
  unsigned Column = columnOf(Head.drop_back());
  Edit E;
  E.File = SM.getFileEntryRefForID(SM.getMainFileID())->getName();
  E.Offset = Next + 1;
  E.Replacement = continued(Indent + "else", Column) +
                  continued(Indent + "\t" + Text + ";", Column);
  return E;
}

std::optional<Fix> rememberInBits(const SourceView &View, const StrayFree &S) {
  const CallExpr *Site = S.Request->Site;
  const auto *Key = dyn_cast_or_null<BinaryOperator>(
      argument(Site, S.Request->Model->Key)->IgnoreParenImpCasts());
  const Expr *Cookie = argument(Site, S.Request->Model->Cookie);
  const SourceManager &SM = View.context().getSourceManager();
  Syntax In(*S.FreeIn);
  const auto *Loop = dyn_cast_or_null<ForStmt>(In.loop(S.Free));
  const auto *Freed = dyn_cast<DeclRefExpr>(
      argument(S.Free, callModel(*S.Free->getDirectCallee())->Key)
          ->IgnoreParenImpCasts());
  Expr::EvalResult Bit;
  // A long has 32 bits on some machines.
  if (!Key || Key->getOpcode() != BO_Add ||
      !Key->getRHS()->EvaluateAsInt(Bit, View.context()) ||
      Bit.Val.getInt().getZExtValue() >= 32 || !Cookie || !Loop || !Freed ||
      counterOf(Loop) != Freed->getDecl() || Loop->getBody() != S.Free ||
      !SM.isMacroArgExpansion(Key->getRHS()->getBeginLoc()))
    return std::nullopt;
  const RecordDecl *Record = pointee(Cookie->getType());
  const auto *Object = dyn_cast<DeclRefExpr>(Cookie->IgnoreParenImpCasts());
  if (!Record || !Object || !isInMainFile(View, Record))
    return std::nullopt;
  // Both sides name what the number is counted from alike.
  std::vector<const VarDecl *> Named = localsOf(Key->getLHS());
  for (const VarDecl *V : Named)
    if (llvm::none_of(In.all<DeclRefExpr>(), [&](const DeclRefExpr *Ref) {
          return Ref->getDecl()->getName() == V->getName() &&
                 View.context().hasSameType(Ref->getType(), V->getType());
        }))
      return std::nullopt;
  const FieldDecl *Last = nullptr;
  for (const FieldDecl *F : Record->fields()) {
    if (F->getName() == Field)
      return std::nullopt;
    if (F->getType()->isIntegerType() && !F->isBitField() &&
        isInMainFile(View, F))
      Last = F;
  }
  llvm::StringRef Sum = spelled(View, Key->getLHS());
  size_t Plus =
      Sum.data() - SM.getBufferData(SM.getMainFileID()).data() + Sum.size();
  llvm::StringRef Behind = SM.getBufferData(SM.getMainFileID()).substr(Plus);
  if (!Last || !Behind.ltrim().consume_front("+"))
    return std::nullopt;
  std::string Number =
      Behind.substr(Behind.find('+') + 1)
          .ltrim()
          .take_while([](char C) { return isAsciiIdentifierContinue(C); })
          .str();
  std::string Bits = Object->getDecl()->getNameAsString() + "->" + Field;
  auto Set = elseInMacro(View, Site, Bits + " |= BIT(" + Number + ")");
  if (!Set)
    return std::nullopt;
  Patch P(View, "remember in bits which are requested", Applicability::Review);
  P.addField(*Last, "unsigned long", Field, "the irqs that are requested");
  P.head(S.Free,
         "if (" +
             View.text(argument(
                 S.Free, callModel(*S.Free->getDirectCallee())->Cookie)) +
             "->" + Field + " & BIT(" + Freed->getDecl()->getName().str() +
             " - " + Sum.str() + "))");
  auto Made = P.take();
  if (!Made)
    return std::nullopt;
  auto Place = llvm::find_if(
      Made->Edits, [&](const Edit &E) { return E.Offset > Set->Offset; });
  Made->Edits.insert(Place, *Set);
  return Made;
}

} // namespace epf
