//===- Outcomes.cpp - What functions hold when they succeed ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Outcomes.h"
#include "rules/Reporter.h"

using namespace clang;

namespace epf {

// What a value is read from, in words that no repair changes: a field's name
// rather than the variables that lead to it.
static std::string nameOf(ValueRef V) {
  while (V->Kind == ValueKind::Op && V->Args[0])
    V = V->Args[0];
  if (const CallExpr *Call = V->call())
    return callName(Call);
  for (const Region *R = V->Mem; R; R = R->Super)
    if (R->Decl)
      return R->Decl->getNameAsString();
  return V->isInt() ? std::to_string(V->Number) : "a number";
}

void Outcomes::onEnd(Path &P, End How, const Stmt *) {
  if (How != End::Done)
    return;
  // What a plain function returns may well be an error, if it is not 0.
  ValueRef Result = P.S.Result ? P.resolve(P.S.Result) : nullptr;
  if (!P.Of.IsEntry && Result && !Result->isInt(0))
    return;
  // How many of a kind depends on how often loops are run.
  std::set<std::string> Names;
  for (const Holding *H : P.held())
    if (H->Where->Stage == P.Of.setupStage())
      Names.insert(nameOf(H->Key));
  std::string All;
  for (const std::string &Name : Names)
    All += (All.empty() ? "" : ", ") + Name;
  Seen[P.Of.Setup->getNameAsString()].insert(All.empty() ? "nothing" : All);
}

std::vector<SetupResult> Outcomes::all() const {
  std::vector<SetupResult> All;
  for (auto &[Function, Held] : Seen)
    All.push_back({Function, {Held.begin(), Held.end()}});
  return All;
}

} // namespace epf
