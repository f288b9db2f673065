//===- RangeFix.cpp - Teardowns that free less than was requested ---------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/RangeFix.h"
#include "rules/ForgetFix.h"
#include "rules/Release.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

static const ValueDecl *named(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *Mem = dyn_cast<MemberExpr>(E))
    return Mem->getMemberDecl();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? Ref->getDecl() : nullptr;
}

// `a[0]` is freed if there are any, and requests fill `a[count++]`.
static std::optional<Fix> notOnlyFirst(const SourceView &View, const Syntax &In,
                                       const CallExpr *Free) {
  const IfStmt *If = In.branch(Free);
  if (!If || If->getElse() || If->getThen() != Free || In.loop(Free))
    return std::nullopt;
  const ValueDecl *Count = named(If->getCond());
  std::vector<const IntegerLiteral *> Firsts;
  const ValueDecl *Array = nullptr;
  for (const auto *Sub : In.within<ArraySubscriptExpr>(Free)) {
    const auto *Number =
        dyn_cast<IntegerLiteral>(Sub->getIdx()->IgnoreParenImpCasts());
    if (!Number || Number->getValue() != 0)
      return std::nullopt;
    Firsts.push_back(Number);
    Array = named(Sub->getBase());
  }
  if (!Count || Firsts.empty())
    return std::nullopt;
  auto Fills = [&](const ArraySubscriptExpr *Sub) {
    const auto *Step =
        dyn_cast<UnaryOperator>(Sub->getIdx()->IgnoreParenImpCasts());
    return Step && Step->getOpcode() == UO_PostInc &&
           named(Step->getSubExpr()) == Count && named(Sub->getBase()) == Array;
  };
  if (llvm::none_of(View.functions(), [&](const FunctionDecl *F) {
        return llvm::any_of(Syntax(*F).all<ArraySubscriptExpr>(), Fills);
      }))
    return std::nullopt;
  Patch P(View, "free all that are counted", Applicability::Review);
  std::string I = unusedName(In.function(), "i");
  P.declare(In.function(), {Count->getType().getUnqualifiedType().getAsString(
                                View.context().getPrintingPolicy()) +
                            " " + I + ";"});
  P.replace(SourceRange(If->getIfLoc(), If->getRParenLoc()),
            "for (" + I + " = 0; " + I + " < " + View.wholeText(If->getCond()) +
                "; " + I + "++)");
  for (const IntegerLiteral *Each : Firsts)
    P.replace(Each, I);
  return P.take();
}

static const CounterModel *counting(const Expr *E) {
  const auto *Call = dyn_cast<CallExpr>(E->IgnoreParenImpCasts());
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  return F ? counterModel(*F) : nullptr;
}

// `atomic_dec_return(&users) == 1`: the last one leaves none.
static std::optional<Fix> lastUser(const SourceView &View, const Syntax &In,
                                   const CallExpr *Free) {
  const IfStmt *If = In.branch(Free);
  const auto *Equal =
      If ? dyn_cast<BinaryOperator>(If->getCond()->IgnoreParenImpCasts())
         : nullptr;
  Expr::EvalResult Number;
  if (!Equal || Equal->getOpcode() != BO_EQ ||
      !Equal->getRHS()->EvaluateAsInt(Number, View.context()) ||
      Number.Val.getInt() == 0)
    return std::nullopt;
  const CounterModel *M = counting(Equal->getLHS());
  if (!M || M->How != Counting::Sub || M->Gives != Count::After)
    return std::nullopt;
  Patch P(View, "free with the last user", Applicability::Review);
  P.replace(Equal->getRHS(), "0");
  return P.take();
}

std::vector<Fix> freeAll(const SourceView &View, const Syntax &In,
                         const CallExpr *Free) {
  std::vector<Fix> Found;
  add(Found, notOnlyFirst(View, In, Free));
  add(Found, lastUser(View, In, Free));
  return Found;
}

