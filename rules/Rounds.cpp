//===- Rounds.cpp - What one round of a request loop does -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rounds.h"
#include "matchers/Calls.h"

using namespace clang;

namespace epf {

static const VarDecl *variable(const Expr *E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

// Whether the function steps V up somewhere: a loop by hand counts so.
static bool isCountedUp(const Syntax &In, const VarDecl *V) {
  return llvm::any_of(In.all<UnaryOperator>(), [&](const UnaryOperator *Op) {
    return Op->isIncrementOp() && variable(Op->getSubExpr()) == V;
  });
}

// What V is set to in each round before Site; null if by more than one place.
static const Expr *valueInRound(const SourceView &View, const Syntax &In,
                                const Stmt *Loop, const VarDecl *V,
                                const Stmt *Site) {
  const Expr *Only = nullptr;
  for (const DeclStmt *D : In.within<DeclStmt>(Loop))
    for (const Decl *Each : D->decls())
      if (Each == V)
        Only = V->getInit();
  unsigned Sets = Only != nullptr;
  for (const BinaryOperator *Set : In.within<BinaryOperator>(Loop))
    if (Set->isAssignmentOp() && variable(Set->getLHS()) == V &&
        View.isBefore(Set, Site)) {
      Only = Set->getOpcode() == BO_Assign ? Set->getRHS() : nullptr;
      ++Sets;
    }
  return Sets == 1 && Only && isSteady(Only) ? Only->IgnoreParenImpCasts()
                                             : nullptr;
}

static bool isSetIn(const Syntax &In, const Stmt *Loop, const VarDecl *V) {
  for (const DeclStmt *D : In.within<DeclStmt>(Loop))
    if (llvm::is_contained(D->decls(), V))
      return true;
  return llvm::any_of(
      In.within<BinaryOperator>(Loop), [&](const BinaryOperator *Set) {
        return Set->isAssignmentOp() && variable(Set->getLHS()) == V;
      });
}

namespace {

class Reader {
public:
  Reader(const SourceView &View, const Syntax &In, const CallExpr *Site)
      : View(View), In(In), Site(Site) {}

  std::optional<Rounds> read(const Expr *Key) {
    R.Loop = In.loop(Site);
    R.Counter = counterOf(R.Loop);
    // A macro that iterates tells which come next, not which came before.
    if (R.Loop && R.Loop->getBeginLoc().isMacroID())
      return std::nullopt;
    if (!R.Counter) {
      R.Counter = indexOf(Key);
      if (!R.Counter || !isCountedUp(In, R.Counter))
        return std::nullopt;
    }
    if (!R.Loop)
      return R;
    readFirst();
    readSkips();
    const FunctionDecl *F = Site->getDirectCallee();
    const CallModel *M = F ? callModel(*F) : nullptr;
    if (!M)
      return std::nullopt;
    for (int I : {M->Key, M->Cookie, M->Owner})
      if (I >= 0 && !name(Site->getArg(I)))
        return std::nullopt;
    for (const Guard &Skip : R.Skips)
      if (!name(Skip.Condition))
        return std::nullopt;
    return R;
  }

private:
  void readFirst() {
    const Expr *Start = startOf(R.Loop, R.Counter);
    Expr::EvalResult Number;
    if (Start && isSteady(Start) &&
        !(Start->EvaluateAsInt(Number, View.context()) &&
          Number.Val.getInt() == 0))
      R.First = View.wholeText(Start);
  }

  void readSkips() {
    for (const ContinueStmt *Each : In.within<ContinueStmt>(R.Loop)) {
      const IfStmt *If = In.branch(Each);
      if (If && In.loop(If) == R.Loop && View.isBefore(If, Site) &&
          !In.isWithin(Site, If))
        R.Skips.push_back({If->getCond(), In.isWithin(Each, If->getThen())});
    }
    for (const Guard &G : guardsOf(In, Site, R.Loop))
      R.Skips.push_back({G.Condition, !G.True});
  }

  bool name(const Expr *E) {
    for (const VarDecl *V : localsOf(E)) {
      if (V == R.Counter || R.Names.count(V) || !isSetIn(In, R.Loop, V))
        continue;
      const Expr *Value = valueInRound(View, In, R.Loop, V, Site);
      if (!Value || !name(Value))
        return false;
      R.Names[V] = spell(View, Value, R.Names);
    }
    return true;
  }

  const SourceView &View;
  const Syntax &In;
  const CallExpr *Site;
  Rounds R;
};

} // namespace

std::optional<Rounds> roundsOf(const SourceView &View, const Syntax &In,
                               const CallExpr *Site, const Expr *Key) {
  return Reader(View, In, Site).read(Key);
}

std::optional<std::vector<std::string>>
undoLines(const SourceView &View, const Rounds &R, const std::string &Call,
          const std::map<const VarDecl *, std::string> &Names) {
  std::map<const VarDecl *, std::string> All = R.Names;
  All.insert(Names.begin(), Names.end());
  std::vector<std::string> Lines;
  for (const Guard &Skip : R.Skips) {
    auto Text = spellGuards(View, {Skip}, All);
    if (!Text)
      return std::nullopt;
    Lines.push_back("if (" + *Text + ")");
    Lines.push_back("\tcontinue;");
  }
  Lines.push_back(Call + ";");
  return Lines;
}

std::optional<std::vector<std::string>>
unwindLines(const SourceView &View, const Rounds &R, const std::string &Call) {
  auto Body = undoLines(View, R, Call, {});
  if (!Body)
    return std::nullopt;
  bool Block = Body->size() > 1;
  std::string Last = R.First.empty() ? "" : " > " + R.First;
  std::vector<std::string> Lines = {"while (" + R.Counter->getNameAsString() +
                                    "--" + Last + ")" + (Block ? " {" : "")};
  for (const std::string &L : *Body)
    Lines.push_back("\t" + L);
  if (Block)
    Lines.push_back("}");
  return Lines;
}

void alignKeys(const SourceView &View, const Expr *Taken, const Expr *Freed,
               std::map<const VarDecl *, std::string> &Names) {
  std::map<const VarDecl *, std::string> Inits;
  for (const VarDecl *V : localsOf(Freed))
    if (V->getType()->isPointerType() && V->hasInit() &&
        isa<MemberExpr>(V->getInit()->IgnoreParenImpCasts()))
      Inits[V] = View.wholeText(V->getInit());
  std::string Theirs = spell(View, Freed, Inits);
  std::string Ours = spell(View, Taken, Names);
  for (const VarDecl *V : localsOf(Taken)) {
    std::string Name = Names.count(V) ? Names[V] : V->getNameAsString();
    llvm::StringRef Rest = Ours;
    if (V->getType()->isPointerType() && Rest.consume_front(Name) &&
        llvm::StringRef(Theirs).ends_with(Rest))
      Names[V] = Theirs.substr(0, Theirs.size() - Rest.size());
  }
}

} // namespace epf
