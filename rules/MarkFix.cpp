//===- MarkFix.cpp - What a driver remembers of its requests --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/MarkFix.h"
#include "rules/FlagFix.h"
#include "rules/ForgetFix.h"
#include "rules/Handler.h"
#include "rules/Release.h"

using namespace clang;

namespace epf {

namespace {

class Marker {
public:
  Marker(const SourceView &View, const StrayFree &S)
      : View(View), S(S), Here(*S.Function),
        There(S.Request->Where->Of->function()) {}

  std::vector<Fix> all() {
    std::vector<Fix> Found;
    add(Found, tellSuccess());
    add(Found, byMark());
    add(Found, byField());
    add(Found, forget());
    add(Found, countBehind());
    return Found;
  }

private:
  const IfStmt *checkOf(const CallExpr *Site) const;
  std::optional<std::string> meansNone(const FieldDecl &Key);
  std::string noneForAll(const FieldDecl &Key);
  std::optional<Fix> tellSuccess();
  std::optional<Fix> byMark();
  std::optional<Fix> byField();
  std::optional<Fix> forget();
  std::optional<Fix> countBehind();
  const UnaryOperator *countedBefore(const IfStmt *If) const;

  const SourceView &View;
  const StrayFree &S;
  Syntax Here, There;
};

} // namespace

// `if (ret) ...` behind `ret = request`, where the request is made, or behind
// the branches that the request is one of.
const IfStmt *Marker::checkOf(const CallExpr *Site) const {
  const auto *Set = dyn_cast<BinaryOperator>(There.statement(Site));
  const Stmt *At = Set;
  while (At && !There.next(At) && There.branch(At))
    At = There.branch(At);
  const auto *If = At ? dyn_cast_or_null<IfStmt>(There.next(At)) : nullptr;
  return If && Set->getOpcode() == BO_Assign &&
                 llvm::StringRef(View.text(If->getCond()))
                     .contains(View.text(Set->getLHS()))
             ? If
             : nullptr;
}

// `held = true` whether it is or not becomes `held = !ret`.
std::optional<Fix> Marker::tellSuccess() {
  const IfStmt *If = checkOf(S.Request->Site);
  if (!If || leaves(If->getThen()))
    return std::nullopt;
  const auto *Set =
      llvm::cast<BinaryOperator>(There.statement(S.Request->Site));
  for (const Stmt *Next = There.next(If); Next; Next = There.next(Next)) {
    const auto *Mark = dyn_cast<BinaryOperator>(Next);
    Expr::EvalResult Value;
    if (!Mark || Mark->getOpcode() != BO_Assign ||
        !isa<MemberExpr>(Mark->getLHS()->IgnoreParenImpCasts()) ||
        !Mark->getLHS()->getType()->isIntegerType() ||
        !Mark->getRHS()->EvaluateAsInt(Value, View.context()) ||
        Value.Val.getInt() != 1)
      continue;
    Patch P(View, "remember whether the request succeeded",
            Applicability::Review);
    P.replace(Mark->getRHS(), "!" + View.text(Set->getLHS()));
    return P.take();
  }
  return std::nullopt;
}

static const FieldDecl *fieldIn(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    return fieldIn(U->getSubExpr());
  if (const auto *Sub = dyn_cast<ArraySubscriptExpr>(E))
    return fieldIn(Sub->getBase());
  const auto *Mem = dyn_cast<MemberExpr>(E);
  return Mem ? dyn_cast<FieldDecl>(Mem->getMemberDecl()) : nullptr;
}

static bool asksFor(const Stmt *S, const FieldDecl *F) {
  if (const auto *Mem = dyn_cast<MemberExpr>(S);
      Mem && Mem->getMemberDecl() == F)
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return Child && asksFor(Child, F);
  });
}

// A mark of one bit for each that was requested, and a free that asks whether
// there is any: it asks for its own.
std::optional<Fix> Marker::byMark() {
  const CallExpr *Free =
      isa<CallExpr>(S.Where) && S.Where == S.Free ? S.Free : nullptr;
  if (!Free)
    return std::nullopt;
  for (const Stmt *Next = There.statement(S.Request->Site); Next;
       Next = There.next(Next)) {
    const auto *Mark = dyn_cast<BinaryOperator>(Next);
    if (!Mark || Mark->getOpcode() != BO_OrAssign)
      continue;
    const FieldDecl *Field = fieldIn(Mark->getLHS());
    const VarDecl *I =
        indexOf(argument(S.Request->Site, S.Request->Model->Key));
    const VarDecl *J =
        indexOf(argument(Free, callModel(*Free->getDirectCallee())->Key));
    auto T =
        translate(View, There.function(), *S.Function, {Mark->getLHS()}, I);
    if (!Field || !T || !T->Declarations.empty() || !I || !J)
      return std::nullopt;
    T->Names[I] = J->getName();
    std::string Asked = spell(View, Mark->getLHS(), T->Names) + " & " +
                        spell(View, Mark->getRHS(), T->Names);
    for (const IfStmt *If : Here.all<IfStmt>()) {
      if (!asksFor(If->getCond(), Field) || Here.loop(If) != Here.loop(Free))
        continue;
      bool Skips = !Here.isWithin(Free, If->getThen());
      Patch P(View, "free what the mark tells of", Applicability::Review);
      P.replace(If->getCond(), Skips ? "!(" + Asked + ")" : Asked);
      return P.take();
    }
  }
  return std::nullopt;
}

