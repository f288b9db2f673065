//===- ReleaseSpots.cpp - Giving back where it fails ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A way out that paths share which hold it and paths which do not: it is given
// back right where the call fails that makes for the way out, or, failing that,
// whether it is held is remembered.
//
//===----------------------------------------------------------------------===//

#include "rules/Releaser.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

// Whether F, of the file, frees what H took, though it may see no reason to.
static bool tearsDown(const SourceView &View, const FunctionDecl &F,
                      const Holding &H) {
  const FunctionDecl *Body = nullptr;
  return F.hasBody(Body) &&
         llvm::any_of(Syntax(*Body).all<CallExpr>(), [&](const CallExpr *Each) {
           return givesBack(View, Each, H);
         });
}

// In front of Out and of what lets go there of things that handlers may use.
const Stmt *Releaser::place(const Stmt *Out) const {
  const Stmt *At = Out;
  if (!H.Model->isIrq() || !isa_and_nonnull<CompoundStmt>(Here.parent(Out)))
    return At;
  for (const Stmt *S = Here.previous(Out); S; S = Here.previous(S)) {
    const auto *Each = dyn_cast<CallExpr>(S);
    const FunctionDecl *Callee = Each ? Each->getDirectCallee() : nullptr;
    if (!Callee || !(soundsLikeLettingGo(Callee->getName()) ||
                     tearsDown(View, *Callee, H)))
      break;
    At = S;
  }
  return At;
}

// Whether what is behind the label that Out jumps to frees some of the rounds.
bool Releaser::isFreedBehind(const Stmt *Out) const {
  const auto *Goto = dyn_cast<GotoStmt>(Out);
  for (const Stmt *S = Goto && Round ? Goto->getLabel()->getStmt() : nullptr; S;
       S = Here.next(S)) {
    if (llvm::any_of(Here.within<CallExpr>(unlabelled(S)),
                     [&](const CallExpr *Each) {
                       const FunctionDecl *Callee = Each->getDirectCallee();
                       return givesBack(View, Each, H) ||
                              (Callee && tearsDown(View, *Callee, H));
                     }))
      return true;
    if (isa<ReturnStmt, GotoStmt>(unlabelled(S)))
      break;
  }
  return false;
}

// The last statement of a branch in front of Return that asks for Fails, and
// goes on to Return; null if there is none.
const Stmt *Releaser::lastWhere(const std::string &Fails,
                                const ReturnStmt *Return) const {
  const auto *If = dyn_cast_or_null<IfStmt>(Here.previous(Return));
  const Stmt *Last =
      If && !If->getElse() && !If->getCond()->HasSideEffects(View.context())
          ? If->getThen()
          : nullptr;
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Last))
    Last = Block->body_empty() ? nullptr : Block->body_back();
  return Last && View.text(If->getCond()) == Fails ? Last : nullptr;
}

// Leaves in front of Return under the condition Fails: in the branch that
// stands there if it asks for that.
void Releaser::leaveWhere(Patch &P, const std::string &Fails,
                          const ReturnStmt *Return, const std::string &Leave) {
  if (const Stmt *Last = lastWhere(Fails, Return))
    P.insertAfter(Here, Last, {Leave});
  else
    P.insertBefore(Here, Return, {"if (" + Fails + ")", "\t" + Leave, ""});
}

// Only the helper that requests H knows its number: a variable of the file
// keeps it. There is one of the kind, as its dev_id tells.
std::optional<Releaser::Lines> Releaser::byKeptNumber() {
  const SourceManager &SM = View.context().getSourceManager();
  Syntax There(Taker);
  const auto *Ref = dyn_cast<DeclRefExpr>(
      argument(H.Site, H.Model->Key)->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  const Expr *Cookie = argument(H.Site, H.Model->Cookie);
  const auto *Set = dyn_cast<BinaryOperator>(There.statement(H.Site));
  if (Own || !V || !V->isLocalVarDecl() || !Cookie ||
      !localsOf(Cookie).empty() || There.loop(H.Site) || !Set ||
      Set->getOpcode() != BO_Assign ||
      Set->getRHS()->IgnoreParenImpCasts() != H.Site ||
      H.Model->On != Success::Zero ||
      !SM.isBeforeInTranslationUnit(Taker.getLocation(), F.getLocation()))
    return std::nullopt;
  std::string Name =
      llvm::StringRef(Taker.getName()).rsplit('_').first.str() + "_irq";
  const IdentifierTable &Known = View.context().Idents;
  if (Known.find(Name) != Known.end())
    return std::nullopt;
  T.Names[V] = Name;
  Call = releaseCall(View, H, T.Names);
  Patch P(View, "", Applicability::Review);
  P.insertBefore(Taker,
                 "static " + V->getType().getAsString() + " " + Name + ";\n\n");
  P.insertAfter(There, Set,
                {"if (!" + View.text(Set->getLHS()) + ")",
                 "\t" + Name + " = " + V->getNameAsString() + ";"});
  auto Kept = P.take();
  if (Call.empty() || !Kept)
    return std::nullopt;
  Apart = Kept->Edits;
  WantsReview = true;
  return Lines{Call + ";"};
}

// The call in F, behind the request, that Failed is or was made by; or null.
const CallExpr *Releaser::calledHere(const CallExpr *Failed) const {
  if (Here.parent(Failed))
    return Failed;
  const FunctionDecl *By = nullptr;
  for (const FunctionDecl *Each : View.functions())
    if (Syntax(*Each).parent(Failed))
      By = Each;
  const CallExpr *Only = nullptr;
  for (const CallExpr *Call : Here.all<CallExpr>()) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const FunctionDecl *Body = nullptr;
    if (!By || !Callee || !Callee->hasBody(Body) ||
        !View.isBefore(H.Site, Call) ||
        !(Body == By || callsWithin(*Body, *By)))
      continue;
    if (Only)
      return nullptr;
    Only = Call;
  }
  return Only;
}

