//===- UnwindFix.cpp - Repairs for frees of what is not held --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/UnwindFix.h"
#include "rules/FlagFix.h"
#include "rules/LoopFix.h"
#include "rules/MarkFix.h"
#include "rules/Release.h"
#include "rules/RequestFix.h"
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
      llvm::append_range(Found, mendRequest(View, S));
      llvm::append_range(Found, mendMarks(View, S));
      add(Found, unfold());
      if (Loop)
        add(Found, skipAlike(There, *Free));
    }
    if (!Loop)
      add(Found, jumpPast());
    if (S.Request) {
      if (Loop)
        llvm::append_range(
            Found, narrowUnwind(View, Here, Free, *S.Request, S.Failed));
      if (!failsHere())
        add(Found, guardAlike());
    }
    // On the spot where the request has failed, there is nothing to free.
    if (!Loop && (S.Twice || failsHere()))
      add(Found, takeOut());
    if (S.Request)
      add(Found, flagInStruct(View, S));
    return std::move(Found);
  }

private:
  std::optional<Fix> takeOut();
  std::optional<Fix> takeOutBehind(const LabelStmt *L);
  std::optional<Fix> disarm();
  std::optional<Fix> jumpPast();
  void dropObject(Patch &P) const;
  std::optional<Fix> unfold();
  std::optional<Fix> skipAlike(const Syntax &There, const CallExpr &Free);
  std::optional<Fix> guardAlike();
  const CallExpr *freeCall() const;
  bool failsHere() const;

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

// Nothing that holds what is freed jumps to the free: it goes, and with its
// label, if nothing else is behind it.
std::optional<Fix> Mender::takeOutBehind(const LabelStmt *L) {
  const auto *Call = llvm::cast<CallExpr>(S.Where);
  const Stmt *Before = Here.previous(L);
  if (unlabelled(L) != Call || isa<LabelStmt>(L->getSubStmt()) || !Before ||
      !isa<ReturnStmt, GotoStmt>(unlabelled(Before)))
    return std::nullopt;
  const CallExpr *Request =
      S.Request && &S.Request->Where->Of->function() == S.Function
          ? S.Request->Site
          : nullptr;
  std::vector<const GotoStmt *> Jumps;
  for (const GotoStmt *G : Here.all<GotoStmt>()) {
    if (G->getLabel() != L->getDecl())
      continue;
    if (G != S.From &&
        (!Request || View.isBefore(Request, G) || Here.loop(Request)))
      return std::nullopt;
    Jumps.push_back(G);
  }
  Patch P(View, "take out " + callName(Call) + ", which nothing needs",
          Applicability::Review);
  if (const auto *Next = dyn_cast_or_null<LabelStmt>(Here.next(L))) {
    for (const GotoStmt *G : Jumps)
      P.replace(G, std::string("goto ") + Next->getName());
    P.removeLines(L);
  } else {
    P.removeLines(Call);
  }
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
  if (auto Whole = takeOutBehind(llvm::cast<LabelStmt>(Top)))
    return Whole;
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
    dropObject(P);
    return P.take();
  }
  llvm::StringRef Old = S.From->getLabel()->getName();
  std::string Name = isa<ReturnStmt>(Behind) ? "return" : "no_irq";
  Name = unusedName(*S.Function,
                    (Old.starts_with("err") ? "err_" : "out_") + Name);
  Patch P(View, "go past what is not held", Applicability::Safe);
  P.label(Behind, Name);
  P.replace(S.From, "goto " + Name);
  return P.take();
}

// Whether a function of the file that others may call frees what it finds in
// Field, as it frees what was requested.
static bool isFreedBy(const SourceView &View, const FieldDecl &Field,
                      const Holding &Request) {
  return llvm::any_of(functionsOf(View), [&](const FunctionDecl *F) {
    return F->isExternallyVisible() &&
           llvm::any_of(Syntax(*F).all<MemberExpr>(),
                        [&](const MemberExpr *Mem) {
                          return Mem->getMemberDecl() == &Field;
                        }) &&
           llvm::any_of(functionsOf(View), [&](const FunctionDecl *Frees) {
             return (Frees == F || callsWithin(*F, *Frees)) &&
                    Frees != &Request.Where->Of->function() &&
                    llvm::any_of(Syntax(*Frees).all<CallExpr>(),
                                 [&](const CallExpr *Call) {
                                   return givesBack(View, Call, Request);
                                 });
           });
  });
}

