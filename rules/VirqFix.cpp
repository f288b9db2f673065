//===- VirqFix.cpp - Requesting each distinct virq once -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/VirqFix.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

namespace {

/// A call in a loop that takes or gives the virq of one doorbell.
struct VirqCall {
  const CallExpr *Call = nullptr;
  const Expr *Array = nullptr; ///< "epf->db_msg"
  const Expr *Index = nullptr; ///< "i", "--i"
};

class Deduplicator {
public:
  Deduplicator(const SourceView &View, const Doorbell &Bell,
               const FunctionDecl &Taker, const Expr *Count)
      : View(View), Bell(Bell), Taker(Taker), Count(Count),
        P(View,
          "request each distinct virq once, and skip the same in unwind "
          "and teardown",
          Applicability::Review) {}

  std::optional<Fix> run(bool Everywhere) {
    std::vector<const FunctionDecl *> Changed;
    for (const FunctionDecl *F : View.functions())
      if ((Everywhere || F == &Taker) && !virqCalls(Syntax(*F)).empty())
        Changed.push_back(F);
    if (Changed.empty())
      return std::nullopt;
    Own = ownHelper(*Changed.front());
    for (const FunctionDecl *F : Changed) {
      Syntax In(*F);
      for (const VirqCall &V : virqCalls(In))
        if (!lookedAt(In, V))
          Own = nullptr;
    }
    llvm::StringRef Prefix = Taker.getName().split('_').first;
    Helper = Own ? Own->getNameAsString() : Prefix.str() + "_virq_is_duplicate";
    for (const FunctionDecl *F : Changed) {
      Syntax In(*F);
      for (const VirqCall &V : virqCalls(In)) {
        skip(In, V);
        cover(In, V);
      }
      dropDecisions(In);
    }
    if (!Own)
      P.insertBefore(*Changed.front(), definition());
    dropUnasked();
    return P.take();
  }

private:
  const FunctionDecl *ownHelper(const FunctionDecl &Before);
  std::vector<VirqCall> virqCalls(const Syntax &In);
  void dropUnasked();
  void ask(const Expr *Condition, const std::string &Text);
  std::optional<std::string> lookedAt(const Syntax &In,
                                      const VirqCall &V) const;
  std::string isDuplicate(const Syntax &In, const VirqCall &V,
                          const std::string &Index) const;
  std::optional<VirqCall> virqCall(const Syntax &In, const CallExpr *Call);
  void skip(const Syntax &In, const VirqCall &V);
  bool askInstead(const Syntax &In, const VirqCall &V);
  void cover(const Syntax &In, const VirqCall &V);
  void dropDecisions(const Syntax &In);
  bool decides(const Expr *Condition) {
    return mentions(Condition, Bell.Virq) ||
           (Bell.Type && mentions(Condition, Bell.Type));
  }
  bool mentions(const Stmt *S, const FieldDecl *Field, unsigned Depth = 0);

  std::string definition() const {
    // The second line of parameters stands under the first parameter.
    std::string Head = "static bool " + Helper + "(";
    std::string Under =
        std::string(Head.size() / 8, '\t') + std::string(Head.size() % 8, ' ');
    return Head + "const struct pci_epf_doorbell_msg *db,\n" + Under +
           "unsigned int nr)\n{\n"
           "\tunsigned int i;\n\n"
           "\tfor (i = 0; i < nr; i++)\n"
           "\t\tif (db[i].virq == db[nr].virq)\n"
           "\t\t\treturn true;\n\n"
           "\treturn false;\n}\n\n";
  }

  const SourceView &View;
  const Doorbell &Bell;
  const FunctionDecl &Taker;
  const Expr *Count;                  ///< how many doorbells, or null
  const FunctionDecl *Own = nullptr;  ///< the driver's helper, or null
  std::vector<const Expr *> Replaced; ///< conditions that are gone
  Patch P;
  std::string Helper;
};

} // namespace

