//===- Ways.cpp - What the two ways of a branch come to -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Ways.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace epf {

namespace {

using Sites = llvm::DenseSet<const CallExpr *>;

/// The calls that the two ways of a branch come to in this round of its loops.
struct Ways {
  Sites Taken, Other;
};

} // namespace

namespace {

/// What was asked right before a branch and at it, with the answers:
/// `if (a && b) ... else if (a) ... else`.
class Answers {
public:
  explicit Answers(const Step &L) : Ctx(L.In->Of->function().getASTContext()) {
    for (const Step *Each = L.Before; Each; Each = Each->Before) {
      if (Each->Kind != StepKind::Assume || Each->In != L.In)
        break;
      const auto *Asked = dyn_cast_or_null<Expr>(Each->Where);
      if (Asked && Each->Block->succ_size() == 2)
        All.push_back({Asked->IgnoreParenImpCasts(), Each->True, {}});
    }
    for (Answer &Each : All)
      Each.Asked->Profile(Each.Spelled, Ctx, true);
  }

  /// How the branch of B was decided: by one that is spelled alike.
  std::optional<bool> to(const CFGBlock &B) const {
    const auto *Cond = dyn_cast_or_null<Expr>(B.getTerminatorCondition());
    if (!Cond || B.succ_size() != 2)
      return std::nullopt;
    Cond = Cond->IgnoreParenImpCasts();
    llvm::FoldingSetNodeID Spelled;
    for (const Answer &Each : All) {
      // Few are: to spell them costs more than to look at what they are.
      if (Each.Asked->getStmtClass() != Cond->getStmtClass())
        continue;
      if (Spelled == llvm::FoldingSetNodeID())
        Cond->Profile(Spelled, Ctx, true);
      if (Each.Spelled == Spelled)
        return Each.True;
    }
    return std::nullopt;
  }

private:
  struct Answer {
    const Expr *Asked;
    bool True;
    llvm::FoldingSetNodeID Spelled;
  };
  const ASTContext &Ctx;
  llvm::SmallVector<Answer, 4> All; ///< the last one first
};

} // namespace

// What E is, but for casts: of `({ ...; x; })` it is x.
static const Expr *valueOf(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Block = dyn_cast<StmtExpr>(E))
    if (const CompoundStmt *In = Block->getSubStmt(); !In->body_empty())
      if (const auto *Last = dyn_cast<Expr>(In->body_back()))
        return valueOf(Last);
  return E;
}

// The variable that S sets to the value of E, or null.
static const VarDecl *setTo(const Stmt &S, const Expr *E) {
  if (const auto *Op = dyn_cast<BinaryOperator>(&S);
      Op && Op->getOpcode() == BO_Assign && valueOf(Op->getRHS()) == E)
    if (const auto *To = dyn_cast<DeclRefExpr>(Op->getLHS()->IgnoreParens()))
      return dyn_cast<VarDecl>(To->getDecl());
  if (const auto *Decl = dyn_cast<DeclStmt>(&S); Decl && Decl->isSingleDecl())
    if (const auto *V = dyn_cast<VarDecl>(Decl->getSingleDecl());
        V && V->getInit() && valueOf(V->getInit()) == E)
      return V;
  return nullptr;
}

// What a branch that asks E comes to if V is NULL, or nothing if it asks
// something else.
static std::optional<bool> ifNull(const Stmt *E, const VarDecl *V) {
  const auto *Asked = dyn_cast_or_null<Expr>(E);
  if (!Asked || !V)
    return std::nullopt;
  Asked = Asked->IgnoreParenImpCasts();
  auto IsV = [&](const Expr *Part) {
    const auto *Ref = dyn_cast<DeclRefExpr>(Part->IgnoreParenImpCasts());
    return Ref && Ref->getDecl() == V;
  };
  if (IsV(Asked))
    return false;
  if (const auto *Not = dyn_cast<UnaryOperator>(Asked);
      Not && Not->getOpcode() == UO_LNot && IsV(Not->getSubExpr()))
    return true;
  if (const auto *Op = dyn_cast<BinaryOperator>(Asked);
      Op && Op->isEqualityOp() && IsV(Op->getLHS()) &&
      Op->getRHS()->isNullPointerConstant(V->getASTContext(),
                                          Expr::NPC_ValueDependentIsNull))
    return Op->getOpcode() == BO_EQ;
  return std::nullopt;
}

