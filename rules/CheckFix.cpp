//===- CheckFix.cpp - Results of requests, looked at rightly --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/CheckFix.h"
#include "rules/Guards.h"
#include "rules/Release.h"

using namespace clang;

namespace epf {

// `if (ret)` becomes `if (ret < 0)` where a request may succeed with more.
static std::optional<Fix> onlyNegative(const SourceView &View, const Syntax &In,
                                       const Holding &H, const IfStmt *If) {
  const Stmt *Set = In.statement(H.Site);
  const auto *Assign = dyn_cast<BinaryOperator>(Set);
  const Expr *Asked = If->getCond()->IgnoreParenImpCasts();
  bool Here = Asked == H.Site;
  bool Behind = Assign && Assign->getOpcode() == BO_Assign &&
                In.next(Set) == If &&
                View.text(Asked) == View.text(Assign->getLHS());
  if (H.Model->On != Success::NotNegative || (!Here && !Behind))
    return std::nullopt;
  Patch P(View, "take only what is negative for an error", Applicability::Safe);
  P.replace(Asked, View.wholeText(Asked) + " < 0");
  return P.take();
}

// `if (request(a) || request(b))` becomes two.
static std::optional<Fix> split(const SourceView &View, const Syntax &In,
                                const Holding &H, const IfStmt *If,
                                llvm::ArrayRef<Exit> Ways) {
  const auto *Or =
      dyn_cast<BinaryOperator>(If->getCond()->IgnoreParenImpCasts());
  std::string Call = releaseCall(View, H, {});
  if (!Or || Or->getOpcode() != BO_LOr || If->getElse() || Call.empty() ||
      !In.isWithin(H.Site, Or->getLHS()) || Ways.size() != 1 ||
      !In.isWithin(Ways[0].At, If->getThen()))
    return std::nullopt;
  Patch P(View, "give it back where the second request fails",
          Applicability::Safe);
  std::string Indent = P.indentOf(If);
  const auto *Block = dyn_cast<CompoundStmt>(If->getThen());
  std::string Body = View.wholeText(If->getThen());
  P.replaceBetween(Or->getLHS(), Or->getRHS(),
                   (Block ? ") " + Body : ")\n" + Indent + "\t" + Body + ";") +
                       "\n\n" + Indent + "if (");
  P.insertBefore(In, Ways[0].At, {Call + ";"});
  return P.take();
}

// A release with the words of H's but for the irq, which nobody has requested.
static std::optional<Fix> rightIrq(const SourceView &View, const Syntax &In,
                                   const Holding &H, const CallExpr *Free) {
  const FunctionDecl *F = Free->getDirectCallee();
  const CallModel *M = F ? callModel(*F) : nullptr;
  if (!M || M->Acquires || M->Kind != H.Model->Kind || M->Key < 0 ||
      M->Managed != H.Model->Managed || M->Cookie < 0 ||
      !View.isBefore(H.Site, Free))
    return std::nullopt;
  std::string Given = View.folded(argument(Free, M->Key));
  const Expr *Taken = argument(H.Site, H.Model->Key);
  if (Given == View.folded(Taken) ||
      View.folded(argument(Free, M->Cookie)) !=
          View.folded(argument(H.Site, H.Model->Cookie)))
    return std::nullopt;
  for (const CallExpr *Each : In.all<CallExpr>()) {
    const FunctionDecl *Callee = Each->getDirectCallee();
    const CallModel *Other = Callee ? callModel(*Callee) : nullptr;
    if (Other && Other->Acquires && Other->Key >= 0 &&
        View.folded(argument(Each, Other->Key)) == Given)
      return std::nullopt;
  }
  Patch P(View, "free the irq that was requested", Applicability::Review);
  P.replace(argument(Free, M->Key), View.wholeText(Taken));
  return P.take();
}

// `if (ret && more) free();` in front of `return ret`: more is too much.
static std::optional<Fix> lessAsked(const SourceView &View, const Syntax &In,
                                    const Holding &H, const CallExpr *Free,
                                    llvm::ArrayRef<Exit> Ways) {
  const IfStmt *If = In.branch(Free);
  const auto *And =
      If ? dyn_cast<BinaryOperator>(If->getCond()->IgnoreParenImpCasts())
         : nullptr;
  if (!And || And->getOpcode() != BO_LAnd || If->getElse() ||
      In.statement(Free) != If->getThen())
    return std::nullopt;
  for (const Exit &E : Ways) {
    const auto *Return = dyn_cast<ReturnStmt>(E.At);
    auto Fails = Return ? failureOf(View, In, Return) : std::nullopt;
    if (!Fails || *Fails != View.text(And->getLHS()) ||
        !View.isBefore(Free, Return))
      return std::nullopt;
  }
  Patch P(View, "release whenever it fails", Applicability::Review);
  P.replace(And, View.wholeText(And->getLHS()));
  return P.take();
}

// A case that gives back ends where it should go on to one that gives back H.
static std::optional<Fix> goOn(const SourceView &View, const Syntax &In,
                               const Holding &H, const CallExpr *Free) {
  const Stmt *Case = In.statement(Free);
  while (Case && !isa<SwitchCase>(Case)) {
    if (isa_and_nonnull<SwitchCase>(In.parent(Case)))
      Case = In.parent(Case);
    else
      Case = In.previous(Case);
  }
  const Stmt *Before = Case ? In.previous(Case) : nullptr;
  if (!isa_and_nonnull<BreakStmt>(Before))
    return std::nullopt;
  Patch P(View, "fall through to what gives it back", Applicability::Review);
  P.replaceStatement(Before, "fallthrough;");
  return P.take();
}

// What S, a case, does.
static const Stmt *bodyOfCase(const Stmt *S) {
  while (const auto *Case = dyn_cast_or_null<SwitchCase>(S))
    S = Case->getSubStmt();
  return S;
}

static std::optional<Fix> swapped(const SourceView &View, const Stmt *A,
                                  const Stmt *B) {
  Patch P(View, "free in the order of the requests", Applicability::Review);
  P.swap(A, B);
  return P.take();
}

// A helper is told by a code what has failed, and frees in cases that fall
// through what was requested before. Where two of them are in the wrong order,
// they change places.
static std::optional<Fix> swapCases(const SourceView &View, const Syntax &In,
                                    const Holding &H, const Exit &E) {
  const auto *Code = dyn_cast_or_null<BinaryOperator>(In.previous(E.At));
  const auto *Goto = dyn_cast<GotoStmt>(E.At);
  if (!Goto || !Code || Code->getOpcode() != BO_Assign)
    return std::nullopt;
  const auto *Call =
      dyn_cast<CallExpr>(unlabelled(Goto->getLabel()->getStmt()));
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const FunctionDecl *Helper = nullptr;
  if (!Callee || !Callee->hasBody(Helper) ||
      llvm::none_of(Call->arguments(), [&](const Expr *Arg) {
        return sameWords(View, Arg, Code->getLHS());
      }))
    return std::nullopt;
  Syntax There(*Helper);
  const Stmt *Own = nullptr, *Missed = nullptr;
  for (const CaseStmt *Each : There.all<CaseStmt>()) {
    const Stmt *Body = bodyOfCase(Each);
    if (sameWords(View, Each->getLHS(), Code->getRHS()))
      Own = Body;
    else if (!Own && isa<IfStmt, CallExpr>(Body) &&
             llvm::any_of(There.within<CallExpr>(Body),
                          [&](const CallExpr *Free) {
                            return givesBack(View, Free, H);
                          }))
      Missed = Body;
  }
  if (!Own || !Missed || !isa<IfStmt, CallExpr>(Own))
    return std::nullopt;
  return swapped(View, Missed, Own);
}

std::optional<Fix> swapWithCaseBefore(const SourceView &View,
                                      const StrayFree &S) {
  const auto *Code = S.From ? dyn_cast_or_null<BinaryOperator>(
                                  Syntax(*S.Function).previous(S.From))
                            : nullptr;
  if (!S.Failed || S.FreeIn == S.Function || !Code)
    return std::nullopt;
  Syntax There(*S.FreeIn);
  const Stmt *Before = nullptr;
  for (const CaseStmt *Each : There.all<CaseStmt>()) {
    const Stmt *Body = bodyOfCase(Each);
    bool Own = sameWords(View, Each->getLHS(), Code->getRHS());
    if (Own && Before && isa<IfStmt, CallExpr>(Body) &&
        There.isWithin(S.Free, Body))
      return swapped(View, Before, Body);
    Before = isa<IfStmt, CallExpr>(Body) ? Body : nullptr;
  }
  return std::nullopt;
}

std::vector<Fix> mendChecks(const SourceView &View, const Holding &H,
                            llvm::ArrayRef<Exit> Ways) {
  Syntax In(H.Where->Of->function());
  std::vector<Fix> Found;
  if (Ways.size() == 1)
    add(Found, swapCases(View, In, H, Ways.front()));
  for (const IfStmt *If : In.all<IfStmt>()) {
    if (llvm::none_of(Ways, [&](const Exit &E) {
          return In.isWithin(E.At, If->getThen());
        }))
      continue;
    add(Found, onlyNegative(View, In, H, If));
    add(Found, split(View, In, H, If, Ways));
  }
  if (!In.loop(H.Site))
    for (const CallExpr *Call : In.all<CallExpr>())
      if (!In.loop(Call))
        add(Found, rightIrq(View, In, H, Call));
  for (const CallExpr *Call : In.all<CallExpr>())
    if (givesBack(View, Call, H)) {
      add(Found, lessAsked(View, In, H, Call, Ways));
      add(Found, goOn(View, In, H, Call));
    }
  return Found;
}

} // namespace epf
