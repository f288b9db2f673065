//===- OwnTeardown.cpp - How the driver itself gives back -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/OwnTeardown.h"
#include "matchers/Calls.h"
#include "rules/Handler.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

// Whether F gives back H, and by its calls' names nothing that is no interrupt.
static bool onlyGivesBack(const SourceView &View, const FunctionDecl &F,
                          const Holding &H) {
  bool Gives = false;
  Syntax In(F);
  for (const CallExpr *Each : In.all<CallExpr>()) {
    const FunctionDecl *Callee = Each->getDirectCallee();
    const CallModel *M = Callee ? callModel(*Callee) : nullptr;
    Gives |= givesBack(View, Each, H);
    if (!Callee || !Callee->getIdentifier() || (M && M->Acquires) ||
        (!M && (soundsLikeRelease(Callee->getName()) ||
                soundsLikeLettingGo(Callee->getName()))))
      return false;
  }
  return Gives;
}

std::vector<OwnCall> teardownCalls(const SourceView &View, const Holding &H,
                                   const FunctionDecl &F) {
  std::vector<OwnCall> Found;
  const FunctionDecl &Taker = H.Where->Of->function();
  for (const FunctionDecl *From : View.functions()) {
    if (From == &F || From == &Taker)
      continue;
    Syntax In(*From);
    for (const CallExpr *Call : In.all<CallExpr>()) {
      const FunctionDecl *Callee = Call->getDirectCallee(), *Body = nullptr;
      if (!Callee || !Callee->hasBody(Body) || Body == &F || Body == &Taker ||
          In.statement(Call) != Call || In.loop(Call) ||
          llvm::any_of(Call->arguments(),
                       [&](const Expr *Arg) {
                         return !In.within<CallExpr>(Arg).empty();
                       }) ||
          !onlyGivesBack(View, *Body, H))
        continue;
      std::vector<const Expr *> Given(Call->arg_begin(), Call->arg_end());
      auto Names = translate(View, *From, F, Given);
      if (!Names || !Names->Declarations.empty())
        continue;
      std::string Text = spell(View, Call, Names->Names);
      if (llvm::none_of(Found,
                        [&](const OwnCall &Each) { return Each.Text == Text; }))
        Found.push_back({Body, Text});
    }
  }
  return Found;
}

std::string followerOf(const SourceView &View, const FunctionDecl &Releaser,
                       const FunctionDecl &F, const CallExpr *Taker) {
  const FunctionDecl *Next = nullptr;
  unsigned Places = 0;
  for (const FunctionDecl *From : View.functions()) {
    if (From == &F)
      continue;
    Syntax In(*From);
    for (const CallExpr *Call : In.all<CallExpr>()) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (!Callee || Callee->getCanonicalDecl() != Releaser.getCanonicalDecl())
        continue;
      const auto *Then =
          dyn_cast_or_null<CallExpr>(In.next(In.statement(Call)));
      const FunctionDecl *Called = Then ? Then->getDirectCallee() : nullptr,
                         *Body = nullptr;
      if (!Called || !Called->hasBody(Body) || !endsWork(*Body) ||
          (Next && Next != Body))
        return "";
      Next = Body;
      ++Places;
    }
  }
  // Once may be for a reason of that place; and where it is called by itself,
  // it is known.
  const SourceManager &SM = View.context().getSourceManager();
  if (Places < 2 || callsWithin(F, *Next, /*Depth=*/0) ||
      !SM.isBeforeInTranslationUnit(Next->getLocation(), F.getLocation()))
    return "";
  return callOf(View, *Next, F, Taker).value_or("");
}

} // namespace epf
