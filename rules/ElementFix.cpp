//===- ElementFix.cpp - A field that tells what is requested --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ElementFix.h"
#include "rules/Release.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace epf {

// "p->line[i]" of "&p->line[i]".
static const ArraySubscriptExpr *elementOf(const Expr *Cookie) {
  const auto *Address =
      Cookie ? dyn_cast<UnaryOperator>(Cookie->IgnoreParenImpCasts()) : nullptr;
  return Address && Address->getOpcode() == UO_AddrOf
             ? dyn_cast<ArraySubscriptExpr>(
                   Address->getSubExpr()->IgnoreParenImpCasts())
             : nullptr;
}

// The same where a local of that name stands for the address.
static const ArraySubscriptExpr *elementBehind(const Expr *Cookie) {
  if (const ArraySubscriptExpr *Each = elementOf(Cookie))
    return Each;
  const auto *Ref =
      Cookie ? dyn_cast<DeclRefExpr>(Cookie->IgnoreParenImpCasts()) : nullptr;
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->isLocalVarDecl() ? elementOf(V->getInit()) : nullptr;
}

static const FieldDecl *arrayOf(const ArraySubscriptExpr *Each) {
  const auto *Mem =
      Each ? dyn_cast<MemberExpr>(Each->getBase()->IgnoreParenImpCasts())
           : nullptr;
  return Mem ? dyn_cast<FieldDecl>(Mem->getMemberDecl()) : nullptr;
}

static const MemberExpr *setBy(const BinaryOperator *Op) {
  return Op->isAssignmentOp()
             ? dyn_cast<MemberExpr>(Op->getLHS()->IgnoreParenImpCasts())
             : nullptr;
}

namespace {

class ElementTeller {
public:
  ElementTeller(const SourceView &View, const StrayFree &S)
      : View(View), S(S), Here(*S.FreeIn),
        There(S.Request->Where->Of->function()) {}
  std::optional<Fix> make();

private:
  const BinaryOperator *setBefore(const Stmt *Request) const;
  const IfStmt *checkOf(const Stmt *Request) const;
  bool isReadByHandlersOnly(const FieldDecl &Told) const;
  bool clearElsewhere(Patch &P, const FieldDecl &Told) const;

  const SourceView &View;
  const StrayFree &S;
  Syntax Here, There;
  const FieldDecl *Array = nullptr;
};

} // namespace

// "v->owner = p", in front of the request: what it sets is the element's.
const BinaryOperator *ElementTeller::setBefore(const Stmt *Request) const {
  const Expr *Cookie = argument(S.Request->Site, S.Request->Model->Cookie);
  const ArraySubscriptExpr *Own = elementOf(Cookie);
  for (const Stmt *At = There.previous(Request); At; At = There.previous(At)) {
    const auto *Set = dyn_cast<BinaryOperator>(At);
    const MemberExpr *To = Set ? setBy(Set) : nullptr;
    if (To && To->getType()->isPointerType() &&
        isa<DeclRefExpr>(Set->getRHS()->IgnoreParenImpCasts()) &&
        View.folded(To->getBase()->IgnoreParenImpCasts()) ==
            (Own ? View.folded(Own)
                 : View.folded(Cookie->IgnoreParenImpCasts())))
      return Set;
  }
  return nullptr;
}

// `if (ret) leave` behind the request, or around it.
const IfStmt *ElementTeller::checkOf(const Stmt *Request) const {
  const auto *If = dyn_cast<IfStmt>(Request);
  const auto *Set = dyn_cast<BinaryOperator>(Request);
  if (Set && Set->getOpcode() == BO_Assign &&
      Set->getRHS()->IgnoreParenImpCasts() == S.Request->Site) {
    If = dyn_cast_or_null<IfStmt>(There.next(Set));
    if (If && View.folded(If->getCond()) != View.folded(Set->getLHS()))
      return nullptr;
  } else if (If && If->getCond()->IgnoreParenImpCasts() != S.Request->Site) {
    return nullptr;
  }
  return If && !If->getElse() && leaves(If->getThen()) ? If : nullptr;
}

