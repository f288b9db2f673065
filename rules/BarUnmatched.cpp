//===- BarUnmatched.cpp - epf-bar-unmatched -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads of an entry's offset or message are marked as they happen and judged
// where set-up succeeds, when all comparisons that the path makes are known.
// An offset wants its bar compared, and not to be NO_BAR; a message wants it
// compared or to be NO_BAR.
//
//===----------------------------------------------------------------------===//

#include "rules/BarUnmatched.h"
#include "rules/BarFix.h"
#include "rules/ExposedFix.h"
#include "rules/Syntax.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace epf {

/// Marks entries whose offset, or whose message, was read, and bars that the
/// driver takes for its own.
static const char OffsetUsed = 0, MessageUsed = 0, Adopted = 0;

// Whether V is handed on somewhere in F: stored, passed, or an index.
static bool isHandedOn(const Syntax &In, const VarDecl &V) {
  return llvm::any_of(In.all<DeclRefExpr>(), [&](const DeclRefExpr *Ref) {
    if (Ref->getDecl() != &V)
      return false;
    const Stmt *Inner = Ref, *Up = In.parent(Ref);
    while (isa_and_nonnull<CastExpr, ParenExpr>(Up))
      Inner = Up, Up = In.parent(Up);
    if (const auto *Op = dyn_cast_or_null<BinaryOperator>(Up))
      return Op->getOpcode() == BO_Assign && Op->getRHS() == Inner;
    return isa_and_nonnull<CallExpr, ArraySubscriptExpr, InitListExpr>(Up);
  });
}

// Whether At is what E gives, or what it gives in some case: `x ? At : y`.
static bool gives(const Expr *E, const Expr &At) {
  E = E->IgnoreParenCasts();
  if (const auto *Either = dyn_cast<ConditionalOperator>(E))
    return gives(Either->getTrueExpr(), At) ||
           gives(Either->getFalseExpr(), At);
  return E == At.IgnoreParenCasts();
}

// Whether the bar that At reads becomes the driver's own: `bar = db->bar`.
bool BarUnmatched::isAdopted(const Expr &At, const FunctionDecl &F) {
  auto [It, New] = Adoptions.try_emplace(&At, false);
  if (!New)
    return It->second;
  Syntax In(F);
  for (const auto *Op : In.all<BinaryOperator>()) {
    if (Op->getOpcode() != BO_Assign || !gives(Op->getRHS(), At))
      continue;
    const Expr *To = Op->getLHS()->IgnoreParens();
    const auto *Ref = dyn_cast<DeclRefExpr>(To);
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    It->second = isa<MemberExpr>(To) || (V && isHandedOn(In, *V));
  }
  for (const auto *Each : In.all<DeclStmt>())
    for (const Decl *D : Each->decls())
      if (const auto *V = dyn_cast<VarDecl>(D);
          V && V->hasInit() && gives(V->getInit(), At))
        It->second = isHandedOn(In, *V);
  return It->second;
}

void BarUnmatched::onLoad(Path &P, const Region *R, const Expr &At) {
  if (!Bell.Bar)
    return;
  if (R->Decl == Bell.Bar && isAdopted(At, P.S.Top->Of->function()))
    P.markOnce(&Adopted, R, &At);
  for (const Region *Part = R; Part; Part = Part->Super) {
    if (Part->Decl == Bell.Offset)
      P.markOnce(&OffsetUsed, R, &At);
    else if (Part->Decl == Bell.Msg &&
             !Tests.isTest(At, P.S.Top->Of->function()))
      P.markOnce(&MessageUsed, R, &At);
  }
}

void BarUnmatched::onEnd(Path &P, End How, const Stmt *) {
  if (How != End::Done || !Bell.Bar)
    return;
  Messages Bells(Bell, P);
  llvm::SmallPtrSet<const Region *, 4> Own;
  for (const Mark *Each : P.marks(&Adopted))
    Own.insert(Each->About);
  for (bool Offset : {true, false}) {
    Publications Shown(P, Bells, Offset ? &OffsetUsed : &MessageUsed);
    for (const Entry &E : Shown.entries()) {
      const Holding *Allocation = Bells.allocation(E);
      if (!Allocation || Bells.isContradictory(E))
        continue;
      bool Compared = Bells.isCompared(Bells.get(E, Bell.Bar)) ||
                      Own.contains(P.M.Pool.field(E.Message, Bell.Bar));
      bool Unexposed = Bells.isUnexposed(E);
      if (Offset ? Compared && !Unexposed : Compared || Unexposed)
        continue;
      const Mark &At = Shown.shownAt(E, *Allocation);
      Scene S;
      S.Where = At.Site;
      S.In = At.Where;
      S.Resource = view().text(At.Site);
      S.Role = Unexposed ? "offset-without-bar" : "not-compared";
      S.Identity = Allocation->Site;
      S.Message = Unexposed
                      ? "'" + S.Resource + "' is used although " +
                            Bells.name(E) + ".bar is NO_BAR"
                      : "doorbell '" + Bells.name(E) +
                            "' is used without comparing its bar with the "
                            "BAR it is to appear in";
      if (!Unexposed)
        S.Supposed.push_back(suppose(
            "assuming " + Bells.name(E) + ".bar is another BAR", At.Site));
      S.Repair = [this, Offset, Unexposed, Allocation, Shown = At.Site,
                  In = At.Where] {
        ExposedUse Use = {view(), Bell, *Allocation, In};
        std::vector<Fix> Found;
        if (Unexposed) {
          llvm::append_range(Found, askRightly(Use));
          add(Found, refuseUnexposed(view(), Bell, In->Of->function()));
        }
        if (Offset)
          llvm::append_range(Found, compareWhereShown(view(), Bell,
                                                      llvm::cast<Expr>(Shown),
                                                      In->Of->function()));
        llvm::append_range(Found,
                           wantsExposed(Use)
                               ? compareAll(Use)
                               : refuseExposed(view(), Bell, *Allocation));
        return Found;
      };
      report(P, std::move(S));
    }
  }
}

} // namespace epf
