//===- Guards.cpp - The conditions under which something is done ----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Guards.h"
#include "matchers/Calls.h"

using namespace clang;

namespace epf {

std::vector<Guard> guardsOf(const Syntax &In, const Stmt *Site,
                            const Stmt *Around) {
  std::vector<Guard> Found;
  for (const IfStmt *If = In.branch(Site); If; If = In.branch(If)) {
    bool True = In.isWithin(Site, If->getThen());
    const Stmt *Same = True ? If->getThen() : If->getElse();
    if (!Around || !In.isWithin(Around, Same))
      Found.insert(Found.begin(), {If->getCond(), True});
  }
  return Found;
}

// Whether S is, or is a block that ends in, a return of 0 or of nothing.
static bool returnsSuccess(const SourceView &View, const Stmt *S) {
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    S = Block->body_empty() ? nullptr : Block->body_back();
  const auto *Return = dyn_cast_or_null<ReturnStmt>(S);
  if (!Return)
    return false;
  Expr::EvalResult Value;
  return !Return->getRetValue() ||
         (Return->getRetValue()->EvaluateAsInt(Value, View.context()) &&
          Value.Val.getInt() == 0);
}

std::vector<Guard> earlyReturnsBefore(const Syntax &In, const Stmt *Site) {
  std::vector<Guard> Found;
  SourceView View(In.function().getASTContext());
  for (const IfStmt *If : In.all<IfStmt>())
    if (!If->getElse() && View.isBefore(If, Site) && !In.isWithin(Site, If) &&
        returnsSuccess(View, If->getThen()))
      Found.push_back({If->getCond(), false});
  return Found;
}

std::string negated(const SourceView &View, const Expr *E,
                    const std::map<const VarDecl *, std::string> &Names) {
  E = E->IgnoreParenImpCasts();
  std::string Text = spell(View, E, Names);
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return spell(View, Not->getSubExpr()->IgnoreParenImpCasts(), Names);
  const auto *Op = dyn_cast<BinaryOperator>(E);
  if (Op && Op->isComparisonOp() && !Op->getOperatorLoc().isMacroID())
    return spell(View, Op->getLHS(), Names) + " " +
           BinaryOperator::getOpcodeStr(
               BinaryOperator::negateComparisonOp(Op->getOpcode()))
               .str() +
           " " + spell(View, Op->getRHS(), Names);
  if (Op && Op->getOpcode() == BO_LOr)
    return both(negated(View, Op->getLHS(), Names),
                negated(View, Op->getRHS(), Names));
  return Op || isa<ConditionalOperator>(E) ? "!(" + Text + ")" : "!" + Text;
}

std::string both(llvm::StringRef A, llvm::StringRef B) {
  if (A.empty() || B.empty())
    return (A + B).str();
  auto Term = [](llvm::StringRef T) {
    return T.contains("||") || T.contains(" ? ") ? "(" + T.str() + ")"
                                                 : T.str();
  };
  return Term(A) + " && " + Term(B);
}

// Whether asking E once more gives the same answer.
static bool canBeAskedAgain(const Stmt *S) {
  if (const auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F || callModel(*F) || soundsLikeAcquire(F->getName()) ||
        soundsLikeRelease(F->getName()))
      return false;
  }
  if (const auto *Op = dyn_cast<BinaryOperator>(S); Op && Op->isAssignmentOp())
    return false;
  if (const auto *Op = dyn_cast<UnaryOperator>(S);
      Op && Op->isIncrementDecrementOp())
    return false;
  return llvm::all_of(S->children(), [](const Stmt *Child) {
    return !Child || canBeAskedAgain(Child);
  });
}

std::optional<std::string>
spellGuards(const SourceView &View, llvm::ArrayRef<Guard> Guards,
            const std::map<const VarDecl *, std::string> &Names) {
  std::string All;
  for (const Guard &G : Guards) {
    if (!canBeAskedAgain(G.Condition))
      return std::nullopt;
    All = both(All, G.True ? spell(View, G.Condition, Names)
                           : negated(View, G.Condition, Names));
  }
  return All;
}

