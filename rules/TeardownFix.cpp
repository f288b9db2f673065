//===- TeardownFix.cpp - Giving back in the teardown ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/TeardownFix.h"
#include "rules/LoopFix.h"
#include "rules/RangeFix.h"
#include "rules/Release.h"
#include "rules/Rounds.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace epf {

namespace {

class Closer {
public:
  Closer(const SourceView &View, const Holding &H, const FunctionDecl &F)
      : View(View), H(H), F(F), Taker(H.Where->Of->function()), Here(F),
        There(Taker) {
    for (const CallExpr *Call : Here.all<CallExpr>())
      if (givesBack(View, Call, H) || givesBackWithin(View, Call, H))
        Present.push_back(Call);
  }

  std::vector<Fix> all() {
    for (const CallExpr *Free : Present) {
      if (const Stmt *Loop = Here.loop(Free))
        add(Found, mirrorRounds(View, Here, Loop, H));
      llvm::append_range(Found, freeAll(View, Here, Free));
      add(Found, sameCondition(Free));
      add(Found, behindBranch(Free));
      add(Found, goOn(Free));
      add(Found, beforeReturns(Free));
    }
    add(Found, rightList(View, Here, H));
    // Beside a release that there is, another would free twice.
    if (!Present.empty())
      return std::move(Found);
    undo();
    for (const FunctionDecl *Each : releasers(View, H))
      if (auto Call = callOf(View, *Each, F))
        insert({*Call + ";"}, {}, Each->getNameAsString());
    if (auto Lines = release())
      insert(*Lines, T.Declarations, Call.substr(0, Call.find('(')));
    return std::move(Found);
  }

private:
  void undo();
  std::optional<std::vector<std::string>> release();
  std::optional<Fix> sameCondition(const CallExpr *Free);
  std::optional<Fix> behindBranch(const CallExpr *Free);
  std::optional<Fix> goOn(const CallExpr *Free);
  std::optional<Fix> beforeReturns(const CallExpr *Free);
  bool wasRegisteredFirst(llvm::StringRef Ends) const;
  const Stmt *place() const;
  void insert(const std::vector<std::string> &Lines,
              const std::vector<std::string> &Declarations,
              const std::string &Name);

  const SourceView &View;
  const Holding &H;
  const FunctionDecl &F;
  const FunctionDecl &Taker;
  Syntax Here, There;
  std::vector<const CallExpr *> Present; ///< releases that F has already
  Translation T;
  std::string Call;
  std::vector<Fix> Found;
};

} // namespace

// The loop's head with its names as the teardown has them.
static std::string loopHead(const SourceView &View, const ForStmt *For,
                            const Translation &T) {
  if (!For->getInit() || !For->getCond() || !For->getInc() ||
      !isa<Expr>(For->getInit()))
    return "";
  return "for (" + spell(View, llvm::cast<Expr>(For->getInit()), T.Names) +
         "; " + spell(View, For->getCond(), T.Names) + "; " +
         spell(View, For->getInc(), T.Names) + ")";
}

static std::vector<Guard> takenUnder(const Syntax &There, const Holding &H,
                                     const Stmt *Loop) {
  std::vector<Guard> All = earlyReturnsBefore(There, H.Site);
  for (const Guard &G : guardsOf(There, H.Site))
    if (!Loop || !There.isWithin(G.Condition, Loop))
      All.push_back(G);
  return All;
}

// What took H has an opposite that gives it back, with what belongs to it: that
// is called with what the other was.
void Closer::undo() {
  const FunctionDecl *Undoes = undoerOf(View, Taker, H);
  const auto *Taken =
      H.Where->Parent ? dyn_cast_or_null<CallExpr>(H.Where->Site) : nullptr;
  if (!Undoes || Undoes == &F || !Taken ||
      Undoes->getNumParams() != Taken->getNumArgs())
    return;
  for (unsigned I = 0; I < Taken->getNumArgs(); ++I)
    if (!View.context().hasSameType(Undoes->getParamDecl(I)->getType(),
                                    Taker.getParamDecl(I)->getType()))
      return;
  std::vector<Guard> Guards = takenUnder(There, H, nullptr);
  std::vector<const Expr *> Conditions;
  for (const Guard &G : Guards)
    Conditions.push_back(G.Condition);
  auto Asked = translate(View, Taker, F, Conditions);
  std::vector<const Expr *> Args(Taken->arg_begin(), Taken->arg_end());
  auto Given = translate(View, H.Where->Parent->Of->function(), F, Args);
  auto Guard = Asked ? spellGuards(View, Guards, Asked->Names) : std::nullopt;
  if (!Given || !Guard || !Asked->Declarations.empty() ||
      !Given->Declarations.empty())
    return;
  std::vector<std::string> Words;
  for (const Expr *Each : Args)
    Words.push_back(spell(View, Each, Given->Names));
  std::string Name = Undoes->getNameAsString();
  insert(under(*Guard, {Name + "(" + llvm::join(Words, ", ") + ");"}), {},
         Name);
}

