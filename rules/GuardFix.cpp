//===- GuardFix.cpp - Frees under the condition of their request ----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/GuardFix.h"

using namespace clang;

namespace epf {

static void replaceAll(std::string &Text, llvm::StringRef From,
                       llvm::StringRef To) {
  for (size_t At = Text.find(From); !From.empty() && At != std::string::npos;
       At = Text.find(From, At + To.size()))
    Text.replace(At, From.size(), To.str());
}

// What stands behind the free and undoes the rest of what the function that
// requested did: it calls the same where it fails. Null if nothing does.
static const Stmt *companion(const SourceView &View, const Syntax &Here,
                             const StrayFree &S) {
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  const Stmt *Free = Here.statement(S.Where);
  const auto *Next = dyn_cast_or_null<CallExpr>(Here.next(Free));
  const FunctionDecl *Undoes = Next ? Next->getDirectCallee() : nullptr;
  if (!Undoes || !Undoes->hasBody() || &Taker == S.Function ||
      !isa<CompoundStmt>(Here.parent(Free)) || Free != S.Where)
    return nullptr;
  Syntax There(Taker);
  return llvm::any_of(There.all<CallExpr>(),
                      [&](const CallExpr *Call) {
                        const FunctionDecl *F = Call->getDirectCallee();
                        return F &&
                               F->getCanonicalDecl() ==
                                   Undoes->getCanonicalDecl() &&
                               View.isBefore(S.Request->Site, Call);
                      })
             ? Next
             : nullptr;
}

std::optional<Fix> guardAsSame(const SourceView &View, const StrayFree &S) {
  Syntax Here(*S.Function);
  const CallExpr *Free = freeAt(S);
  if (!Free || !S.Sibling || &S.Request->Where->Of->function() != S.Function)
    return std::nullopt;
  const CallModel *Gives = callModel(*Free->getDirectCallee());
  auto Same = [&](const CallExpr *Site, const CallModel *M) {
    return M && M->Acquires && M->Kind == Gives->Kind && Site != Free &&
           View.folded(argument(Site, M->Key)) ==
               View.folded(argument(Free, Gives->Key)) &&
           View.folded(argument(Site, M->Cookie)) ==
               View.folded(argument(Free, Gives->Cookie));
  };
  for (const CallExpr *Site : Here.all<CallExpr>()) {
    const FunctionDecl *F = Site->getDirectCallee();
    if (!F || Site == S.Request->Site || !Same(Site, callModel(*F)))
      continue;
    auto Text = spellGuards(View, guardsOf(Here, Site, Free), {});
    if (!Text || Text->empty())
      return std::nullopt;
    Patch P(View, "free under the condition of the request",
            Applicability::Review);
    P.guard(Here, Free, *Text);
    return P.take();
  }
  return std::nullopt;
}

std::optional<Fix> guardAlike(const SourceView &View, const StrayFree &S) {
  Syntax Here(*S.Function);
  // What a helper frees beside what was requested is another matter.
  if (!isa<CallExpr>(S.Where) || (S.Sibling && !freeAt(S)))
    return std::nullopt;
  std::string All;
  std::vector<std::string> Declarations;
  const Stmt *Site = S.Request->Site;
  for (const Frame *F = S.Request->Where; F && Site; F = F->Parent) {
    const FunctionDecl &Taker = F->Of->function();
    bool Same = &Taker == S.Function;
    Syntax There(Taker);
    std::vector<Guard> Guards = earlyReturnsBefore(There, Site);
    llvm::append_range(Guards, guardsOf(There, Site, Same ? S.Where : nullptr));
    std::vector<const Expr *> Asked;
    for (const Guard &G : Guards)
      Asked.push_back(G.Condition);
    auto T = translate(View, Taker, *S.Function, Asked);
    auto Text = T ? spellGuards(View, Guards, T->Names) : std::nullopt;
    if (!Text)
      return std::nullopt;
    All = both(*Text, All);
    for (const std::string &Each : T->Declarations)
      if (!llvm::is_contained(Declarations, Each))
        Declarations.push_back(Each);
    if (Same)
      break;
    Site = F->Site;
  }
  if (All.empty())
    return std::nullopt;
  // The irq is called here as the free calls it.
  if (const CallExpr *Free = freeAt(S))
    replaceAll(All,
               View.wholeText(argument(S.Request->Site, S.Request->Model->Key)),
               View.wholeText(
                   argument(Free, callModel(*Free->getDirectCallee())->Key)));
  Patch P(View, "free under the condition of the request",
          Applicability::Review);
  P.declare(*S.Function, Declarations);
  const Stmt *Free = Here.statement(S.Where);
  const Stmt *Also = companion(View, Here, S);
  if (!Also) {
    P.guard(Here, S.Where, All);
    return P.take();
  }
  std::string Indent = P.indentOf(Free);
  P.replaceStatement(Free, "if (" + All + ") {\n" + Indent + "\t" +
                               View.wholeText(Free) + ";\n" + Indent + "\t" +
                               View.wholeText(Also) + ";\n" + Indent + "}");
  P.remove(Here, Also);
  return P.take();
}

} // namespace epf