// The value of the field Key by which the free is passed over: 0, or what it is
// compared with.
std::optional<std::string> Marker::meansNone(const FieldDecl &Key) {
  Syntax In(*S.FreeIn);
  std::vector<Guard> Guards = earlyReturnsBefore(In, S.Free);
  llvm::append_range(Guards, guardsOf(In, S.Free));
  for (const Guard &G : Guards) {
    if (G.True && fieldIn(G.Condition) == &Key)
      return "0";
    const auto *Op =
        dyn_cast<BinaryOperator>(G.Condition->IgnoreParenImpCasts());
    if (!Op || fieldIn(Op->getLHS()) != &Key)
      continue;
    if (Op->getOpcode() == (G.True ? BO_NE : BO_EQ))
      return View.wholeText(Op->getRHS());
    if (Op->getOpcode() == (G.True ? BO_GT : BO_LE))
      return noneForAll(Key);
    if (Op->getOpcode() == (G.True ? BO_GE : BO_LT))
      return "-EINVAL";
  }
  return std::nullopt;
}

// What is no irq for the free: where others of the file take 0 for one, a
// number below it, as the file has it.
std::string Marker::noneForAll(const FieldDecl &Key) {
  bool ZeroIsOne = false;
  std::string Below = "-EINVAL";
  for (const FunctionDecl *F : View.functions()) {
    Syntax In(*F);
    for (const IfStmt *If : In.all<IfStmt>()) {
      const auto *Not = dyn_cast<UnaryOperator>(If->getCond());
      bool Asks = Not && Not->getOpcode() == UO_LNot;
      if (fieldIn(Asks ? Not->getSubExpr() : If->getCond()) == &Key)
        return "0";
    }
    for (const BinaryOperator *Op : In.all<BinaryOperator>()) {
      Expr::EvalResult Other;
      if (!Op->isComparisonOp() || fieldIn(Op->getLHS()) != &Key ||
          !Op->getRHS()->EvaluateAsInt(Other, View.context()))
        continue;
      const llvm::APSInt &Number = Other.Val.getInt();
      ZeroIsOne |=
          Number == 0 && (Op->getOpcode() == BO_GE || Op->getOpcode() == BO_LT);
      if (Op->isEqualityOp() && Number.isNegative())
        Below = View.wholeText(Op->getRHS());
    }
  }
  return ZeroIsOne ? Below : "0";
}

// The free asks whether there is an irq: a request that failed says no, and so
// do others of the same irq.
std::optional<Fix> Marker::forget() {
  const Expr *Key = argument(S.Request->Site, S.Request->Model->Key);
  if (!isa<MemberExpr>(Key) || !fieldIn(Key) ||
      !isOfDriver(View, *fieldIn(Key)->getParent()))
    return std::nullopt;
  auto None = meansNone(*fieldIn(Key));
  if (!None)
    return std::nullopt;
  Patch P(View, "forget the irq where its request fails",
          Applicability::Review);
  std::vector<const IfStmt *> Told;
  for (const CallExpr *Site : There.all<CallExpr>()) {
    const FunctionDecl *F = Site->getDirectCallee();
    const CallModel *M = F ? callModel(*F) : nullptr;
    if (!M || !M->Acquires || M->Kind != S.Request->Model->Kind ||
        View.folded(argument(Site, M->Key)) != View.folded(Key))
      continue;
    const IfStmt *If = checkOf(Site);
    if (!If)
      return std::nullopt;
    if (llvm::is_contained(Told, If))
      continue;
    Told.push_back(If);
    const Stmt *Last = If->getThen();
    if (const auto *Block = dyn_cast<CompoundStmt>(Last)) {
      if (Block->body_empty())
        return std::nullopt;
      Last = Block->body_back();
    }
    std::vector<std::string> Lines =
        forgetNumber(View, There, Site, argument(Site, M->Key), *None);
    if (leaves(Last))
      P.insertBefore(There, Last, Lines);
    else
      P.insertAfter(There, Last, Lines);
  }
  return P.take();
}

