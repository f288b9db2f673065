//===- Unsure.cpp - What joined paths can't tell --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Joined paths may do all that each of them does, so they may be walked for
// each. That holds as long as nothing is left out because a value is one of
// several: a loop that is not gone round again, a function that is not entered,
// a release that may be of this or of that. Then the walk is unsure, and shows
// nothing.
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"

using namespace clang;

namespace epf {

// States that are joined agree in what is held, in what was returned and in
// whether the path left the file.
void Explorer::meet(State S) {
  unsigned Class = S.Last && S.Last->LeftFile;
  if (S.Result) {
    auto Failed =
        isFailure(M.Facts, S.Known, M.Facts.resolve(S.Known, S.Result),
                  S.Top->Of->function().getReturnType());
    Class |= (Failed ? *Failed ? 1 : 2 : 3) << 1;
  }
  Class ^= M.Apart.classOf(M, S) << 3;
  Joining->meet(std::move(S), Class, [this](State &Each) { compact(Each); });
}

// Whether one path by itself may know that V is True.
bool Explorer::isGuess(const State &S, ValueRef V, bool True) {
  if (!V->Vague)
    return false;
  auto Each = M.parts(V);
  return !Each || llvm::any_of(*Each, [&](ValueRef P) {
    auto Known = M.Facts.truth(S.Known, P);
    return Known && *Known == True;
  });
}

// Whether one path by itself may know that it calls a function of the file that
// matters.
bool Explorer::mayEnter(const State &S, ValueRef Callee) {
  auto Matters = [&](ValueRef V) {
    if (!V->isAddr())
      return false;
    // A table may name any function.
    if (V->Mem->Kind != RegionKind::Function)
      return V->Mem->base()->Kind == RegionKind::Global;
    return Unit.summary(llvm::cast<FunctionDecl>(V->Mem->Decl)) != nullptr;
  };
  if (auto Each = M.parts(Callee))
    return llvm::any_of(*Each, Matters);
  for (auto &[R, V] : S.Store)
    if (Matters(V))
      return true;
  return false;
}

// What comparing A and B says of all that they may be, or nothing if it says
// different things.
std::optional<Alias> Explorer::aliasOfAll(const State &S, ValueRef A,
                                          ValueRef B) {
  Alias Whole = M.Facts.alias(S.Known, A, B);
  if (Whole != Alias::Maybe || (!A->Vague && !B->Vague))
    return Whole;
  auto Left = M.parts(A), Right = M.parts(B);
  if (!Left || !Right)
    return std::nullopt;
  std::optional<Alias> All;
  for (ValueRef L : *Left)
    for (ValueRef R : *Right) {
      Alias Each = M.Facts.alias(S.Known, L, R);
      if (All && *All != Each)
        return std::nullopt;
      All = Each;
    }
  return All;
}

// The handler that a request names, or null.
static const Decl *handlerOf(const Holding &H) {
  unsigned At = H.Model->Key + 1;
  if (At >= H.Site->getNumArgs())
    return nullptr;
  const auto *Ref =
      dyn_cast<DeclRefExpr>(H.Site->getArg(At)->IgnoreParenCasts());
  return Ref ? Ref->getDecl()->getCanonicalDecl() : nullptr;
}

// Whether one path by itself may know that Given is H, or is not.
bool Explorer::mayBeTwice(const State &S, const Holding &H,
                          const Holding &Given) {
  if (H.Model->Kind != Given.Model->Kind || !H.Cookie || !Given.Cookie ||
      (handlerOf(H) && handlerOf(Given) && handlerOf(H) != handlerOf(Given)))
    return false;
  auto Key = aliasOfAll(S, H.Key, Given.Key);
  auto Cookie = aliasOfAll(S, H.Cookie, Given.Cookie);
  if ((Key && *Key != Alias::Yes) || (Cookie && *Cookie != Alias::Yes))
    return false;
  return !Key || !Cookie;
}

// Asks whether Given is something that was taken, where one path by itself may
// know better.
void Explorer::askWhatIsFreed(const State &S, const Holding &Given, Fit How) {
  if (How != Fit::None && How != Fit::Unclear)
    return;
  for (const Holding *H : M.Taken) {
    if (H->Model->Kind != Given.Model->Kind)
      continue;
    auto Key = aliasOfAll(S, H->Key, Given.Key);
    if (Key && (*Key == Alias::No || *Key == Alias::Sibling))
      M.ask(*Key == Alias::Sibling &&
                M.Facts.alias(S.Known, H->Key, Given.Key) != *Key &&
                isInFocus(S, *H),
            "what is freed", {H->Key, Given.Key}, true);
    else if (!Key)
      M.ask(isInFocus(S, *H), "what is freed", {H->Key, Given.Key}, true);
    else if (H->Cookie && Given.Cookie &&
             !aliasOfAll(S, H->Cookie, Given.Cookie))
      M.ask(isInFocus(S, *H), "what is freed", {H->Cookie, Given.Cookie}, true);
  }
}

} // namespace epf
