//===- ReleaseFix.cpp - Giving back on the way out ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ReleaseFix.h"
#include "rules/CheckFix.h"
#include "rules/LoopFix.h"
#include "rules/Releaser.h"

using namespace clang;

namespace epf {

Releaser::Releaser(const SourceView &View, const Holding &H,
                   llvm::ArrayRef<Exit> Exits)
    : View(View), H(H), F(Exits[0].In->Of->function()),
      Taker(H.Where->Of->function()), Here(F), Own(&F == &Taker) {
  for (const Exit &E : Exits)
    if (&E.In->Of->function() == &F &&
        llvm::none_of(Ways, [&](const Exit &W) { return W.At == E.At; }))
      Ways.push_back(E);
  llvm::sort(Ways, [&](const Exit &A, const Exit &B) {
    return View.isBefore(A.At, B.At);
  });
  if (Own && (Here.loop(H.Site) || indexOf(argument(H.Site, H.Model->Key))))
    Round = roundsOf(View, Here, H.Site, argument(H.Site, H.Model->Key));
}

std::vector<Fix> Releaser::all() {
  add(Found, managed());
  if (Own)
    llvm::append_range(Found, mendChecks(View, H, Ways));
  if (Round)
    llvm::append_range(Found, widenUnwind(View, H, *Round, Here));
  add(Found, retarget());
  std::vector<const FunctionDecl *> Callable;
  if (!Own)
    Callable = releasers(View, H);
  if (const FunctionDecl *Undoes = undoer()) {
    llvm::erase(Callable, Undoes);
    Callable.insert(Callable.begin(), Undoes);
  }
  for (const FunctionDecl *Each : Callable)
    if (auto Text = callOf(View, *Each, F, takenBy())) {
      add(Found, newLabel({*Text + ";"}));
      everywhere({*Text + ";"}, Each->getNameAsString());
    }
  if (auto Release = release()) {
    std::string Name = Call.substr(0, Call.find('('));
    if (isToldOnly())
      add(Found, flagged());
    add(Found, newLabel(*Release));
    everywhere(*Release, Name);
    add(Found, whereItFails(*Release));
    if (!isToldOnly())
      add(Found, flagged());
  }
  return std::move(Found);
}

// A local of a block that the ways out are not in is named by what it was set
// to.
void Releaser::nameLocals() {
  for (const Expr *Arg : releaseArguments(H))
    for (const VarDecl *V : localsOf(Arg))
      for (const DeclStmt *D : Here.all<DeclStmt>()) {
        const Stmt *Block = Here.parent(D);
        if (!llvm::is_contained(D->decls(), V) || !V->hasInit() ||
            !isSteady(V->getInit()) || llvm::all_of(Ways, [&](const Exit &E) {
              return Here.isWithin(E.At, Block);
            }))
          continue;
        T.Names[V] = spell(View, V->getInit()->IgnoreParenImpCasts(), T.Names);
      }
}

// The lines that give H back, in the words of F.
std::optional<Releaser::Lines> Releaser::release() {
  auto Names = translate(View, Taker, F, releaseArguments(H));
  if (!Names)
    return std::nullopt;
  T = *Names;
  if (Round)
    for (auto &[V, Text] : Round->Names)
      T.Names[V] = Text;
  if (Own)
    nameLocals();
  Call = releaseCall(View, H, T.Names);
  if (Call.empty())
    return std::nullopt;
  if (Round)
    return unwindLines(View, *Round, Call);
  const Stmt *Loop = Own ? Here.loop(H.Site) : nullptr;
  if (!Loop)
    return Lines{Call + ";"};
  // In a list, the entries before this one: the kernel's macro goes back.
  std::string Head = View.wholeText(Loop);
  llvm::StringRef Text = Head;
  if (!Text.consume_front("list_for_each_entry("))
    return std::nullopt;
  return Lines{"list_for_each_entry_continue_reverse(" +
                   Text.substr(0, Text.find(')') + 1).str(),
               "\t" + Call + ";"};
}

// Whether a variable that Condition asks about is set behind it.
bool Releaser::isWrittenBehind(const Expr *Condition) const {
  std::vector<const VarDecl *> Asked = localsOf(Condition);
  return llvm::any_of(Here.all<BinaryOperator>(), [&](const BinaryOperator *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S->getLHS()->IgnoreParenImpCasts());
    return S->isAssignmentOp() && Ref && View.isBefore(Condition, S) &&
           llvm::is_contained(Asked, Ref->getDecl());
  });
}

// The condition under which H is held at At, as far as branches tell.
std::optional<std::string> Releaser::guardAt(const Stmt *At) const {
  if (!Own)
    return "";
  std::vector<Guard> Guards;
  for (const Guard &G : guardsOf(Here, H.Site, At)) {
    // What decides the round is not asked outside of it.
    if (Round && Round->Loop && Here.isWithin(G.Condition, Round->Loop))
      continue;
    if (isWrittenBehind(G.Condition))
      return std::nullopt;
    Guards.push_back(G);
  }
  return spellGuards(View, Guards, T.Names);
}

