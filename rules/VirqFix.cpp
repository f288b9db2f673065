//===- VirqFix.cpp - Requesting each distinct virq once -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/VirqFix.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

namespace {

/// A call in a loop that takes or gives the virq of one doorbell.
struct VirqCall {
  const CallExpr *Call = nullptr;
  const Expr *Array = nullptr; ///< "epf->db_msg"
  const Expr *Index = nullptr; ///< "i", "--i"
};

class Deduplicator {
public:
  Deduplicator(const SourceView &View, const Doorbell &Bell,
               const FunctionDecl &Taker)
      : View(View), Bell(Bell),
        P(View,
          "request each distinct virq once, and skip the same in unwind "
          "and teardown",
          Applicability::Review) {
    llvm::StringRef Prefix = Taker.getName().split('_').first;
    Helper = Prefix.str() + "_virq_is_duplicate";
  }

  std::optional<Fix> run() {
    const FunctionDecl *First = nullptr;
    const ASTContext &Ctx = View.context();
    for (const Decl *D : Ctx.getTranslationUnitDecl()->noload_decls()) {
      const auto *F = dyn_cast<FunctionDecl>(D);
      if (!F || !F->doesThisDeclarationHaveABody() ||
          !Ctx.getSourceManager().isInMainFile(F->getLocation()))
        continue;
      Syntax In(*F);
      bool Changed = false;
      for (const CallExpr *Call : In.all<CallExpr>())
        if (auto V = virqCall(In, Call)) {
          skip(In, *V);
          Changed = true;
        }
      if (Changed)
        dropTypeDecisions(In);
      if (Changed && !First)
        First = F;
    }
    if (!First)
      return std::nullopt;
    P.insertBefore(*First, definition());
    return P.take();
  }

private:
  std::optional<VirqCall> virqCall(const Syntax &In, const CallExpr *Call);
  void skip(const Syntax &In, const VirqCall &V);
  void dropOldSkips(const Syntax &In, const CallExpr *Call);
  void dropTypeDecisions(const Syntax &In);
  bool mentions(const Stmt *S, const FieldDecl *Field, unsigned Depth = 0);

  std::string definition() const {
    // The second line of parameters stands under the first parameter.
    std::string Head = "static bool " + Helper + "(";
    std::string Under =
        std::string(Head.size() / 8, '\t') + std::string(Head.size() % 8, ' ');
    return Head + "const struct pci_epf_doorbell_msg *db,\n" + Under +
           "unsigned int nr)\n{\n"
           "\tunsigned int i;\n\n"
           "\tfor (i = 0; i < nr; i++)\n"
           "\t\tif (db[i].virq == db[nr].virq)\n"
           "\t\t\treturn true;\n\n"
           "\treturn false;\n}\n\n";
  }

  const SourceView &View;
  const Doorbell &Bell;
  Patch P;
  std::string Helper;
};

} // namespace

// Whether S reads Field, itself or in a function of the file that it calls.
bool Deduplicator::mentions(const Stmt *S, const FieldDecl *Field,
                            unsigned Depth) {
  if (const auto *Mem = dyn_cast<MemberExpr>(S);
      Mem && Mem->getMemberDecl() == Field)
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S); Call && Depth < 2) {
    const FunctionDecl *F = Call->getDirectCallee();
    const FunctionDecl *Def = nullptr;
    if (F && F->hasBody(Def) && mentions(Def->getBody(), Field, Depth + 1))
      return true;
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return Child && mentions(Child, Field, Depth);
  });
}

