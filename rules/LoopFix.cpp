//===- LoopFix.cpp - Unwind loops that go wrong ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/LoopFix.h"
#include "rules/Release.h"
#include "rules/RoundFix.h"

using namespace clang;

namespace epf {

// `<` and `<=`, `>` and `>=` change places.
static std::optional<Fix> otherBound(const SourceView &View, const Syntax &In,
                                     const Stmt *Loop, bool Wider) {
  const Expr *Cond = conditionOf(Loop);
  if (!Cond)
    return std::nullopt;
  for (const BinaryOperator *Op : In.within<BinaryOperator>(Cond)) {
    BinaryOperatorKind Kind = Op->getOpcode();
    if (!Op->isRelationalOp() || Wider != (Kind == BO_LT || Kind == BO_GT) ||
        (Wider && Op->getLHS()->getType()->isUnsignedIntegerType() &&
         Kind == BO_GT))
      continue;
    std::string New = Kind == BO_LT   ? "<="
                      : Kind == BO_GT ? ">="
                      : Kind == BO_LE ? "<"
                                      : ">";
    Patch P(View, Wider ? "free the last one as well" : "stop one earlier",
            Applicability::Safe);
    P.replace(SourceRange(Op->getOperatorLoc()), New);
    return P.take();
  }
  return std::nullopt;
}

// Whether the loop goes on while it is below I: it frees what the rounds before
// have requested, and no more.
static bool stopsAt(const Stmt *Loop, const VarDecl *I) {
  const auto *Less = dyn_cast_or_null<BinaryOperator>(conditionOf(Loop));
  const auto *Bound =
      Less && Less->getOpcode() == BO_LT
          ? dyn_cast<DeclRefExpr>(Less->getRHS()->IgnoreParenImpCasts())
          : nullptr;
  return Bound && Bound->getDecl() == I;
}

// `i -= 2` becomes `i -= 1`.
static std::optional<Fix> otherStart(const SourceView &View, const Syntax &In,
                                     const Stmt *Loop, bool Wider) {
  const auto *For = dyn_cast<ForStmt>(Loop);
  if (!For || !For->getInit())
    return std::nullopt;
  auto Numbers = In.within<IntegerLiteral>(For->getInit());
  if (Numbers.size() != 1)
    return std::nullopt;
  int64_t Old = Numbers[0]->getValue().getSExtValue();
  // What begins with the first one begins rightly.
  if (Old == 0)
    return std::nullopt;
  Patch P(View, Wider ? "start one further" : "start one later",
          Applicability::Safe);
  P.replace(Numbers[0], std::to_string(Wider ? Old - 1 : Old + 1));
  return P.take();
}

static std::string joined(llvm::ArrayRef<std::string> Lines,
                          llvm::StringRef Indent) {
  std::string Text;
  for (const std::string &L : Lines)
    Text += (Text.empty() ? "" : "\n" + Indent.str()) + L;
  return Text;
}

// A loop that counts down begins with the round that failed: it begins one
// before that.
static std::optional<Fix> startBefore(const SourceView &View, const Syntax &In,
                                      const Stmt *Loop, const Rounds &R) {
  const auto *For = dyn_cast<ForStmt>(Loop);
  const auto *Step =
      For ? dyn_cast_or_null<UnaryOperator>(For->getInc()) : nullptr;
  if (!Step || !Step->isDecrementOp() || !For->getCond() ||
      !llvm::is_contained(localsOf(Step), R.Counter) ||
      R.Counter->getType()->isUnsignedIntegerType() ||
      (For->getInit() && !isa<NullStmt>(For->getInit())) ||
      (R.Loop && In.isWithin(Loop, R.Loop)))
    return std::nullopt;
  Patch P(View, "begin with the round before the one that failed",
          Applicability::Safe);
  P.replaceBetween(For->getLParenLoc(), For->getCond(),
                   View.wholeText(Step) + "; ");
  return P.take();
}

// The loop becomes the usual `while (i--)`. A count down on the way to it goes.
static std::optional<Fix> usual(const SourceView &View, const Syntax &In,
                                const Stmt *Loop, const Rounds &R,
                                const std::string &Call) {
  auto Text = unwindLines(View, R, Call);
  // What else it undoes would be lost.
  if (doesMore(In, Loop))
    return std::nullopt;
  // Within the request loop, its counter is needed unless the loop is left.
  bool Inside = R.Loop && In.isWithin(Loop, R.Loop);
  const Stmt *Last = Loop;
  while (const Stmt *Next = In.next(Last))
    Last = Next;
  if (!Text || (Inside && !leaves(Last)))
    return std::nullopt;
  Patch P(View, "free just what the rounds before have requested",
          Applicability::Safe);
  P.replaceStatement(Loop, joined(*Text, P.indentOf(Loop)));
  for (const UnaryOperator *Op : In.all<UnaryOperator>())
    if (Op->isDecrementOp() && !In.loop(Op) &&
        llvm::is_contained(localsOf(Op), R.Counter) &&
        isa_and_nonnull<GotoStmt>(In.next(Op)))
      P.remove(In, Op);
  return P.take();
}

// Whether a loop steps I: it is no use to unwind by behind that loop.
static bool isUsedUp(const Syntax &In, const VarDecl *I,
                     llvm::ArrayRef<const Stmt *> But) {
  auto Elsewhere = [&](const Stmt *S) {
    return In.loop(S) && llvm::none_of(But, [&](const Stmt *Each) {
             return In.isWithin(S, Each);
           });
  };
  for (const UnaryOperator *Op : In.all<UnaryOperator>())
    if (Op->isIncrementDecrementOp() && Elsewhere(Op) &&
        llvm::is_contained(localsOf(Op), I))
      return true;
  return false;
}

// The counter is used again before the path leaves: requests and unwind get a
// counter of their own.
static std::optional<Fix> ownCounter(const SourceView &View, const Holding &H,
                                     const Rounds &R, const Syntax &In,
                                     llvm::ArrayRef<const Stmt *> Unwinds) {
  if (!R.Loop || !counterOf(R.Loop) || Unwinds.empty())
    return std::nullopt;
  std::vector<const Stmt *> Renamed = {R.Loop};
  llvm::append_range(Renamed, Unwinds);
  if (!isUsedUp(In, R.Counter, Renamed))
    return std::nullopt;
  std::string Name = unusedName(In.function(), "req");
  Patch P(View, "count requests with '" + Name + "', which nothing else uses",
          Applicability::Safe);
  P.declareBeside(R.Counter, Name);
  for (const Stmt *S : Renamed)
    for (const DeclRefExpr *Ref : In.within<DeclRefExpr>(S))
      if (Ref->getDecl() == R.Counter)
        P.replace(Ref, Name);
  return P.take();
}

// The loop counts by one variable and frees by another: the one that the outer
// loop counts.
static std::optional<Fix> rightIndex(const SourceView &View, const Syntax &In,
                                     const Stmt *Loop, const CallExpr *Free) {
  const VarDecl *I = counterOf(Loop);
  if (!I)
    return std::nullopt;
  Patch P(View, "free by '" + I->getNameAsString() + "', which the loop counts",
          Applicability::Safe);
  const VarDecl *Wrong = nullptr;
  for (const DeclRefExpr *Ref : In.within<DeclRefExpr>(bodyOf(Loop))) {
    const auto *J = dyn_cast<VarDecl>(Ref->getDecl());
    if (!J || !J->getType()->isIntegerType() || !J->isLocalVarDeclOrParm())
      continue;
    if (J == I || (Wrong && Wrong != J))
      return std::nullopt;
    Wrong = J;
    P.replace(Ref, I->getNameAsString());
  }
  return P.take();
}

static std::string callWith(const SourceView &View, const Holding &H,
                            const Rounds &R) {
  return releaseCall(View, H, R.Names);
}

// The unwinding stands in the round that failed, and the requests go on behind
// it.
static std::optional<Fix> leaveLoop(const SourceView &View, const Syntax &In,
                                    const Stmt *Unwind,
                                    const Holding &Request) {
  const Stmt *Loop = In.loop(Request.Site);
  const IfStmt *Check = In.branch(Unwind);
  const auto *Block =
      Check ? dyn_cast<CompoundStmt>(Check->getThen()) : nullptr;
  if (!Loop || !Block || Loop == Unwind || !In.isWithin(Unwind, Block) ||
      In.loop(Check) != Loop || Block->body_empty() || leaves(Block))
    return std::nullopt;
  Patch P(View, "request no more once they are freed", Applicability::Review);
  P.insertAfter(In, Block->body_back(), {"break;"});
  return P.take();
}

// A helper that frees so many of them is told one too few: `i - 1` for `i`.
static std::optional<Fix> wholeCount(const SourceView &View, const Rounds &R,
                                     const CallExpr *Call) {
  for (const Expr *Arg : Call->arguments()) {
    const auto *Less = dyn_cast<BinaryOperator>(Arg->IgnoreParenImpCasts());
    Expr::EvalResult Number;
    if (!Less || Less->getOpcode() != BO_Sub ||
        !llvm::is_contained(localsOf(Less->getLHS()), R.Counter) ||
        !Less->getRHS()->EvaluateAsInt(Number, View.context()) ||
        Number.Val.getInt() != 1)
      continue;
    Patch P(View, "free all of those requested", Applicability::Safe);
    P.replace(Arg->getSourceRange(), View.wholeText(Less->getLHS()));
    return P.take();
  }
  return std::nullopt;
}

std::vector<Fix> widenUnwind(const SourceView &View, const Holding &H,
                             const Rounds &R, const Syntax &In) {
  std::vector<const Stmt *> Unwinds;
  for (const CallExpr *Call : In.all<CallExpr>())
    if (const Stmt *Loop = In.loop(Call);
        Loop && Loop != R.Loop && givesBack(View, Call, H) &&
        !(R.Loop && In.isWithin(R.Loop, Loop)) &&
        !llvm::is_contained(Unwinds, Loop))
      Unwinds.push_back(Loop);
  std::vector<Fix> Found;
  for (const CallExpr *Call : In.all<CallExpr>())
    if (View.isBefore(H.Site, Call) && givesBackWithin(View, Call, H))
      add(Found, wholeCount(View, R, Call));
  add(Found, ownCounter(View, H, R, In, Unwinds));
  for (const Stmt *Loop : Unwinds) {
    add(Found, leaveLoop(View, In, Loop, H));
    if (!stopsAt(Loop, R.Counter))
      add(Found, otherBound(View, In, Loop, true));
    add(Found, otherStart(View, In, Loop, true));
    add(Found, usual(View, In, Loop, R, callWith(View, H, R)));
  }
  return Found;
}

std::optional<Fix> mirrorRounds(const SourceView &View, const Syntax &In,
                                const Stmt *Loop, const Holding &Request) {
  const auto *Mine = dyn_cast<ForStmt>(Loop);
  const FunctionDecl &Taker = Request.Where->Of->function();
  const auto *Theirs =
      dyn_cast_or_null<ForStmt>(Syntax(Taker).loop(Request.Site));
  const VarDecl *I = counterOf(Theirs), *J = counterOf(Mine);
  if (!I || !J || !Theirs->getCond() || !Mine->getCond())
    return std::nullopt;
  const Expr *From = startOf(Theirs, I), *Begins = startOf(Mine, J);
  std::vector<const Expr *> Asked = {Theirs->getCond()};
  if (From)
    Asked.push_back(From);
  auto T = translate(View, Taker, In.function(), Asked, I);
  if (!T)
    return std::nullopt;
  T->Names[I] = J->getName();
  Patch P(View, "free as many as were requested", Applicability::Review);
  P.declare(In.function(), T->Declarations);
  std::string Cond = spell(View, Theirs->getCond(), T->Names);
  std::string Start = From && Begins ? spell(View, From, T->Names) : "";
  bool Later = !Start.empty() && Start != View.wholeText(Begins);
  bool Other = Cond != View.wholeText(Mine->getCond());
  if (!Later && !Other)
    return std::nullopt;
  if (Later)
    P.replace(Begins, Start);
  if (Other)
    P.replace(Mine->getCond(), Cond);
  return P.take();
}

std::vector<Fix> narrowUnwind(const SourceView &View, const Syntax &In,
                              const CallExpr *Free, const Holding &Request,
                              bool Failed) {
  std::vector<Fix> Found;
  const Stmt *Loop = In.loop(Free);
  const FunctionDecl &Taker = Request.Where->Of->function();
  if (!Loop)
    return Found;
  if (&Taker != &In.function()) {
    add(Found, stopAlike(View, In, Free, Request));
    add(Found, mirrorRounds(View, In, Loop, Request));
    add(Found, otherBound(View, In, Loop, false));
    add(Found, otherStart(View, In, Loop, false));
    return Found;
  }
  auto R = roundsOf(View, In, Request.Site,
                    argument(Request.Site, Request.Model->Key));
  add(Found, leaveLoop(View, In, Loop, Request));
  add(Found, rightIndex(View, In, Loop, Free));
  if (R && Failed) {
    add(Found, startBefore(View, In, Loop, *R));
    add(Found, stepBack(View, In, Loop, Request.Site, *R));
  }
  if (R) {
    add(Found, fromFirst(View, In, Loop, *R));
    add(Found, freeOfRounds(View, In, Loop, Free, *R));
  }
  if (counterOf(Loop))
    add(Found, otherBound(View, In, Loop, false));
  // The index of another loop, or a pointer that the request loop has left.
  if (R && R->Loop != Loop)
    add(Found, usual(View, In, Loop, *R, callWith(View, Request, *R)));
  // Where it counts down from what failed, the fault is not at its end.
  if (!counterOf(Loop) && !(Failed && countsDown(Loop)))
    add(Found, otherBound(View, In, Loop, false));
  add(Found, otherStart(View, In, Loop, false));
  return Found;
}

} // namespace epf
