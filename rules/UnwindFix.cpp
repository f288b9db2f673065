//===- UnwindFix.cpp - Repairs for frees of what is not held --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/UnwindFix.h"
#include "rules/BitsFix.h"
#include "rules/CheckFix.h"
#include "rules/CountFix.h"
#include "rules/ElementFix.h"
#include "rules/FlagFix.h"
#include "rules/ForgetFix.h"
#include "rules/GuardFix.h"
#include "rules/LeaveFix.h"
#include "rules/LoopFix.h"
#include "rules/MarkFix.h"
#include "rules/NumberFix.h"
#include "rules/Release.h"
#include "rules/RequestFix.h"
#include "rules/Rounds.h"
#include "rules/SwallowedFix.h"
#include "rules/UnfoldFix.h"
#include "rules/VariableFix.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace epf {

namespace {

class Mender {
public:
  Mender(const SourceView &View, const StrayFree &S)
      : View(View), S(S), Here(*S.Function) {}

  std::vector<Fix> all() {
    add(Found, disarm());
    const CallExpr *Free = freeAt(S);
    const Stmt *Loop = Free ? Here.loop(Free) : nullptr;
    if (S.Request) {
      Syntax There(S.Request->Where->Of->function());
      add(Found, swapWithCaseBefore(View, S));
      llvm::append_range(Found, mendRequest(View, S));
      add(Found, leaveEarlier(View, S));
      llvm::append_range(Found, forgetWhereItFails(View, S));
      add(Found, storeLater(View, S));
      llvm::append_range(Found, mendMarks(View, S));
      if (!S.From || !freesOnly(S))
        add(Found, unfold(View, S));
      // Skips that can't be told once more are remembered.
      if (Loop && S.Twice &&
          !roundsOf(View, There, S.Request->Site,
                    argument(S.Request->Site, S.Request->Model->Key)))
        add(Found, rememberInVariable(View, S));
      if (Loop)
        add(Found, skipAlike(There, *Free));
      add(Found, rememberInBits(View, S));
    }
    add(Found, rememberCount(View, S));
    if (!Loop)
      add(Found, jumpPast());
    if (S.Request && S.From && freesOnly(S))
      add(Found, unfold(View, S));
    if (S.Request) {
      if (Loop)
        llvm::append_range(
            Found, narrowUnwind(View, Here, Free, *S.Request, S.Failed));
      add(Found, guardAsSame(View, S));
      if (!failsHere())
        add(Found, guardAlike(View, S));
    }
    // On the spot where the request has failed, there is nothing to free.
    if (!Loop && (S.Twice || failsHere()))
      add(Found, takeOut());
    if (S.Request) {
      add(Found, flagInStruct(View, S));
      add(Found, tellByElement(View, S));
      add(Found, rememberInVariable(View, S));
    }
    return std::move(Found);
  }

private:
  std::optional<Fix> takeOut();
  std::string logOf(const IfStmt &If) const;
  std::optional<Fix> takeOutBehind(const LabelStmt *L);
  std::optional<Fix> disarm();
  std::optional<Fix> jumpPast();
  std::optional<Fix> skipAlike(const Syntax &There, const CallExpr &Free);
  bool failsHere() const;

  const SourceView &View;
  const StrayFree &S;
  Syntax Here;
  std::vector<Fix> Found;
};

} // namespace

const CallExpr *freeAt(const StrayFree &S) {
  const auto *Call = dyn_cast<CallExpr>(S.Where);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  const CallModel *M = F ? callModel(*F) : nullptr;
  return M && !M->Acquires ? Call : nullptr;
}

