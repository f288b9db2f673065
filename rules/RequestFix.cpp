//===- RequestFix.cpp - Frees mended where the request is -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// That a request failed is not looked at, or not told to who asked for it; or a
// helper does not ask what the request asked.
//
//===----------------------------------------------------------------------===//

#include "rules/RequestFix.h"
#include "rules/Release.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

// Nobody looks at what the request says: where it fails, one leaves as the next
// failure does.
static std::optional<Fix> lookAtResult(const SourceView &View,
                                       const StrayFree &S) {
  Syntax There(S.Request->Where->Of->function());
  const auto *Set = dyn_cast<BinaryOperator>(There.statement(S.Request->Site));
  if (!Set || Set->getOpcode() != BO_Assign || There.loop(Set) ||
      Set->getRHS()->IgnoreParenImpCasts() != S.Request->Site ||
      S.Request->Model->On != Success::Zero)
    return std::nullopt;
  std::string Result = View.text(Set->getLHS());
  const Stmt *Out = nullptr;
  bool Forgotten = false;
  for (const Stmt *Next = There.next(Set); Next && !Out;
       Next = There.next(Next)) {
    const auto *Again = dyn_cast<BinaryOperator>(Next);
    Forgotten |= Again && Again->getOpcode() == BO_Assign &&
                 View.text(Again->getLHS()) == Result;
    const auto *If = dyn_cast<IfStmt>(Next);
    // It is looked at after all.
    if (If && !Forgotten &&
        View.text(If->getCond()).find(Result) != std::string::npos)
      return std::nullopt;
    if (If)
      for (const GotoStmt *G : There.within<GotoStmt>(If))
        Out = G;
  }
  const auto *Goto = dyn_cast_or_null<GotoStmt>(Out);
  if (!Goto)
    return std::nullopt;
  Patch P(View, "leave where the request fails", Applicability::Review);
  P.insertAfter(
      There, Set,
      {"if (" + Result + ")",
       std::string("\tgoto ") + Goto->getLabel()->getName().str() + ";"});
  return P.take();
}

// The goto or return by which the function leaves where what is next behind S
// fails, or null.
static const Stmt *nextWayOut(const Syntax &In, const Stmt *S) {
  for (S = In.next(S); S; S = In.next(S)) {
    const auto *If = dyn_cast<IfStmt>(S);
    if (!If || !leaves(If->getThen()))
      continue;
    const auto *Block = dyn_cast<CompoundStmt>(If->getThen());
    return Block ? Block->body_back() : If->getThen();
  }
  return nullptr;
}

bool heed(const SourceView &View, Patch &P, const Syntax &In,
          const CallExpr *Call) {
  if (registersBefore(View, In, Call))
    return false;
  const auto *End = dyn_cast_or_null<ReturnStmt>(In.next(Call));
  if (End && End->getRetValue() && View.text(End->getRetValue()) == "0") {
    P.replace(Call, "return " + View.wholeText(Call));
    P.removeLines(End);
    return true;
  }
  std::string Result = errorVariable(View, In);
  const Stmt *Out = nextWayOut(In, Call);
  const auto *Goto = dyn_cast_or_null<GotoStmt>(Out);
  if (Result.empty() || !isa<CompoundStmt>(In.parent(Call)) ||
      !(Goto || isa_and_nonnull<ReturnStmt>(Out)))
    return false;
  P.replace(Call, Result + " = " + View.wholeText(Call));
  P.insertAfter(In, Call,
                {"if (" + Result + ")",
                 "\t" +
                     (Goto ? "goto " + Goto->getLabel()->getName().str()
                           : "return " + Result) +
                     ";"});
  return true;
}

// What requests does tell that it failed, but nobody listens.
static std::optional<Fix> listen(const SourceView &View, const StrayFree &S) {
  const Frame *Taker = S.Request->Where;
  const auto *Call = dyn_cast_or_null<CallExpr>(Taker->Site);
  if (!S.Failed || !Call || !Taker->Parent || !Call->getType()->isIntegerType())
    return std::nullopt;
  Syntax In(Taker->Parent->Of->function());
  if (In.statement(Call) != Call || In.loop(Call))
    return std::nullopt;
  Patch P(View, "leave where " + callName(Call) + " fails",
          Applicability::Review);
  return heed(View, P, In, Call) ? P.take() : std::nullopt;
}

