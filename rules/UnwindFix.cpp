//===- UnwindFix.cpp - Repairs for frees of what is not held --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/UnwindFix.h"
#include "rules/LoopFix.h"
#include "rules/Release.h"
#include "rules/Rounds.h"

using namespace clang;

namespace epf {

namespace {

class Mender {
public:
  Mender(const SourceView &View, const StrayFree &S)
      : View(View), S(S), Here(*S.Function) {}

  std::vector<Fix> all() {
    add(Found, disarm());
    const CallExpr *Free = freeCall();
    const Stmt *Loop = Free ? Here.loop(Free) : nullptr;
    if (S.Request) {
      Syntax There(S.Request->Where->Of->function());
      add(Found, tellSuccess(There));
      add(Found, byMark(There));
      add(Found, forget(There));
      add(Found, countBehind(There));
      add(Found, unfold());
      if (Loop)
        add(Found, skipAlike(There, *Free));
    }
    if (!Loop)
      add(Found, jumpPast());
    if (S.Request) {
      if (Loop)
        llvm::append_range(Found, narrowUnwind(View, Here, Free, *S.Request));
      add(Found, guardAlike());
    }
    // On the spot where the request has failed, there is nothing to free.
    if (!Loop && (S.Twice || (S.Request && Free && failsAt(*Free))))
      add(Found, takeOut());
    return std::move(Found);
  }

private:
  std::optional<Fix> takeOut();
  std::optional<Fix> disarm();
  std::optional<Fix> jumpPast();
  std::optional<Fix> tellSuccess(const Syntax &There);
  std::optional<Fix> byMark(const Syntax &There);
  std::optional<Fix> forget(const Syntax &There);
  std::optional<Fix> countBehind(const Syntax &There);
  std::optional<Fix> unfold();
  std::optional<Fix> skipAlike(const Syntax &There, const CallExpr &Free);
  std::optional<Fix> guardAlike();
  const CallExpr *freeCall() const;
  const Stmt *checkOf(const Syntax &There) const;
  bool failsAt(const CallExpr &Free) const;

