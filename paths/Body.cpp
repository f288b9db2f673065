//===- Body.cpp - One function, prepared for exploration ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Body.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Builtins.h"

using namespace clang;

namespace epf {

std::unique_ptr<Body> Body::create(const FunctionDecl &F, ASTContext &Ctx) {
  CFG::BuildOptions Options;
  // Calls are elements, so that one can be entered in the middle of an
  // expression; all else is worked out from the statement that holds it.
  Options.setAlwaysAdd(Stmt::CallExprClass);
  // In C these are the functions named by __attribute__((cleanup)).
  Options.AddImplicitDtors = true;
  Options.AddInitializers = false;
  auto Graph = CFG::buildCFG(&F, F.getBody(), &Ctx, Options);
  if (!Graph)
    return nullptr;
  return std::unique_ptr<Body>(new Body(F, std::move(Graph)));
}

Body::Body(const FunctionDecl &F, std::unique_ptr<CFG> G)
    : F(F), Graph(std::move(G)) {
  findElements();
  findLoops();
  findLiveness();
}

// Calls Visit on every expression below S that no element of its own holds.
template <typename FnT> static void walk(const Stmt *S, const FnT &Visit) {
  for (const Stmt *Child : S->children())
    if (Child && Visit(Child))
      walk(Child, Visit);
}

void Body::findElements() {
  auto Leave = [&](const Stmt *S) {
    Unevaluated.insert(S);
    return true;
  };
  for (const CFGBlock *B : *Graph)
    for (const CFGElement &E : *B)
      if (auto S = E.getAs<CFGStmt>())
        if (const auto *Ex = dyn_cast<Expr>(S->getStmt())) {
          Elements.insert(Ex);
          const auto *Call = dyn_cast<CallExpr>(Ex);
          if (Call &&
              Call->getBuiltinCallee() == Builtin::BI__builtin_constant_p)
            walk(Call, Leave);
        }
  for (const CFGBlock *B : *Graph) {
    auto Note = [&](const Stmt *S) {
      const auto *E = dyn_cast<Expr>(S);
      if (!E)
        return true;
      bool Own = Elements.count(E);
      const auto *Bin = dyn_cast<BinaryOperator>(E);
      if (Own || isa<AbstractConditionalOperator>(E) ||
          (Bin && Bin->isLogicalOp()))
        Users[E] = B;
      return !Own;
    };
    for (const CFGElement &E : *B)
      if (auto S = E.getAs<CFGStmt>())
        walk(S->getStmt(), Note);
    if (const Stmt *Condition = B->getTerminatorCondition())
      if (const auto *E = dyn_cast<Expr>(Condition))
        if (Elements.count(E))
          Users[E] = B;
  }
}

// The condition that L asks in front of each round, or null. One that is asked
// behind it ends the loop like any other in its body.
static const Expr *conditionOf(const Loop &L) {
  const Stmt *Term = L.Head->getTerminatorStmt();
  if (const auto *For = dyn_cast_or_null<ForStmt>(Term))
    return For->getCond();
  const auto *While = dyn_cast_or_null<WhileStmt>(Term);
  return While && !isa<IntegerLiteral>(While->getCond()->IgnoreParenImpCasts())
             ? While->getCond()
             : nullptr;
}

bool Loop::isLeftFrom(const CFGBlock &B) const {
  return Blocks.test(B.getBlockID()) && B.succ_size() > 1 &&
         llvm::any_of(B.succs(), [&](const CFGBlock *To) {
           return To && !Blocks.test(To->getBlockID());
         });
}

void Body::findLoops() {
  // Depth first; an edge to a block on the stack closes a loop.
  unsigned Count = Graph->getNumBlockIDs();
  enum : char { New, Open, Done };
  std::vector<char> Seen(Count, New);
  llvm::DenseMap<const CFGBlock *, llvm::SmallVector<const CFGBlock *, 2>>
      Latches;
  std::vector<const CFGBlock *> Heads;
  std::vector<std::pair<const CFGBlock *, CFGBlock::const_succ_iterator>> Stack;
  Seen[entry().getBlockID()] = Open;
  Stack.push_back({&entry(), entry().succ_begin()});
  while (!Stack.empty()) {
    auto &[B, Next] = Stack.back();
    if (Next == B->succ_end()) {
      Seen[B->getBlockID()] = Done;
      Stack.pop_back();
      continue;
    }
    const CFGBlock *S = *Next++;
    if (!S)
      continue;
    if (Seen[S->getBlockID()] == New) {
      Seen[S->getBlockID()] = Open;
      Stack.push_back({S, S->succ_begin()});
    } else if (Seen[S->getBlockID()] == Open) {
      auto &L = Latches[S];
      if (L.empty())
        Heads.push_back(S);
      L.push_back(B);
    }
  }
  for (const CFGBlock *Head : Heads) {
    Loop L;
    L.Head = Head;
    L.Blocks.resize(Count);
    L.Blocks.set(Head->getBlockID());
    std::vector<const CFGBlock *> Work(Latches[Head].begin(),
                                       Latches[Head].end());
    while (!Work.empty()) {
      const CFGBlock *B = Work.back();
      Work.pop_back();
      if (L.Blocks.test(B->getBlockID()))
        continue;
      L.Blocks.set(B->getBlockID());
      for (const CFGBlock *P : B->preds())
        if (P)
          Work.push_back(P);
    }
    L.Ends = conditionOf(L);
    Loops.push_back(std::move(L));
  }
}

// The local variable that E names as a whole, or null.
static const VarDecl *localVar(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParens());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && V->isLocalVarDeclOrParm() && !V->isStaticLocal() ? V : nullptr;
}