// The function that requests says that it succeeded though the request failed,
// and all that call it look at what it says.
static std::optional<Fix> handOn(const SourceView &View, const StrayFree &S) {
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  Syntax There(Taker);
  const auto *Set = dyn_cast<BinaryOperator>(There.statement(S.Request->Site));
  const auto *If = Set ? dyn_cast_or_null<IfStmt>(There.next(Set)) : nullptr;
  const auto *Return =
      If ? dyn_cast_or_null<ReturnStmt>(There.next(If)) : nullptr;
  if (!Return || !Return->getRetValue() || Set->getOpcode() != BO_Assign ||
      View.text(Return->getRetValue()) != "0" ||
      View.text(If->getCond()) != View.text(Set->getLHS()) ||
      leaves(If->getThen()) || S.Request->Model->On != Success::Zero)
    return std::nullopt;
  bool Any = false;
  for (const FunctionDecl *F : View.functions()) {
    Syntax In(*F);
    for (const CallExpr *Call : In.all<CallExpr>()) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      if (!Callee || Callee->getCanonicalDecl() != Taker.getCanonicalDecl())
        continue;
      const auto *Given = dyn_cast<BinaryOperator>(In.statement(Call));
      const auto *Check =
          Given ? dyn_cast_or_null<IfStmt>(In.next(Given)) : nullptr;
      if (!Check || !leaves(Check->getThen()) ||
          View.text(Check->getCond()) != View.text(Given->getLHS()))
        return std::nullopt;
      Any = true;
    }
  }
  if (!Any || Taker.isExternallyVisible())
    return std::nullopt;
  Patch P(View, "hand on that the request failed", Applicability::Review);
  P.replace(Return->getRetValue(), View.text(Set->getLHS()));
  return P.take();
}

// A helper frees more than was requested: it frees those that are requested
// under a condition under that condition.
static std::optional<Fix> guardInHelper(const SourceView &View,
                                        const StrayFree &S) {
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  if (S.FreeIn == S.Function || S.FreeIn == &Taker || !S.Free)
    return std::nullopt;
  Syntax There(Taker), Within(*S.FreeIn);
  // The condition under which all requests of what Free frees are made.
  auto Condition = [&](const CallExpr *Free) -> const Expr * {
    const FunctionDecl *F = Free->getDirectCallee();
    const CallModel *M = F ? callModel(*F) : nullptr;
    if (!M || M->Acquires)
      return nullptr;
    const Expr *Only = nullptr;
    for (const CallExpr *Each : There.all<CallExpr>()) {
      const FunctionDecl *Callee = Each->getDirectCallee();
      const CallModel *Takes = Callee ? callModel(*Callee) : nullptr;
      if (!Takes || !Takes->Acquires ||
          View.folded(argument(Each, Takes->Key)) !=
              View.folded(argument(Free, M->Key)))
        continue;
      const IfStmt *If = There.branch(Each);
      while (If && There.branch(If))
        If = There.branch(If);
      if (!If || There.isWithin(Each, If->getCond()) ||
          !There.isWithin(Each, If->getThen()) ||
          (Only && Only != If->getCond()))
        return nullptr;
      Only = If->getCond();
    }
    return Only;
  };
  const Expr *Under = Condition(S.Free);
  const Stmt *First = Within.statement(S.Free);
  if (!Under || First != S.Free ||
      !isa_and_nonnull<CompoundStmt>(Within.parent(First)))
    return std::nullopt;
  auto T = translate(View, Taker, *S.FreeIn, {Under});
  auto Text = T ? spellGuards(View, {{Under, true}}, T->Names) : std::nullopt;
  if (!Text)
    return std::nullopt;
  auto IsAlike = [&](const Stmt *Next) {
    const auto *Free = dyn_cast_or_null<CallExpr>(Next);
    return Free && Condition(Free) == Under;
  };
  while (IsAlike(Within.previous(First)))
    First = Within.previous(First);
  std::vector<const Stmt *> All;
  for (const Stmt *Next = First; IsAlike(Next); Next = Within.next(Next))
    All.push_back(Next);
  Patch P(View, "free under the condition of the request",
          Applicability::Review);
  P.declare(*S.FreeIn, T->Declarations);
  if (All.size() == 1) {
    P.guard(Within, First, *Text);
    return P.take();
  }
  std::string Indent = P.indentOf(First);
  std::string Block = "if (" + *Text + ") {";
  for (const Stmt *Each : All)
    Block += "\n" + Indent + "\t" + View.wholeText(Each) + ";";
  Block += "\n" + Indent + "}";
  for (const Stmt *Each : llvm::drop_begin(All))
    P.removeLines(Each);
  P.replaceStatement(First, Block);
  return P.take();
}

using Words = std::map<const VarDecl *, std::string>;

// The parameters of F in the words of Call's function, which has Known.
static Words wordsOf(const SourceView &View, const FunctionDecl &F,
                     const CallExpr &Call, const Words &Known) {
  Words Names;
  for (unsigned I = 0; I < F.getNumParams() && I < Call.getNumArgs(); ++I)
    Names[F.getParamDecl(I)] =
        spell(View, Call.getArg(I)->IgnoreParenImpCasts(), Known);
  return Names;
}