// The lines that give H back, in the words of the teardown.
std::optional<std::vector<std::string>> Closer::release() {
  const auto *For = dyn_cast_or_null<ForStmt>(There.loop(H.Site));
  const VarDecl *I = counterOf(For);
  auto R = I ? roundsOf(View, There, H.Site, argument(H.Site, H.Model->Key))
             : std::nullopt;
  if (I && !R)
    return std::nullopt;
  std::vector<const Expr *> Args = releaseArguments(H);
  std::vector<Guard> Guards = takenUnder(There, H, For);
  for (const Guard &G : Guards)
    Args.push_back(G.Condition);
  if (I)
    Args.push_back(For->getCond());
  auto Names = translate(View, Taker, F, Args, I);
  if (!Names)
    return std::nullopt;
  T = *Names;
  if (I) {
    // The counter is no pointer to translate: it gets a declaration.
    T.Names[I] = unusedName(F, I->getName());
    T.Declarations.insert(
        T.Declarations.begin(),
        I->getType().getAsString(View.context().getPrintingPolicy()) + " " +
            T.Names[I] + ";");
  }
  auto Guard = spellGuards(View, Guards, T.Names);
  Call = releaseCall(View, H, T.Names);
  if (Call.empty() || !Guard)
    return std::nullopt;
  if (!I)
    return under(*Guard, {Call + ";"});
  std::string Head = loopHead(View, For, T);
  auto Body = undoLines(View, *R, Call, T.Names);
  if (Head.empty() || !Body)
    return std::nullopt;
  std::vector<std::string> Lines = {Head + (Body->size() > 1 ? " {" : "")};
  for (const std::string &L : *Body)
    Lines.push_back("\t" + L);
  if (Body->size() > 1)
    Lines.push_back("}");
  return under(*Guard, Lines);
}

// The condition that the release stands under becomes the request's; where the
// request has none, it goes.
std::optional<Fix> Closer::sameCondition(const CallExpr *Free) {
  const IfStmt *If = Here.branch(Free);
  if (!If || If->getElse() || Here.loop(If))
    return std::nullopt;
  std::vector<Guard> Guards = takenUnder(There, H, nullptr);
  std::vector<const Expr *> Conditions;
  for (const Guard &G : Guards)
    Conditions.push_back(G.Condition);
  auto Names = translate(View, Taker, F, Conditions);
  auto Guard = Names ? spellGuards(View, Guards, Names->Names) : std::nullopt;
  if (!Guard)
    return std::nullopt;
  Patch P(View, "free under the condition of the request",
          Applicability::Review);
  P.declare(F, Names->Declarations);
  if (!Guard->empty())
    P.replace(If->getCond(), *Guard);
  else if (Here.statement(Free) == If->getThen())
    P.replaceStatement(If, View.wholeText(If->getThen()) + ";");
  else
    return std::nullopt;
  return P.take();
}

// The release at the end of a branch is for all: it moves behind it.
std::optional<Fix> Closer::behindBranch(const CallExpr *Free) {
  const IfStmt *If = Here.branch(Free);
  const auto *Block = If ? dyn_cast<CompoundStmt>(If->getThen()) : nullptr;
  if (!Block || If->getElse() || Block->size() < 2 ||
      Block->body_back() != Here.statement(Free))
    return std::nullopt;
  Patch P(View, "call " + callName(Free) + " in any case",
          Applicability::Review);
  P.remove(Here, Free);
  P.insertAfter(Here, If, {View.wholeText(Free) + ";"});
  return P.take();
}