// Whether some of the paths to Out have given H back already.
bool Releaser::isGivenBackOnTheWay(const Stmt *Out) const {
  for (const CallExpr *Each : Here.all<CallExpr>()) {
    if (!givesBack(View, Each, H) || !View.isBefore(Each, Out) ||
        !View.isBefore(H.Site, Each) || Here.loop(Each))
      continue;
    const Stmt *S = Here.statement(Each);
    bool Leaves = false;
    for (; S && !Here.isWithin(Out, S); S = Here.parent(S))
      Leaves |= leaves(S) && !isa<BreakStmt>(S);
    for (const Stmt *Next = Here.next(Here.statement(Each)); Next;
         Next = Here.next(Next))
      Leaves |= isa<ReturnStmt, GotoStmt>(unlabelled(Next)) && Next != Out;
    if (!Leaves)
      return true;
  }
  return false;
}

// In front of Out and of what lets go there of things that handlers may use.
const Stmt *Releaser::place(const Stmt *Out) const {
  const Stmt *At = Out;
  if (!H.Model->isIrq() || !isa_and_nonnull<CompoundStmt>(Here.parent(Out)))
    return At;
  for (const Stmt *S = Here.previous(Out); S; S = Here.previous(S)) {
    const auto *Each = dyn_cast<CallExpr>(S);
    const FunctionDecl *Callee = Each ? Each->getDirectCallee() : nullptr;
    if (!Callee || !soundsLikeLettingGo(Callee->getName()))
      break;
    At = S;
  }
  return At;
}

// The variable that F returns its errors in, if it is of the type returned.
std::string Releaser::resultVariable() const {
  for (const ReturnStmt *R : Here.all<ReturnStmt>()) {
    const Expr *Value = R->getRetValue();
    const auto *Ref =
        Value ? dyn_cast<DeclRefExpr>(Value->IgnoreParenImpCasts()) : nullptr;
    if (Ref && View.context().hasSameUnqualifiedType(Ref->getType(),
                                                     F.getReturnType()))
      return Ref->getDecl()->getNameAsString();
  }
  return "";
}

// Puts the release in front of one way out.
bool Releaser::put(Patch &P, const Exit &E, const Lines &Release) {
  auto Guard = guardAt(E.At);
  if (!Guard || isGivenBackOnTheWay(E.At))
    return false;
  const auto *Return = dyn_cast<ReturnStmt>(E.At);
  if (!Return) {
    P.insertBefore(Here, place(E.At), under(*Guard, Release));
    return true;
  }
  if (auto Fails = failureOf(View, Here, Return)) {
    P.insertBefore(Here, Fails->empty() ? place(Return) : Return,
                   under(both(*Fails, *Guard), Release));
    return true;
  }
  // return call(); - whose result must be looked at first.
  const Expr *Value = Return->getRetValue();
  if (!Value || !Value->getType()->isIntegerType() ||
      (isSteady(Value) && !Value->HasSideEffects(View.context())))
    return false;
  std::string Error = resultVariable();
  if (Error.empty()) {
    Error = unusedName(F, "ret");
    P.declare(F, {F.getReturnType().getUnqualifiedType().getAsString(
                      View.context().getPrintingPolicy()) +
                  " " + Error + ";"});
  }
  Lines Text = {Error + " = " + View.wholeText(Value) + ";"};
  llvm::append_range(Text, under(both(Error, *Guard), Release));
  Text.push_back("");
  P.insertBefore(Here, Return, Text);
  P.replace(Value, Error);
  return true;
}

// Whether the request's own failure is told of and no more: behind it, that it
// is held can't be taken for granted.
bool Releaser::isToldOnly() const {
  const auto *Set =
      Own ? dyn_cast<BinaryOperator>(Here.statement(H.Site)) : nullptr;
  const auto *If = Set ? dyn_cast_or_null<IfStmt>(Here.next(Set)) : nullptr;
  return If && !If->getElse() && !leaves(If->getThen()) &&
         View.text(If->getCond()) == View.text(Set->getLHS());
}

void Releaser::everywhere(const Lines &Release, const std::string &Name) {
  Patch P(View, "call " + Name + "() before leaving", Applicability::Safe);
  if (llvm::StringRef(Release.front()).starts_with(Call))
    P.declare(F, T.Declarations);
  for (const Exit &E : Ways)
    if (!put(P, E, Release))
      return;
  add(Found, P.take());
}