// Where the way From leads to, if Branch has chosen NULL there: the variable of
// `v = link ? object : NULL` is often asked at once.
static const CFGBlock *behindNull(const CFGBlock &Branch, const CFGBlock *From,
                                  bool True, const ASTContext &Ctx) {
  const auto *Choice =
      dyn_cast_or_null<ConditionalOperator>(Branch.getTerminatorStmt());
  if (!Choice || !(True ? Choice->getTrueExpr() : Choice->getFalseExpr())
                      ->isNullPointerConstant(const_cast<ASTContext &>(Ctx),
                                              Expr::NPC_ValueDependentIsNull))
    return From;
  const VarDecl *V = nullptr;
  unsigned Far = 0;
  for (const CFGBlock *B = From; B && Far < 8; B = *B->succ_begin(), ++Far) {
    for (const CFGElement &E : *B)
      if (auto Holder = E.getAs<CFGStmt>())
        if (const VarDecl *Set = setTo(*Holder->getStmt(), Choice))
          V = Set;
    if (B->succ_size() == 1)
      continue;
    auto Way = B->succ_size() == 2 ? ifNull(B->getTerminatorCondition(), V)
                                   : std::nullopt;
    return Way ? B->succ_begin()[*Way ? 0 : 1] : From;
  }
  return From;
}

// The calls that are come to from the block From, which the branch of L leads
// to. What was asked right before L is not asked again.
static void collect(const Step &L, const Answers &Known, const CFGBlock *From,
                    IsSite Is, Sites &Into) {
  const Body &Of = *L.In->Of;
  llvm::DenseSet<const CFGBlock *> Seen = {L.Block};
  for (const Loop &Each : Of.loops())
    if (Each.Blocks.test(L.Block->getBlockID()))
      Seen.insert(Each.Head);
  std::vector<const CFGBlock *> Next = {From};
  while (!Next.empty()) {
    const CFGBlock *B = Next.back();
    Next.pop_back();
    if (!B || !Seen.insert(B).second)
      continue;
    for (const CFGElement &E : *B)
      if (auto Holder = E.getAs<CFGStmt>())
        if (const auto *Call = dyn_cast<CallExpr>(Holder->getStmt());
            Call && Is(*Call))
          Into.insert(Call);
    if (std::optional<bool> True = Known.to(*B))
      Next.push_back(B->succ_begin()[*True ? 0 : 1]);
    else
      Next.insert(Next.end(), B->succ_begin(), B->succ_end());
  }
}

static Ways waysOf(const Step &L, IsSite Is) {
  Ways W;
  Answers Known(L);
  const CFGBlock *B = L.Block;
  const ASTContext &Ctx = L.In->Of->function().getASTContext();
  unsigned Edge = 0;
  for (const CFGBlock *To : B->succs()) {
    bool Taken = (Edge++ == 0) == L.True;
    // A case is told by its label, which the step names.
    if (isa_and_nonnull<SwitchStmt>(B->getTerminatorStmt()))
      Taken = To && (To->getLabel() ? To->getLabel() == L.Where
                                    : isa<SwitchStmt>(L.Where));
    collect(L, Known, behindNull(*B, To, Edge == 1, Ctx), Is,
            Taken ? W.Taken : W.Other);
  }
  return W;
}

bool leadsPast(const Step &L, IsSite Is) {
  Ways W = waysOf(L, Is);
  return llvm::any_of(W.Other,
                      [&](const CallExpr *C) { return !W.Taken.contains(C); });
}

bool leadsPastAll(const Step &L, IsSite Is) {
  Ways W = waysOf(L, Is);
  return !W.Other.empty() && W.Taken.empty();
}

static bool isPart(const Stmt &Part, const Stmt &Whole) {
  return &Part == &Whole ||
         llvm::any_of(Whole.children(), [&](const Stmt *Each) {
           return Each && isPart(Part, *Each);
         });
}

bool decidesInCaller(const Step &L, IsSite Is) {
  const auto *Call = dyn_cast_or_null<CallExpr>(L.In->Site);
  if (!Call || !L.In->Parent)
    return false;
  Step Asks = {};
  Asks.In = L.In->Parent;
  for (const CFGBlock *B : L.In->Parent->Of->graph()) {
    const auto *Asked = dyn_cast_or_null<Expr>(B->getTerminatorCondition());
    if (!Asked || B->succ_size() != 2 || !isPart(*Call, *Asked))
      continue;
    Asks.Block = B;
    for (bool True : {true, false}) {
      Asks.True = True;
      if (leadsPastAll(Asks, Is))
        return true;
    }
  }
  return false;
}

bool leadsTo(const Step &L, const Stmt *Site) {
  Ways W = waysOf(L, [&](const CallExpr &C) { return &C == Site; });
  return !W.Taken.empty() && W.Other.empty();
}

} // namespace epf