  const SourceView &View;
  const StrayFree &S;
  Syntax Here;
  std::vector<Fix> Found;
};

} // namespace

// The free itself, if Where is not a call of a function that frees.
const CallExpr *Mender::freeCall() const {
  const auto *Call = dyn_cast<CallExpr>(S.Where);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  const CallModel *M = F ? callModel(*F) : nullptr;
  return M && !M->Acquires ? Call : nullptr;
}

std::optional<Fix> Mender::takeOut() {
  if (!freeCall())
    return std::nullopt;
  Patch P(View, "take out " + callName(llvm::cast<CallExpr>(S.Where)),
          Applicability::Review);
  P.remove(Here, S.Where);
  return P.take();
}

// What a scope's end would free is taken out of its hands.
std::optional<Fix> Mender::disarm() {
  if (!S.Armed || !S.Armed->getType()->isPointerType())
    return std::nullopt;
  Patch P(View, "disarm '" + S.Armed->getNameAsString() + "' before leaving",
          Applicability::Review);
  P.insertBefore(Here, S.Where, {S.Armed->getNameAsString() + " = NULL;"});
  return P.take();
}

// The jump goes to the label behind the free; if there is none, one is put
// there. Nothing else may be left out by that.
std::optional<Fix> Mender::jumpPast() {
  const auto *Call = dyn_cast<CallExpr>(S.Where);
  if (!S.From || !Call ||
      !(freeCall() || (S.Request && givesBackWithin(View, Call, *S.Request))))
    return std::nullopt;
  const Stmt *Top = Here.statement(S.Where);
  const Stmt *Start = unlabelled(S.From->getLabel()->getStmt());
  if (!Here.isWithin(Top, Start))
    return std::nullopt;
  Top = S.From->getLabel()->getStmt();
  while (isa_and_nonnull<LabelStmt>(Here.parent(Top)))
    Top = Here.parent(Top);
  const Stmt *Behind = Here.next(Top);
  if (!Behind)
    return std::nullopt;
  if (const auto *L = dyn_cast<LabelStmt>(Behind)) {
    Patch P(View,
            std::string("go to '") + L->getName() +
                "', behind what is not held",
            Applicability::Safe);
    P.replace(S.From, std::string("goto ") + L->getName());
    return P.take();
  }
  llvm::StringRef Old = S.From->getLabel()->getName();
  std::string Name = isa<ReturnStmt>(Behind) ? "return" : "held";
  Name = unusedName(*S.Function,
                    (Old.starts_with("err") ? "err_" : "out_") + Name);
  Patch P(View, "go past what is not held", Applicability::Safe);
  P.label(Behind, Name);
  P.replace(S.From, "goto " + Name);
  return P.take();
}

// `if (ret) ...` behind `ret = request`, where the request is made.
const Stmt *Mender::checkOf(const Syntax &There) const {
  const auto *Set = dyn_cast<BinaryOperator>(There.statement(S.Request->Site));
  const auto *If = Set ? dyn_cast_or_null<IfStmt>(There.next(Set)) : nullptr;
  return If && Set->getOpcode() == BO_Assign &&
                 llvm::StringRef(View.text(If->getCond()))
                     .contains(View.text(Set->getLHS()))
             ? If
             : nullptr;
}

// Whether Free stands where the request, just before it, is seen to fail.
bool Mender::failsAt(const CallExpr &Free) const {
  if (&S.Request->Where->Of->function() != S.Function)
    return false;
  for (const IfStmt *If = Here.branch(&Free); If; If = Here.branch(If)) {
    const Stmt *Before = Here.previous(If);
    if (Before && Here.isWithin(S.Request->Site, Before) && !Here.loop(&Free))
      return true;
  }
  return false;
}

// `held = true` whether it is or not becomes `held = !ret`.
std::optional<Fix> Mender::tellSuccess(const Syntax &There) {
  const auto *If = dyn_cast_or_null<IfStmt>(checkOf(There));
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
std::optional<Fix> Mender::byMark(const Syntax &There) {
  const CallExpr *Free = freeCall();
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

// The free asks whether there is an irq: a request that failed says no.
std::optional<Fix> Mender::forget(const Syntax &There) {
  const auto *If = dyn_cast_or_null<IfStmt>(checkOf(There));
  const Expr *Key = argument(S.Request->Site, S.Request->Model->Key);
  if (!If || !S.Free || !leaves(If->getThen()) || !isa<MemberExpr>(Key) ||
      !fieldIn(Key))
    return std::nullopt;
  const FunctionDecl *Freer = nullptr;
  for (const Decl *D : View.context().getTranslationUnitDecl()->noload_decls())
    if (const auto *F = dyn_cast<FunctionDecl>(D);
        F && F->doesThisDeclarationHaveABody() &&
        llvm::is_contained(Syntax(*F).all<CallExpr>(), S.Free))
      Freer = F;
  if (!Freer)
    return std::nullopt;
  Syntax In(*Freer);
  for (const Guard &G : guardsOf(In, S.Free)) {
    if (!G.True || fieldIn(G.Condition) != fieldIn(Key))
      continue;
    const Stmt *Last = If->getThen();
    if (const auto *Block = dyn_cast<CompoundStmt>(Last))
      Last = Block->body_back();
    Patch P(View, "forget the irq where its request fails",
            Applicability::Review);
    P.insertBefore(There, Last, {View.wholeText(Key) + " = 0;"});
    return P.take();
  }
  return std::nullopt;
}

// `count++` in front of the request tells the frees of one too many.
std::optional<Fix> Mender::countBehind(const Syntax &There) {
  const Stmt *If = checkOf(There);
  const Stmt *Set = If ? There.previous(If) : nullptr;
  const auto *Step =
      Set ? dyn_cast_or_null<UnaryOperator>(There.previous(Set)) : nullptr;
  if (!Step || !Step->isIncrementOp() ||
      !isa<MemberExpr>(Step->getSubExpr()->IgnoreParenImpCasts()))
    return std::nullopt;
  Patch P(View, "count it once it is requested", Applicability::Review);
  P.remove(There, Step);
  P.insertAfter(There, If, {View.wholeText(Step) + ";"});
  return P.take();
}

// A function that frees several things is called where some are held: those
// are freed one by one.
std::optional<Fix> Mender::unfold() {
  const auto *Call = dyn_cast<CallExpr>(S.Where);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  const FunctionDecl *Def = nullptr;
  if (!F || freeCall() || !F->hasBody(Def) || S.From)
    return std::nullopt;
  std::map<const VarDecl *, std::string> Names;
  for (unsigned I = 0; I < Def->getNumParams() && I < Call->getNumArgs(); ++I)
    Names[Def->getParamDecl(I)] =
        View.wholeText(Call->getArg(I)->IgnoreParenImpCasts());
  std::string Text;
  for (const Stmt *Each : llvm::cast<CompoundStmt>(Def->getBody())->body()) {
    const auto *Frees = dyn_cast<CallExpr>(Each);
    const FunctionDecl *Callee = Frees ? Frees->getDirectCallee() : nullptr;
    if (!Callee || !callModel(*Callee))
      return std::nullopt;
    if (Frees == S.Free)
      continue;
    // More than one would need braces: such a helper is worth its name.
    if (!Text.empty())
      return std::nullopt;
    Text = spell(View, Frees, Names);
  }
  if (Text.empty())
    return std::nullopt;
  Patch P(View, "free only what is held", Applicability::Safe);
  P.replace(Call, Text);
  return P.take();
}

// The request loop skips some rounds: the free skips them too, and no others.
std::optional<Fix> Mender::skipAlike(const Syntax &There,
                                     const CallExpr &Free) {
  auto R = roundsOf(View, There, S.Request->Site,
                    argument(S.Request->Site, S.Request->Model->Key));
  const VarDecl *J =
      indexOf(argument(&Free, callModel(*Free.getDirectCallee())->Key));
  if (!R || R->Skips.empty() || !J)
    return std::nullopt;
  std::vector<const Expr *> Asked;
  for (const Guard &G : R->Skips)
    Asked.push_back(G.Condition);
  auto T = translate(View, There.function(), *S.Function, Asked, R->Counter);
  if (!T || !T->Declarations.empty())
    return std::nullopt;
  T->Names[R->Counter] = J->getName();
  alignKeys(View, argument(S.Request->Site, S.Request->Model->Key),
            argument(&Free, callModel(*Free.getDirectCallee())->Key), T->Names);
  auto Lines = undoLines(View, *R, "", T->Names);
  if (!Lines)
    return std::nullopt;
  Lines->pop_back();
  Patch P(View, "skip what the request skips", Applicability::Safe);
  const Stmt *Loop = Here.loop(&Free);
  for (const ContinueStmt *Old : Here.within<ContinueStmt>(Loop))
    if (const IfStmt *If = Here.branch(Old); If && !If->getElse() &&
                                             Here.loop(If) == Loop &&
                                             View.isBefore(If, &Free))
      P.remove(Here, If);
  P.insertBefore(Here, &Free, *Lines);
  return P.take();
}

static void replaceAll(std::string &Text, llvm::StringRef From,
                       llvm::StringRef To) {
  for (size_t At = Text.find(From); !From.empty() && At != std::string::npos;
       At = Text.find(From, At + To.size()))
    Text.replace(At, From.size(), To.str());
}

// The request is made under a condition: the free gets it.
std::optional<Fix> Mender::guardAlike() {
  if (!isa<CallExpr>(S.Where))
    return std::nullopt;
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  Syntax There(Taker);
  std::vector<Guard> Guards = earlyReturnsBefore(There, S.Request->Site);
  llvm::append_range(Guards,
                     guardsOf(There, S.Request->Site,
                              &Taker == S.Function ? S.Where : nullptr));
  std::vector<const Expr *> Asked;
  for (const Guard &G : Guards)
    Asked.push_back(G.Condition);
  auto T = translate(View, Taker, *S.Function, Asked);
  auto Text = T ? spellGuards(View, Guards, T->Names) : std::nullopt;
  if (!Text || Text->empty())
    return std::nullopt;
  // The irq is called here as the free calls it.
  if (const CallExpr *Free = freeCall())
    replaceAll(*Text,
               View.wholeText(argument(S.Request->Site, S.Request->Model->Key)),
               View.wholeText(
                   argument(Free, callModel(*Free->getDirectCallee())->Key)));
  Patch P(View, "free under the condition of the request",
          Applicability::Review);
  P.declare(*S.Function, T->Declarations);
  P.guard(Here, S.Where, *Text);
  return P.take();
}

std::vector<Fix> mendStrayFree(const SourceView &View, const StrayFree &S) {
  // A free that is called through a pointer has no words to go by.
  if (!S.Free || !S.Free->getDirectCallee())
    return {};
  return Mender(View, S).all();
}

} // namespace epf
