//===- ChainFix.cpp - All leaks of a function, by one chain ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is held at an exit is read off the text: the requests in front of it,
// but for the one whose failure it is about. Whether that is so, verification
// tells.
//
//===----------------------------------------------------------------------===//

#include "rules/ChainFix.h"
#include "rules/Guards.h"
#include "rules/Handler.h"
#include "rules/Release.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace epf {

namespace {

/// One request of the function.
struct Taken {
  Holding H;
  const IfStmt *Check = nullptr; ///< asks whether it failed
  bool GoesOn = false;           ///< in spite of that
  std::string Label = {};
};

class Chain {
public:
  Chain(const SourceView &View, const Holding &H, llvm::ArrayRef<Exit> Ways)
      : View(View), H(H), Ways(Ways), F(H.Where->Of->function()), Here(F),
        P(View, "give back all that is held, by one chain of labels",
          Applicability::Safe) {}
  std::optional<Fix> make();

private:
  bool collect();
  bool isExpected(const Holding &Each) const;
  std::vector<const Taken *> heldAt(const Stmt *Out) const;
  std::string labelOf(const Holding &Each) const;
  std::optional<std::string> guardAround(const Taken &T) const;
  bool leave(const ReturnStmt *Out);

  const SourceView &View;
  const Holding &H;
  llvm::ArrayRef<Exit> Ways;
  const FunctionDecl &F;
  Syntax Here;
  Patch P;
  std::vector<Taken> All; ///< in order of the source
  std::string Result;     ///< the variable that errors are in
  std::vector<const Taken *> Used;
  std::vector<const Stmt *> Outs; ///< that have been turned
};

} // namespace

// What a local is set to right in front of At; else E itself.
static const Expr *valueAt(const Syntax &In, const Expr *E, const Stmt *At) {
  const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
  const auto *Set = dyn_cast_or_null<BinaryOperator>(In.previous(At));
  const auto *To =
      Ref && Set && Set->getOpcode() == BO_Assign
          ? dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParenImpCasts())
          : nullptr;
  return To && To->getDecl() == Ref->getDecl() ? Set->getRHS() : E;
}

// Whether another function of the file frees it without a question: that it is
// requested is taken for granted.
bool Chain::isExpected(const Holding &Each) const {
  for (const FunctionDecl *Other : View.functions()) {
    Syntax There(*Other);
    for (const CallExpr *Free : There.all<CallExpr>()) {
      const FunctionDecl *Callee = Free->getDirectCallee();
      const CallModel *M = Callee ? callModel(*Callee) : nullptr;
      if (Other != &F && M && !M->Acquires && M->Kind == Each.Model->Kind &&
          There.statement(Free) == Free && !There.branch(Free) &&
          sameWords(View, valueAt(There, argument(Free, M->Key), Free),
                    argument(Each.Site, Each.Model->Key)))
        return true;
    }
  }
  return false;
}

// The requests, all of which must be of one simple form.
bool Chain::collect() {
  for (const CallExpr *Call : Here.all<CallExpr>()) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const CallModel *M = Callee ? callModel(*Callee) : nullptr;
    if (!M || M->Managed)
      continue;
    const auto *Set = dyn_cast<BinaryOperator>(Here.statement(Call));
    if (!M->Acquires || M->Kind != H.Model->Kind || Here.loop(Call) || !Set ||
        Set->getOpcode() != BO_Assign || M->On != Success::Zero ||
        Set->getRHS()->IgnoreParenImpCasts() != Call ||
        !isa<DeclRefExpr>(Set->getLHS()->IgnoreParenImpCasts()))
      return false;
    std::string Variable = View.text(Set->getLHS());
    if (!Result.empty() && Result != Variable)
      return false;
    Result = Variable;
    Taken Each{H};
    Each.H.Site = Call;
    Each.H.Model = M;
    Each.Check = dyn_cast_or_null<IfStmt>(Here.next(Set));
    if (!Each.Check || Each.Check->getElse() ||
        (View.text(Each.Check->getCond()) != Result &&
         View.text(Each.Check->getCond()) != Result + " < 0"))
      return false;
    Each.GoesOn = !leaves(Each.Check->getThen());
    if (Each.GoesOn &&
        (!isExpected(Each.H) || registersBefore(View, Here, Call)))
      return false;
    Each.Label = labelOf(Each.H);
    All.push_back(std::move(Each));
  }
  return !All.empty();
}

// "err_free_rx_irq" for "p->rx_irq", "err_free_rx" for a vector that is called
// VEC_RX, or just "err_free_irq".
std::string Chain::labelOf(const Holding &Each) const {
  const Expr *Key = argument(Each.Site, Each.Model->Key);
  std::string Name = "irq";
  if (const auto *Call = dyn_cast<CallExpr>(Key); Call && Call->getNumArgs()) {
    std::string Word =
        View.text(Call->getArg(Call->getNumArgs() - 1)->IgnoreParenImpCasts());
    llvm::StringRef Last = llvm::StringRef(Word).rsplit('_').second;
    if (!Last.empty() &&
        llvm::all_of(Last, [](char C) { return llvm::isAlnum(C); }))
      Name = Last.lower();
  } else if (const auto *Field = dyn_cast<MemberExpr>(Key)) {
    Name = Field->getMemberDecl()->getName().str();
  }
  std::string Label = unusedName(F, "err_free_" + Name), Base = Label;
  for (unsigned I = 2;
       llvm::any_of(All, [&](const Taken &T) { return T.Label == Label; }); ++I)
    Label = Base + std::to_string(I);
  return Label;
}