std::optional<Fix> Mender::takeOut() {
  if (!freeAt(S))
    return std::nullopt;
  const auto *Free = llvm::cast<CallExpr>(S.Where);
  const IfStmt *If = Here.branch(Free);
  const auto *Block = If ? dyn_cast<CompoundStmt>(If->getThen()) : nullptr;
  // That it failed would be forgotten with it.
  std::string Log =
      If && !If->getElse() && failsHere() && (Block ? Block->size() == 1 : true)
          ? logOf(*If)
          : "";
  bool Others = false;
  auto Told = tellOthers(View, S, Log, Others);
  if (Others && failsHere())
    return Told;
  Patch P(View,
          (Log.empty() ? "take out " : "tell of the failure instead of ") +
              callName(Free),
          Applicability::Review);
  if (Log.empty())
    P.remove(Here, Free);
  else
    P.replaceStatement(Free, Log);
  return P.take();
}

// A line for the log, in the words of the function: that the request failed, as
// If has asked. Empty if the function has no words for it.
std::string Mender::logOf(const IfStmt &If) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(If.getCond()->IgnoreParenImpCasts());
  std::string Whole = View.wholeText(S.Function->getBody());
  llvm::StringRef Text = Whole;
  for (llvm::StringRef Name : {"dev_err(", "pci_err(", "netdev_err("}) {
    size_t At = Text.find(Name);
    while (At != llvm::StringRef::npos && At && llvm::isAlnum(Text[At - 1]))
      At = Text.find(Name, At + 1);
    if (!Ref || At == llvm::StringRef::npos)
      continue;
    return Text.substr(At).split(',').first.str() +
           ", \"failed to request irq: %d\\n\", " +
           Ref->getDecl()->getNameAsString() + ");";
  }
  return "";
}

// Nothing that holds what is freed jumps to the free: it goes, and with its
// label, if nothing else is behind it.
std::optional<Fix> Mender::takeOutBehind(const LabelStmt *L) {
  const auto *Call = llvm::cast<CallExpr>(S.Where);
  const Stmt *Before = Here.previous(L);
  if (unlabelled(L) != Call || isa<LabelStmt>(L->getSubStmt()) || !Before ||
      !isa<ReturnStmt, GotoStmt>(unlabelled(Before)))
    return std::nullopt;
  const CallExpr *Request =
      S.Request && &S.Request->Where->Of->function() == S.Function
          ? S.Request->Site
          : nullptr;
  std::vector<const GotoStmt *> Jumps;
  for (const GotoStmt *G : Here.all<GotoStmt>()) {
    if (G->getLabel() != L->getDecl())
      continue;
    if (G != S.From &&
        (!Request || View.isBefore(Request, G) || Here.loop(Request)))
      return std::nullopt;
    Jumps.push_back(G);
  }
  Patch P(View, "take out " + callName(Call) + ", which nothing needs",
          Applicability::Review);
  if (const auto *Next = dyn_cast_or_null<LabelStmt>(Here.next(L))) {
    for (const GotoStmt *G : Jumps)
      P.replace(G, std::string("goto ") + Next->getName());
    P.removeLines(L);
  } else {
    P.removeLines(Call);
  }
  return P.take();
}

// What a scope's end would free is taken out of its hands.
std::optional<Fix> Mender::disarm() {
  if (!S.Armed || !S.Armed->getType()->isPointerType())
    return std::nullopt;
  Patch P(View, "disarm '" + S.Armed->getNameAsString() + "' before leaving",
          Applicability::Review);
  P.insertBefore(Here, S.Where, {S.Armed->getNameAsString() + " = NULL;"});
  return P.take();
}

