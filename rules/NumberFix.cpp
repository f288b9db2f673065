//===- NumberFix.cpp - Numbers of irqs that change too early or late ------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/NumberFix.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

static bool writes(const SourceView &View, const BinaryOperator *Set,
                   const std::string &Key) {
  return Set->isAssignmentOp() && View.folded(Set->getLHS()) == Key;
}

std::optional<Fix> keepNumber(const SourceView &View, const Holding &H) {
  const FunctionDecl &F = H.Where->Of->function();
  Syntax In(F);
  const auto *Key =
      dyn_cast_or_null<MemberExpr>(argument(H.Site, H.Model->Key));
  if (!Key || In.loop(H.Site))
    return std::nullopt;
  std::string Text = View.folded(Key);
  bool Overwritten =
      llvm::any_of(In.all<BinaryOperator>(), [&](const BinaryOperator *Set) {
        return View.isBefore(H.Site, Set) && writes(View, Set, Text);
      });
  bool Before =
      llvm::any_of(In.all<BinaryOperator>(), [&](const BinaryOperator *Set) {
        return View.isBefore(Set, H.Site) && writes(View, Set, Text);
      });
  if (!Overwritten || Before)
    return std::nullopt;
  std::string Name = unusedName(F, Key->getMemberDecl()->getNameAsString());
  Patch P(View, "keep the number that was requested", Applicability::Review);
  P.declareFirst(F, Key->getType().getUnqualifiedType().getAsString(
                        View.context().getPrintingPolicy()) +
                        " " + Name + " = " + View.wholeText(Key) + ";");
  bool Any = false;
  for (const CallExpr *Call : In.all<CallExpr>()) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const CallModel *M = Callee ? callModel(*Callee) : nullptr;
    if (!M || M->Acquires || M->Kind != H.Model->Kind ||
        !View.isBefore(H.Site, Call) ||
        View.folded(argument(Call, M->Key)) != Text)
      continue;
    P.replace(argument(Call, M->Key), Name);
    Any = true;
  }
  return Any ? P.take() : std::nullopt;
}

// The free of Number in a function of the file other than Taker, or null.
static const CallExpr *freeOf(const SourceView &View, const VarDecl *Number,
                              const FunctionDecl &Taker, const IfStmt *&Under) {
  for (const FunctionDecl *F : View.functions()) {
    if (F == &Taker)
      continue;
    Syntax In(*F);
    for (const CallExpr *Call : In.all<CallExpr>()) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      const CallModel *M = Callee ? callModel(*Callee) : nullptr;
      const auto *Ref =
          M && !M->Acquires
              ? dyn_cast_or_null<DeclRefExpr>(argument(Call, M->Key))
              : nullptr;
      if (!Ref || Ref->getDecl() != Number || !localsOf(Call).empty())
        continue;
      Under = In.branch(Call);
      return Call;
    }
  }
  return nullptr;
}

// Free and what is done with it under the same condition, if that is no more
// than calls that any function can make.
static std::vector<std::string>
freeing(const SourceView &View, const CallExpr *Free, const IfStmt *Under) {
  const auto *Block =
      Under ? dyn_cast<CompoundStmt>(Under->getThen()) : nullptr;
  std::vector<std::string> All;
  if (Block && llvm::all_of(Block->body(), [](const Stmt *S) {
        const auto *Call = dyn_cast<CallExpr>(S);
        return Call && localsOf(Call).empty();
      }))
    for (const Stmt *S : Block->body())
      All.push_back(View.wholeText(S) + ";");
  return All.empty() ? std::vector{View.wholeText(Free) + ";"} : All;
}

// Whether the user of the module can set V.
static bool isParameter(const SourceView &View, const VarDecl &V) {
  const SourceManager &SM = View.context().getSourceManager();
  llvm::StringRef Text = SM.getBufferData(SM.getMainFileID());
  for (llvm::StringRef Macro : {"module_param(", "module_param_hw("})
    if (Text.contains((Macro + V.getName() + ",").str()))
      return true;
  return false;
}