// Whether nothing but a jump leads to S.
static bool isJumpedTo(const Syntax &In, const Stmt *S) {
  for (; S; S = In.previous(S)) {
    const auto *L = dyn_cast<LabelStmt>(S);
    const Stmt *Before = L ? In.previous(S) : nullptr;
    if (L && isa_and_nonnull<ReturnStmt, GotoStmt>(Before ? unlabelled(Before)
                                                          : nullptr))
      return true;
  }
  return false;
}

// `if (!ret) return 0;` in front of S, where ret is what S returns.
static bool successLeftBefore(const Syntax &In, const Stmt *S,
                              const Expr *Value) {
  for (S = In.previous(S); S; S = In.previous(S)) {
    const auto *If = dyn_cast<IfStmt>(S);
    const auto *Not =
        If ? dyn_cast<UnaryOperator>(If->getCond()->IgnoreParenImpCasts())
           : nullptr;
    if (!Not || If->getElse() || Not->getOpcode() != UO_LNot ||
        !leaves(If->getThen()))
      continue;
    for (const VarDecl *V : localsOf(Not->getSubExpr()))
      if (llvm::is_contained(localsOf(Value), V))
        return true;
  }
  return false;
}

// Whether an error was put into Value just before: PTR_ERR(x) or -EINVAL.
static bool isSetToError(const SourceView &View, const Syntax &In,
                         const ReturnStmt *Return, const Expr *Value) {
  for (const Stmt *S = In.previous(Return); S; S = In.previous(S)) {
    const auto *Set = dyn_cast<BinaryOperator>(S);
    if (!Set || Set->getOpcode() != BO_Assign ||
        View.text(Set->getLHS()) != View.text(Value))
      continue;
    const Expr *Error = Set->getRHS()->IgnoreParenImpCasts();
    Expr::EvalResult Number;
    if (Error->EvaluateAsInt(Number, View.context()))
      return Number.Val.getInt().isNegative();
    const auto *Call = dyn_cast<CallExpr>(Error);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    return F && F->getIdentifier() && F->getName() == "PTR_ERR";
  }
  return false;
}

std::optional<std::string> failureOf(const SourceView &View, const Syntax &In,
                                     const ReturnStmt *Return) {
  const Expr *Value = Return->getRetValue();
  if (!Value)
    return std::nullopt;
  Value = Value->IgnoreParenImpCasts();
  Expr::EvalResult Number;
  if (Value->EvaluateAsInt(Number, View.context()))
    return Number.Val.getInt() != 0 || In.branch(Return)
               ? std::optional<std::string>("")
               : std::nullopt;
  std::string Text = View.text(Value);
  // if (ret) return ret;
  for (const Guard &G : guardsOf(In, Return))
    for (const VarDecl *V : localsOf(G.Condition))
      if (llvm::is_contained(localsOf(Value), V) || isa<CallExpr>(Value))
        return "";
  if (isJumpedTo(In, Return) || successLeftBefore(In, Return, Value) ||
      isSetToError(View, In, Return, Value))
    return "";
  if (const auto *Call = dyn_cast<CallExpr>(Value)) {
    const FunctionDecl *F = Call->getDirectCallee();
    Helper Means = F ? helperOf(*F) : Helper::None;
    if (Means == Helper::Second || Means == Helper::SameValue)
      return "";
    return std::nullopt;
  }
  if (isa<DeclRefExpr, MemberExpr>(Value))
    return Text;
  if (const auto *Choice = dyn_cast<ConditionalOperator>(Value);
      Choice && isSteady(Choice->getCond())) {
    Expr::EvalResult Side;
    auto IsZero = [&](const Expr *E) {
      return E->EvaluateAsInt(Side, View.context()) && Side.Val.getInt() == 0;
    };
    if (IsZero(Choice->getFalseExpr()))
      return View.wholeText(Choice->getCond());
    if (IsZero(Choice->getTrueExpr()))
      return negated(View, Choice->getCond(), {});
  }
  return std::nullopt;
}

std::string errorVariable(const SourceView &View, const Syntax &In) {
  for (const ReturnStmt *R : In.all<ReturnStmt>())
    if (R->getRetValue() &&
        isa<DeclRefExpr>(R->getRetValue()->IgnoreParenImpCasts()))
      return View.text(R->getRetValue());
  return "";
}

bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    S = Block->body_empty() ? S : Block->body_back();
  return isa<GotoStmt, ReturnStmt, BreakStmt, ContinueStmt>(S);
}

} // namespace epf