// Who runs while nothing is requested must not find a null pointer: what reads
// the field is called by no function of the file, but by the kernel. Nor may
// any other set it.
bool ElementTeller::isReadByHandlersOnly(const FieldDecl &Told) const {
  unsigned Sets = 0;
  llvm::SmallPtrSet<const FunctionDecl *, 8> Readers;
  for (const FunctionDecl *F : View.functions()) {
    Syntax In(*F);
    unsigned Own = 0, All = 0;
    for (const BinaryOperator *Op : In.all<BinaryOperator>())
      if (const MemberExpr *To = setBy(Op); To && To->getMemberDecl() == &Told)
        ++Own;
    for (const MemberExpr *Mem : In.all<MemberExpr>())
      All += Mem->getMemberDecl() == &Told;
    Sets += Own;
    if (All > Own)
      Readers.insert(F->getCanonicalDecl());
  }
  return Sets == 1 &&
         llvm::none_of(View.functions(), [&](const FunctionDecl *F) {
           return llvm::any_of(
               Syntax(*F).all<CallExpr>(), [&](const CallExpr *C) {
                 const FunctionDecl *Callee = C->getDirectCallee();
                 return Callee && Readers.count(Callee->getCanonicalDecl());
               });
         });
}

// The frees that undo the rounds before say so as well. False if any other
// function requests or frees what is in the array.
bool ElementTeller::clearElsewhere(Patch &P, const FieldDecl &Told) const {
  for (const FunctionDecl *F : View.functions()) {
    Syntax Own(*F);
    for (const CallExpr *Call : Own.all<CallExpr>()) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      const CallModel *M = Callee ? callModel(*Callee) : nullptr;
      const Expr *Cookie = M ? argument(Call, M->Cookie) : nullptr;
      if (!Cookie || Call == S.Free || Call == S.Request->Site ||
          arrayOf(elementBehind(Cookie)) != Array)
        continue;
      const ArraySubscriptExpr *Each = elementOf(Cookie);
      if (M->Acquires || !Each || F != &There.function() ||
          Own.statement(Call) != Call)
        return false;
      P.insertAfter(
          Own, Call,
          {View.wholeText(Each) + "." + Told.getName().str() + " = NULL;"});
    }
  }
  return true;
}

std::optional<Fix> ElementTeller::make() {
  const Stmt *Request = There.statement(S.Request->Site);
  const CallModel *M = callModel(*S.Free->getDirectCallee());
  const ArraySubscriptExpr *Freed = elementOf(argument(S.Free, M->Cookie));
  const Stmt *Loop = Here.loop(S.Free);
  Array = arrayOf(Freed);
  if (S.FreeIn == &There.function() || !Array || !Loop ||
      Here.statement(S.Free) != S.Free || indexOf(Freed) != counterOf(Loop) ||
      !There.loop(S.Request->Site) ||
      arrayOf(elementBehind(
          argument(S.Request->Site, S.Request->Model->Cookie))) != Array)
    return std::nullopt;
  const BinaryOperator *Set = setBefore(Request);
  const IfStmt *Check = checkOf(Request);
  const auto *Told =
      Set ? dyn_cast<FieldDecl>(setBy(Set)->getMemberDecl()) : nullptr;
  if (!Told || !Check || !isReadByHandlersOnly(*Told))
    return std::nullopt;
  Patch P(View, "tell by '" + Told->getName().str() + "' which are requested",
          Applicability::Review);
  const Stmt *Last = Check->getThen();
  if (const auto *Block = dyn_cast<CompoundStmt>(Last))
    Last = Block->body_back();
  P.insertBefore(There, Last, {View.wholeText(Set->getLHS()) + " = NULL;"});
  if (!clearElsewhere(P, *Told))
    return std::nullopt;
  std::string Mark = View.wholeText(Freed) + "." + Told->getName().str();
  std::string Indent = P.indentOf(S.Free);
  P.replace(S.Free->getCallee(), "if (!" + Mark + ")\n" + Indent +
                                     "\tcontinue;\n\n" + Indent +
                                     View.wholeText(S.Free->getCallee()));
  P.insertAfter(Here, S.Free, {Mark + " = NULL;"});
  return P.take();
}

std::optional<Fix> tellByElement(const SourceView &View, const StrayFree &S) {
  return ElementTeller(View, S).make();
}

} // namespace epf
