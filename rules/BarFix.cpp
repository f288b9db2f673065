//===- BarFix.cpp - Comparing the BAR of a doorbell -----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/BarFix.h"

using namespace clang;

namespace epf {

// The doorbell that E reads a part of: "db[i]" with ".", "db" with "->".
static const MemberExpr *doorbellPart(const Doorbell &Bell, const Expr *E) {
  while (const auto *Mem =
             dyn_cast_or_null<MemberExpr>(E->IgnoreParenImpCasts())) {
    if (const auto *F = dyn_cast<FieldDecl>(Mem->getMemberDecl());
        F && Bell.owns(F))
      return Mem;
    E = Mem->getBase();
  }
  return nullptr;
}

static bool isBarNumber(const Doorbell &Bell, const Expr *E) {
  const auto *Mem = dyn_cast<MemberExpr>(E);
  return Bell.Bar && !E->getType().isNull() &&
         E->getType().getUnqualifiedType() ==
             Bell.Bar->getType().getUnqualifiedType() &&
         (!Mem || Mem->getMemberDecl() != Bell.Bar) &&
         (Mem || (isa<DeclRefExpr>(E) &&
                  isa<VarDecl>(llvm::cast<DeclRefExpr>(E)->getDecl())));
}

const Expr *wantedBar(const SourceView &View, const Doorbell &Bell,
                      const Syntax &In) {
  for (const BinaryOperator *Op : In.all<BinaryOperator>())
    if (Op->isEqualityOp())
      for (const Expr *Side : {Op->getLHS(), Op->getRHS()})
        if (isBarNumber(Bell, Side->IgnoreParenImpCasts()))
          return Side->IgnoreParenImpCasts();
  for (const Expr *E : In.all<Expr>())
    if (isBarNumber(Bell, E))
      return E;
  return nullptr;
}

// How the function calls it, be it that only its parameters do.
static std::string wantedName(const SourceView &View, const Doorbell &Bell,
                              const Syntax &In) {
  if (const Expr *Wanted = wantedBar(View, Bell, In))
    return View.text(Wanted);
  for (const ParmVarDecl *Param : In.function().parameters())
    if (Bell.Bar && Param->getType().getUnqualifiedType() ==
                        Bell.Bar->getType().getUnqualifiedType())
      return Param->getNameAsString();
  return "";
}

// Whether what begins at L ends by returning Error.
static bool returnsFrom(const SourceView &View, const Syntax &In,
                        const LabelStmt *L, const std::string &Error) {
  for (const Stmt *S = L; S; S = In.next(S))
    if (const auto *Return = dyn_cast<ReturnStmt>(unlabelled(S)))
      return Return->getRetValue() && View.text(Return->getRetValue()) == Error;
  return false;
}

// `if (Condition)` with each way in which the function can leave with an error,
// the label that it names last first.
static std::vector<std::vector<std::string>>
refusals(const SourceView &View, const Syntax &In,
         const std::string &Condition) {
  std::vector<std::vector<std::string>> Ways;
  std::string Error = errorVariable(View, In);
  std::vector<std::string> Labels;
  for (const GotoStmt *G : In.all<GotoStmt>())
    if (!llvm::is_contained(Labels, G->getLabel()->getName()) &&
        returnsFrom(View, In, G->getLabel()->getStmt(), Error))
      Labels.push_back(G->getLabel()->getName().str());
  std::reverse(Labels.begin(), Labels.end());
  if (!Error.empty())
    for (const std::string &L : Labels)
      Ways.push_back({"if (" + Condition + ") {", "\t" + Error + " = -EINVAL;",
                      "\tgoto " + L + ";", "}"});
  return Ways;
}

std::vector<Fix> compareWhereShown(const SourceView &View, const Doorbell &Bell,
                                   const Expr *Shown, const FunctionDecl &F) {
  std::vector<Fix> Found;
  Syntax In(F);
  const MemberExpr *Part = doorbellPart(Bell, Shown);
  std::string Wanted = wantedName(View, Bell, In);
  if (!Part || Wanted.empty())
    return Found;
  std::string Bar = View.wholeText(Part->getBase()->IgnoreImpCasts()) +
                    (Part->isArrow() ? "->" : ".") + "bar";
  // In front of the first thing that the same round shows.
  const Stmt *At = In.statement(Shown);
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(In.parent(At));
      Block && In.parent(Block) == In.loop(Shown))
    for (const Stmt *S : Block->body())
      if (!isa<DeclStmt>(S)) {
        At = S;
        break;
      }
  std::vector<const Stmt *> Places = {At};
  if (At != In.statement(Shown))
    Places.push_back(In.statement(Shown));
  for (const Stmt *Place : Places) {
    for (auto &Lines : refusals(View, In, Bar + " != " + Wanted)) {
      Patch P(View, "compare the bar of every doorbell that is shown",
              Applicability::Review);
      P.insertBefore(In, Place, Lines);
      add(Found, P.take());
      if (Found.size() == 3)
        return Found;
    }
  }
  return Found;
}

