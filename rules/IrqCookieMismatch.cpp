//===- IrqCookieMismatch.cpp - epf-irq-cookie-mismatch --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An action is the pair of irq and dev_id. That a free means what is held, but
// for its dev_id, is what the explorer calls Fit::OtherCookie. A shared irq
// without a dev_id could not be told from others' and is refused by the
// kernel.
//
//===----------------------------------------------------------------------===//

#include "rules/IrqCookieMismatch.h"
#include "rules/ArgumentFix.h"
#include "rules/Guess.h"
#include "rules/Syntax.h"

using namespace clang;

namespace epf {

/// IRQF_SHARED, include/linux/interrupt.h.
static constexpr int64_t Shared = 0x80;

void IrqCookieMismatch::onAcquire(Path &P, const Holding &Given) {
  if (!Given.Extra || !Given.Model->isIrq() || !Given.Cookie->isInt(0))
    return;
  // Of flags that the code or-s together some may be known.
  ValueRef Asks = P.M.Pool.op(OpKind::And, Given.Extra, P.M.Pool.number(Shared),
                              P.M.Ctx.IntTy);
  if (!P.isKnown(Asks, true))
    return;
  Scene S;
  S.Where = Given.Site;
  S.In = P.S.Top;
  S.Resource = keyText(view(), Given);
  S.Role = "shared-without-dev-id";
  S.Message = "shared irq '" + S.Resource + "' is requested without a dev_id";
  S.Repair = [this, H = P.M.Make.holding(Given)] {
    return requestWithCookie(view(), *H);
  };
  // A variable that is NULL here may come with an irq that is none.
  const Expr *Cookie = argument(Given.Site, Given.Model->Cookie);
  if (Cookie && !Cookie->isNullPointerConstant(
                    P.M.Ctx, Expr::NPC_ValueDependentIsNotNull))
    S.Doubt = "a dev_id that is NULL on this path may not be there";
  S.IsDoubtful = S.Doubt;
  report(P, std::move(S));
}

// Whether E is another thing each time round Loop: by a number that it counts,
// or a pointer that it moves.
static bool changesIn(const Syntax &In, const Stmt *Loop, const Expr *E) {
  std::vector<const VarDecl *> Used = localsOf(E);
  auto Names = [&](const Expr *To) {
    const auto *Ref = dyn_cast<DeclRefExpr>(To->IgnoreParenImpCasts());
    return Ref && llvm::is_contained(Used, Ref->getDecl());
  };
  return llvm::any_of(In.within<UnaryOperator>(Loop),
                      [&](const UnaryOperator *Op) {
                        return Op->isIncrementDecrementOp() &&
                               Names(Op->getSubExpr());
                      }) ||
         llvm::any_of(In.within<BinaryOperator>(Loop),
                      [&](const BinaryOperator *Op) {
                        return Op->isAssignmentOp() && Names(Op->getLHS());
                      }) ||
         llvm::any_of(In.within<DeclStmt>(Loop), [&](const DeclStmt *Each) {
           return llvm::any_of(Each->decls(), [&](const Decl *D) {
             return llvm::is_contained(Used, D);
           });
         });
}

// Whether Free, which fits What, does so for the first of several only: each
// round of a loop requested with a dev_id of its own, and each round of another
// frees with one and the same. Few walks come to the second.
static bool fitsFirstOnly(const Holding &Free, const FunctionDecl &F,
                          const Holding &What) {
  const Expr *Given = argument(Free.Site, Free.Model->Cookie);
  const Expr *Taken = argument(What.Site, What.Model->Cookie);
  if (&F != &What.Where->Of->function() || !Given || !Taken || !isSteady(Given))
    return false;
  Syntax In(F);
  const Stmt *Requests = In.loop(What.Site), *Frees = In.loop(Free.Site);
  return Requests && Frees && Requests != Frees &&
         In.within<ReturnStmt>(Frees).empty() &&
         In.within<GotoStmt>(Frees).empty() &&
         In.within<BreakStmt>(Frees).empty() &&
         changesIn(In, Requests, Taken) && !changesIn(In, Requests, Given) &&
         !changesIn(In, Frees, Given);
}

void IrqCookieMismatch::onRelease(Path &P, const Holding &Given, Fit How,
                                  const Holding *What) {
  bool First = How == Fit::Exact && Given.Cookie &&
               fitsFirstOnly(Given, P.S.Top->Of->function(), *What);
  if (How != Fit::OtherCookie && !First)
    return;
  Scene S;
  S.Where = Given.Site;
  S.In = P.S.Top;
  S.Focus = What;
  S.Resource = keyText(view(), Given);
  S.Role = "free";
  std::string Freed = cookieText(view(), Given),
              Requested = cookieText(view(), *What);
  S.Message =
      "irq '" + S.Resource + "' is freed with dev_id '" + Freed + "'" +
      (Freed == Requested ? ", which was another when it was requested"
                          : " but was requested with '" + Requested + "'");
  S.Repair = [this, Free = Given.Site, In = S.In, What] {
    return freeWithCookie(view(), Free, In->Of->function(), *What);
  };
  if (First)
    S.Supposed.push_back(
        suppose("assuming another round of the loop", Given.Site));
  // What decides how it is freed may have decided how it was requested.
  if ((S.Because = guessThatLedTo(P, Given, What)))
    S.Doubt = "a condition that is not decided leads to the free";
  report(P, std::move(S));
}

} // namespace epf