// The static pointer that H's dev_id is stored to: by its name, or through a
// pointer that begins as its address.
static const VarDecl *listOf(const Holding &H) {
  const Expr *Cookie = argument(H.Site, H.Model->Cookie);
  const ValueDecl *Object = Cookie ? named(Cookie) : nullptr;
  for (const BinaryOperator *Set :
       Syntax(H.Where->Of->function()).all<BinaryOperator>()) {
    if (!Object || Set->getOpcode() != BO_Assign ||
        named(Set->getRHS()) != Object)
      continue;
    const Expr *To = Set->getLHS()->IgnoreParenImpCasts();
    const auto *Through = dyn_cast<UnaryOperator>(To);
    const auto *V =
        dyn_cast_or_null<VarDecl>(named(Through ? Through->getSubExpr() : To));
    if (!V || V->isLocalVarDeclOrParm())
      continue;
    if (!Through)
      return V;
    const auto *Start =
        V->hasInit() && Through->getOpcode() == UO_Deref
            ? dyn_cast<UnaryOperator>(V->getInit()->IgnoreParenImpCasts())
            : nullptr;
    if (Start && Start->getOpcode() == UO_AddrOf)
      return dyn_cast_or_null<VarDecl>(named(Start->getSubExpr()));
  }
  return nullptr;
}

// Whether nothing in the file writes V, or takes its address to do so.
static bool isNeverSet(const SourceView &View, const VarDecl *V) {
  auto Writes = [&](const FunctionDecl *F) {
    Syntax In(*F);
    return llvm::any_of(In.all<BinaryOperator>(),
                        [&](const BinaryOperator *Set) {
                          return Set->isAssignmentOp() &&
                                 named(Set->getLHS()) == V;
                        }) ||
           llvm::any_of(In.all<UnaryOperator>(), [&](const UnaryOperator *Op) {
             return Op->getOpcode() == UO_AddrOf &&
                    named(Op->getSubExpr()) == V;
           });
  };
  for (const Decl *D :
       View.context().getTranslationUnitDecl()->noload_decls()) {
    const auto *Other = dyn_cast<VarDecl>(D);
    const auto *Start =
        Other && Other->hasInit()
            ? dyn_cast<UnaryOperator>(Other->getInit()->IgnoreParenImpCasts())
            : nullptr;
    if (Start && named(Start->getSubExpr()) == V)
      return false;
  }
  return !V->isExternallyVisible() && !V->hasInit() &&
         llvm::none_of(View.functions(), Writes);
}

std::optional<Fix> rightList(const SourceView &View, const Syntax &In,
                             const Holding &H) {
  const VarDecl *List = listOf(H);
  if (!List)
    return std::nullopt;
  for (const CallExpr *Call : In.all<CallExpr>())
    for (const Expr *Arg : Call->arguments()) {
      const auto *Given = dyn_cast_or_null<VarDecl>(named(Arg));
      if (!Given || Given->isLocalVarDeclOrParm() || Given == List ||
          !View.context().hasSameType(Given->getType(), List->getType()) ||
          !isNeverSet(View, Given))
        continue;
      Patch P(View, "free what is in '" + List->getNameAsString() + "'",
              Applicability::Review);
      P.replace(Arg, List->getNameAsString());
      return P.take();
    }
  return std::nullopt;
}

// Whether F has a loop that goes as far as Count says.
static bool goesBy(const FunctionDecl &F, const ValueDecl *Count) {
  return llvm::any_of(Syntax(F).all<ForStmt>(), [&](const ForStmt *For) {
    const auto *Less = dyn_cast_or_null<BinaryOperator>(For->getCond());
    return Less && Less->getOpcode() == BO_LT && named(Less->getRHS()) == Count;
  });
}

