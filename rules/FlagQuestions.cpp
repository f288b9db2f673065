//===- FlagQuestions.cpp - Who asks whether it is requested ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A flag is worth what asks it: the free that went wrong, all that its function
// undoes beside, and the other frees of the same irq.
//
//===----------------------------------------------------------------------===//

#include "rules/Flagger.h"
#include "rules/Release.h"

using namespace clang;

namespace epf {

bool endsDriver(llvm::StringRef Name) {
  return llvm::any_of(
      llvm::ArrayRef<llvm::StringRef>{"remove", "exit", "detach", "disconnect"},
      [&](llvm::StringRef Word) { return Name.contains(Word); });
}

bool isRequest(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  const CallModel *M = F ? callModel(*F) : nullptr;
  return M && M->Acquires && M->isIrq();
}

// Whether all requests of the irq are come to under Condition, by its words,
// where they are made or where the function that makes them is called: the flag
// then tells of that as well.
bool Flagger::isRequestedUnder(const Expr *Condition) const {
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  std::string Text = View.folded(Condition);
  auto StandsUnder = [&](const Syntax &In, const CallExpr *Call) {
    return llvm::any_of(guardsOf(In, Call), [&](const Guard &G) {
      return G.True && View.folded(G.Condition) == Text;
    });
  };
  unsigned Open = 0, Calls = 0;
  Syntax There(Taker);
  for (const CallExpr *Call : There.all<CallExpr>())
    Open += isRequest(Call) && !StandsUnder(There, Call);
  if (!Open)
    return true;
  Open = 0;
  for (const FunctionDecl *F : View.functions()) {
    Syntax In(*F);
    for (const CallExpr *Call : In.all<CallExpr>())
      if (const FunctionDecl *Callee = Call->getDirectCallee();
          Callee && Callee->getDefinition() == &Taker) {
        ++Calls;
        Open += !StandsUnder(In, Call);
      }
  }
  return Calls && !Open;
}

// Lets What, in In, be done only if Asked holds.
void Flagger::askFor(const std::string &Asked, const Syntax &In,
                     const Stmt *What) {
  const auto *If = dyn_cast_or_null<IfStmt>(In.parent(In.statement(What)));
  if (If && !If->getElse() && isRequestedUnder(If->getCond()))
    P.replace(If->getCond(), Asked);
  else
    P.guard(In, What, Asked);
}

// The function that frees undoes more of the same irq: all of it is left out,
// where it is called. False if it does no more, or if that can't be.
bool Flagger::guardCalls(const std::string &Key) {
  bool Undoes = llvm::any_of(Here.all<CallExpr>(), [&](const CallExpr *Call) {
    const FunctionDecl *F = Call->getDirectCallee();
    return Call != S.Free && F && F->getIdentifier() &&
           soundsLikeRelease(F->getName()) &&
           llvm::any_of(Call->arguments(), [&](const Expr *Arg) {
             return View.folded(Arg) == Key;
           });
  });
  if (!Undoes || S.FreeIn == &S.Request->Where->Of->function())
    return false;
  const CallExpr *Only = nullptr;
  const FunctionDecl *In = nullptr;
  for (const FunctionDecl *F : View.functions()) {
    for (const CallExpr *Call : Syntax(*F).all<CallExpr>()) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (!Callee || Callee->getCanonicalDecl() != S.FreeIn->getCanonicalDecl())
        continue;
      if (Only)
        return false;
      Only = Call;
      In = F;
    }
  }
  if (!Only)
    return false;
  Syntax Around(*In);
  for (const DeclRefExpr *Ref : Around.all<DeclRefExpr>())
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && (View.isBefore(Ref, Only) || Around.isWithin(Ref, Only)) &&
        pointee(Ref->getType()) == Record && Around.statement(Only) == Only) {
      askFor(V->getNameAsString() + "->" + Flag, Around, Only);
      return true;
    }
  return false;
}

// Whether each object is set up once: what makes it also requests.
bool Flagger::isSetUpOnce() const {
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  for (const FunctionDecl *F : View.functions()) {
    if (F != &Taker && !callsWithin(*F, Taker))
      continue;
    for (const BinaryOperator *Set : Syntax(*F).all<BinaryOperator>())
      if (Set->isAssignmentOp() &&
          pointee(Set->getLHS()->getType()) == Record &&
          llvm::StringRef(View.wholeText(Set->getRHS())).contains("alloc"))
        return true;
  }
  return false;
}

// Other frees of the same irq, where set-up goes on without it: they ask as
// well. What can't be asked there is left to its own repair.
void Flagger::askElsewhere() {
  const CallExpr *Site = S.Request->Site;
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  for (const FunctionDecl *F : View.functions()) {
    Syntax In(*F);
    // What requests by itself knows by itself.
    if (F != &Taker && llvm::any_of(In.all<CallExpr>(), isRequest))
      continue;
    for (const CallExpr *Free : In.all<CallExpr>()) {
      if (Free == S.Free || !givesBack(View, Free, *S.Request) ||
          In.loop(Free) || In.statement(Free) != Free)
        continue;
      const CallModel &M = *callModel(*Free->getDirectCallee());
      const auto *If = dyn_cast_or_null<IfStmt>(In.parent(Free));
      bool AsksForKey =
          If && !If->getElse() &&
          View.folded(If->getCond()) == View.folded(argument(Free, M.Key));
      auto O = objectIn(*F, Free, M);
      // Where it was requested, one may know that it is held.
      if (!O || (F == &Taker && !AsksForKey && View.isBefore(Site, Free)))
        continue;
      if (AsksForKey)
        P.replace(If->getCond(), O->Text + "->" + Flag);
      else
        askFor(O->Text + "->" + Flag, In, Free);
    }
  }
}

bool Flagger::ask() {
  const CallModel *M = callModel(*S.Free->getDirectCallee());
  auto O = M ? objectIn(*S.FreeIn, S.Free, *M) : std::nullopt;
  if (!O || Here.loop(S.Free))
    return false;
  std::string Name = O->Text + "->" + Flag;
  const Stmt *Free = Here.statement(S.Free);
  if (Free != S.Free)
    return false;
  bool Whole = guardCalls(View.folded(argument(S.Free, M->Key)));
  const auto *If = dyn_cast_or_null<IfStmt>(Here.parent(Free));
  if (!Whole && If && !If->getElse() &&
      View.folded(If->getCond()) == View.folded(argument(S.Free, M->Key)))
    P.replace(If->getCond(), Name);
  else if (!Whole)
    askFor(Name, Here, Free);
  // What may be requested again must not be freed twice before.
  if (S.FreeIn != &S.Request->Where->Of->function() &&
      !endsDriver(S.FreeIn->getName()) && !isSetUpOnce())
    P.insertAfter(Here, Free, {Name + " = false;"});
  return true;
}

} // namespace epf
