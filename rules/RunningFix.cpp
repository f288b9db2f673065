//===- RunningFix.cpp - One index that runs through loops -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/RunningFix.h"
#include "rules/Guards.h"
#include "rules/Release.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

namespace {

class Running {
public:
  Running(const SourceView &View, const Holding &H)
      : View(View), H(H), F(H.Where->Of->function()), Here(F),
        P(View, "count back what was requested", Applicability::Review) {}
  std::optional<Fix> make();

private:
  /// A loop's request, or one behind the loops, which has no counter.
  struct Step {
    Holding H;
    const VarDecl *Counter = nullptr;
    std::string Label = {};
  };

  bool collect();
  bool leave(const Step &S, const Step &To);
  std::string labelOf(const Expr *Cookie) const;
  std::string conditionAround(const CallExpr *Site) const;

  const SourceView &View;
  const Holding &H;
  const FunctionDecl &F;
  Syntax Here;
  Patch P;
  const VarDecl *Index = nullptr;
  const ReturnStmt *End = nullptr;
  std::string Result; ///< the variable that errors are in
  std::vector<Step> All;
};

} // namespace

// "err_free_rx" for "&f->rx[i]".
std::string Running::labelOf(const Expr *Cookie) const {
  std::string Name = "irqs";
  for (const MemberExpr *Mem : Here.within<MemberExpr>(Cookie))
    Name = Mem->getMemberDecl()->getName().str();
  return unusedName(F, "err_free_" + Name);
}

// The requests by the index: of two loops, and at most one behind them.
bool Running::collect() {
  const Expr *Key = argument(H.Site, H.Model->Key);
  std::string Text = View.folded(Key);
  Index = indexOf(Key);
  const auto *Body = llvm::cast<CompoundStmt>(F.getBody());
  End = Body->body_empty() ? nullptr : dyn_cast<ReturnStmt>(Body->body_back());
  if (!Index || !End || !End->getRetValue() || !Here.all<LabelStmt>().empty())
    return false;
  Result = View.text(End->getRetValue());
  for (const CallExpr *Call : Here.all<CallExpr>()) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const CallModel *M = Callee ? callModel(*Callee) : nullptr;
    if (!M || !M->Acquires || M->Managed || M->On != Success::Zero ||
        M->Kind != H.Model->Kind || View.folded(argument(Call, M->Key)) != Text)
      continue;
    Step S{H};
    S.H.Site = Call;
    S.H.Model = M;
    S.Counter = counterOf(Here.loop(Call));
    const Expr *Cookie = argument(Call, M->Cookie);
    if (!Cookie || (Here.loop(Call) && (!S.Counter || S.Counter == Index ||
                                        indexOf(Cookie) != S.Counter)))
      return false;
    S.Label = labelOf(Cookie);
    All.push_back(S);
  }
  return (All.size() == 2 || All.size() == 3) && All[0].Counter &&
         All[1].Counter && (All.size() == 2 || !All[2].Counter) &&
         All[0].Label != All[1].Label;
}

// Where S fails, To's label is gone to.
bool Running::leave(const Step &S, const Step &To) {
  const auto *Set = dyn_cast<BinaryOperator>(Here.statement(S.H.Site));
  std::string Go = "goto " + To.Label;
  if (!Set || Set->getOpcode() != BO_Assign ||
      View.text(Set->getLHS()) != Result)
    return false;
  // One of several that are asked for together, further down, tells on its own.
  if (!S.Counter) {
    std::vector<std::string> Lines;
    for (const IfStmt *If : Here.all<IfStmt>())
      if (View.isBefore(Set, If) && View.text(If->getCond()) == Result)
        if (const auto *Block = dyn_cast<CompoundStmt>(If->getThen()))
          for (const Stmt *Each : Block->body())
            if (isa<CallExpr>(Each) && !leaves(Block))
              Lines.push_back(View.wholeText(Each) + ";");
    Lines.push_back(Go + ";");
    P.insertAfter(Here, Set, under(Result, Lines));
    return true;
  }
  bool Any = false;
  for (const ReturnStmt *Out : Here.within<ReturnStmt>(Here.loop(Set))) {
    const IfStmt *If = Here.branch(Out);
    if (!If || View.text(If->getCond()) != Result ||
        View.text(Out->getRetValue()) != Result || !View.isBefore(Set, Out))
      return false;
    P.replace(Out, Go);
    Any = true;
  }
  return Any;
}

// The "#if" line that the request stands behind, within F; empty if none.
std::string Running::conditionAround(const CallExpr *Site) const {
  const SourceManager &SM = View.context().getSourceManager();
  unsigned Begin =
      SM.getFileOffset(SM.getExpansionLoc(F.getBody()->getBeginLoc()));
  unsigned Stop = SM.getFileOffset(SM.getExpansionLoc(Site->getBeginLoc()));
  llvm::SmallVector<llvm::StringRef> Lines, Open;
  SM.getBufferData(SM.getMainFileID()).slice(Begin, Stop).split(Lines, '\n');
  for (llvm::StringRef Line : Lines)
    if (Line.starts_with("#if"))
      Open.push_back(Line);
    else if (Line.starts_with("#endif") && !Open.empty())
      Open.pop_back();
  return Open.empty() ? "" : Open.back().str() + "\n";
}

std::optional<Fix> Running::make() {
  if (!collect() || !leave(All[0], All[0]) || !leave(All[1], All[1]) ||
      (All.size() > 2 && !leave(All[2], All[1])))
    return std::nullopt;
  std::string I = Index->getNameAsString();
  std::string Later = releaseCall(View, All[1].H, {{Index, "--" + I}});
  std::string First = releaseCall(View, All[0].H, {{All[0].Counter, I}});
  if (Later.empty() || First.empty())
    return std::nullopt;
  std::string If = conditionAround(All[0].H.Site);
  P.append(F, "\n" + If + All[1].Label + ":\n\twhile (" +
                  All[1].Counter->getNameAsString() + "--)\n\t\t" + Later +
                  ";\n" + All[0].Label + ":\n\twhile (" + I + "--)\n\t\t" +
                  First + ";\n\treturn " + Result + ";\n" +
                  (If.empty() ? "" : "#endif\n"));
  return P.take();
}

std::optional<Fix> countBack(const SourceView &View, const Holding &H) {
  return Running(View, H).make();
}

} // namespace epf
