//===- SwallowedFix.cpp - A failed request that nobody hears of -----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/SwallowedFix.h"
#include "rules/Flagger.h"
#include "rules/Release.h"

using namespace clang;

namespace epf {

// The frees in other functions that are written like Free.
static std::vector<std::pair<const FunctionDecl *, const CallExpr *>>
alike(const SourceView &View, const FunctionDecl &Own, const CallExpr *Free) {
  std::vector<std::pair<const FunctionDecl *, const CallExpr *>> Found;
  for (const FunctionDecl *F : View.functions()) {
    Syntax In(*F);
    for (const CallExpr *Call : In.all<CallExpr>())
      if (F != &Own && Call->getDirectCallee() &&
          Call->getDirectCallee() == Free->getDirectCallee() &&
          sameWords(View, Call, Free))
        Found.push_back({F, Call});
  }
  return Found;
}

std::optional<Fix> tellOthers(const SourceView &View, const StrayFree &S,
                              const std::string &Log, bool &Others) {
  const CallExpr *Free = freeAt(S);
  Others = false;
  if (!Free || !S.Function->getReturnType()->isVoidType())
    return std::nullopt;
  // What nobody calls here is not of one driver with the others.
  if (llvm::none_of(View.functions(), [&](const FunctionDecl *F) {
        return callsWithin(*F, *S.Function, /*Depth=*/0);
      }))
    return std::nullopt;
  auto Frees = alike(View, *S.Function, Free);
  Others = !Frees.empty();
  Syntax Here(*S.Function);
  const IfStmt *If = Here.branch(Free);
  const CallModel *M = callModel(*Free->getDirectCallee());
  const Expr *Cookie = argument(Free, M->Cookie);
  const auto *Object =
      Cookie ? dyn_cast<DeclRefExpr>(Cookie->IgnoreParenImpCasts()) : nullptr;
  const RecordDecl *Record = Object ? pointee(Object->getType()) : nullptr;
  if (!Others || Log.empty() || !If || If->getElse() || !Record ||
      !isInMainFile(View, Record))
    return std::nullopt;
  static constexpr char Flag[] = "irq_requested";
  const FieldDecl *Beside = nullptr;
  for (const FieldDecl *F : Record->fields()) {
    if (F->getName() == Flag)
      return std::nullopt;
    if (F->getType()->isIntegerType() && !F->isBitField() &&
        isInMainFile(View, F))
      Beside = F;
  }
  if (!Beside)
    return std::nullopt;
  std::string Asked = Object->getDecl()->getNameAsString() + "->" + Flag;
  Patch P(View, "remember in a flag whether it is requested",
          Applicability::Review);
  P.addField(*Beside, "bool", Flag, "whether the irq is requested");
  P.replaceStatement(Free, Log);
  P.addElse(Here, If, {Asked + " = true;"});
  for (auto &[F, Each] : Frees) {
    Syntax In(*F);
    if (In.statement(Each) != Each)
      return std::nullopt;
    P.guard(In, Each, Asked);
  }
  return P.take();
}

} // namespace epf