// A function of the driver that compares the virq of one doorbell with those
// before it, and looks at nothing else.
const FunctionDecl *Deduplicator::ownHelper(const FunctionDecl &Before) {
  for (const FunctionDecl *F : View.functions()) {
    if (F == &Before)
      break;
    if (F->getNumParams() != 2 || !F->getReturnType()->isBooleanType() ||
        !F->getParamDecl(0)->getType()->isPointerType() ||
        !F->getParamDecl(1)->getType()->isIntegerType())
      continue;
    Syntax In(*F);
    auto Loops = In.all<ForStmt>();
    auto Branches = In.all<IfStmt>();
    if (Loops.size() != 1 || Branches.size() != 1 ||
        (Bell.Type && mentions(F->getBody(), Bell.Type)) ||
        !Loops[0]->getCond() ||
        !llvm::is_contained(localsOf(Loops[0]->getCond()), F->getParamDecl(1)))
      continue;
    // From the first one on.
    Expr::EvalResult Start;
    const auto *Init = dyn_cast_or_null<BinaryOperator>(Loops[0]->getInit());
    const auto *Equal = dyn_cast<BinaryOperator>(Branches[0]->getCond());
    if (Init && Init->getRHS()->EvaluateAsInt(Start, View.context()) &&
        Start.Val.getInt() == 0 && Equal && Equal->getOpcode() == BO_EQ &&
        mentions(Equal->getLHS(), Bell.Virq) &&
        mentions(Equal->getRHS(), Bell.Virq))
      return F;
  }
  return nullptr;
}

// What the helper is to look at, as In spells it: the messages, what has them,
// or a variable of the type that the driver's own helper takes. Nothing if In
// has none of these.
std::optional<std::string> Deduplicator::lookedAt(const Syntax &In,
                                                  const VirqCall &V) const {
  if (!Own)
    return View.wholeText(V.Array);
  auto Fits = [&](QualType Has) {
    QualType Wanted = Own->getParamDecl(0)->getType()->getPointeeType();
    const Type *To = Has->getPointeeOrArrayElementType();
    return Has->isAnyPointerType() && Wanted->getAsRecordDecl() &&
           To->getAsRecordDecl() == Wanted->getAsRecordDecl();
  };
  for (const Expr *E = V.Array; E;) {
    if (Fits(E->getType()))
      return View.wholeText(E);
    const auto *Mem = dyn_cast<MemberExpr>(E);
    E = Mem ? Mem->getBase()->IgnoreParenImpCasts() : nullptr;
  }
  for (const Decl *D : In.function().decls())
    if (const auto *Var = dyn_cast<VarDecl>(D);
        Var && Fits(Var->getType()) &&
        (isa<ParmVarDecl>(Var) || Var->hasInit()))
      return Var->getNameAsString();
  return std::nullopt;
}

// "seen(db, i)".
std::string Deduplicator::isDuplicate(const Syntax &In, const VirqCall &V,
                                      const std::string &Index) const {
  return Helper + "(" + lookedAt(In, V).value_or("") + ", " + Index + ")";
}

// Whether S reads Field, itself or in a function of the file that it calls.
bool Deduplicator::mentions(const Stmt *S, const FieldDecl *Field,
                            unsigned Depth) {
  if (const auto *Mem = dyn_cast<MemberExpr>(S);
      Mem && Mem->getMemberDecl() == Field)
    return true;
  if (const auto *Call = dyn_cast<CallExpr>(S); Call && Depth < 2) {
    const FunctionDecl *F = Call->getDirectCallee();
    const FunctionDecl *Def = nullptr;
    if (F && F->hasBody(Def) && mentions(Def->getBody(), Field, Depth + 1))
      return true;
  }
  return llvm::any_of(S->children(), [&](const Stmt *Child) {
    return Child && mentions(Child, Field, Depth);
  });
}

