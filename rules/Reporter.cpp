//===- Reporter.cpp - From scenes on a path to findings -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Reporter.h"

using namespace clang;

namespace epf {

std::string functionName(const Frame *F) {
  return F->Of->function().getNameAsString();
}

std::string callName(const CallExpr *E) {
  if (const FunctionDecl *F = E->getDirectCallee())
    return F->getNameAsString() + "()";
  return "the call";
}

const Expr *argument(const CallExpr *E, int I) {
  return I >= 0 && I < int(E->getNumArgs())
             ? E->getArg(I)->IgnoreParenImpCasts()
             : nullptr;
}

static std::string argText(const SourceView &View, const Holding &H, int I) {
  const Expr *Arg = argument(H.Site, I);
  return Arg ? View.text(Arg) : "";
}

std::string keyText(const SourceView &View, const Holding &H) {
  return argText(View, H, H.Model->Key);
}

std::string cookieText(const SourceView &View, const Holding &H) {
  return argText(View, H, H.Model->Cookie);
}

void Reporter::add(const RuleInfo &Rule, const Path &P, Scene S) {
  const void *Identity = S.Identity ? S.Identity : S.Where;
  auto Key = std::make_tuple(Rule.Name.str(), S.Role, Identity);
  if (Joined) {
    if (Scenes.count(Key) || S.IsDoubtful ||
        (S.Because && P.M.Apart.isOfAll(P.M, P.S, *S.Because)))
      return;
    SawNew = true;
    if (!S.Because)
      P.M.Apart.blamePath(P.S);
    return;
  }
  if (S.Doubt) {
    Doubted.try_emplace(Key,
                        Kept{&Rule, std::move(S), nullptr, P.Of.setupStage()});
    return;
  }
  auto It = Scenes.find(Key);
  unsigned Length = P.S.Last ? P.S.Last->Length : 0;
  if (It == Scenes.end()) {
    Scenes.emplace(Key, Kept{&Rule, std::move(S), P.S.Last, P.Of.setupStage()});
    return;
  }
  Kept &Old = It->second;
  unsigned OldLength = Old.Last ? Old.Last->Length : 0;
  std::vector<Exit> &Exits = Old.Shown.Exits;
  for (const Exit &E : S.Exits)
    if (!llvm::is_contained(Exits, E))
      Exits.insert(Length < OldLength ? Exits.begin() : Exits.end(), E);
  S.Exits = Exits;
  if (Length < OldLength)
    Old = Kept{&Rule, std::move(S), P.S.Last, P.Of.setupStage()};
}

void Reporter::beginJoined() {
  Joined = true;
  SawNew = false;
}

bool Reporter::endJoined() {
  Joined = false;
  return !SawNew;
}

Finding Reporter::name(const Kept &K) const {
  const Scene &S = K.Shown;
  Finding F;
  F.Rule = K.Rule->Name;
  F.Group = K.Rule->Group;
  F.Message = S.Message;
  F.Function = functionName(S.In);
  F.Resource = S.Resource;
  F.Role = S.Role;
  F.Where = S.Where ? View.location(S.Where) : View.location(S.Point);
  for (const Step *L = K.Last; L; L = L->Before)
    F.AfterSuccess |= L->In->Stage > K.SetupStage;
  return F;
}

Finding Reporter::tell(const Kept &K) const {
  const Scene &S = K.Shown;
  Finding F = name(K);
  F.Witness = tellWitness(View, K.Last, S.Focus, S.In, K.SetupStage);
  F.Held = heldAfter(View, K.Last);
  for (Event E : S.Supposed) {
    E.Held = F.Held;
    F.Witness.push_back(std::move(E));
  }
  if (S.Repair)
    F.Repairs = S.Repair();
  if (S.RepairExits)
    F.Repairs = S.RepairExits(S.Exits);
  return F;
}

/// As the source has them: what a reader sees does not depend on addresses.
static std::vector<Finding> inOrder(std::vector<Finding> All) {
  auto Place = [](const Finding &F) {
    return std::tie(F.Where.File, F.Where.Line, F.Where.Column, F.Rule, F.Role,
                    F.Message, F.Resource, F.Function);
  };
  llvm::sort(All, [&](const Finding &A, const Finding &B) {
    return Place(A) < Place(B);
  });
  return All;
}

std::vector<Finding> Reporter::doubts() const {
  std::vector<Finding> All;
  for (auto &[Key, K] : Doubted)
    if (!Scenes.count(Key))
      All.push_back(name(K));
  return inOrder(std::move(All));
}

std::vector<Finding> Reporter::covered() const {
  std::vector<Finding> All;
  for (auto &[Key, K] : Doubted)
    if (Scenes.count(Key))
      All.push_back(name(K));
  return inOrder(std::move(All));
}

std::map<std::string, unsigned> Reporter::doubtsByReason() const {
  std::map<std::string, unsigned> Counts;
  for (auto &[Key, K] : Doubted)
    if (!Scenes.count(Key))
      ++Counts[K.Shown.Doubt];
  return Counts;
}

std::vector<Finding> Reporter::findings() const {
  std::vector<Finding> All;
  for (auto &[Key, K] : Scenes)
    All.push_back(tell(K));
  return inOrder(std::move(All));
}

} // namespace epf
