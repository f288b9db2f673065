//===- Handler.cpp - What an interrupt's handler does ---------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Handler.h"
#include "rules/Release.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;

namespace epf {

using Functions = llvm::SmallSetVector<const FunctionDecl *, 8>;

// The functions that the request names, and all of the file that they call.
static Functions reachedFrom(const Holding &H) {
  Functions All;
  auto Consider = [&](const FunctionDecl *F) {
    const FunctionDecl *Body = nullptr;
    if (F && F->hasBody(Body))
      All.insert(Body);
  };
  for (const Expr *Arg : H.Site->arguments())
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Arg->IgnoreParenImpCasts()))
      Consider(dyn_cast<FunctionDecl>(Ref->getDecl()));
  for (size_t I = 0; I < All.size() && All.size() < 64; ++I)
    for (const CallExpr *Call : Syntax(*All[I]).all<CallExpr>())
      Consider(Call->getDirectCallee());
  return All;
}

bool handlersRead(const Holding &H, const FieldDecl &Field) {
  return llvm::any_of(reachedFrom(H), [&](const FunctionDecl *F) {
    return llvm::any_of(Syntax(*F).all<MemberExpr>(), [&](const auto *Mem) {
      return Mem->getMemberDecl() == &Field;
    });
  });
}

// "work" of "&p->work", among the arguments.
static const FieldDecl *fieldGiven(const CallExpr *Call) {
  for (const Expr *Arg : Call->arguments())
    if (const auto *Address = dyn_cast<UnaryOperator>(Arg->IgnoreParenCasts());
        Address && Address->getOpcode() == UO_AddrOf)
      if (const auto *Mem =
              dyn_cast<MemberExpr>(Address->getSubExpr()->IgnoreParens()))
        return dyn_cast<FieldDecl>(Mem->getMemberDecl());
  return nullptr;
}

static llvm::StringRef nameOf(const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  return F && F->getIdentifier() ? F->getName() : "";
}

static bool starts(const CallExpr *Call) {
  static constexpr llvm::StringLiteral Names[] = {"schedule_work",
                                                  "queue_work",
                                                  "schedule_delayed_work",
                                                  "queue_delayed_work",
                                                  "mod_delayed_work",
                                                  "schedule_work_on",
                                                  "queue_work_on",
                                                  "tasklet_schedule",
                                                  "tasklet_hi_schedule",
                                                  "mod_timer",
                                                  "add_timer",
                                                  "hrtimer_start",
                                                  "kthread_queue_work",
                                                  "queue_delayed_work_on"};
  return llvm::is_contained(Names, nameOf(Call));
}

static bool ends(const CallExpr *Call) {
  static constexpr llvm::StringLiteral Names[] = {
      "cancel_work_sync", "cancel_delayed_work_sync", "tasklet_kill",
      "del_timer_sync",   "timer_delete_sync",        "timer_shutdown_sync",
      "hrtimer_cancel",   "kthread_cancel_work_sync"};
  return llvm::is_contained(Names, nameOf(Call));
}

bool endsWork(const FunctionDecl &F) {
  return llvm::any_of(Syntax(F).all<CallExpr>(), ends);
}

std::vector<Stop> stopsBehind(const SourceView &View, const Holding &H) {
  std::vector<const FieldDecl *> Started;
  for (const FunctionDecl *F : reachedFrom(H))
    for (const CallExpr *Call : Syntax(*F).all<CallExpr>())
      if (const FieldDecl *Field = starts(Call) ? fieldGiven(Call) : nullptr;
          Field && !llvm::is_contained(Started, Field))
        Started.push_back(Field);
  std::vector<Stop> Found;
  if (Started.empty())
    return Found;
  for (const FunctionDecl *F : View.functions())
    for (const CallExpr *Call : Syntax(*F).all<CallExpr>()) {
      const FieldDecl *Field = ends(Call) ? fieldGiven(Call) : nullptr;
      if (Field && llvm::is_contained(Started, Field) &&
          llvm::none_of(Found, [&](const Stop &S) { return S.Of == Field; }))
        Found.push_back({Call, F, Field});
    }
  return Found;
}

} // namespace epf