// Who tears down does not heed what goes wrong: an error no longer ends it, and
// is returned at the end.
std::optional<Fix> Closer::goOn(const CallExpr *Free) {
  if (Here.loop(Free) || Here.statement(Free) != Free)
    return std::nullopt;
  Patch P(View, "go on with the teardown in spite of an error",
          Applicability::Review);
  std::string Lost;
  bool Any = false;
  for (const ReturnStmt *Return : Here.all<ReturnStmt>()) {
    if (!View.isBefore(Return, Free))
      continue;
    const IfStmt *If = Here.branch(Return);
    const Expr *Value = Return->getRetValue();
    // An error, not a reason why there is nothing to do.
    if (!If || If->getElse() || Here.loop(Return) || Here.branch(If) ||
        !Value || failureOf(View, Here, Return) != "" ||
        !isa<DeclRefExpr>(Value->IgnoreParenImpCasts()))
      return std::nullopt;
    Any = true;
    const auto *Block = dyn_cast<CompoundStmt>(If->getThen());
    if (Block && Block->body_back() != Return)
      return std::nullopt;
    if (Block && Block->size() > 1) {
      P.remove(Here, Return);
    } else {
      P.remove(Here, If);
      Lost = View.text(Value);
    }
  }
  if (!Any)
    return std::nullopt;
  if (!Lost.empty()) {
    const auto *Body = llvm::cast<CompoundStmt>(F.getBody());
    const auto *End = dyn_cast<ReturnStmt>(Body->body_back());
    if (!End || !End->getRetValue() || View.text(End->getRetValue()) != "0")
      return std::nullopt;
    P.replace(End->getRetValue(), Lost);
  }
  return P.take();
}

// A return that comes too early releases first.
std::optional<Fix> Closer::beforeReturns(const CallExpr *Free) {
  if (Here.loop(Free))
    return std::nullopt;
  Patch P(View, "call " + callName(Free) + " before the early return",
          Applicability::Review);
  for (const ReturnStmt *Return : Here.all<ReturnStmt>())
    if (View.isBefore(Return, Free))
      P.insertBefore(Here, Return, {View.wholeText(Free) + ";"});
  return P.take();
}

// Whether what Ends, the name of a call, unregisters was registered before H
// was taken: it goes behind it.
bool Closer::wasRegisteredFirst(llvm::StringRef Ends) const {
  if (!Ends.contains("unregister"))
    return false;
  const Stmt *Site = H.Site;
  for (const Frame *W = H.Where; W && Site; Site = W->Site, W = W->Parent)
    for (const CallExpr *Call : Syntax(W->Of->function()).all<CallExpr>())
      if (const FunctionDecl *Callee = Call->getDirectCallee();
          Callee && Callee->getIdentifier() && View.isBefore(Call, Site) &&
          isOpposite(Callee->getName(), Ends))
        return true;
  return false;
}

// Handlers go before what they may still use: in front of the first statement
// that lets something go that was there before. Null for the end.
const Stmt *Closer::place() const {
  for (const Stmt *S : llvm::cast<CompoundStmt>(F.getBody())->body()) {
    if (isa<ReturnStmt>(S))
      return S;
    if (!H.Model->isIrq() || isa<DeclStmt>(S))
      continue;
    for (const CallExpr *Each : Here.within<CallExpr>(S))
      if (const FunctionDecl *Callee = Each->getDirectCallee())
        if (const CallModel *M = callModel(*Callee);
            (soundsLikeLettingGo(Callee->getName()) ||
             wasRegisteredFirst(Callee->getName())) &&
            (!M || !M->isIrq()))
          return S;
  }
  return nullptr;
}

void Closer::insert(const std::vector<std::string> &Lines,
                    const std::vector<std::string> &Declarations,
                    const std::string &Name) {
  std::string What = "call " + Name + "() in " + F.getNameAsString() + "()";
  for (bool Start : {false, true}) {
    Patch P(View, What, Applicability::Review);
    P.declare(F, Declarations);
    const Stmt *At = place();
    if (Start)
      P.insertAtStart(Here, Lines);
    else if (At)
      P.insertBefore(Here, At, Lines);
    else
      P.insertAtEnd(F, Lines);
    add(Found, P.take());
  }
}

std::vector<Fix> releaseInTeardown(const SourceView &View, const Holding &H,
                                   const FunctionDecl &Teardown) {
  return Closer(View, H, Teardown).all();
}

} // namespace epf