// The side of a comparison with != that reads a doorbell's BAR, or null.
static const BinaryOperator *unequalBar(const Doorbell &Bell, const Expr *E) {
  const auto *Op = dyn_cast<BinaryOperator>(E->IgnoreParenImpCasts());
  const auto *Mem =
      Op && Op->getOpcode() == BO_NE
          ? dyn_cast<MemberExpr>(Op->getLHS()->IgnoreParenImpCasts())
          : nullptr;
  return Mem && Mem->getMemberDecl() == Bell.Bar ? Op : nullptr;
}

std::optional<Fix> refuseUnexposed(const SourceView &View, const Doorbell &Bell,
                                   const FunctionDecl &F) {
  Syntax In(F);
  for (const IfStmt *If : In.all<IfStmt>()) {
    const auto *And =
        dyn_cast<BinaryOperator>(If->getCond()->IgnoreParenImpCasts());
    if (!And || And->getOpcode() != BO_LAnd || !leaves(If->getThen()))
      continue;
    const BinaryOperator *Exposed = unequalBar(Bell, And->getLHS());
    const BinaryOperator *Other = unequalBar(Bell, And->getRHS());
    Expr::EvalResult None;
    if (!Exposed || !Other ||
        !Exposed->getRHS()->EvaluateAsInt(None, View.context()) ||
        None.Val.getInt() != Bell.NoBar)
      continue;
    Patch P(View, "refuse doorbells that no BAR exposes",
            Applicability::Review);
    P.replace(And, View.wholeText(Other));
    return P.take();
  }
  return std::nullopt;
}

std::vector<std::string> asWhereItFails(const SourceView &View,
                                        const Syntax &In, const IfStmt *Check) {
  std::vector<std::string> Lines;
  const Stmt *Then = Check->getThen();
  std::vector<const Stmt *> All = {Then};
  if (const auto *Block = dyn_cast<CompoundStmt>(Then))
    All.assign(Block->body_begin(), Block->body_end());
  std::string Error = errorVariable(View, In);
  for (const Stmt *S : All) {
    const auto *Goto = dyn_cast<GotoStmt>(S);
    const auto *Call = dyn_cast<CallExpr>(S);
    std::string Name = Call ? callName(Call) : "";
    if (Goto && !Error.empty()) {
      Lines.push_back(Error + " = -EINVAL;");
      Lines.push_back(std::string("goto ") + Goto->getLabel()->getName().str() +
                      ";");
      return Lines;
    }
    if (Call && !S->getBeginLoc().isMacroID() &&
        soundsLikeRelease(llvm::StringRef(Name).drop_back(2)))
      Lines.push_back(View.wholeText(S) + ";");
  }
  Lines.push_back("return -EINVAL;");
  return Lines;
}

std::vector<Fix> refuseExposed(const SourceView &View, const Doorbell &Bell,
                               const Holding &Allocation) {
  std::vector<Fix> Found;
  const FunctionDecl &F = Allocation.Where->Of->function();
  Syntax In(F);
  // Behind the statement that allocates and the check of its result.
  const Stmt *Alloc = In.statement(Allocation.Site);
  const Stmt *After = isa<IfStmt>(Alloc) ? Alloc : In.next(Alloc);
  if (!isa_and_nonnull<IfStmt>(After))
    return Found;
  const Stmt *At = In.next(After);
  if (!At)
    return Found;
  std::string Epf =
      View.wholeText(Allocation.Site->getArg(0)->IgnoreParenImpCasts());
  Patch P(View, "refuse doorbells that a BAR exposes already",
          Applicability::Review);
  std::vector<std::string> Lines = {"if (" + Epf +
                                        "->db_msg[0].bar != NO_BAR) {",
                                    "\tpci_epf_free_doorbell(" + Epf + ");"};
  for (const std::string &L :
       asWhereItFails(View, In, llvm::cast<IfStmt>(After)))
    Lines.push_back("\t" + L);
  Lines.insert(Lines.end(), {"}", ""});
  P.insertBefore(In, At, Lines);
  return only(P.take());
}

} // namespace epf
