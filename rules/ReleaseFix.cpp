//===- ReleaseFix.cpp - Giving back on the way out ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ChainFix.h"
#include "rules/CheckFix.h"
#include "rules/EarlierFix.h"
#include "rules/HolderFix.h"
#include "rules/LoopFix.h"
#include "rules/MacroFix.h"
#include "rules/NumberFix.h"
#include "rules/OwnTeardown.h"
#include "rules/RangeFix.h"
#include "rules/Releaser.h"
#include "rules/RequestFix.h"
#include "rules/RunningFix.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

Releaser::Releaser(const SourceView &View, const Holding &H,
                   llvm::ArrayRef<Exit> Exits)
    : View(View), H(H), F(Exits[0].In->Of->function()),
      Taker(H.Where->Of->function()), Here(F), Own(&F == &Taker) {
  for (const Exit &E : Exits)
    if (&E.In->Of->function() == &F &&
        llvm::none_of(Ways, [&](const Exit &W) { return W.At == E.At; }))
      Ways.push_back(E);
  llvm::sort(Ways, [&](const Exit &A, const Exit &B) {
    return View.isBefore(A.At, B.At);
  });
  if (Own && (Here.loop(H.Site) || indexOf(argument(H.Site, H.Model->Key))))
    Round = roundsOf(View, Here, H.Site, argument(H.Site, H.Model->Key));
}

// Declares Called in front of From, which calls it in Fixes, if it stands
// below.
static void declareAbove(const SourceView &View, const FunctionDecl &Called,
                         const FunctionDecl &From,
                         llvm::MutableArrayRef<Fix> Fixes) {
  const SourceManager &SM = View.context().getSourceManager();
  if (SM.isBeforeInTranslationUnit(Called.getCanonicalDecl()->getLocation(),
                                   From.getLocation()))
    return;
  Patch P(View, "", Applicability::Review);
  P.declareBefore(From, Called);
  auto Above = P.take();
  for (Fix &Each : Fixes) {
    if (Above)
      Each.Edits.insert(Each.Edits.begin(), Above->Edits.begin(),
                        Above->Edits.end());
    Each.How = Applicability::Review;
  }
}

std::vector<Fix> Releaser::all() {
  add(Found, managed());
  if (Own) {
    llvm::append_range(Found, mendChecks(View, H, Ways));
    add(Found, keepNumber(View, H));
    add(Found, releaseCopy(View, H, Ways));
    add(Found, releaseInChain(View, H, Ways));
    add(Found, countBack(View, H));
  }
  if (!Own) {
    add(Found, countBefore(View, Here, H, Ways));
    add(Found, endHolders(View, Here, H));
  }
  if (Round)
    llvm::append_range(Found, widenUnwind(View, H, *Round, Here));
  add(Found, releaseFirst(View, Here, H, Ways));
  add(Found, retarget());
  std::vector<const FunctionDecl *> Callable;
  if (!Own)
    Callable = releasers(View, H);
  if (const FunctionDecl *Undoes = undoer()) {
    llvm::erase(Callable, Undoes);
    Callable.insert(Callable.begin(), Undoes);
  }
  for (const FunctionDecl *Each : Callable)
    if (auto Text = callOf(View, *Each, F, takenBy())) {
      size_t Others = Found.size();
      Lines Release = {*Text + ";"};
      if (std::string Then = followerOf(View, *Each, F, takenBy());
          !Then.empty())
        Release.push_back(Then + ";");
      add(Found, newLabel(Release));
      everywhere(Release, Each->getNameAsString());
      declareAbove(View, *Each, F,
                   llvm::MutableArrayRef(Found).drop_front(Others));
    }
  if (!Own)
    for (const OwnCall &Each : teardownCalls(View, H, F)) {
      size_t Others = Found.size();
      add(Found, newLabel({Each.Text + ";"}));
      everywhere({Each.Text + ";"}, Each.Callee->getNameAsString());
      declareAbove(View, *Each.Callee, F,
                   llvm::MutableArrayRef(Found).drop_front(Others));
    }
  size_t Others = Found.size();
  if (auto Release = release()) {
    std::string Name = Call.substr(0, Call.find('('));
    add(Found, writeOutMacro(View, Here, Ways, *Release, resultVariable()));
    bool Told = isToldOnly();
    // A condition that the failure changes does for a flag.
    if (auto Guard = guardAt(Ways.front().At); Told && Guard && !Guard->empty())
      everywhere(*Release, Name);
    if (Told)
      add(Found, flagged(*Release));
    add(Found, newLabel(*Release));
    everywhere(*Release, Name);
    add(Found, whereItFails(*Release));
    if (!Told)
      add(Found, flagged(*Release));
  }
  if (WantsReview)
    for (Fix &Each : llvm::MutableArrayRef(Found).drop_front(Others)) {
      Each.How = Applicability::Review;
      Each.Edits.insert(Each.Edits.begin(), Apart.begin(), Apart.end());
    }
  add(Found, failEarlier(View, Here, takenBy(), Ways));
  if (Found.empty())
    Found.push_back(whyNone());
  return std::move(Found);
}