// What `db` in `db->virq` was last set to, if to the address of an element.
static const ArraySubscriptExpr *elementBehind(const Syntax &In,
                                               const Expr *Pointer) {
  const auto *Ref = dyn_cast<DeclRefExpr>(Pointer);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V)
    return nullptr;
  auto Element = [](const Expr *E) -> const ArraySubscriptExpr * {
    const auto *U = dyn_cast<UnaryOperator>(E->IgnoreParenImpCasts());
    return U && U->getOpcode() == UO_AddrOf
               ? dyn_cast<ArraySubscriptExpr>(
                     U->getSubExpr()->IgnoreParenImpCasts())
               : nullptr;
  };
  if (V->hasInit())
    if (const ArraySubscriptExpr *Found = Element(V->getInit()))
      return Found;
  for (const BinaryOperator *Set : In.all<BinaryOperator>())
    if (const auto *To =
            dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParenImpCasts());
        Set->isAssignmentOp() && To && To->getDecl() == V)
      if (const ArraySubscriptExpr *Found = Element(Set->getRHS()))
        return Found;
  return nullptr;
}

std::optional<VirqCall> Deduplicator::virqCall(const Syntax &In,
                                               const CallExpr *Call) {
  const FunctionDecl *F = Call->getDirectCallee();
  const CallModel *M = F ? callModel(*F) : nullptr;
  if (!M || !M->isIrq() || M->Key >= int(Call->getNumArgs()) || !In.loop(Call))
    return std::nullopt;
  const auto *Mem =
      dyn_cast<MemberExpr>(Call->getArg(M->Key)->IgnoreParenImpCasts());
  if (!Mem || Mem->getMemberDecl() != Bell.Virq)
    return std::nullopt;
  const Expr *Base = Mem->getBase()->IgnoreParenImpCasts();
  const auto *Sub = dyn_cast<ArraySubscriptExpr>(Base);
  if (!Sub && Mem->isArrow())
    Sub = elementBehind(In, Base);
  if (!Sub)
    return std::nullopt;
  return VirqCall{Call, Sub->getBase()->IgnoreParenImpCasts(),
                  Sub->getIdx()->IgnoreParenImpCasts()};
}

std::vector<VirqCall> Deduplicator::virqCalls(const Syntax &In) {
  std::vector<VirqCall> Found;
  for (const CallExpr *Call : In.all<CallExpr>())
    if (auto V = virqCall(In, Call))
      Found.push_back(*V);
  return Found;
}

void Deduplicator::ask(const Expr *Condition, const std::string &Text) {
  Replaced.push_back(Condition);
  P.replace(Condition, Text);
}

static void collectCallees(const Stmt *S,
                           std::map<const FunctionDecl *, unsigned> &Into) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      ++Into[F->getCanonicalDecl()];
  for (const Stmt *Child : S->children())
    if (Child)
      collectCallees(Child, Into);
}

// A function that only the conditions before have called goes with them.
void Deduplicator::dropUnasked() {
  std::map<const FunctionDecl *, unsigned> Gone, All;
  for (const Expr *E : Replaced)
    collectCallees(E, Gone);
  for (const FunctionDecl *F : View.functions())
    collectCallees(F->getBody(), All);
  for (const FunctionDecl *F : View.functions()) {
    auto It = Gone.find(F->getCanonicalDecl());
    if (It != Gone.end() && F != Own && !F->isExternallyVisible() &&
        It->second == All[F->getCanonicalDecl()])
      P.remove(*F);
  }
}

