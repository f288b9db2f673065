//===- BarUnmatched.cpp - epf-bar-unmatched -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/BarUnmatched.h"
#include "rules/Messages.h"

using namespace clang;

namespace epf {

/// Marks entries whose offset, or whose message, was read.
static const char OffsetUsed = 0, MessageUsed = 0;

void BarUnmatched::onLoad(Path &P, const Region *R, const Expr &At) {
  if (!Bell.Bar)
    return;
  for (const Region *Part = R; Part; Part = Part->Super) {
    if (Part->Decl == Bell.Offset)
      P.mark(&OffsetUsed, R, &At);
    else if (Part->Decl == Bell.Msg)
      P.mark(&MessageUsed, R, &At);
  }
}

void BarUnmatched::onEnd(Path &P, End How, const Stmt *) {
  if (How != End::Done || !Bell.Bar)
    return;
  Messages Bells(Bell, P);
  auto Judge = [&](const Mark &Used, bool Offset) {
    Entry E = Bells.entryAt(static_cast<const Region *>(Used.What));
    if (!E)
      return;
    ValueRef Bar = Bells.get(E, Bell.Bar);
    bool Unexposed = Bells.isUnexposed(E);
    if (Offset ? Bells.isCompared(Bar) && !Unexposed
               : Bells.isCompared(Bar) || Unexposed)
      return;
    Scene S;
    S.Where = Used.Site;
    S.In = Used.Where;
    S.Resource = view().text(Used.Site);
    S.Role = Unexposed ? "offset-without-bar" : "not-compared";
    S.Identity = &Used.Where->Of->function();
    S.Message =
        Unexposed ? "'" + S.Resource + "' is used although " + Bells.name(E) +
                        ".bar is NO_BAR"
                  : "doorbell '" + Bells.name(E) +
                        "' is used without comparing its bar with the BAR it "
                        "is to appear in";
    if (!Unexposed)
      S.Supposed.push_back(suppose("assuming " + Bells.name(E) +
                                       ".bar is another BAR",
                                   Used.Site));
    report(P, std::move(S));
  };
  for (const Mark *Each : P.marks(&OffsetUsed))
    Judge(*Each, true);
  for (const Mark *Each : P.marks(&MessageUsed))
    Judge(*Each, false);
}

} // namespace epf