bool Body::countsDown(const Expr *E) const {
  E = E->IgnoreParenImpCasts();
  if (const VarDecl *V = localVar(E))
    return CountedDown.contains(V);
  if (const auto *Op = dyn_cast<BinaryOperator>(E))
    return countsDown(Op->getLHS()) || countsDown(Op->getRHS());
  const auto *Op = dyn_cast<UnaryOperator>(E);
  return Op && Op->getOpcode() != UO_Deref && countsDown(Op->getSubExpr());
}

void Body::findLiveness() {
  unsigned Count = Graph->getNumBlockIDs();
  std::vector<llvm::BitVector> Uses(Count), Kills(Count);
  llvm::BitVector Always;
  auto Index = [&](const VarDecl *V) {
    return Locals.try_emplace(V, Locals.size()).first->second;
  };
  auto Set = [](llvm::BitVector &Bits, unsigned I) {
    if (I >= Bits.size())
      Bits.resize(I + 1);
    Bits.set(I);
  };
  auto Test = [](const llvm::BitVector &Bits, unsigned I) {
    return I < Bits.size() && Bits.test(I);
  };
  for (const CFGBlock *B : *Graph) {
    llvm::BitVector &Use = Uses[B->getBlockID()],
                    &Kill = Kills[B->getBlockID()];
    auto Read = [&](const Stmt *S) {
      if (const auto *U = dyn_cast<UnaryOperator>(S);
          U && U->getOpcode() == UO_AddrOf)
        if (const VarDecl *V = localVar(U->getSubExpr()))
          Set(Always, Index(V));
      if (const auto *U = dyn_cast<UnaryOperator>(S); U && U->isDecrementOp())
        if (const VarDecl *V = localVar(U->getSubExpr()))
          CountedDown.insert(V);
      const auto *E = dyn_cast<Expr>(S);
      if (const VarDecl *V = E ? localVar(E) : nullptr) {
        // Arrays and structs are reached through addresses as well.
        if (!V->getType()->isScalarType())
          Set(Always, Index(V));
        if (!Test(Kill, Index(V)))
          Set(Use, Index(V));
      }
      return true;
    };
    for (const CFGElement &El : *B) {
      auto S = El.getAs<CFGStmt>();
      if (!S) {
        if (auto Clean = El.getAs<CFGCleanupFunction>())
          Set(Always, Index(Clean->getVarDecl()));
        continue;
      }
      const auto *Assign = dyn_cast<BinaryOperator>(S->getStmt());
      const VarDecl *Target = Assign && Assign->getOpcode() == BO_Assign
                                  ? localVar(Assign->getLHS())
                                  : nullptr;
      if (Target) {
        Read(Assign->getRHS());
        walk(Assign->getRHS(), Read);
        if (!Test(Use, Index(Target)))
          Set(Kill, Index(Target));
        continue;
      }
      Read(S->getStmt());
      walk(S->getStmt(), Read);
      if (const auto *DS = dyn_cast<DeclStmt>(S->getStmt()))
        for (const Decl *D : DS->decls())
          if (const auto *V = dyn_cast<VarDecl>(D)) {
            if (V->hasInit()) {
              Read(V->getInit());
              walk(V->getInit(), Read);
            }
            if (!Test(Use, Index(V)))
              Set(Kill, Index(V));
          }
    }
    if (const Stmt *Condition = B->getTerminatorCondition()) {
      Read(Condition);
      walk(Condition, Read);
    }
  }
  LiveIn.assign(Count, llvm::BitVector(Locals.size()));
  Always.resize(Locals.size());
  for (unsigned I = 0; I < Count; ++I) {
    Uses[I].resize(Locals.size());
    Kills[I].resize(Locals.size());
    Uses[I] |= Always;
  }
  for (bool Changed = true; Changed;) {
    Changed = false;
    // Ids count down from the entry: from the last block, this walks backwards.
    for (auto It = Graph->rbegin(); It != Graph->rend(); ++It) {
      const CFGBlock *B = *It;
      llvm::BitVector Live(Locals.size());
      for (const CFGBlock *S : B->succs())
        if (S)
          Live |= LiveIn[S->getBlockID()];
      Live.reset(Kills[B->getBlockID()]);
      Live |= Uses[B->getBlockID()];
      if (Live != LiveIn[B->getBlockID()]) {
        LiveIn[B->getBlockID()] = std::move(Live);
        Changed = true;
      }
    }
  }
}

bool Body::isLive(const VarDecl *V, const CFGBlock *B) const {
  auto It = Locals.find(V);
  return It != Locals.end() && LiveIn[B->getBlockID()].test(It->second);
}

} // namespace epf
