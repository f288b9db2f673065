//===- Tables.cpp - Operations tables of a file ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Tables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace epf {

static bool isKnown(llvm::StringRef Struct) {
  static const auto Known = [] {
    llvm::StringSet<> Set;
#define LIFECYCLE(STRUCT, SETUP, TEARDOWN, OUTER) Set.insert(#STRUCT);
#define SLEEP(STRUCT, DOWN, UP) Set.insert(#STRUCT);
#include "matchers/Lifecycles.def"
    return Set;
  }();
  return Known.contains(Struct);
}

static bool isAssigned(llvm::StringRef Struct) {
  return llvm::StringSwitch<bool>(Struct)
#define ASSIGNED(STRUCT) .Case(#STRUCT, true)
#include "matchers/Lifecycles.def"
      .Default(false);
}

namespace {

/// A call that hands over a member of a table beside it.
struct HandOver {
  llvm::StringRef Function, Struct, Member;
  unsigned Table, Value; ///< arguments
};

const HandOver HandOvers[] = {
#define HANDED_OVER(FUNCTION, STRUCT, TABLE, MEMBER, VALUE)                    \
  {#FUNCTION, #STRUCT, #MEMBER, TABLE, VALUE},
#include "matchers/Lifecycles.def"
};

} // namespace

// What E names or points to: `&ops`, `pm_ptr(&ops)`, which is null where the
// kernel has no use for it.
static const ValueDecl *named(const ASTContext &Ctx, const Expr *E) {
  E = E->IgnoreParenCasts();
  bool Holds;
  if (const auto *If = dyn_cast<ConditionalOperator>(E);
      If && If->getCond()->EvaluateAsBooleanCondition(Holds, Ctx))
    E = (Holds ? If->getTrueExpr() : If->getFalseExpr())->IgnoreParenCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->getOpcode() == UO_AddrOf)
    E = U->getSubExpr()->IgnoreParenCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? Ref->getDecl() : nullptr;
}

static const FunctionDecl *functionNamed(const ASTContext &Ctx, const Expr *E) {
  const auto *F = dyn_cast_or_null<FunctionDecl>(named(Ctx, E));
  return F ? F->getCanonicalDecl() : nullptr;
}

namespace {

/// Reads the initializer of one variable.
class Reader {
public:
  Reader(const ASTContext &Ctx, const VarDecl *Var) : Ctx(Ctx), Var(Var) {}

  /// The table that List is, of type R, and behind it those that lie in it.
  void read(const InitListExpr *List, const RecordDecl *R,
            std::vector<Table> &Into) {
    Table Outer = {R->getName(), Var, {}, {}};
    Inner.clear();
    Uses.clear();
    readMembers(List, Outer);
    Outer.Uses = Uses;
    if (isKnown(Outer.Struct))
      Into.push_back(std::move(Outer));
    // The driver core's own entries, where a bus has none.
    for (Table &T : Inner) {
      T.Uses = Uses;
      Into.push_back(std::move(T));
    }
  }

private:
  void readMember(const FieldDecl *F, const Expr *E, Table &Into) {
    if (const FunctionDecl *Fn = functionNamed(Ctx, E)) {
      Into.Members[F->getName()] = Fn;
    } else if (const auto *Part = dyn_cast<InitListExpr>(E)) {
      const RecordDecl *Of = F->getType()->getAsRecordDecl();
      if (F->isAnonymousStructOrUnion()) {
        readMembers(Part, Into);
      } else if (Of) {
        Table Nested = {Of->getName(), Var, {}, {}};
        readMembers(Part, Nested);
        if (isKnown(Nested.Struct))
          Inner.push_back(std::move(Nested));
      }
    } else if (const auto *V = dyn_cast_or_null<VarDecl>(named(Ctx, E))) {
      Uses.push_back(V->getCanonicalDecl());
    }
  }

  void readMembers(const InitListExpr *List, Table &Into) {
    if (List->getSemanticForm())
      List = List->getSemanticForm();
    const RecordDecl *R = List->getType()->getAsRecordDecl();
    if (!R)
      return;
    if (R->isUnion()) {
      if (const FieldDecl *F = List->getInitializedFieldInUnion();
          F && List->getNumInits())
        readMember(F, List->getInit(0), Into);
      return;
    }
    unsigned I = 0;
    for (const FieldDecl *F : R->fields()) {
      if (F->isUnnamedBitField())
        continue;
      if (I == List->getNumInits())
        break;
      readMember(F, List->getInit(I++), Into);
    }
  }