// A field of the driver that gets the irq once it is requested: the free goes
// by that.
std::optional<Fix> Marker::byField() {
  const IfStmt *Check = checkOf(S.Request->Site);
  const auto *Set = Check && leaves(Check->getThen())
                        ? dyn_cast_or_null<BinaryOperator>(There.next(Check))
                        : nullptr;
  const Expr *Key = argument(S.Request->Site, S.Request->Model->Key);
  const auto *Field =
      Set && Set->getOpcode() == BO_Assign
          ? dyn_cast<MemberExpr>(Set->getLHS()->IgnoreParenImpCasts())
          : nullptr;
  const FieldDecl *Own = Field ? fieldIn(Field) : nullptr;
  // What the kernel's own structs hold is the kernel's.
  if (!Own || !isOfDriver(View, *Own->getParent()) || !S.Free ||
      View.text(Set->getRHS()) != View.text(Key))
    return std::nullopt;
  Syntax In(*S.FreeIn);
  const IfStmt *If = In.branch(S.Free);
  const Expr *Given =
      argument(S.Free, callModel(*S.Free->getDirectCallee())->Key);
  auto T = translate(View, There.function(), *S.FreeIn, {Field});
  if (!If || If->getElse() || !T || !T->Declarations.empty() ||
      View.text(If->getCond()) != View.text(Given))
    return std::nullopt;
  Patch P(View, "free if '" + View.text(Field) + "' tells that it is requested",
          Applicability::Review);
  std::string Text = spell(View, Field, T->Names);
  P.replace(If->getCond(), Text);
  P.replace(Given, Text);
  return P.take();
}

// The `count++` in front of the request that If checks, by itself or in what
// chooses an element: `line = &lines[count++]`.
const UnaryOperator *Marker::countedBefore(const IfStmt *If) const {
  const Stmt *Set = There.previous(If);
  for (const Stmt *S = Set ? There.previous(Set) : nullptr; S;
       S = There.previous(S))
    for (const UnaryOperator *Op : There.within<UnaryOperator>(S))
      if (Op->isIncrementOp() && fieldIn(Op->getSubExpr()))
        return Op;
  return nullptr;
}

// `count++` in front of the request tells the frees of one too many: it moves
// behind it; or is taken back, where that can't be, or the handler looks among
// those counted.
std::optional<Fix> Marker::countBehind() {
  const IfStmt *If = checkOf(S.Request->Site);
  const UnaryOperator *Step = If ? countedBefore(If) : nullptr;
  if (!Step)
    return std::nullopt;
  bool Alone = There.statement(Step) == Step;
  const Stmt *First = If->getThen(), *Last = First;
  if (const auto *Block = dyn_cast<CompoundStmt>(Last)) {
    First = Block->body_empty() ? nullptr : Block->body_front();
    Last = Block->body_empty() ? nullptr : Block->body_back();
  }
  bool Back =
      Last && leaves(Last) &&
      (!Alone || handlersRead(*S.Request, *fieldIn(Step->getSubExpr())));
  if (!Back && !Alone)
    return std::nullopt;
  Patch P(View,
          Back ? "count it no longer where its request fails"
               : "count it once it is requested",
          Applicability::Review);
  if (Back) {
    bool Frees = S.Where && There.isWithin(S.Where, If->getThen());
    P.insertBefore(There, Frees ? First : Last,
                   {View.wholeText(Step->getSubExpr()) + "--;"});
  } else {
    P.remove(There, Step);
    P.insertAfter(There, If, {View.wholeText(Step) + ";"});
  }
  // What a loop has freed by it is no longer to be counted.
  std::string Mark = View.wholeText(Step->getSubExpr());
  for (const ForStmt *Loop : There.all<ForStmt>())
    if (View.isBefore(If, Loop) && Loop->getCond() &&
        View.text(Loop->getCond()).ends_with("< " + Mark) &&
        llvm::any_of(There.within<CallExpr>(Loop), [&](const CallExpr *Each) {
          const FunctionDecl *F = Each->getDirectCallee();
          const CallModel *M = F ? callModel(*F) : nullptr;
          return M && !M->Acquires && M->Kind == S.Request->Model->Kind;
        }))
      P.insertAfter(There, Loop, {Mark + " = 0;"});
  return P.take();
}

std::vector<Fix> mendMarks(const SourceView &View, const StrayFree &S) {
  return Marker(View, S).all();
}

} // namespace epf