// Who calls has put the object where another file finds it, to free what was
// never requested: where set-up fails, the pointer is cleared.
void Mender::dropObject(Patch &P) const {
  const Frame *Taker = S.Request ? S.Request->Where : nullptr;
  const auto *Call = Taker && Taker->Parent
                         ? dyn_cast_or_null<CallExpr>(Taker->Site)
                         : nullptr;
  if (!S.Failed || !Call || Call->getNumArgs() != 1)
    return;
  const FunctionDecl &F = Taker->Parent->Of->function();
  Syntax In(F);
  const auto *If = dyn_cast_or_null<IfStmt>(In.next(In.statement(Call)));
  if (!F.isExternallyVisible() || !If || !leaves(If->getThen()))
    return;
  for (const BinaryOperator *Set : In.all<BinaryOperator>()) {
    const auto *Mem =
        dyn_cast<MemberExpr>(Set->getLHS()->IgnoreParenImpCasts());
    const auto *Field =
        Mem ? dyn_cast<FieldDecl>(Mem->getMemberDecl()) : nullptr;
    if (!Field || Set->getOpcode() != BO_Assign || !View.isBefore(Set, Call) ||
        !sameWords(View, Set->getRHS(), Call->getArg(0)) ||
        !isFreedBy(View, *Field, *S.Request))
      continue;
    const auto *Block = dyn_cast<CompoundStmt>(If->getThen());
    P.insertBefore(In, Block ? Block->body_back() : If->getThen(),
                   {View.wholeText(Mem) + " = NULL;"});
    P.wantReview();
    return;
  }
}

// Whether the free stands where the request, just before it, is seen to fail.
bool Mender::failsHere() const {
  const CallExpr *Free = freeCall();
  if (!Free || !S.Request || Here.loop(Free) ||
      &S.Request->Where->Of->function() != S.Function)
    return false;
  for (const IfStmt *If = Here.branch(Free); If; If = Here.branch(If)) {
    const Stmt *Before = Here.previous(If);
    if ((Before && Here.isWithin(S.Request->Site, Before)) ||
        Here.isWithin(S.Request->Site, If->getCond()))
      return true;
  }
  return false;
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

// The request is made under a condition, in its function or in those that call
// it: the free gets it.
std::optional<Fix> Mender::guardAlike() {
  // What a helper frees beside what was requested is another matter.
  if (!isa<CallExpr>(S.Where) || (S.Sibling && !freeCall()))
    return std::nullopt;
  std::string All;
  std::vector<std::string> Declarations;
  const Stmt *Site = S.Request->Site;
  for (const Frame *F = S.Request->Where; F && Site; F = F->Parent) {
    const FunctionDecl &Taker = F->Of->function();
    bool Same = &Taker == S.Function;
    Syntax There(Taker);
    std::vector<Guard> Guards = earlyReturnsBefore(There, Site);
    llvm::append_range(Guards, guardsOf(There, Site, Same ? S.Where : nullptr));
    std::vector<const Expr *> Asked;
    for (const Guard &G : Guards)
      Asked.push_back(G.Condition);
    auto T = translate(View, Taker, *S.Function, Asked);
    auto Text = T ? spellGuards(View, Guards, T->Names) : std::nullopt;
    if (!Text)
      return std::nullopt;
    All = both(*Text, All);
    for (const std::string &Each : T->Declarations)
      if (!llvm::is_contained(Declarations, Each))
        Declarations.push_back(Each);
    if (Same)
      break;
    Site = F->Site;
  }
  if (All.empty())
    return std::nullopt;
  // The irq is called here as the free calls it.
  if (const CallExpr *Free = freeCall())
    replaceAll(All,
               View.wholeText(argument(S.Request->Site, S.Request->Model->Key)),
               View.wholeText(
                   argument(Free, callModel(*Free->getDirectCallee())->Key)));
  Patch P(View, "free under the condition of the request",
          Applicability::Review);
  P.declare(*S.Function, Declarations);
  P.guard(Here, S.Where, All);
  return P.take();
}

std::vector<Fix> mendStrayFree(const SourceView &View, const StrayFree &S) {
  // A free that is called through a pointer has no words to go by.
  if (!S.Free || !S.Free->getDirectCallee())
    return {};
  return Mender(View, S).all();
}

} // namespace epf
