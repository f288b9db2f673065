//===- ReleaseFix.cpp - Repairs that give back what was left behind -------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ReleaseFix.h"

using namespace clang;

namespace epf {

// The call that gives back what Model takes: Calls.def has one for each.
static const CallModel *counterpart(const CallModel &Model) {
  for (llvm::StringRef Name : callNames()) {
    const CallModel *M = callModel(Name);
    if (!M->Acquires && M->Kind == Model.Kind && M->Managed == Model.Managed)
      return M;
  }
  return nullptr;
}

std::string releaseCall(const SourceView &View, const Holding &H,
                        const std::map<const VarDecl *, std::string> &Names) {
  const CallModel *Back = counterpart(*H.Model);
  if (!Back)
    return "";
  std::string Text = Back->Name.str() + "(";
  int Last = std::max({Back->Owner, Back->Key, Back->Cookie});
  for (int I = 0; I <= Last; ++I) {
    int From = I == Back->Owner ? H.Model->Owner
               : I == Back->Key ? H.Model->Key
                                : H.Model->Cookie;
    const Expr *Arg = argument(H.Site, From);
    if (!Arg)
      return "";
    Text += (I ? ", " : "") + spell(View, Arg, Names);
  }
  return Text + ")";
}

const VarDecl *counterOf(const Stmt *Loop) {
  const auto *For = dyn_cast_or_null<ForStmt>(Loop);
  const auto *Inc =
      For ? dyn_cast_or_null<UnaryOperator>(For->getInc()) : nullptr;
  if (!Inc || !Inc->isIncrementOp())
    return nullptr;
  const auto *Ref =
      dyn_cast<DeclRefExpr>(Inc->getSubExpr()->IgnoreParenImpCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

static bool mentions(const Expr *E, const VarDecl *V) {
  return E && llvm::is_contained(localsOf(E), V);
}

// Whether Behind, run from the label on, makes the call Text.
static bool runsInto(const SourceView &View, const Syntax &In,
                     const LabelStmt *Label, llvm::StringRef Text) {
  for (const Stmt *S = Label; S; S = In.next(S)) {
    const Stmt *Inner = unlabelled(S);
    for (const CallExpr *Call : In.within<CallExpr>(Inner))
      if (View.text(Call) == Text)
        return true;
    if (isa<ReturnStmt, GotoStmt>(Inner))
      return false;
  }
  return false;
}

// The way out goes to a label that releases: the last such label, so that
// nothing more than what must be is undone.
static std::optional<Fix> retarget(const SourceView &View, const Syntax &In,
                                   const Stmt *Out, llvm::StringRef Text) {
  const LabelStmt *Best = nullptr;
  for (const LabelStmt *L : In.all<LabelStmt>())
    if (runsInto(View, In, L, Text))
      Best = L;
  if (!Best)
    return std::nullopt;
  Patch P(View,
          std::string("go to '") + Best->getName() + "', which calls " +
              Text.split('(').first.str() + "()",
          Applicability::Safe);
  if (const auto *Goto = dyn_cast<GotoStmt>(Out)) {
    if (Goto->getLabel() == Best->getDecl())
      return std::nullopt;
    P.replace(Goto, std::string("goto ") + Best->getName());
    return P.take();
  }
  // A return gives the variable that the code at the label returns.
  const auto *Return = dyn_cast<ReturnStmt>(Out);
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  const ReturnStmt *End = nullptr;
  for (const Stmt *S = Best; S && !End; S = In.next(S))
    End = dyn_cast<ReturnStmt>(unlabelled(S));
  if (!End || !Value || !End->getRetValue())
    return std::nullopt;
  std::string Result = View.text(End->getRetValue());
  if (View.text(Value) == Result) {
    P.replace(Return, std::string("goto ") + Best->getName());
    return P.take();
  }
  if (!isa<DeclRefExpr>(End->getRetValue()->IgnoreParenImpCasts()))
    return std::nullopt;
  P.insertBefore(In, Return, {Result + " = " + View.text(Value) + ";"});
  P.replace(Return, std::string("goto ") + Best->getName());
  return P.take();
}

// The way out is shared with paths that hold nothing: `x = call();` is followed
// by a release under `if (x)`.
static std::optional<Fix> whereItFails(const SourceView &View, const Syntax &In,
                                       const CallExpr *Failed,
                                       const std::string &Call) {
  const auto *Set =
      Failed ? dyn_cast_or_null<BinaryOperator>(In.statement(Failed)) : nullptr;
  if (!Set || Set->getOpcode() != BO_Assign ||
      Set->getRHS()->IgnoreParenImpCasts() != Failed)
    return std::nullopt;
  Patch P(View, "release where " + callName(Failed) + " fails",
          Applicability::Safe);
  P.insertAfter(
      In, Set,
      {"if (" + View.wholeText(Set->getLHS()) + ")", "\t" + Call + ";"});
  return P.take();
}

// In a list, the entries before this one: the kernel's macro goes back.
static std::optional<Fix> unwindList(const SourceView &View, const Syntax &In,
                                     const Stmt *Out, const Stmt *Loop,
                                     const std::string &Call) {
  std::string Head = View.wholeText(Loop);
  llvm::StringRef Text = Head;
  if (!Text.consume_front("list_for_each_entry("))
    return std::nullopt;
  Patch P(View, "go back over the list and release", Applicability::Safe);
  P.insertBefore(In, Out,
                 {"list_for_each_entry_continue_reverse(" +
                      Text.substr(0, Text.find(')') + 1).str(),
                  "\t" + Call + ";"});
  return P.take();
}

// What was taken in rounds 0 to i - 1 is given back in rounds i - 1 to 0.
static std::optional<Fix> unwind(const SourceView &View, const Holding &H,
                                 const Syntax &In, const Stmt *Out,
                                 const Stmt *Loop, const std::string &Call) {
  const VarDecl *I = counterOf(Loop);
  if (!I || !mentions(H.Site->getArg(H.Model->Key), I))
    return std::nullopt;
  Patch P(View, "free what the rounds before have requested",
          Applicability::Safe);
  P.insertBefore(In, Out,
                 {"while (" + I->getNameAsString() + "--)", "\t" + Call + ";"});
  return P.take();
}

// The counter is used again before the path leaves: requests and unwind get a
// counter of their own.
static std::optional<Fix> ownCounter(const SourceView &View, const Holding &H,
                                     const Syntax &In, const Stmt *Loop) {
  const VarDecl *I = counterOf(Loop);
  if (!I)
    return std::nullopt;
  std::vector<const Stmt *> Renamed = {Loop};
  for (const CallExpr *Call : In.all<CallExpr>()) {
    const FunctionDecl *F = Call->getDirectCallee();
    const CallModel *M = F ? callModel(*F) : nullptr;
    const Stmt *Around = In.loop(Call);
    if (M && !M->Acquires && M->Kind == H.Model->Kind && Around &&
        mentions(argument(Call, M->Key), I) &&
        !llvm::is_contained(Renamed, Around) && !In.isWithin(Around, Loop))
      Renamed.push_back(Around);
  }
  if (Renamed.size() < 2)
    return std::nullopt;
  std::string Name = unusedName(In.function(), "req");
  Patch P(View, "count requests with '" + Name + "', which nothing else uses",
          Applicability::Safe);
  P.declare(In.function(),
            {I->getType().getAsString(View.context().getPrintingPolicy()) +
             " " + Name + ";"});
  for (const Stmt *S : Renamed)
    for (const DeclRefExpr *Ref : In.within<DeclRefExpr>(S))
      if (Ref->getDecl() == I)
        P.replace(Ref, Name);
  return P.take();
}

std::vector<Fix> releaseOnWayOut(const SourceView &View, const Holding &H,
                                 const Stmt *Out, const Frame *In,
                                 const CallExpr *Failed) {
  std::vector<Fix> Found;
  auto Add = [&](std::optional<Fix> F) {
    if (F)
      Found.push_back(std::move(*F));
  };
  const FunctionDecl &F = In->Of->function();
  const FunctionDecl &Taker = H.Where->Of->function();
  std::vector<const Expr *> Args;
  for (int I : {H.Model->Key, H.Model->Cookie, H.Model->Owner})
    if (const Expr *A = argument(H.Site, I))
      Args.push_back(A);
  auto Names = translate(View, Taker, F, Args);
  std::string Call = Names ? releaseCall(View, H, Names->Names) : "";
  if (Call.empty() || !Names->Declarations.empty())
    return Found;
  Syntax Here(View, F);
  const Stmt *Loop = &F == &Taker ? Here.loop(H.Site) : nullptr;
  if (Loop)
    Add(ownCounter(View, H, Here, Loop));
  Add(retarget(View, Here, Out, Call));
  if (Loop) {
    Add(unwind(View, H, Here, Out, Loop, Call));
    Add(unwindList(View, Here, Out, Loop, Call));
  }
  Patch P(View, "call " + Call.substr(0, Call.find('(')) + "() before leaving",
          Applicability::Safe);
  P.insertBefore(Here, Out, {Call + ";"});
  Add(P.take());
  Add(whereItFails(View, Here, Failed, Call));
  return Found;
}

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

std::vector<Fix> releaseInTeardown(const SourceView &View, const Holding &H,
                                   const FunctionDecl &Teardown) {
  std::vector<Fix> Found;
  const FunctionDecl &Taker = H.Where->Of->function();
  Syntax There(View, Taker), Here(View, Teardown);
  const auto *For = dyn_cast_or_null<ForStmt>(There.loop(H.Site));
  const VarDecl *I = counterOf(For);
  std::vector<const Expr *> Args;
  for (int A : {H.Model->Key, H.Model->Cookie, H.Model->Owner})
    if (const Expr *E = argument(H.Site, A))
      Args.push_back(E);
  if (I)
    Args.push_back(For->getCond());

  std::map<const VarDecl *, std::string> Counter;
  Translation T;
  if (I) {
    // The counter is no pointer to translate: it gets a declaration.
    std::string Name = unusedName(Teardown, I->getName());
    Counter[I] = Name;
    T.Declarations.push_back(
        I->getType().getAsString(View.context().getPrintingPolicy()) + " " +
        Name + ";");
  }
  auto Names = translate(View, Taker, Teardown, Args, I);
  if (!Names)
    return Found;
  T.Names = Names->Names;
  T.Names.insert(Counter.begin(), Counter.end());
  llvm::append_range(T.Declarations, Names->Declarations);
  std::string Call = releaseCall(View, H, T.Names);
  if (Call.empty())
    return Found;
  std::vector<std::string> Lines;
  if (I) {
    Lines = {loopHead(View, For, T), "\t" + Call + ";"};
    if (Lines[0].empty())
      return Found;
  } else {
    Lines = {Call + ";"};
  }
  std::string What = "call " + Call.substr(0, Call.find('(')) + "() in " +
                     Teardown.getNameAsString() + "()";
  // Handlers go first, what they use after; doorbells go last.
  for (bool First : {H.Model->isIrq(), !H.Model->isIrq()}) {
    Patch P(View, What, Applicability::Review);
    P.declare(Teardown, T.Declarations);
    const auto *Body = llvm::cast<CompoundStmt>(Teardown.getBody());
    const auto *Last =
        Body->body_empty() ? nullptr : dyn_cast<ReturnStmt>(Body->body_back());
    if (First)
      P.insertAtStart(Here, Lines);
    else if (Last)
      P.insertBefore(Here, Last, Lines);
    else
      P.insertAtEnd(Teardown, Lines);
    if (auto F = P.take())
      Found.push_back(std::move(*F));
  }
  return Found;
}

} // namespace epf