  const ASTContext &Ctx;
  const VarDecl *Var;
  std::vector<Table> Inner;
  llvm::SmallVector<const VarDecl *, 2> Uses;
};

/// Collects what one function assigns to members of structs that serve as
/// tables, `dma->device_alloc_chan_resources = foo_alloc;`, and what it hands
/// over beside a table: `platform_driver_probe(&foo_driver, foo_probe);`
class Assignments : public RecursiveASTVisitor<Assignments> {
public:
  explicit Assignments(const ASTContext &Ctx) : Ctx(Ctx) {}

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() != BO_Assign)
      return true;
    const auto *Mem = dyn_cast<MemberExpr>(E->getLHS()->IgnoreParens());
    const FunctionDecl *F = Mem ? functionNamed(Ctx, E->getRHS()) : nullptr;
    const auto *Field = F ? dyn_cast<FieldDecl>(Mem->getMemberDecl()) : nullptr;
    if (!Field || !isAssigned(Field->getParent()->getName()))
      return true;
    llvm::StringRef Struct = Field->getParent()->getName();
    Table *Into = nullptr;
    for (Table &T : Tables)
      if (T.Struct == Struct)
        Into = &T;
    if (!Into)
      Into = &Tables.emplace_back(Table{Struct, nullptr, {}, {}});
    // What is chosen among several is not known to go together.
    auto [At, New] = Into->Members.try_emplace(Field->getName(), F);
    if (!New && At->second != F)
      Torn.insert(Struct);
    return true;
  }

  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    if (!F || !F->getIdentifier())
      return true;
    for (const HandOver &Each : HandOvers)
      if (Each.Function == F->getName() &&
          std::max(Each.Table, Each.Value) < E->getNumArgs())
        if (const auto *To =
                dyn_cast_or_null<VarDecl>(named(Ctx, E->getArg(Each.Table))))
          Given.push_back({To->getCanonicalDecl(), &Each,
                           functionNamed(Ctx, E->getArg(Each.Value))});
    return true;
  }

  struct Handed {
    const VarDecl *To;
    const HandOver *As;
    const FunctionDecl *What;
  };

  std::vector<Table> Tables;
  llvm::StringSet<> Torn; ///< a member is set in more than one way
  std::vector<Handed> Given;

private:
  const ASTContext &Ctx;
};

} // namespace

std::vector<Table> findTables(ASTContext &Ctx) {
  const SourceManager &SM = Ctx.getSourceManager();
  std::vector<Table> Tables;
  std::vector<Assignments::Handed> Given;
  // Not decls(), which would load all of a precompiled header.
  for (const Decl *D : Ctx.getTranslationUnitDecl()->noload_decls()) {
    if (const auto *F = dyn_cast<FunctionDecl>(D);
        F && F->doesThisDeclarationHaveABody() &&
        SM.isInMainFile(SM.getExpansionLoc(F->getLocation()))) {
      Assignments Look(Ctx);
      Look.TraverseStmt(F->getBody());
      for (Table &T : Look.Tables)
        if (!Look.Torn.contains(T.Struct))
          Tables.push_back(std::move(T));
      llvm::move(Look.Given, std::back_inserter(Given));
    }
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V || !V->hasInit())
      continue;
    const RecordDecl *R =
        Ctx.getBaseElementType(V->getType())->getAsRecordDecl();
    if (!R)
      continue;
    Reader Read(Ctx, V->getCanonicalDecl());
    const auto *List = dyn_cast<InitListExpr>(V->getInit());
    if (List && V->getType()->isArrayType()) {
      for (const Expr *Each : List->inits())
        if (const auto *Part = dyn_cast<InitListExpr>(Each))
          Read.read(Part, R, Tables);
    } else if (List) {
      Read.read(List, R, Tables);
    }
  }
  for (const Assignments::Handed &Each : Given)
    for (Table &T : Tables)
      if (T.Var == Each.To && T.Struct == Each.As->Struct && Each.What)
        T.Members.try_emplace(Each.As->Member, Each.What);
  return Tables;
}

} // namespace epf