std::vector<const Taken *> Chain::heldAt(const Stmt *Out) const {
  std::vector<const Taken *> Held;
  for (const Taken &T : All)
    if (View.isBefore(T.H.Site, Out) && !Here.isWithin(Out, T.Check))
      Held.push_back(&T);
  return Held;
}

// The condition under which T was requested, for those that come from outside
// of its branch.
std::optional<std::string> Chain::guardAround(const Taken &T) const {
  bool Outside = false;
  for (const Stmt *Out : Outs) {
    const IfStmt *If = Here.branch(T.H.Site);
    Outside |= If && View.isBefore(T.H.Site, Out) && !Here.isWithin(Out, If);
  }
  if (!Outside)
    return "";
  return spellGuards(View, guardsOf(Here, T.H.Site), {});
}

// Turns an exit to the label of what was taken last.
bool Chain::leave(const ReturnStmt *Out) {
  std::vector<const Taken *> Held = heldAt(Out);
  if (Held.empty())
    return true;
  if (failureOf(View, Here, Out) != "" || Here.loop(Out))
    return false;
  // What is let go in front of it would come before the handlers go.
  const Stmt *Before = Here.previous(Out);
  const auto *Call = dyn_cast_or_null<CallExpr>(Before);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (Callee && Callee->getIdentifier() &&
      (soundsLikeLettingGo(Callee->getName()) ||
       soundsLikeRelease(Callee->getName())))
    return false;
  const Expr *Value = Out->getRetValue();
  if (View.text(Value) != Result)
    P.insertBefore(Here, Out, {Result + " = " + View.wholeText(Value) + ";"});
  P.replace(Out, "goto " + Held.back()->Label);
  Outs.push_back(Out);
  Used.insert(Used.end(), Held.begin(), Held.end());
  return true;
}

std::optional<Fix> Chain::make() {
  const auto *Body = llvm::cast<CompoundStmt>(F.getBody());
  const auto *End =
      Body->body_empty() ? nullptr : dyn_cast<ReturnStmt>(Body->body_back());
  if (!End || !Here.all<LabelStmt>().empty() || !collect())
    return std::nullopt;
  for (const Exit &E : Ways)
    if (E.At == End)
      return std::nullopt;
  for (const ReturnStmt *Out : Here.all<ReturnStmt>())
    if (Out != End && !leave(Out))
      return std::nullopt;
  for (const Taken &T : All) {
    if (!T.GoesOn)
      continue;
    P.wantReview();
    std::vector<const Taken *> Held = heldAt(T.Check->getThen());
    const auto *Block = dyn_cast<CompoundStmt>(T.Check->getThen());
    if (!Block || Block->body_empty())
      return std::nullopt;
    P.insertAfter(Here, Block->body_back(),
                  {Held.empty() ? "return " + Result + ";"
                                : "goto " + Held.back()->Label + ";"});
    Outs.push_back(Block->body_back());
    Used.insert(Used.end(), Held.begin(), Held.end());
  }
  // One thing at one exit is given back right there.
  if (Used.size() < 2)
    return std::nullopt;
  std::string Text = "\n";
  for (const Taken &T : llvm::reverse(All)) {
    if (!llvm::is_contained(Used, &T))
      continue;
    auto Guard = guardAround(T);
    std::string Call = releaseCall(View, T.H, {});
    if (!Guard || Call.empty())
      return std::nullopt;
    if (!stopsBehind(View, T.H).empty())
      P.wantReview();
    Text += T.Label + ":\n";
    for (const std::string &Line : under(*Guard, {Call + ";"}))
      Text += "\t" + Line + "\n";
  }
  P.append(F, Text + "\treturn " + Result + ";\n");
  return P.take();
}

std::optional<Fix> releaseInChain(const SourceView &View, const Holding &H,
                                  llvm::ArrayRef<Exit> Ways) {
  return Chain(View, H, Ways).make();
}

std::optional<Fix> releaseFirst(const SourceView &View, const Syntax &In,
                                const Holding &H, llvm::ArrayRef<Exit> Ways) {
  const auto *Out =
      Ways.size() == 1 ? dyn_cast<GotoStmt>(Ways.front().At) : nullptr;
  auto ComesTo = [&](const LabelDecl *L) {
    return llvm::count_if(In.all<GotoStmt>(), [&](const GotoStmt *Each) {
      return Each->getLabel() == L;
    });
  };
  const LabelStmt *Start = Out ? Out->getLabel()->getStmt() : nullptr;
  if (!Start || ComesTo(Out->getLabel()) != 1 ||
      isa_and_nonnull<LabelStmt, CompoundStmt>(Start->getSubStmt()))
    return std::nullopt;
  // What is undone, up to the release.
  const Stmt *Last = Start;
  while (isa<CallExpr>(unlabelled(Last)) &&
         !isa_and_nonnull<LabelStmt>(In.next(Last)))
    Last = In.next(Last);
  const Stmt *Label = In.next(Last);
  const auto *Free =
      dyn_cast_or_null<CallExpr>(Label ? unlabelled(Label) : Label);
  const auto *Behind =
      Free ? dyn_cast_or_null<LabelStmt>(In.next(Label)) : nullptr;
  if (!isa<CallExpr>(unlabelled(Last)) || !Behind ||
      !givesBackWithin(View, Free, H))
    return std::nullopt;
  Patch P(View,
          "call " + callName(Free) + " before " +
              callName(cast<CallExpr>(unlabelled(Last))) + ", which it goes by",
          Applicability::Safe);
  P.insertBefore(In, unlabelled(Start), {View.wholeText(Free) + ";"});
  P.insertAfter(In, unlabelled(Last),
                {std::string("goto ") + Behind->getName() + ";"});
  return P.take();
}

} // namespace epf
