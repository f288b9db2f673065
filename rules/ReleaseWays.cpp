//===- ReleaseWays.cpp - The ways out that are mended ---------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Paths show ways out. What is mended may lie elsewhere: in the function that
// is called there, where a jump to the clean-up leaves something out, and at
// all the ways out that look the same, of which paths that meet behind them
// show but one.
//
//===----------------------------------------------------------------------===//

#include "rules/ReleaseFix.h"
#include "rules/Releaser.h"

using namespace clang;

namespace epf {

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

// The clean-up that ends in the return of E was come to by a jump from where
// something failed: that is the way out.
static Exit jumpTo(const SourceView &View, const Exit &E) {
  Syntax In(E.In->Of->function());
  if (!isa<ReturnStmt>(E.At) || In.branch(E.At) || !E.Failed ||
      !In.parent(E.Failed))
    return E;
  const Stmt *Site = In.statement(E.Failed);
  const auto *If = dyn_cast_or_null<IfStmt>(
      isa<IfStmt>(Site) || !In.next(Site) ? Site : In.next(Site));
  const Stmt *Out = If ? If->getThen() : nullptr;
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Out))
    Out = Block->body_empty() ? nullptr : Block->body_back();
  const auto *Goto = dyn_cast_or_null<GotoStmt>(Out);
  return Goto && View.isBefore(Goto->getLabel()->getStmt(), E.At)
             ? Exit{Goto, E.In, E.Failed}
             : E;
}

// Whether Out, at which H would be held, leaves by the same words as one of
// Ways: each return of an error, or each jump to a label.
static bool isAlike(const SourceView &View, const Syntax &In, const Stmt *Out,
                    llvm::ArrayRef<Exit> Ways) {
  return llvm::any_of(Ways, [&](const Exit &E) {
    return E.At == Out ||
           (E.At->getStmtClass() == Out->getStmtClass() && In.branch(E.At) &&
            In.branch(Out) && View.folded(E.At) == View.folded(Out));
  });
}

static std::vector<Exit> withAlike(const SourceView &View, const Holding &H,
                                   llvm::ArrayRef<Exit> Ways) {
  Syntax In(H.Where->Of->function());
  std::vector<Exit> All;
  const Stmt *Loop = In.loop(H.Site), *Check = In.statement(H.Site);
  if (!isa<IfStmt>(Check) && isa_and_nonnull<IfStmt>(In.next(Check)))
    Check = In.next(Check);
  for (const Exit &E : Ways)
    if (&E.In->Of->function() != &In.function())
      return {};
  for (const ReturnStmt *Out : In.all<ReturnStmt>()) {
    bool Behind =
        View.isBefore(H.Site, Out) || (Loop && In.isWithin(Out, Loop));
    if (Behind && !In.isWithin(Out, Check) && isAlike(View, In, Out, Ways))
      All.push_back({Out, H.Where, nullptr});
  }
  return All.size() > Ways.size() ? All : std::vector<Exit>();
}

std::vector<Fix> releaseOnWayOut(const SourceView &View, const Holding &H,
                                 llvm::ArrayRef<Exit> Exits) {
  if (Exits.empty())
    return {};
  // Where callers leave it behind as well, they are to be mended first.
  const FunctionDecl *Taker = &H.Where->Of->function();
  std::vector<Exit> Ways, Jumps;
  for (bool Within : {false, true})
    for (const Exit &E : Exits) {
      Exit Way = withinTaker(View, H, E);
      if ((&Way.In->Of->function() == Taker) != Within)
        continue;
      Ways.push_back(Way);
      Jumps.push_back(jumpTo(View, Way));
    }
  std::vector<Fix> All = Releaser(View, H, Ways).all();
  if (Jumps != Ways)
    for (Fix &F : Releaser(View, H, Jumps).all()) {
      F.How = Applicability::Review;
      All.push_back(std::move(F));
    }
  // All that look the same are mended at once, if that holds.
  if (auto More = withAlike(View, H, Ways); !More.empty()) {
    std::vector<Fix> Found = Releaser(View, H, More).all();
    for (size_t I = Found.size(); I-- > 0;)
      if (!Found[I].Failed && llvm::none_of(All, [&](const Fix &F) {
            return F.Edits == Found[I].Edits;
          }))
        All.insert(All.begin() + std::min(I, All.size()), Found[I])->How =
            Applicability::Review;
  }
  return All;
}

} // namespace epf