// The jump goes to the label behind the free; if there is none, one is put
// there. Nothing else may be left out by that.
std::optional<Fix> Mender::jumpPast() {
  const auto *Call = dyn_cast<CallExpr>(S.Where);
  if (!S.From || !Call || !freesOnly(S) ||
      !(freeAt(S) || (S.Request && givesBackWithin(View, Call, *S.Request))))
    return std::nullopt;
  const Stmt *Top = Here.statement(S.Where);
  const Stmt *Start = unlabelled(S.From->getLabel()->getStmt());
  if (!Here.isWithin(Top, Start))
    return std::nullopt;
  Top = S.From->getLabel()->getStmt();
  if (auto Whole = takeOutBehind(llvm::cast<LabelStmt>(Top)))
    return Whole;
  while (isa_and_nonnull<LabelStmt>(Here.parent(Top)))
    Top = Here.parent(Top);
  const Stmt *Behind = Here.next(Top);
  if (!Behind)
    return std::nullopt;
  if (const auto *L = dyn_cast<LabelStmt>(Behind)) {
    Patch P(View,
            std::string("go to '") + L->getName() +
                "', behind what is not held",
            Applicability::Safe);
    P.replace(S.From, std::string("goto ") + L->getName());
    dropObject(View, P, S);
    return P.take();
  }
  llvm::StringRef Old = S.From->getLabel()->getName();
  std::string Name = isa<ReturnStmt>(Behind) ? "return" : "no_irq";
  Name = unusedName(*S.Function,
                    (Old.starts_with("err") ? "err_" : "out_") + Name);
  Patch P(View, "go past what is not held", Applicability::Safe);
  P.label(Behind, Name);
  P.replace(S.From, "goto " + Name);
  return P.take();
}

// Whether S sets a field, and no variable.
static bool isSetting(const Stmt *S) {
  const auto *Set = dyn_cast<BinaryOperator>(S);
  return Set && Set->getOpcode() == BO_Assign &&
         isa<MemberExpr>(Set->getLHS()->IgnoreParenImpCasts());
}

// Whether the free stands where the request, just before it, is seen to fail.
bool Mender::failsHere() const {
  const CallExpr *Free = freeAt(S);
  if (!Free || !S.Request || Here.loop(Free) ||
      &S.Request->Where->Of->function() != S.Function)
    return false;
  for (const IfStmt *If = Here.branch(Free); If; If = Here.branch(If)) {
    const Stmt *Before = Here.previous(If);
    // What is only set in between does not change that.
    while (Before && !Here.isWithin(S.Request->Site, Before) &&
           isSetting(Before))
      Before = Here.previous(Before);
    if ((Before && Here.isWithin(S.Request->Site, Before)) ||
        Here.isWithin(S.Request->Site, If->getCond()))
      return true;
  }
  return false;
}

// The request loop skips some rounds: the free skips them too, and no others.
std::optional<Fix> Mender::skipAlike(const Syntax &There,
                                     const CallExpr &Free) {
  auto R = roundsOf(View, There, S.Request->Site,
                    argument(S.Request->Site, S.Request->Model->Key));
  const VarDecl *J =
      indexOf(argument(&Free, callModel(*Free.getDirectCallee())->Key));
  if (!R || R->Skips.empty() || !J)
    return std::nullopt;
  std::vector<const Expr *> Asked;
  for (const Guard &G : R->Skips)
    Asked.push_back(G.Condition);
  auto T = translate(View, There.function(), *S.Function, Asked, R->Counter);
  if (!T || !T->Declarations.empty())
    return std::nullopt;
  T->Names[R->Counter] = J->getName();
  alignKeys(View, argument(S.Request->Site, S.Request->Model->Key),
            argument(&Free, callModel(*Free.getDirectCallee())->Key), T->Names);
  auto Lines = undoLines(View, *R, "", T->Names);
  if (!Lines)
    return std::nullopt;
  Lines->pop_back();
  Patch P(View, "skip what the request skips", Applicability::Safe);
  const Stmt *Loop = Here.loop(&Free);
  for (const ContinueStmt *Old : Here.within<ContinueStmt>(Loop))
    if (const IfStmt *If = Here.branch(Old); If && !If->getElse() &&
                                             Here.loop(If) == Loop &&
                                             View.isBefore(If, &Free))
      P.remove(Here, If);
  P.insertBefore(Here, &Free, *Lines);
  return P.take();
}

std::vector<Fix> mendStrayFree(const SourceView &View, const StrayFree &S) {
  // A free that is called through a pointer has no words to go by.
  if (!S.Free || !S.Free->getDirectCallee())
    return {};
  return Mender(View, S).all();
}

} // namespace epf