// What there is to say where no line of F could give H back.
Fix Releaser::whyNone() const {
  Fix None;
  None.Description =
      "give '" + keyText(View, H) + "' back in " + F.getNameAsString() + "()";
  None.Failed = true;
  None.Reason =
      Why.empty() ? "nothing there tells which one was requested before" : Why;
  return None;
}

// A local of a block that the ways out are not in is named by what it was set
// to.
void Releaser::nameLocals() {
  for (const Expr *Arg : releaseArguments(H))
    for (const VarDecl *V : localsOf(Arg))
      for (const DeclStmt *D : Here.all<DeclStmt>()) {
        const Stmt *Block = Here.parent(D);
        if (!llvm::is_contained(D->decls(), V) || !V->hasInit() ||
            !isSteady(V->getInit()) || llvm::all_of(Ways, [&](const Exit &E) {
              return Here.isWithin(E.At, Block);
            }))
          continue;
        T.Names[V] = spell(View, V->getInit()->IgnoreParenImpCasts(), T.Names);
      }
}

// The lines that give H back, in the words of F.
std::optional<Releaser::Lines> Releaser::release() {
  auto Names = translate(View, Taker, F, releaseArguments(H));
  if (!Names)
    return byKeptNumber();
  T = *Names;
  if (Round)
    for (auto &[V, Text] : Round->Names)
      T.Names[V] = Text;
  if (Own)
    nameLocals();
  Call = releaseCall(View, H, T.Names);
  if (Call.empty())
    return std::nullopt;
  if (Round)
    return unwindLines(View, *Round, Call);
  const Stmt *Loop = Own ? Here.loop(H.Site) : nullptr;
  if (!Loop) {
    Lines All = {Call + ";"};
    stop(All);
    return All;
  }
  // In a list, the entries before this one: the kernel's macro goes back.
  std::string Head = View.wholeText(Loop);
  llvm::StringRef Text = Head;
  if (!Text.consume_front("list_for_each_entry(")) {
    WantsReview = true;
    return loopAtLabel();
  }
  return Lines{"list_for_each_entry_continue_reverse(" +
                   Text.substr(0, Text.find(')') + 1).str(),
               "\t" + Call + ";"};
}

// The loop behind a label that frees what this one requests, where nothing
// else tells how far it came.
std::optional<Releaser::Lines> Releaser::loopAtLabel() const {
  for (const CallExpr *Each : Here.all<CallExpr>()) {
    const Stmt *Loop = givesBack(View, Each, H) ? Here.loop(Each) : nullptr;
    if (!Loop || !isa_and_nonnull<LabelStmt>(Here.parent(Loop)))
      continue;
    std::string Text = View.wholeText(Loop);
    std::string Indent = Patch(View, "", Applicability::Review).indentOf(Loop);
    Lines All;
    llvm::SmallVector<llvm::StringRef> Split;
    llvm::StringRef(Text).split(Split, '\n');
    for (llvm::StringRef Line : Split) {
      Line.consume_front(Indent);
      All.push_back(Line.str());
    }
    return All;
  }
  return std::nullopt;
}

