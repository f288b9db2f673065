//===- UnwindFix.cpp - Repairs for frees of what is not held --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/UnwindFix.h"
#include "rules/CheckFix.h"
#include "rules/FlagFix.h"
#include "rules/LoopFix.h"
#include "rules/MarkFix.h"
#include "rules/Release.h"
#include "rules/RequestFix.h"
#include "rules/Rounds.h"
#include "llvm/ADT/StringExtras.h"

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
      add(Found, swapWithCaseBefore(View, S));
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
  std::string logOf(const IfStmt &If) const;
  std::optional<Fix> takeOutBehind(const LabelStmt *L);
  std::optional<Fix> disarm();
  std::optional<Fix> jumpPast();
  std::optional<Fix> unfold();
  std::optional<Fix> skipAlike(const Syntax &There, const CallExpr &Free);
  std::optional<Fix> guardAlike();
  const Stmt *companion() const;
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
  const auto *Free = llvm::cast<CallExpr>(S.Where);
  const IfStmt *If = Here.branch(Free);
  const auto *Block = If ? dyn_cast<CompoundStmt>(If->getThen()) : nullptr;
  // That it failed would be forgotten with it.
  std::string Log =
      If && !If->getElse() && failsHere() && (Block ? Block->size() == 1 : true)
          ? logOf(*If)
          : "";
  Patch P(View,
          (Log.empty() ? "take out " : "tell of the failure instead of ") +
              callName(Free),
          Applicability::Review);
  if (Log.empty())
    P.remove(Here, Free);
  else
    P.replaceStatement(Free, Log);
  return P.take();
}

// A line for the log, in the words of the function: that the request failed, as
// If has asked. Empty if the function has no words for it.
std::string Mender::logOf(const IfStmt &If) const {
  const auto *Ref = dyn_cast<DeclRefExpr>(If.getCond()->IgnoreParenImpCasts());
  std::string Whole = View.wholeText(S.Function->getBody());
  llvm::StringRef Text = Whole;
  for (llvm::StringRef Name : {"dev_err(", "pci_err(", "netdev_err("}) {
    size_t At = Text.find(Name);
    while (At != llvm::StringRef::npos && At && llvm::isAlnum(Text[At - 1]))
      At = Text.find(Name, At + 1);
    if (!Ref || At == llvm::StringRef::npos)
      continue;
    return Text.substr(At).split(',').first.str() +
           ", \"failed to request irq: %d\\n\", " +
           Ref->getDecl()->getNameAsString() + ");";
  }
  return "";
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
    dropObject(View, P, S);
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
  const Stmt *Free = Here.statement(S.Where);
  const Stmt *Also = companion();
  if (!Also) {
    P.guard(Here, S.Where, All);
    return P.take();
  }
  std::string Indent = P.indentOf(Free);
  P.replaceStatement(Free, "if (" + All + ") {\n" + Indent + "\t" +
                               View.wholeText(Free) + ";\n" + Indent + "\t" +
                               View.wholeText(Also) + ";\n" + Indent + "}");
  P.remove(Here, Also);
  return P.take();
}

// What stands behind the free and undoes the rest of what the function that
// requested did: it calls the same where it fails. Null if nothing does.
const Stmt *Mender::companion() const {
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  const Stmt *Free = Here.statement(S.Where);
  const auto *Next = dyn_cast_or_null<CallExpr>(Here.next(Free));
  const FunctionDecl *Undoes = Next ? Next->getDirectCallee() : nullptr;
  if (!Undoes || !Undoes->hasBody() || &Taker == S.Function ||
      !isa<CompoundStmt>(Here.parent(Free)) || Free != S.Where)
    return nullptr;
  Syntax There(Taker);
  return llvm::any_of(There.all<CallExpr>(),
                      [&](const CallExpr *Call) {
                        const FunctionDecl *F = Call->getDirectCallee();
                        return F &&
                               F->getCanonicalDecl() ==
                                   Undoes->getCanonicalDecl() &&
                               View.isBefore(S.Request->Site, Call);
                      })
             ? Next
             : nullptr;
}

std::vector<Fix> mendStrayFree(const SourceView &View, const StrayFree &S) {
  // A free that is called through a pointer has no words to go by.
  if (!S.Free || !S.Free->getDirectCallee())
    return {};
  return Mender(View, S).all();
}

} // namespace epf
