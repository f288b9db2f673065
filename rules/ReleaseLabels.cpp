//===- ReleaseLabels.cpp - Giving back behind a label ---------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Releaser.h"

using namespace clang;

namespace epf {

// The function that undoes what F called to take H, or null.
const FunctionDecl *Releaser::undoer() const {
  const CallExpr *Call = Own ? nullptr : takenBy();
  const FunctionDecl *Took = Call ? Call->getDirectCallee() : nullptr;
  return Took ? undoerOf(View, *Took, H) : nullptr;
}

// Whether the code from L on gives H back before it leaves.
bool Releaser::clears(const LabelStmt *L) const {
  const FunctionDecl *Undoes = undoer();
  for (const Stmt *S = L; S; S = Here.next(S)) {
    const Stmt *Inner = unlabelled(S);
    for (const CallExpr *Each : Here.within<CallExpr>(Inner))
      if (const FunctionDecl *Callee = Each->getDirectCallee();
          givesBack(View, Each, H) || givesBackWithin(View, Each, H) ||
          (Callee && helperOf(*Callee) == Helper::Destroys) ||
          (Undoes && Callee && Callee->getDefinition() == Undoes))
        return true;
    if (isa<ReturnStmt, GotoStmt>(Inner))
      return false;
  }
  return false;
}

// Whether what comes by Out may also be that the request itself has failed: its
// result is asked for there, and was not before.
bool Releaser::isSharedWithFailure(const Stmt *Out) const {
  const auto *Set =
      Own ? dyn_cast<BinaryOperator>(Here.statement(H.Site)) : nullptr;
  const IfStmt *Asks = Here.branch(Out);
  if (!Set || !Set->isAssignmentOp() || !Asks || Here.isWithin(Set, Asks))
    return false;
  auto Names = [&](const IfStmt *If) {
    return llvm::any_of(localsOf(If->getCond()), [&](const VarDecl *V) {
      return llvm::is_contained(localsOf(Set->getLHS()), V);
    });
  };
  if (!Names(Asks))
    return false;
  for (const IfStmt *If : Here.all<IfStmt>())
    if (View.isBefore(Set, If) && View.isBefore(If, Asks) && Names(If) &&
        leaves(If->getThen()))
      return false;
  // Set anew in between, whatever it was.
  for (const BinaryOperator *Other : Here.all<BinaryOperator>())
    if (Other != Set && Other->getOpcode() == BO_Assign &&
        View.isBefore(Set, Other) && View.isBefore(Other, Asks) &&
        !Here.branch(Other) &&
        View.text(Other->getLHS()) == View.text(Set->getLHS()))
      return false;
  return true;
}

// Whether the code from L on lets more go than H, and something uses that which
// was registered on the way to Out, behind all others that come to L, and is
// not unregistered there.
bool Releaser::isStillUsed(const LabelStmt &L, const Stmt *Out) const {
  std::vector<const CallExpr *> Chain;
  std::vector<const LabelDecl *> Labels;
  for (const Stmt *S = &L; S; S = Here.next(S)) {
    if (const auto *Each = dyn_cast<LabelStmt>(S))
      Labels.push_back(Each->getDecl());
    llvm::append_range(Chain, Here.within<CallExpr>(unlabelled(S)));
  }
  auto NameOf = [](const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    return Callee && Callee->getIdentifier() ? Callee->getName() : "";
  };
  if (llvm::none_of(Chain, [&](const CallExpr *Each) {
        return !givesBack(View, Each, H) && !givesBackWithin(View, Each, H) &&
               soundsLikeRelease(NameOf(Each));
      }))
    return false;
  const Stmt *Last = H.Site;
  for (const GotoStmt *G : Here.all<GotoStmt>())
    if (llvm::is_contained(Labels, G->getLabel()) && View.isBefore(G, Out) &&
        View.isBefore(Last, G))
      Last = G;
  return llvm::any_of(Here.all<CallExpr>(), [&](const CallExpr *Call) {
    llvm::StringRef Name = NameOf(Call);
    // That it has failed may be why the path leaves.
    const IfStmt *Asks = Here.branch(Out);
    bool HasFailed = Asks && Here.next(Here.statement(Call)) == Asks;
    return View.isBefore(Last, Call) && View.isBefore(Call, Out) &&
           !HasFailed && Name.contains("register") &&
           !Name.contains("unregister") &&
           llvm::none_of(Chain, [&](const CallExpr *Each) {
             return isOpposite(Name, NameOf(Each));
           });
  });
}

// The ways out go to a label that releases: the last such label, so that
// nothing more than what must be is undone.
std::optional<Fix> Releaser::retarget() {
  const LabelStmt *Best = nullptr;
  for (const LabelStmt *L : Here.all<LabelStmt>())
    if (clears(L))
      Best = L;
  if (!Best)
    return std::nullopt;
  const ReturnStmt *End = nullptr;
  for (const Stmt *S = Best; S && !End; S = Here.next(S))
    End = dyn_cast<ReturnStmt>(unlabelled(S));
  std::string Name = Best->getName();
  Patch P(View, "go to '" + Name + "', which gives it back",
          Applicability::Safe);
  for (const Exit &E : Ways) {
    if (isSharedWithFailure(E.At))
      return std::nullopt;
    if (isa<ReturnStmt>(E.At) && isStillUsed(*Best, E.At)) {
      Why = "what is registered by then goes on using what '" + Name +
            "' lets go";
      return std::nullopt;
    }
    if (const auto *Goto = dyn_cast<GotoStmt>(E.At)) {
      // What stands in front of it would be left out.
      if (Goto->getLabel() == Best->getDecl() ||
          View.isBefore(Goto->getLabel()->getStmt(), Best))
        return std::nullopt;
      dropBefore(P, Goto);
      P.replace(Goto, "goto " + Name);
      continue;
    }
    // A return gives the variable that the code at the label returns.
    const auto *Return = dyn_cast<ReturnStmt>(E.At);
    const Expr *Value = Return ? Return->getRetValue() : nullptr;
    if (!End || !Value || !End->getRetValue() || End == Return)
      return std::nullopt;
    std::string Result = View.text(End->getRetValue());
    auto Fails = failureOf(View, Here, Return);
    if (!Fails)
      return std::nullopt;
    if (!Fails->empty()) {
      if (View.text(Value) != Result)
        return std::nullopt;
      leaveWhere(P, *Fails, Return, "goto " + Name + ";");
      continue;
    }
    if (View.text(Value) != Result) {
      if (!isa<DeclRefExpr>(End->getRetValue()->IgnoreParenImpCasts()))
        return std::nullopt;
      P.insertBefore(Here, Return, {Result + " = " + View.text(Value) + ";"});
    }
    dropBefore(P, Return);
    P.replace(Return, "goto " + Name);
  }
  return P.take();
}

// The label gives back all of it: what the block in front of Out does of that
// would be done twice.
void Releaser::dropBefore(Patch &P, const Stmt *Out) {
  for (const Stmt *S = Here.previous(Out); S; S = Here.previous(S))
    if (const auto *Each = dyn_cast<CallExpr>(S);
        Each && givesBack(View, Each, H))
      P.remove(Here, Each);
}

static bool tellsOfFailure(llvm::StringRef Word) {
  return Word == "err" || Word == "out" || Word == "error" || Word == "fail" ||
         Word == "failed" || Word == "exit";
}

// "err_free_irq" where the others are "err_this" and "err_that", "free_irq_err"
// where they are "this_err", "free_irq" where they just say what they do.
std::string Releaser::labelName(llvm::StringRef Old) const {
  std::string What = H.Model->isIrq() ? "free_irq" : "free_doorbell";
  llvm::StringRef First = Old.split('_').first, Last = Old.rsplit('_').second;
  if (tellsOfFailure(Last) && !tellsOfFailure(First))
    return unusedName(F, What + "_" + Last.str());
  std::vector<const LabelStmt *> All = Here.all<LabelStmt>();
  size_t Telling = llvm::count_if(All, [](const LabelStmt *L) {
    llvm::StringRef Name = L->getName();
    return tellsOfFailure(Name.split('_').first) ||
           tellsOfFailure(Name.rsplit('_').second);
  });
  if (!tellsOfFailure(First) && All.size() > 1 && Telling * 2 < All.size())
    return unusedName(F, What);
  return unusedName(F,
                    (tellsOfFailure(First) ? First.str() : "err") + "_" + What);
}

// The call in F by which H is taken: the request, or a call of what requests.
const CallExpr *Releaser::takenBy() const {
  const CallExpr *Site = H.Site;
  for (const Frame *Each = H.Where; Each; Each = Each->Parent) {
    if (&Each->Of->function() == &F)
      return Site;
    Site = Each->Site;
  }
  return nullptr;
}

// Whether a label that one of the ways out goes to leads on to Out.
bool Releaser::isBehindLabel(const Stmt *Out) const {
  return llvm::any_of(Ways, [&](const Exit &E) {
    const auto *Goto = dyn_cast<GotoStmt>(E.At);
    return Goto && View.isBefore(Goto->getLabel()->getStmt(), Out) &&
           !Here.branch(Out);
  });
}

// The statement that looks at what Site, behind the branches that it may be one
// of, has given: that of Site, or the one behind it.
const Stmt *Releaser::checkOf(const CallExpr *Site) const {
  const Stmt *Own = Here.statement(Site), *Last = Own;
  while (!isa<IfStmt>(Own) && !Here.next(Last) && Here.branch(Last))
    Last = Here.branch(Last);
  const Stmt *Next = isa<IfStmt>(Own) ? nullptr : Here.next(Last);
  return Next && isa<IfStmt>(Next) ? Next : Own;
}

// Of the labels that Target runs into, the last one that only what is behind
// Site jumps to.
const LabelDecl *Releaser::lastOfOwn(const LabelDecl *Target,
                                     const CallExpr *Site) const {
  const Stmt *Check = checkOf(Site);
  for (const Stmt *S = Target->getStmt(); S; S = Here.next(S)) {
    const auto *L = dyn_cast<LabelStmt>(S);
    bool Own = L && !Round, Jumped = false;
    for (const GotoStmt *G : Here.all<GotoStmt>())
      if (L && G->getLabel() == L->getDecl()) {
        Own &= View.isBefore(Site, G) && !Here.isWithin(G, Check);
        Jumped = true;
      }
    if (L && (!Own || clears(L)))
      return Target;
    if (Own && Jumped)
      Target = L->getDecl();
    if (isa<ReturnStmt, GotoStmt>(unlabelled(S)))
      return Target;
  }
  return Target;
}

// The release gets its place in the chain of labels that the ways out go to:
// behind a label of its own, in front of what was taken before.
std::optional<Fix> Releaser::newLabel(const Lines &Release) {
  // The first of the labels, if there are several: the others are behind it.
  const LabelDecl *Target = nullptr;
  for (const Exit &E : Ways) {
    const auto *Goto = dyn_cast<GotoStmt>(E.At);
    if (!Goto && isBehindLabel(E.At))
      continue;
    if (!Goto)
      return std::nullopt;
    if (!Target ||
        View.isBefore(Goto->getLabel()->getStmt(), Target->getStmt()))
      Target = Goto->getLabel();
  }
  if (!Target)
    return std::nullopt;
  const CallExpr *Site = takenBy();
  if (!Site)
    return std::nullopt;
  Target = lastOfOwn(Target, Site);
  const LabelStmt *L = Target->getStmt();
  auto Guard = guardAt(nullptr);
  const Stmt *Before = Here.previous(L);
  // Nothing that succeeded may run into it.
  for (const Stmt *S = Before; S; S = Here.previous(S)) {
    if (isa<ReturnStmt, GotoStmt>(unlabelled(S)))
      break;
    if (!Here.previous(S))
      return std::nullopt;
  }
  if (!Before || !Guard || !T.Declarations.empty() ||
      !isa_and_nonnull<CompoundStmt>(Here.parent(L)) ||
      Here.parent(L) != F.getBody() || !View.isBefore(Site, L))
    return std::nullopt;
  // A failed request in a loop has those of the rounds before to undo. Where
  // there is no loop, its own way out stays.
  const Stmt *Check = checkOf(Site);
  std::vector<const GotoStmt *> Later;
  bool Earlier = false;
  for (const GotoStmt *G : Here.all<GotoStmt>())
    if (G->getLabel() == Target) {
      bool Holds =
          View.isBefore(Site, G) && (Round || !Here.isWithin(G, Check));
      Holds ? Later.push_back(G) : void(Earlier = true);
    }
  auto Put = under(*Guard, Release);
  std::string Name = Release.front().substr(0, Release.front().find('('));
  if (Round)
    Name = Call.substr(0, Call.find('('));
  // A helper behind the label frees some of them already.
  if (Round)
    for (const Stmt *S = L; S; S = Here.next(S))
      for (const CallExpr *Each : Here.within<CallExpr>(unlabelled(S)))
        if (givesBackWithin(View, Each, H))
          return std::nullopt;
  // What a label further down does would be done twice.
  for (const Stmt *S = Here.next(L); S; S = Here.next(S)) {
    if (isa<LabelStmt>(S) && Put.size() == 1 &&
        View.wholeText(unlabelled(S)) + ";" == Put.front())
      return std::nullopt;
    if (isa<ReturnStmt, GotoStmt>(unlabelled(S)))
      break;
  }
  if (!Earlier) {
    // All that come here hold it: it goes behind what needs it still.
    const Stmt *After = nullptr;
    std::string Key = View.folded(argument(H.Site, H.Model->Key));
    const auto *Inner = dyn_cast<LabelStmt>(L->getSubStmt());
    for (const Stmt *S = Inner ? nullptr : L;
         S && !isa<ReturnStmt, GotoStmt>(unlabelled(S)); S = Here.next(S)) {
      if ((S != L && isa<LabelStmt>(S)) ||
          endsObjectOf(Here, unlabelled(S), Put))
        break;
      const Stmt *Next = Here.next(S);
      const auto *Own = dyn_cast_or_null<LabelStmt>(Next);
      bool ItsOwn =
          Own && llvm::any_of(Here.within<GotoStmt>(Check), [&](auto *G) {
            return G->getLabel() == Own->getDecl();
          });
      if (ItsOwn || llvm::StringRef(View.folded(S)).contains(Key))
        After = S;
    }
    Patch P(View, std::string("call ") + Name + "() at '" + L->getName() + "'",
            Applicability::Safe);
    if (Inner)
      P.insertLabel(Inner, "", Put);
    else if (After)
      P.insertAfter(Here, unlabelled(After), Put);
    else
      P.insertBefore(Here, unlabelled(L), Put);
    return takeWithOthers(P, Target, L->getName(), Release);
  }
  std::string New = labelName(Target->getName());
  Patch P(View, "go to '" + New + "', which calls " + Name + "()",
          Applicability::Safe);
  P.insertLabel(L, New, Put);
  for (const GotoStmt *G : Later)
    P.replace(G, "goto " + New);
  return takeWithOthers(P, Target, New, Release);
}

// The label that jumps before Out go to, if Out, which has all to undo that
// those have, goes past it and another one. What goes past one may have failed
// to do what is undone there. Null if there is none.
const LabelDecl *Releaser::leftOutBy(const GotoStmt *Out) const {
  const LabelDecl *First = nullptr;
  for (const GotoStmt *G : Here.all<GotoStmt>())
    if (View.isBefore(takenBy(), G) && View.isBefore(G, Out) && !Here.loop(G) &&
        (!First || View.isBefore(G->getLabel()->getStmt(), First->getStmt())))
      First = G->getLabel();
  if (!First)
    return nullptr;
  unsigned Passed =
      llvm::count_if(Here.all<LabelStmt>(), [&](const LabelStmt *L) {
        return !View.isBefore(L, First->getStmt()) &&
               View.isBefore(L, Out->getLabel()->getStmt());
      });
  return Passed > 1 ? First : nullptr;
}

// Ways that lead behind the label release before they go, or go there.
std::optional<Fix> Releaser::takeWithOthers(Patch &P, const LabelDecl *Target,
                                            const std::string &Name,
                                            const Lines &Release) {
  for (const Exit &E : Ways) {
    const auto *Goto = dyn_cast<GotoStmt>(E.At);
    if (!Goto || !View.isBefore(Target->getStmt(), Goto->getLabel()->getStmt()))
      continue;
    const LabelDecl *First = leftOutBy(Goto);
    if (First && !View.isBefore(Target->getStmt(), First->getStmt())) {
      P.replace(Goto,
                "goto " + (First == Target ? Name : First->getName().str()));
      P.wantReview();
    } else if (!put(P, E, Release)) {
      return std::nullopt;
    }
  }
  return heedTaker(P) ? P.take() : std::nullopt;
}

} // namespace epf