// Once the handler is gone, what it has started must end as well: as the rest
// of the driver has it end.
void Releaser::stop(Lines &All) {
  for (const Stop &Each : stopsBehind(View, H)) {
    // The way out does so already, or leaves what is needed for it.
    if (Each.In == &F)
      continue;
    std::vector<const Expr *> Given(Each.Call->arg_begin(),
                                    Each.Call->arg_end());
    auto Names = translate(View, *Each.In, F, Given);
    if (!Names || !Names->Declarations.empty()) {
      WantsReview = true;
      continue;
    }
    All.push_back(spell(View, Each.Call, Names->Names) + ";");
  }
}

// Whether a variable that Condition asks about is set behind it.
bool Releaser::isWrittenBehind(const Expr *Condition) const {
  std::vector<const VarDecl *> Asked = localsOf(Condition);
  return llvm::any_of(Here.all<BinaryOperator>(), [&](const BinaryOperator *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S->getLHS()->IgnoreParenImpCasts());
    return S->isAssignmentOp() && Ref && View.isBefore(Condition, S) &&
           llvm::is_contained(Asked, Ref->getDecl());
  });
}

// Whether the same is requested where G does not hold.
bool Releaser::isTakenEitherWay(const Guard &G) const {
  std::string Key = View.folded(argument(H.Site, H.Model->Key));
  for (const IfStmt *If : Here.all<IfStmt>()) {
    const Stmt *Other = G.True ? If->getElse() : If->getThen();
    if (If->getCond() != G.Condition || !Other)
      continue;
    return llvm::any_of(Here.within<CallExpr>(Other), [&](const auto *Call) {
      const FunctionDecl *F = Call->getDirectCallee();
      const CallModel *M = F ? callModel(*F) : nullptr;
      return M && M->Acquires && M->Kind == H.Model->Kind &&
             View.folded(argument(Call, M->Key)) == Key;
    });
  }
  return false;
}

// The condition under which H is held at At, as far as branches tell.
std::optional<std::string> Releaser::guardAt(const Stmt *At) const {
  if (!Own)
    return "";
  std::vector<Guard> Guards;
  for (const Guard &G : guardsOf(Here, H.Site, At)) {
    // What decides the round is not asked outside of it.
    if (Round && Round->Loop && Here.isWithin(G.Condition, Round->Loop))
      continue;
    if (isTakenEitherWay(G))
      continue;
    if (isWrittenBehind(G.Condition))
      return std::nullopt;
    Guards.push_back(G);
  }
  return spellGuards(View, Guards, T.Names);
}

// Whether some of the paths to Out have given H back already.
bool Releaser::isGivenBackOnTheWay(const Stmt *Out) const {
  for (const CallExpr *Each : Here.all<CallExpr>()) {
    if (!givesBack(View, Each, H) || !View.isBefore(Each, Out) ||
        !View.isBefore(H.Site, Each) || Here.loop(Each))
      continue;
    const Stmt *S = Here.statement(Each);
    bool Leaves = false;
    for (; S && !Here.isWithin(Out, S); S = Here.parent(S))
      Leaves |= leaves(S) && !isa<BreakStmt>(S);
    for (const Stmt *Next = Here.next(Here.statement(Each)); Next;
         Next = Here.next(Next))
      Leaves |= isa<ReturnStmt, GotoStmt>(unlabelled(Next)) && Next != Out;
    if (!Leaves)
      return true;
  }
  return false;
}