// A skip or a guard that decides by virq, type or count decides by the helper.
bool Deduplicator::askInstead(const Syntax &In, const VirqCall &V) {
  std::string Asked = isDuplicate(In, V, View.wholeText(V.Index));
  if (const auto *If =
          dyn_cast_or_null<IfStmt>(In.parent(In.statement(V.Call)));
      If && !If->getElse() && decides(If->getCond())) {
    ask(If->getCond(), "!" + Asked);
    return true;
  }
  bool Done = false;
  for (const IfStmt *If : In.within<IfStmt>(In.loop(V.Call))) {
    const Stmt *Then = If->getThen();
    if (const auto *Block = dyn_cast<CompoundStmt>(Then);
        Block && Block->size() == 1)
      Then = Block->body_front();
    if (!isa<ContinueStmt, BreakStmt>(Then) || If->getElse() ||
        In.loop(If) != In.loop(V.Call) || !decides(If->getCond()) ||
        !View.isBefore(If, V.Call))
      continue;
    if (Done) {
      Replaced.push_back(If->getCond());
      P.remove(In, If);
      continue;
    }
    ask(If->getCond(), Asked);
    if (isa<BreakStmt>(Then))
      P.replace(Then, "continue");
    Done = true;
  }
  return Done;
}

void Deduplicator::skip(const Syntax &In, const VirqCall &V) {
  std::string Index = View.wholeText(V.Index);
  std::vector<std::string> Lines;
  const auto *Step = dyn_cast<UnaryOperator>(V.Index);
  bool Steps = Step && Step->isPrefix() && Step->isIncrementDecrementOp();
  if (!Steps && askInstead(In, V))
    return;
  // An index that counts as it is read does so in front of the skip.
  if (Steps) {
    Index = View.wholeText(Step->getSubExpr());
    Lines.push_back(Index + (Step->isDecrementOp() ? "--;" : "++;"));
    P.replace(V.Index, Index);
  }
  Lines.push_back("if (" + isDuplicate(In, V, Index) + ")");
  Lines.push_back("\tcontinue;");
  P.insertBefore(In, V.Call, Lines);
}

// The loop that requests goes over all doorbells there are.
void Deduplicator::cover(const Syntax &In, const VirqCall &V) {
  const auto *For = dyn_cast<ForStmt>(In.loop(V.Call));
  const FunctionDecl *F = V.Call->getDirectCallee();
  if (!Count || !For || !callModel(*F)->Acquires || &In.function() != &Taker)
    return;
  const auto *Less = dyn_cast_or_null<BinaryOperator>(For->getCond());
  if (!Less || Less->getOpcode() != BO_LT)
    return;
  const auto *Sum =
      dyn_cast<BinaryOperator>(Less->getLHS()->IgnoreParenImpCasts());
  if (Sum && Sum->getOpcode() == BO_Add)
    P.replace(Sum, View.wholeText(Sum->getLHS()->IgnoreParenImpCasts()));
}

// How many are requested is not decided by the type or by the first two:
// `if (...) count = 1;` goes, `count = ... ? 1 : n` becomes n.
void Deduplicator::dropDecisions(const Syntax &In) {
  for (const IfStmt *If : In.all<IfStmt>()) {
    const auto *Set = dyn_cast<BinaryOperator>(If->getThen());
    if (Set && Set->isAssignmentOp() && !If->getElse() &&
        isa<IntegerLiteral>(Set->getRHS()->IgnoreParenImpCasts()) &&
        decides(If->getCond()))
      P.remove(In, If);
  }
  for (const ConditionalOperator *Choice : In.all<ConditionalOperator>())
    if (decides(Choice->getCond()))
      for (const Expr *Arm : {Choice->getTrueExpr(), Choice->getFalseExpr()})
        if (!isa<IntegerLiteral>(Arm->IgnoreParenImpCasts())) {
          P.replace(Choice, View.wholeText(Arm->IgnoreParenImpCasts()));
          break;
        }
}

std::vector<Fix> requestOnce(const SourceView &View, const Doorbell &Bell,
                             const FunctionDecl &Taker, const Expr *Count) {
  std::vector<Fix> Found;
  for (bool Everywhere : {true, false})
    add(Found, Deduplicator(View, Bell, Taker, Count).run(Everywhere));
  return Found;
}

} // namespace epf