// Whether a function of the file hands on the number in Field only where it is
// one.
static bool isAskedFor(const SourceView &View, const ValueDecl *Field) {
  return llvm::any_of(View.functions(), [&](const FunctionDecl *F) {
    Syntax In(*F);
    auto Names = [&](const Stmt *S) {
      return llvm::any_of(In.within<MemberExpr>(S), [&](const auto *Mem) {
        return Mem->getMemberDecl() == Field;
      });
    };
    return llvm::any_of(In.all<CallExpr>(), [&](const CallExpr *Call) {
      const IfStmt *If = In.branch(Call);
      return If && Names(Call) && Names(If->getCond());
    });
  });
}

// Where the request of H fails, the number that was stored in front of it goes.
static void forget(const SourceView &View, Patch &P, const Holding &H) {
  Syntax In(H.Where->Of->function());
  const Expr *Key = argument(H.Site, H.Model->Key);
  const Stmt *Own = In.statement(H.Site);
  const auto *Check = dyn_cast_or_null<IfStmt>(
      isa<IfStmt>(Own) || !In.next(Own) ? Own : In.next(Own));
  const Stmt *Out = Check ? Check->getThen() : nullptr;
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Out))
    Out = Block->body_empty() ? nullptr : Block->body_back();
  bool Stored = llvm::any_of(In.all<BinaryOperator>(), [&](const auto *Set) {
    return Set->getOpcode() == BO_Assign && View.isBefore(Set, H.Site) &&
           View.folded(Set->getLHS()) == View.folded(Key);
  });
  const auto *Field = dyn_cast<MemberExpr>(Key->IgnoreParenImpCasts());
  if (!Stored || !Field || !isAskedFor(View, Field->getMemberDecl()) ||
      !isa_and_nonnull<GotoStmt, ReturnStmt>(Out))
    return;
  P.insertBefore(In, Out, forgetNumber(View, In, H.Site, Key, "0"));
}

std::optional<Fix> countBefore(const SourceView &View, const Syntax &In,
                               const Holding &H, llvm::ArrayRef<Exit> Ways) {
  const auto *Block = dyn_cast<CompoundStmt>(In.function().getBody());
  for (const Stmt *S : Block->body()) {
    const auto *Set = dyn_cast<BinaryOperator>(S);
    if (!Set || Set->getOpcode() != BO_Assign ||
        !isa<MemberExpr>(Set->getLHS()->IgnoreParenImpCasts()))
      continue;
    const ValueDecl *Count = named(Set->getLHS());
    const auto *Value = dyn_cast_or_null<ParmVarDecl>(named(Set->getRHS()));
    if (!Value || llvm::any_of(In.all<BinaryOperator>(), [&](const auto *Op) {
          return Op->isAssignmentOp() && named(Op->getLHS()) == Value;
        }))
      continue;
    // All jump from one statement to a label that calls what goes by it.
    const Stmt *First = nullptr;
    for (const Stmt *Each : Block->body())
      if (!First && llvm::any_of(Ways, [&](const Exit &E) {
            return In.isWithin(E.At, Each);
          }))
        First = Each;
    bool Asked = llvm::any_of(Ways, [&](const Exit &E) {
      const auto *Goto = dyn_cast<GotoStmt>(E.At);
      for (const Stmt *Next = Goto ? Goto->getLabel()->getStmt() : nullptr;
           Next; Next = In.next(Next))
        for (const CallExpr *Call : In.within<CallExpr>(Next)) {
          const FunctionDecl *F = Call->getDirectCallee();
          const FunctionDecl *Body = nullptr;
          if (F && F->hasBody(Body) && goesBy(*Body, Count))
            return true;
        }
      return false;
    });
    if (!First || !Asked || !View.isBefore(First, Set))
      continue;
    Patch P(View,
            "set '" + View.text(Set->getLHS()) + "' before it is asked for",
            Applicability::Review);
    P.insertBefore(In, First, {View.wholeText(Set) + ";", ""});
    P.remove(In, Set);
    forget(View, P, H);
    return P.take();
  }
  return std::nullopt;
}

} // namespace epf