// The variable that F returns its errors in, if it is of the type returned.
std::string Releaser::resultVariable() const {
  for (const ReturnStmt *R : Here.all<ReturnStmt>()) {
    const Expr *Value = R->getRetValue();
    const auto *Ref =
        Value ? dyn_cast<DeclRefExpr>(Value->IgnoreParenImpCasts()) : nullptr;
    // What a macro declares for itself is not at hand.
    if (Ref && !Ref->getDecl()->getLocation().isMacroID() &&
        View.context().hasSameUnqualifiedType(Ref->getType(),
                                              F.getReturnType()))
      return Ref->getDecl()->getNameAsString();
  }
  return "";
}

// Puts the release in front of one way out.
bool Releaser::put(Patch &P, const Exit &E, const Lines &Release) {
  auto Guard = guardAt(E.At);
  if (!Guard || isGivenBackOnTheWay(E.At))
    return false;
  const auto *Return = dyn_cast<ReturnStmt>(E.At);
  // What tells nothing fails where it leaves.
  if (!Return || !Return->getRetValue()) {
    P.insertBefore(Here, place(E.At), under(*Guard, Release));
    return true;
  }
  if (auto Fails = failureOf(View, Here, Return)) {
    Lines All = under(both(*Fails, *Guard), Release);
    // A result is looked at right behind what gave it.
    const auto *Set = dyn_cast_or_null<BinaryOperator>(Here.previous(Return));
    if (!Fails->empty() && Set && Set->getOpcode() == BO_Assign &&
        View.text(Set->getLHS()) == *Fails)
      P.insertAfter(Here, Set, All);
    else if (const Stmt *Last =
                 Guard->empty() ? lastWhere(*Fails, Return) : nullptr)
      P.insertAfter(Here, Last, Release);
    else
      P.insertBefore(Here, Fails->empty() ? place(Return) : Return, All);
    return true;
  }
  // return call(); - whose result must be looked at first.
  const Expr *Value = Return->getRetValue();
  if (!Value || !Value->getType()->isIntegerType() ||
      (isSteady(Value) && !Value->HasSideEffects(View.context())))
    return false;
  std::string Error = resultVariable();
  if (Error.empty()) {
    Error = unusedName(F, "ret");
    P.declare(F, {F.getReturnType().getUnqualifiedType().getAsString(
                      View.context().getPrintingPolicy()) +
                  " " + Error + ";"});
  }
  Lines Text = {Error + " = " + View.wholeText(Value) + ";"};
  llvm::append_range(Text, under(both(Error, *Guard), Release));
  Text.push_back("");
  P.insertBefore(Here, Return, Text);
  P.replace(Value, Error);
  return true;
}

// Whether the request's own failure is told of and no more: behind it, that it
// is held can't be taken for granted.
bool Releaser::isToldOnly() const {
  const auto *Set =
      Own ? dyn_cast<BinaryOperator>(Here.statement(H.Site)) : nullptr;
  const auto *If = Set ? dyn_cast_or_null<IfStmt>(Here.next(Set)) : nullptr;
  return If && !If->getElse() && !leaves(If->getThen()) &&
         View.text(If->getCond()) == View.text(Set->getLHS());
}

// Nobody looks at whether what takes H succeeded: one does from now on. False
// if that can't be.
bool Releaser::heedTaker(Patch &P) const {
  const CallExpr *Taken = Own ? nullptr : takenBy();
  if (!Taken || Here.statement(Taken) != Taken ||
      !Taken->getType()->isIntegerType())
    return true;
  P.wantReview();
  return heed(View, P, Here, Taken);
}

void Releaser::everywhere(const Lines &Release, const std::string &Name) {
  Patch P(View, "call " + Name + "() before leaving", Applicability::Safe);
  if (!heedTaker(P))
    return;
  if (llvm::StringRef(Release.front()).starts_with(Call))
    P.declare(F, T.Declarations);
  for (const Exit &E : Ways)
    if (isFreedBehind(E.At) || !put(P, E, Release))
      return;
  add(Found, P.take());
}

} // namespace epf
