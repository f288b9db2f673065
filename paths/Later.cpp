//===- Later.cpp - Which fields are still to be read ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Later.h"
#include "matchers/Calls.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace epf {

/// Collects the fields that a statement reads, and what it may call.
class Later::Reader : public RecursiveASTVisitor<Later::Reader> {
public:
  Reader(const Slice &Matters, const FunctionDecl *Destructor)
      : Matters(Matters), Destructor(Destructor) {}

  /// Reads one element: those within it are read where they stand.
  void element(const Body &Of, const Stmt *S) {
    In = &Of;
    Root = S;
    TraverseStmt(const_cast<Stmt *>(S));
  }
  bool dataTraverseStmtPre(Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    return !In || S == Root || !E || !In->isElement(E);
  }

  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *F = dyn_cast<FieldDecl>(E->getMemberDecl());
        F && Matters.isRead(E))
      Fields.push_back(F);
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    if (!F) {
      QualType T = E->getCallee()->getType();
      if (T->isPointerType())
        Pointers.push_back(T->getPointeeType().getCanonicalType());
      return true;
    }
    Called.push_back(F->getCanonicalDecl());
    if (Destructor && helperOf(*F) == Helper::Destroys)
      Called.push_back(Destructor);
    // An action is handed over, and may run at once.
    if (runsArgument(*F))
      for (const Expr *A : E->arguments())
        if (const auto *Ref = dyn_cast<DeclRefExpr>(A->IgnoreParenImpCasts()))
          if (const auto *Action = dyn_cast<FunctionDecl>(Ref->getDecl()))
            Called.push_back(Action->getCanonicalDecl());
    return true;
  }

  bool VisitVarDecl(VarDecl *V) {
    if (const auto *Clean = V->getAttr<CleanupAttr>())
      Called.push_back(Clean->getFunctionDecl()->getCanonicalDecl());
    return true;
  }

  const Slice &Matters;
  const FunctionDecl *Destructor; ///< canonical, or null
  const Body *In = nullptr;
  const Stmt *Root = nullptr;
  std::vector<const FieldDecl *> Fields;
  std::vector<const FunctionDecl *> Called;
  std::vector<QualType> Pointers; ///< the types of what pointers call
};

Later::Later(const Digests &All, const Slice &Matters)
    : All(All), Matters(Matters) {
  std::vector<std::pair<const FunctionDecl *, Reader>> Looked;
  for (const FunctionDecl *F : Matters.functions()) {
    Looked.emplace_back(F, Reader(Matters, All.unit().destructor()));
    Looked.back().second.TraverseStmt(All.unit().summary(F)->Decl->getBody());
    for (const FieldDecl *D : Looked.back().second.Fields)
      Index.try_emplace(D, Index.size());
  }
  for (auto &[F, R] : Looked) {
    Fields &Of = Whole[F];
    Of.resize(Index.size());
    for (const FieldDecl *D : R.Fields)
      Of.set(Index.lookup(D));
  }
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (auto &[F, R] : Looked) {
      Fields Sum = Whole[F];
      addCalled(R, Sum);
      if (Sum != Whole[F]) {
        Whole[F] = std::move(Sum);
        Changed = true;
      }
    }
  }
}

void Later::addCalled(const Reader &R, Fields &Sum) const {
  for (const FunctionDecl *F : R.Called)
    if (auto It = Whole.find(F); It != Whole.end())
      Sum |= It->second;
  for (QualType T : R.Pointers)
    for (const FunctionDecl *F : All.pointedBy(T))
      if (auto It = Whole.find(F); It != Whole.end())
        Sum |= It->second;
}

bool Later::reads(const FunctionDecl *F, const FieldDecl *D) const {
  auto At = Index.find(D);
  auto Of = Whole.find(F->getCanonicalDecl());
  return At != Index.end() && Of != Whole.end() && Of->second.test(At->second);
}

// What the elements of B from First on read, and its condition.
Later::Fields Later::readIn(const Body &Of, const CFGBlock *B,
                            unsigned First) const {
  Reader R(Matters, All.unit().destructor());
  Fields Sum(Index.size());
  for (unsigned I = First; I < B->size(); ++I) {
    CFGElement E = (*B)[I];
    if (auto S = E.getAs<CFGStmt>())
      R.element(Of, S->getStmt());
    else if (auto Clean = E.getAs<CFGCleanupFunction>())
      R.Called.push_back(Clean->getFunctionDecl()->getCanonicalDecl());
  }
  if (const Stmt *C = B->getTerminatorCondition(false))
    if (const auto *E = dyn_cast<Expr>(C); !E || !Of.isElement(E))
      R.element(Of, C);
  for (const FieldDecl *D : R.Fields)
    Sum.set(Index.lookup(D));
  addCalled(R, Sum);
  return Sum;
}

const std::vector<Later::Fields> &Later::table(const Body &Of) {
  auto [It, New] = Tables.try_emplace(&Of);
  std::vector<Fields> &From = It->second;
  if (!New)
    return From;
  const CFG &Graph = Of.graph();
  From.assign(Graph.getNumBlockIDs(), Fields(Index.size()));
  for (const CFGBlock *B : Graph)
    From[B->getBlockID()] = readIn(Of, B, 0);
  for (bool Changed = true; Changed;) {
    Changed = false;
    // Ids count down from the entry: from the last block, this walks backwards.
    for (auto B = Graph.rbegin(); B != Graph.rend(); ++B) {
      Fields Sum = From[(*B)->getBlockID()];
      for (const CFGBlock *S : (*B)->succs())
        if (S)
          Sum |= From[S->getBlockID()];
      if (Sum != From[(*B)->getBlockID()]) {
        From[(*B)->getBlockID()] = std::move(Sum);
        Changed = true;
      }
    }
  }
  return From;
}

bool Later::readsFrom(const Body &Of, const CFGBlock *B, unsigned First,
                      const FieldDecl *D) {
  auto At = Index.find(D);
  if (At == Index.end())
    return false;
  const std::vector<Fields> &From = table(Of);
  if (First == 0)
    return From[B->getBlockID()].test(At->second);
  auto [It, New] = Middles.try_emplace({B, First});
  if (New) {
    It->second = readIn(Of, B, First);
    for (const CFGBlock *S : B->succs())
      if (S)
        It->second |= From[S->getBlockID()];
  }
  return It->second.test(At->second);
}

} // namespace epf