std::optional<Fix> releaseCopy(const SourceView &View, const Holding &H,
                               llvm::ArrayRef<Exit> Ways) {
  const FunctionDecl &F = H.Where->Of->function();
  Syntax In(F);
  const VarDecl *Number = nullptr;
  const IfStmt *Stored = nullptr; // where the number is stored only then
  std::string Key = View.folded(argument(H.Site, H.Model->Key));
  for (const BinaryOperator *Set : In.all<BinaryOperator>()) {
    const auto *To =
        dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParenImpCasts());
    const auto *V = To ? dyn_cast<VarDecl>(To->getDecl()) : nullptr;
    if (V && V->hasGlobalStorage() && Set->getOpcode() == BO_Assign &&
        View.isBefore(H.Site, Set) && View.folded(Set->getRHS()) == Key) {
      Number = V;
      Stored = In.branch(Set);
    }
  }
  const IfStmt *Under = nullptr;
  const CallExpr *Free = Number ? freeOf(View, Number, F, Under) : nullptr;
  if (!Free || (Under && !localsOf(Under->getCond()).empty()))
    return std::nullopt;
  Patch P(View, "free '" + Number->getNameAsString() + "' before leaving",
          Applicability::Review);
  // What was asked for is no irq that was requested.
  if (Stored && !Stored->getElse() && isParameter(View, *Number))
    P.addElse(In, Stored, {Number->getNameAsString() + " = 0;"});
  for (const Exit &E : Ways) {
    const auto *Return = dyn_cast<ReturnStmt>(E.At);
    auto Fails = Return ? failureOf(View, In, Return) : "";
    if (!Fails)
      return std::nullopt;
    std::string Asked = Under ? View.wholeText(Under->getCond()) : "";
    P.insertBefore(In, E.At,
                   under(both(*Fails, Asked), freeing(View, Free, Under)));
  }
  return P.take();
}

// The statement that gives Key its number in front of Site, if there is one.
static const BinaryOperator *givenBy(const SourceView &View, const Syntax &In,
                                     const std::string &Key,
                                     const CallExpr *Site) {
  const BinaryOperator *Only = nullptr;
  for (const BinaryOperator *Set : In.all<BinaryOperator>()) {
    if (!View.isBefore(Set, Site) || !writes(View, Set, Key))
      continue;
    if (Only)
      return nullptr;
    Only = Set;
  }
  return Only;
}

// The check of the request that leaves where it fails, or null.
static const IfStmt *checkOf(const SourceView &View, const Syntax &In,
                             const CallExpr *Site) {
  const Stmt *Own = In.statement(Site);
  const auto *Check = dyn_cast_or_null<IfStmt>(
      isa<IfStmt>(Own) || !In.next(Own) ? Own : In.next(Own));
  return Check && !Check->getElse() && leaves(Check->getThen()) ? Check
                                                                : nullptr;
}

std::optional<Fix> storeLater(const SourceView &View, const StrayFree &S) {
  const CallExpr *Site = S.Request->Site;
  const FunctionDecl &F = S.Request->Where->Of->function();
  Syntax There(F), Frees(*S.FreeIn);
  const auto *Key =
      dyn_cast_or_null<MemberExpr>(argument(Site, S.Request->Model->Key));
  if (!Key || There.loop(Site) || S.FreeIn == &F || Frees.loop(S.Free) ||
      Frees.branch(S.Free) != Frees.branch(Frees.statement(S.Free)))
    return std::nullopt;
  std::string Text = View.folded(Key);
  const BinaryOperator *Set = givenBy(View, There, Text, Site);
  const IfStmt *Check = checkOf(View, There, Site);
  const Expr *Given =
      argument(S.Free, callModel(*S.Free->getDirectCallee())->Key);
  const auto *Asked = dyn_cast_or_null<MemberExpr>(Given);
  if (!Set || !Check || There.statement(Set) != Set || !Asked ||
      Asked->getMemberDecl() != Key->getMemberDecl() ||
      There.parent(Set) != There.parent(Check))
    return std::nullopt;
  // A number that says there is none is known already.
  std::vector<Guard> Guards = earlyReturnsBefore(Frees, S.Free);
  llvm::append_range(Guards, guardsOf(Frees, S.Free));
  if (llvm::any_of(Guards, [&](const Guard &G) {
        return View.folded(G.Condition).find(View.folded(Given)) !=
               std::string::npos;
      }))
    return std::nullopt;
  std::string Name = unusedName(F, "irq");
  Patch P(View, "store the number once it is requested", Applicability::Review);
  P.declare(F, {"int " + Name + ";"});
  for (const MemberExpr *Each : There.all<MemberExpr>()) {
    if (View.folded(Each) != Text || View.isBefore(Each, Set))
      continue;
    const auto *Other = dyn_cast<BinaryOperator>(There.statement(Each));
    if (Other && Other != Set && writes(View, Other, Text)) {
      // Where the request fails, nothing is stored that would be taken back.
      if (!There.isWithin(Other, Check))
        return std::nullopt;
      P.remove(There, Other);
    } else if (There.isWithin(Each, Check) || View.isBefore(Each, Check)) {
      P.replace(Each, Name);
    }
  }
  P.insertAfter(There, Check, {View.wholeText(Key) + " = " + Name + ";"});
  P.guard(Frees, S.Free, View.wholeText(Given));
  return P.take();
}

} // namespace epf