// Whether Here sets a variable of that name to the same.
static bool isSetAlike(const SourceView &View, const Syntax &Here,
                       const BinaryOperator &Set, Words &Known) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Set.getLHS()->IgnoreParenImpCasts());
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  std::string Value = spell(View, Set.getRHS(), Known);
  bool Alike = V && llvm::any_of(Here.all<BinaryOperator>(), [&](auto *Own) {
                 return Own->getOpcode() == BO_Assign &&
                        View.text(Own->getLHS()) == V->getName() &&
                        View.wholeText(Own->getRHS()) == Value;
               });
  if (Alike)
    Known[V] = V->getName();
  return Alike;
}

// A failed set-up calls the whole teardown: it does only those steps of it that
// undo what was done.
static std::optional<Fix> undoOnlyDone(const SourceView &View,
                                       const StrayFree &S) {
  const auto *Call = dyn_cast<CallExpr>(S.Where);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const FunctionDecl *Def = nullptr;
  if (!S.From || !Callee || !Callee->hasBody(Def) || Def == S.FreeIn)
    return std::nullopt;
  Syntax Here(*S.Function);
  // What is enabled behind the last jump was not.
  auto IsUndone = [&](const FunctionDecl &Undoes) {
    for (const CallExpr *Does : Here.all<CallExpr>()) {
      const FunctionDecl *F = Does->getDirectCallee();
      if (F && F->getIdentifier() && Undoes.getIdentifier() &&
          isOpposite(F->getName(), Undoes.getName()) &&
          llvm::none_of(Here.all<GotoStmt>(), [&](const GotoStmt *G) {
            return G->getLabel() == S.From->getLabel() &&
                   View.isBefore(Does, G);
          }))
        return true;
    }
    return false;
  };
  std::vector<std::string> Steps;
  // What frees does more than that: its other steps are taken one by one.
  std::function<bool(const FunctionDecl &, Words)> Unfold =
      [&](const FunctionDecl &Of, Words Known) {
        return llvm::all_of(
            llvm::cast<CompoundStmt>(Of.getBody())->body(),
            [&](const Stmt *Each) {
              if (isa<DeclStmt, ReturnStmt, NullStmt>(Each) ||
                  Each->getBeginLoc().isMacroID())
                return true;
              // A local that the caller has as well.
              if (const auto *Set = dyn_cast<BinaryOperator>(Each))
                return isSetAlike(View, Here, *Set, Known);
              const auto *Step = dyn_cast<CallExpr>(Each);
              const FunctionDecl *F = Step ? Step->getDirectCallee() : nullptr;
              const FunctionDecl *Body = nullptr;
              if (!F)
                return false;
              if (Step == S.Free || IsUndone(*F))
                return true;
              if (F->hasBody(Body) &&
                  (Body == S.FreeIn || callsWithin(*Body, *S.FreeIn)))
                return Unfold(*Body, wordsOf(View, *Body, *Step, Known));
              Steps.push_back(spell(View, Step, Known));
              return true;
            });
      };
  if (!Unfold(*Def, wordsOf(View, *Def, *Call, {})))
    return std::nullopt;
  if (Steps.empty())
    return std::nullopt;
  Patch P(View, "undo only what was done", Applicability::Review);
  P.replace(Call, Steps.front());
  std::vector<std::string> Rest;
  for (const std::string &Step : llvm::drop_begin(Steps))
    Rest.push_back(Step + ";");
  if (!Rest.empty())
    P.insertAfter(Here, Call, Rest);
  return P.take();
}

// Whether a function of the file that others may call frees what it finds in
// Field, as it frees what was requested.
static bool isFreedBy(const SourceView &View, const FieldDecl &Field,
                      const Holding &Request) {
  return llvm::any_of(View.functions(), [&](const FunctionDecl *F) {
    return F->isExternallyVisible() &&
           llvm::any_of(Syntax(*F).all<MemberExpr>(),
                        [&](const MemberExpr *Mem) {
                          return Mem->getMemberDecl() == &Field;
                        }) &&
           llvm::any_of(View.functions(), [&](const FunctionDecl *Frees) {
             return (Frees == F || callsWithin(*F, *Frees)) &&
                    Frees != &Request.Where->Of->function() &&
                    llvm::any_of(Syntax(*Frees).all<CallExpr>(),
                                 [&](const CallExpr *Call) {
                                   return givesBack(View, Call, Request);
                                 });
           });
  });
}

void dropObject(const SourceView &View, Patch &P, const StrayFree &S) {
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

std::vector<Fix> mendRequest(const SourceView &View, const StrayFree &S) {
  std::vector<Fix> Found;
  add(Found, lookAtResult(View, S));
  add(Found, listen(View, S));
  add(Found, handOn(View, S));
  add(Found, guardInHelper(View, S));
  add(Found, undoOnlyDone(View, S));
  return Found;
}

} // namespace epf