// What `db` in `db->virq` was last set to, if to the address of an element.
static const ArraySubscriptExpr *elementBehind(const Syntax &In,
                                               const Expr *Pointer) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Pointer);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V)
    return nullptr;
  auto Element = [](const Expr *E) -> const ArraySubscriptExpr * {
    const auto *U = dyn_cast<UnaryOperator>(E->IgnoreParenImpCasts());
    return U && U->getOpcode() == UO_AddrOf
               ? dyn_cast<ArraySubscriptExpr>(
                     U->getSubExpr()->IgnoreParenImpCasts())
               : nullptr;
  };
  if (V->hasInit())
    if (const ArraySubscriptExpr *Found = Element(V->getInit()))
      return Found;
  for (const BinaryOperator *Set : In.all<BinaryOperator>())
    if (const auto *To =
            dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParenImpCasts());
        Set->isAssignmentOp() && To && To->getDecl() == V)
      if (const ArraySubscriptExpr *Found = Element(Set->getRHS()))
        return Found;
  return nullptr;
}

std::optional<VirqCall> Deduplicator::virqCall(const Syntax &In,
                                               const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  const CallModel *M = F ? callModel(*F) : nullptr;
  if (!M || !M->isIrq() || M->Key >= int(Call->getNumArgs()) || !In.loop(Call))
    return std::nullopt;
  const auto *Mem =
      dyn_cast<MemberExpr>(Call->getArg(M->Key)->IgnoreParenImpCasts());
  if (!Mem || Mem->getMemberDecl() != Bell.Virq)
    return std::nullopt;
  const Expr *Base = Mem->getBase()->IgnoreParenImpCasts();
  const auto *Sub = dyn_cast<ArraySubscriptExpr>(Base);
  if (!Sub && Mem->isArrow())
    Sub = elementBehind(In, Base);
  if (!Sub)
    return std::nullopt;
  return VirqCall{Call, Sub->getBase()->IgnoreParenImpCasts(),
                  Sub->getIdx()->IgnoreParenImpCasts()};
}

void Deduplicator::skip(const Syntax &In, const VirqCall &V) {
  dropOldSkips(In, V.Call);
  std::string Array = View.wholeText(V.Array);
  std::string Index = View.wholeText(V.Index);
  std::vector<std::string> Lines;
  // An index that counts as it is read does so in front of the skip.
  if (const auto *Step = dyn_cast<UnaryOperator>(V.Index);
      Step && Step->isPrefix() && Step->isIncrementDecrementOp()) {
    Index = View.wholeText(Step->getSubExpr());
    Lines.push_back(Index + (Step->isDecrementOp() ? "--;" : "++;"));
    P.replace(V.Index, Index);
  }
  Lines.push_back("if (" + Helper + "(" + Array + ", " + Index + "))");
  Lines.push_back("\tcontinue;");
  P.insertBefore(In, V.Call, Lines);
}

// `if (...) continue;` in front of the call, decided by virq, type or count.
void Deduplicator::dropOldSkips(const Syntax &In, const CallExpr *Call) {
  for (const ContinueStmt *Old : In.within<ContinueStmt>(In.loop(Call))) {
    const Stmt *Up = In.parent(Old);
    if (Up && isa<CompoundStmt>(Up) &&
        llvm::cast<CompoundStmt>(Up)->size() == 1)
      Up = In.parent(Up);
    const auto *If = dyn_cast_or_null<IfStmt>(Up);
    if (If && !If->getElse() && In.loop(If) == In.loop(Call) &&
        (mentions(If->getCond(), Bell.Virq) ||
         (Bell.Type && mentions(If->getCond(), Bell.Type))))
      P.remove(In, If);
  }
}

// `if (db[0].type == ...) count = 1;`
void Deduplicator::dropTypeDecisions(const Syntax &In) {
  if (!Bell.Type)
    return;
  for (const IfStmt *If : In.all<IfStmt>()) {
    const auto *Set = dyn_cast<BinaryOperator>(If->getThen());
    if (Set && Set->isAssignmentOp() && !If->getElse() &&
        mentions(If->getCond(), Bell.Type))
      P.remove(In, If);
  }
}

std::vector<Fix> requestOnce(const SourceView &View, const Doorbell &Bell,
                             const FunctionDecl &Taker) {
  return only(Deduplicator(View, Bell, Taker).run());
}

} // namespace epf
