//===- ExposedFix.cpp - Drivers that use exposed doorbells ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ExposedFix.h"
#include "rules/BarFix.h"
#include "rules/Release.h"

using namespace clang;

namespace epf {

static bool names(const Syntax &In, const FieldDecl *Field) {
  return Field &&
         llvm::any_of(In.all<MemberExpr>(), [&](const MemberExpr *Mem) {
           return Mem->getMemberDecl() == Field;
         });
}

static bool isField(const Expr *E, const FieldDecl *Field) {
  const auto *Mem = dyn_cast<MemberExpr>(E->IgnoreParenImpCasts());
  return Field && Mem && Mem->getMemberDecl() == Field;
}

static bool isNone(const ExposedUse &Use, const Expr *E) {
  Expr::EvalResult Known;
  return E->EvaluateAsInt(Known, Use.View.context()) &&
         Known.Val.getInt() == Use.Bell.NoBar;
}

// The functions that may run from the entry on.
static std::vector<const FunctionDecl *> run(const ExposedUse &Use) {
  const FunctionDecl &Entry = rootOf(Use.In)->Of->function();
  std::vector<const FunctionDecl *> All;
  for (const FunctionDecl *F : Use.View.functions())
    if (F == &Entry || callsWithin(Entry, *F))
      All.push_back(F);
  return All;
}

bool wantsExposed(const ExposedUse &Use) {
  return llvm::any_of(run(Use), [&](const FunctionDecl *F) {
    Syntax In(*F);
    return names(In, Use.Bell.Offset) ||
           llvm::any_of(In.all<BinaryOperator>(), [&](const auto *Op) {
             return Op->isEqualityOp() &&
                    (isField(Op->getLHS(), Use.Bell.Bar)
                         ? !isNone(Use, Op->getRHS())
                         : isField(Op->getRHS(), Use.Bell.Bar) &&
                               !isNone(Use, Op->getLHS()));
           });
  });
}

// The other side of the && or || that Op is a side of, if it asks for the bar.
static const Expr *askedBeside(const ExposedUse &Use, const Syntax &In,
                               const BinaryOperator *Op) {
  const auto *Both = dyn_cast_or_null<BinaryOperator>(In.parent(Op));
  if (!Both || !Both->isLogicalOp())
    return nullptr;
  const Expr *Other = Both->getLHS() == Op ? Both->getRHS() : Both->getLHS();
  const auto *Beside = dyn_cast<BinaryOperator>(Other->IgnoreParenImpCasts());
  return Beside && Beside->isEqualityOp() &&
                 isField(Beside->getLHS(), Use.Bell.Bar)
             ? Other
             : nullptr;
}

// Comparisons in one of the functions that lead to the finding.
static void askRightlyIn(const ExposedUse &Use, const FunctionDecl &F,
                         std::vector<Fix> &Found) {
  Syntax In(F);
  const SourceView &View = Use.View;
  for (const BinaryOperator *Op : In.all<BinaryOperator>()) {
    if (!Op->isEqualityOp())
      continue;
    bool Equal = Op->getOpcode() == BO_EQ;
    const Expr *Beside = askedBeside(Use, In, Op);
    if (isField(Op->getLHS(), Use.Bell.Bar) && isNone(Use, Op->getRHS()) &&
        !Beside) {
      Patch P(View, "turn the comparison with NO_BAR round",
              Applicability::Review);
      P.replaceBetween(Op->getLHS(), Op->getRHS(), Equal ? " != " : " == ");
      add(Found, P.take());
    } else if (isField(Op->getLHS(), Use.Bell.Type)) {
      const auto *Mem = cast<MemberExpr>(Op->getLHS()->IgnoreParenImpCasts());
      bool Exposed = llvm::StringRef(View.text(Op->getRHS())).contains("EMBED");
      Patch P(View, "ask for its BAR instead of its type",
              Applicability::Review);
      if (Beside)
        P.replace(In.parent(Op), View.wholeText(Beside));
      else
        P.replace(Op, View.wholeText(Mem->getBase()->IgnoreImpCasts()) +
                          (Mem->isArrow() ? "->" : ".") + "bar " +
                          (Equal == Exposed ? "!=" : "==") + " NO_BAR");
      add(Found, P.take());
    }
  }
  // A helper that asks so.
  for (const UnaryOperator *Not : In.all<UnaryOperator>()) {
    const auto *Call =
        dyn_cast<CallExpr>(Not->getSubExpr()->IgnoreParenImpCasts());
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    const FunctionDecl *Body = nullptr;
    if (Not->getOpcode() != UO_LNot || !Callee || !Callee->hasBody(Body) ||
        !names(Syntax(*Body), Use.Bell.Bar))
      continue;
    Patch P(View, "take the '!' out", Applicability::Review);
    P.replace(Not, View.wholeText(Not->getSubExpr()));
    add(Found, P.take());
  }
}

std::vector<Fix> askRightly(const ExposedUse &Use) {
  std::vector<Fix> Found;
  for (const Frame *At = Use.In; At; At = At->Parent)
    askRightlyIn(Use, At->Of->function(), Found);
  return Found;
}

// What Map gives as an offset in a local of F, where the platform's own is to
// be taken; empty if nothing.
static std::string offsetBy(const ExposedUse &Use, const CallExpr *Map) {
  if (callName(Map) != "pci_epf_align_inbound_addr()" || Map->getNumArgs() < 5)
    return "";
  const auto *At =
      dyn_cast<UnaryOperator>(Map->getArg(4)->IgnoreParenImpCasts());
  return At && At->getOpcode() == UO_AddrOf
             ? Use.View.wholeText(At->getSubExpr())
             : "";
}

std::vector<Fix> mapUnexposed(const ExposedUse &Use, const CallExpr *Map) {
  std::vector<Fix> Found;
  const SourceView &View = Use.View;
  const Expr *Epf = Use.Allocation.Site->getArg(0);
  const CallExpr *Site = Map;
  for (const Frame *At = Use.In; At && Site; Site = At->Site, At = At->Parent) {
    const FunctionDecl &F = At->Of->function();
    Syntax Here(F);
    const Stmt *From = Here.statement(Site), *To = From;
    auto Names =
        translate(View, Use.Allocation.Where->Of->function(), F, {Epf});
    const auto *Set = dyn_cast<BinaryOperator>(From);
    bool Plain = From == Site || (Set && Set->getOpcode() == BO_Assign &&
                                  Set->getRHS()->IgnoreParenImpCasts() == Site);
    // What asks for something else already is not to be asked for more.
    if (!Plain || !Names || !Names->Declarations.empty() || Here.branch(From) ||
        Here.loop(From) || !isa<CompoundStmt>(Here.parent(From)))
      continue;
    // With the check of what it returns.
    const auto *Check = dyn_cast_or_null<IfStmt>(Here.next(From));
    if (Set && Check &&
        llvm::StringRef(View.text(Check->getCond()))
            .contains(View.text(Set->getLHS())))
      To = Check;
    std::string First =
        spell(View, Epf->IgnoreParenImpCasts(), Names->Names) + "->db_msg[0]";
    Patch P(View, "map only what no BAR exposes", Applicability::Review);
    std::string Offset = Site == Map ? offsetBy(Use, Map) : "";
    P.wrap(From, To, "if (" + First + ".bar == NO_BAR)",
           Offset.empty() ? "" : Offset + " = " + First + ".offset;");
    if (auto Repair = P.take())
      Found.insert(Found.begin(), std::move(*Repair));
  }
  return Found;
}

// The local that counts in F and has no value yet in front of At; or null.
static bool hasFreeCounter(const SourceView &View, const Syntax &In,
                           const Stmt *At) {
  for (const DeclStmt *D : In.all<DeclStmt>())
    for (const Decl *Each : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(Each);
          V && !V->hasInit() && V->getType()->isIntegerType() &&
          V->getName() == "i" && In.parent(D) == In.function().getBody())
        return llvm::none_of(
            In.all<DeclRefExpr>(), [&](const DeclRefExpr *Ref) {
              return Ref->getDecl() == V && View.isBefore(Ref, At);
            });
  return false;
}

// Whether the driver makes a doorbell's BAR its own.
static bool adopts(const ExposedUse &Use) {
  return llvm::any_of(run(Use), [&](const FunctionDecl *F) {
    Syntax In(*F);
    return llvm::any_of(In.all<BinaryOperator>(),
                        [&](const BinaryOperator *Op) {
                          return Op->getOpcode() == BO_Assign &&
                                 isField(Op->getRHS(), Use.Bell.Bar);
                        });
  });
}

// How F, the function that allocates, calls the BAR that is wanted, be it that
// another one names it; empty if it does not.
static std::string wantedHere(const ExposedUse &Use, const Syntax &Here) {
  for (const FunctionDecl *F : run(Use)) {
    const Expr *Wanted = wantedBar(Use.View, Use.Bell, Syntax(*F));
    auto Names = Wanted && isa<MemberExpr>(Wanted)
                     ? translate(Use.View, *F, Here.function(), {Wanted})
                     : std::nullopt;
    if (Names && Names->Declarations.empty())
      return spell(Use.View, Wanted, Names->Names);
  }
  // Nobody does: the one that the driver keeps.
  std::vector<std::string> Kept;
  for (const ParmVarDecl *P : Here.function().parameters())
    if (const RecordDecl *Of =
            P->getType()->getPointeeType().isNull()
                ? nullptr
                : P->getType()->getPointeeType()->getAsRecordDecl())
      for (const FieldDecl *Each : Of->fields())
        if (Each->getType().getUnqualifiedType() ==
            Use.Bell.Bar->getType().getUnqualifiedType())
          Kept.push_back((P->getName() + "->" + Each->getName()).str());
  return Kept.size() == 1 ? Kept.front() : "";
}

std::vector<Fix> compareAll(const ExposedUse &Use) {
  std::vector<Fix> Found;
  const SourceView &View = Use.View;
  const CallExpr *Alloc = Use.Allocation.Site;
  const FunctionDecl &F = Use.Allocation.Where->Of->function();
  Syntax In(F);
  // Behind the statement that allocates and the check of its result.
  const Stmt *Own = In.statement(Alloc);
  const auto *Check =
      dyn_cast_or_null<IfStmt>(isa<IfStmt>(Own) ? Own : In.next(Own));
  const Stmt *At = Check ? In.next(Check) : nullptr;
  if (!At)
    return Found;
  auto Text = [&](unsigned Arg) {
    return View.wholeText(Alloc->getArg(Arg)->IgnoreParenImpCasts());
  };
  bool Adopts = adopts(Use);
  std::string Wanted = Adopts ? "" : wantedHere(Use, In);
  if (!Adopts && Wanted.empty())
    return Found;
  Patch P(View,
          Adopts ? "refuse doorbells that are not all in one BAR"
                 : "refuse doorbells that another BAR exposes",
          Applicability::Review);
  bool One = Text(1) == "1";
  std::string I = One ? "0" : "i";
  if (!One && !hasFreeCounter(View, In, At)) {
    I = unusedName(F, I);
    P.declare(F, {"unsigned int " + I + ";"});
  }
  std::string Bar = Text(0) + "->db_msg[" + I + "].bar";
  std::string Other = Adopts ? Bar + " != " + Text(0) + "->db_msg[0].bar"
                             : Bar + " != NO_BAR && " + Bar + " != " + Wanted;
  std::vector<std::string> Lines = {
      "if (" + Other + ") {", "\tpci_epf_free_doorbell(" + Text(0) + ");"};
  for (const std::string &L : asWhereItFails(View, In, Check))
    Lines.push_back("\t" + L);
  Lines.push_back("}");
  if (!One) {
    for (std::string &L : Lines)
      L = "\t" + L;
    Lines.insert(Lines.begin(), "for (" + I + " = " + (Adopts ? "1" : "0") +
                                    "; " + I + " < " + Text(1) + "; " + I +
                                    "++) {");
    Lines.push_back("}");
  }
  Lines.push_back("");
  P.insertBefore(In, At, Lines);
  add(Found, P.take());
  return Found;
}

} // namespace epf