// The way out is shared with paths that hold nothing: `x = call();` is followed
// by a release under `if (x)`.
std::optional<Fix> Releaser::whereItFails(const Lines &Release) {
  if (Ways.size() != 1 || !Ways[0].Failed)
    return std::nullopt;
  const CallExpr *Failed = calledHere(Ways[0].Failed);
  const auto *Set = dyn_cast_or_null<BinaryOperator>(
      Failed ? Here.statement(Failed) : nullptr);
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
  // One that leaves on the failure gets it in front of where it does.
  auto AsksFailure = [&] {
    std::string Asked = View.folded(Then->getCond()),
                Result = View.folded(Set->getLHS());
    return Asked == Result || Asked == Result + " < 0" ||
           Asked == Result + " != 0";
  };
  if (Then && !Then->getElse() && leaves(Then->getThen()) && Guard->empty() &&
      Release.size() == 1 && Here.parent(Then) == Here.parent(Set) &&
      AsksFailure()) {
    const auto *Block = dyn_cast<CompoundStmt>(Then->getThen());
    P.insertBefore(Here, Block ? Block->body_back() : Then->getThen(), Release);
  } else if (Then && !Then->getElse() && !leaves(Then->getThen()) &&
             Guard->empty() &&
             (Release.size() == 1 || isa<CompoundStmt>(Then->getThen())) &&
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
std::optional<Fix> Releaser::flagged(const Lines &Release) {
  if (!Own || Here.loop(H.Site))
    return std::nullopt;
  const auto *Set = dyn_cast<BinaryOperator>(Here.statement(H.Site));
  const IfStmt *Check =
      Set ? dyn_cast_or_null<IfStmt>(Here.next(Set)) : nullptr;
  if (!Set || Set->getRHS()->IgnoreParenImpCasts() != H.Site)
    return std::nullopt;
  // Where there are several, each has a name of its own.
  unsigned Requests =
      llvm::count_if(Here.all<CallExpr>(), [&](const CallExpr *Call) {
        const FunctionDecl *Callee = Call->getDirectCallee();
        const CallModel *M = Callee ? callModel(*Callee) : nullptr;
        return M && M->Acquires && M->Kind == H.Model->Kind;
      });
  const auto *Key =
      dyn_cast_or_null<MemberExpr>(argument(H.Site, H.Model->Key));
  std::string Of =
      Requests > 1 && Key ? Key->getMemberDecl()->getName().str() + "_" : "";
  std::string Flag =
      unusedName(F, Of + (H.Model->isIrq() ? "requested" : "allocated"));
  Patch P(View, "remember in '" + Flag + "' whether to release",
          Applicability::Review);
  // Where all paths come past the request, it needs no value before.
  bool Passed = !Here.branch(Set) && llvm::all_of(Ways, [&](const Exit &E) {
    return Here.branch(E.At) && View.isBefore(Set, E.At);
  });
  bool Leaves = Check && !Check->getElse() &&
                Here.branch(Check) == Here.branch(Set) &&
                View.text(Check->getCond()) == View.text(Set->getLHS()) &&
                leaves(Check->getThen());
  if (Leaves)
    P.insertAfter(Here, Check, {Flag + " = true;"});
  else
    P.insertAfter(Here, Set, {Flag + " = !" + View.text(Set->getLHS()) + ";"});
  P.declare(F, {"bool " + Flag + (Passed && !Leaves ? ";" : " = false;")});
  for (const Exit &E : Ways) {
    const auto *Return = dyn_cast<ReturnStmt>(E.At);
    auto Fails = Return ? failureOf(View, Here, Return) : "";
    // Where its own request has failed, it is never set.
    if (!Fails || (Check && Here.isWithin(E.At, Check->getThen())))
      return std::nullopt;
    P.insertBefore(Here, E.At, under(both(*Fails, Flag), Release));
  }
  return P.take();
}

} // namespace epf