// The way out is shared with paths that hold nothing: `x = call();` is followed
// by a release under `if (x)`.
std::optional<Fix> Releaser::whereItFails(const Lines &Release) {
  if (Ways.size() != 1 || !Ways[0].Failed)
    return std::nullopt;
  const CallExpr *Failed = Ways[0].Failed;
  const auto *Set = dyn_cast_or_null<BinaryOperator>(Here.statement(Failed));
  if (!Set || Set->getOpcode() != BO_Assign ||
      !Here.isWithin(Failed, Set->getRHS()))
    return std::nullopt;
  auto Guard = guardAt(Set);
  if (!Guard)
    return std::nullopt;
  Patch P(View, "release where " + callName(Failed) + " fails",
          Applicability::Safe);
  // What the way out takes for a failure, if it asks for the same.
  std::string Fails = View.wholeText(Set->getLHS());
  if (const auto *Return = dyn_cast<ReturnStmt>(Ways[0].At))
    if (auto Asked = failureOf(View, Here, Return);
        Asked && llvm::StringRef(*Asked).starts_with(Fails))
      Fails = *Asked;
  // `if (x == 0)` behind it gets an else, unless it leaves.
  const auto *Then = dyn_cast_or_null<IfStmt>(Here.next(Set));
  if (Then && !Then->getElse() && !leaves(Then->getThen()) && Guard->empty() &&
      Release.size() == 1 &&
      negated(View, Then->getCond(), {}) ==
          (isa<UnaryOperator>(Then->getCond()->IgnoreParenImpCasts())
               ? Fails
               : Fails + " != 0"))
    P.addElse(Here, Then, Release);
  else
    P.insertAfter(Here, Set, under(both(Fails, *Guard), Release));
  return P.take();
}

// Whether it was requested is remembered in a variable.
std::optional<Fix> Releaser::flagged() {
  if (!Own || Here.loop(H.Site))
    return std::nullopt;
  const auto *Set = dyn_cast<BinaryOperator>(Here.statement(H.Site));
  const IfStmt *Check =
      Set ? dyn_cast_or_null<IfStmt>(Here.next(Set)) : nullptr;
  if (!Set || Set->getRHS()->IgnoreParenImpCasts() != H.Site)
    return std::nullopt;
  std::string Flag =
      unusedName(F, H.Model->isIrq() ? "requested" : "allocated");
  Patch P(View, "remember in '" + Flag + "' whether to release",
          Applicability::Review);
  P.declare(F, {"bool " + Flag + " = false;"});
  bool Leaves = Check && !Check->getElse() &&
                Here.branch(Check) == Here.branch(Set) &&
                View.text(Check->getCond()) == View.text(Set->getLHS()) &&
                leaves(Check->getThen());
  if (Leaves)
    P.insertAfter(Here, Check, {Flag + " = true;"});
  else
    P.insertAfter(Here, Set, {Flag + " = !" + View.text(Set->getLHS()) + ";"});
  for (const Exit &E : Ways) {
    const auto *Return = dyn_cast<ReturnStmt>(E.At);
    auto Fails = Return ? failureOf(View, Here, Return) : "";
    // Where its own request has failed, it is never set.
    if (!Fails || (Check && Here.isWithin(E.At, Check->getThen())))
      return std::nullopt;
    P.insertBefore(Here, E.At, under(both(*Fails, Flag), {Call + ";"}));
  }
  return P.take();
}

// `return taker();` passes on what failed in there: the way out is the return
// of that function behind what failed.
static Exit withinTaker(const SourceView &View, const Holding &H,
                        const Exit &E) {
  const FunctionDecl &Taker = H.Where->Of->function();
  const auto *Return = dyn_cast<ReturnStmt>(E.At);
  const auto *Call =
      Return && Return->getRetValue()
          ? dyn_cast<CallExpr>(Return->getRetValue()->IgnoreParenImpCasts())
          : nullptr;
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  Syntax In(Taker);
  if (!E.Failed || !Callee || Callee->getDefinition() != &Taker ||
      !In.parent(E.Failed))
    return E;
  for (const ReturnStmt *Each : In.all<ReturnStmt>())
    if (View.isBefore(E.Failed, Each) && !In.branch(Each))
      return {Each, H.Where, E.Failed};
  return E;
}

std::vector<Fix> releaseOnWayOut(const SourceView &View, const Holding &H,
                                 llvm::ArrayRef<Exit> Exits) {
  if (Exits.empty())
    return {};
  // Where callers leave it behind as well, they are to be mended first.
  const FunctionDecl *Taker = &H.Where->Of->function();
  std::vector<Exit> Ways;
  for (bool Within : {false, true})
    for (const Exit &E : Exits) {
      Exit Way = withinTaker(View, H, E);
      if ((&Way.In->Of->function() == Taker) == Within)
        Ways.push_back(Way);
    }
  return Releaser(View, H, Ways).all();
}

} // namespace epf
