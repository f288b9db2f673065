//===- Lifecycles.cpp - Entry points that belong together
//------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Lifecycles.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace epf {

namespace {

struct Row {
  llvm::StringRef Struct, Setup, Teardown, Outer;
};

const Row Rows[] = {
#define LIFECYCLE(STRUCT, SETUP, TEARDOWN, OUTER)                              \
  {#STRUCT, #SETUP, #TEARDOWN, #OUTER},
#include "matchers/Lifecycles.def"
};

/// One table of the file: its type and the functions its members name.
struct Table {
  llvm::StringRef Struct;
  llvm::StringMap<const FunctionDecl *> Members;
  bool Torn = false; ///< a member is set in more than one way

  const FunctionDecl *operator[](llvm::StringRef Name) const {
    return Members.lookup(Name);
  }
};

} // namespace

static bool isKnown(llvm::StringRef Struct) {
  static const auto Known = [] {
    llvm::StringSet<> Set;
    for (const Row &R : Rows)
      Set.insert(R.Struct);
    return Set;
  }();
  return Known.contains(Struct);
}

static bool isDetached(llvm::StringRef Struct) {
  return llvm::StringSwitch<bool>(Struct)
#define DETACHED(STRUCT) .Case(#STRUCT, true)
#include "matchers/Lifecycles.def"
      .Default(false);
}

static bool isCounting(llvm::StringRef Struct) {
  return llvm::StringSwitch<bool>(Struct)
#define COUNTING(STRUCT) .Case(#STRUCT, true)
#include "matchers/Lifecycles.def"
      .Default(false);
}

static bool isAssigned(llvm::StringRef Struct) {
  return llvm::StringSwitch<bool>(Struct)
#define ASSIGNED(STRUCT) .Case(#STRUCT, true)
#include "matchers/Lifecycles.def"
      .Default(false);
}

static const FunctionDecl *functionNamed(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    E = U->getSubExpr()->IgnoreParenCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
}

// Reads the members of List into Into, and tables within it into Inner.
static void readMembers(const InitListExpr *List, Table &Into,
                        std::vector<Table> &Inner) {
  if (List->getSemanticForm())
    List = List->getSemanticForm();
  const RecordDecl *R = List->getType()->getAsRecordDecl();
  if (!R)
    return;
  auto Read = [&](const FieldDecl *F, const Expr *E) {
    if (const FunctionDecl *Fn = functionNamed(E))
      Into.Members[F->getName()] = Fn->getCanonicalDecl();
    else if (const auto *Part = dyn_cast<InitListExpr>(E)) {
      const RecordDecl *Of = F->getType()->getAsRecordDecl();
      if (F->isAnonymousStructOrUnion()) {
        readMembers(Part, Into, Inner);
      } else if (Of && isKnown(Of->getName())) {
        Table Nested = {Of->getName(), {}};
        readMembers(Part, Nested, Inner);
        Inner.push_back(std::move(Nested));
      }
    }
  };
  if (R->isUnion()) {
    if (const FieldDecl *F = List->getInitializedFieldInUnion();
        F && List->getNumInits())
      Read(F, List->getInit(0));
    return;
  }
  unsigned I = 0;
  for (const FieldDecl *F : R->fields()) {
    if (F->isUnnamedBitField())
      continue;
    if (I == List->getNumInits())
      break;
    Read(F, List->getInit(I++));
  }
}

namespace {

/// Collects what one function assigns to members of structs that serve as
/// tables: `dma->device_alloc_chan_resources = foo_alloc;`
class Assignments : public RecursiveASTVisitor<Assignments> {
public:
  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() != BO_Assign)
      return true;
    const auto *Mem = dyn_cast<MemberExpr>(E->getLHS()->IgnoreParens());
    const FunctionDecl *F = Mem ? functionNamed(E->getRHS()) : nullptr;
    const auto *Field = F ? dyn_cast<FieldDecl>(Mem->getMemberDecl()) : nullptr;
    if (!Field || !isAssigned(Field->getParent()->getName()))
      return true;
    Table *Into = nullptr;
    for (Table &T : Tables)
      if (T.Struct == Field->getParent()->getName())
        Into = &T;
    if (!Into)
      Into = &Tables.emplace_back(Table{Field->getParent()->getName(), {}});
    // What is chosen among several is not known to go together.
    auto [At, New] =
        Into->Members.try_emplace(Field->getName(), F->getCanonicalDecl());
    if (!New && At->second != F->getCanonicalDecl())
      Into->Torn = true;
    return true;
  }

  std::vector<Table> Tables;
};

} // namespace

static std::vector<Table> findTables(ASTContext &Ctx) {
  const SourceManager &SM = Ctx.getSourceManager();
  std::vector<Table> Tables;
  // Not decls(), which would load all of a precompiled header.
  for (const Decl *D : Ctx.getTranslationUnitDecl()->noload_decls()) {
    if (const auto *F = dyn_cast<FunctionDecl>(D);
        F && F->doesThisDeclarationHaveABody() &&
        SM.isInMainFile(SM.getExpansionLoc(F->getLocation()))) {
      Assignments Look;
      Look.TraverseStmt(F->getBody());
      for (Table &T : Look.Tables)
        if (!T.Torn)
          Tables.push_back(std::move(T));
    }
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V || !V->hasInit())
      continue;
    const RecordDecl *R =
        Ctx.getBaseElementType(V->getType())->getAsRecordDecl();
    if (!R)
      continue;
    auto Add = [&](const Expr *Init) {
      if (const auto *List = dyn_cast<InitListExpr>(Init)) {
        Table Outer = {R->getName(), {}};
        std::vector<Table> Inner;
        readMembers(List, Outer, Inner);
        if (isKnown(Outer.Struct))
          Tables.push_back(std::move(Outer));
        // The driver core's own entries, where a bus has none.
        llvm::move(Inner, std::back_inserter(Tables));
      }
    };
    const auto *List = dyn_cast<InitListExpr>(V->getInit());
    if (List && V->getType()->isArrayType())
      for (const Expr *Each : List->inits())
        Add(Each);
    else
      Add(V->getInit());
  }
  return Tables;
}

// module_init(f) makes init_module another name of f.
static const FunctionDecl *aliased(ASTContext &Ctx, llvm::StringRef Name) {
  // A lookup by name, too, would load all of a precompiled header.
  auto Find = [&](llvm::StringRef Each) -> const FunctionDecl * {
    for (const Decl *D : Ctx.getTranslationUnitDecl()->noload_decls())
      if (const auto *F = dyn_cast<FunctionDecl>(D);
          F && F->getIdentifier() && F->getName() == Each)
        return F;
    return nullptr;
  };
  const FunctionDecl *F = Find(Name);
  if (!F)
    return nullptr;
  for (const FunctionDecl *Each : F->redecls())
    if (const auto *A = Each->getAttr<AliasAttr>())
      if (const FunctionDecl *Target = Find(A->getAliasee()))
        return Target->getCanonicalDecl();
  return nullptr;
}

// Puts Into inside the lifecycles of outer tables. Where a file has several
// tables of the outer type, which one it belongs to is not known.
static void nest(const std::vector<Table> &Tables, llvm::StringRef Outer,
                 Lifecycle &Into) {
  const Table *Only = nullptr;
  for (const Table &T : Tables)
    if (T.Struct == Outer) {
      if (Only)
        return;
      Only = &T;
    }
  for (const Row &R : Rows) {
    if (R.Struct != Outer)
      continue;
    if (Only && (*Only)[R.Setup]) {
      Into.Before.insert(Into.Before.begin(), (*Only)[R.Setup]);
      if (const FunctionDecl *F = (*Only)[R.Teardown])
        Into.Teardown.push_back(F);
    }
    return nest(Tables, R.Outer, Into);
  }
}

std::vector<Lifecycle> findLifecycles(ASTContext &Ctx) {
  std::vector<Table> Tables = findTables(Ctx);
  std::vector<Lifecycle> Found;
  auto Add = [&](Lifecycle L) {
    if (!llvm::is_contained(Found, L))
      Found.push_back(std::move(L));
  };
  for (const Table &T : Tables)
    for (const Row &R : Rows) {
      if (R.Struct != T.Struct || !T[R.Setup])
        continue;
      // Two spellings of one member (remove, remove_new): take what is there.
      bool Other = llvm::any_of(Rows, [&](const Row &Each) {
        return Each.Struct == R.Struct && Each.Setup == R.Setup &&
               Each.Teardown != R.Teardown && T[Each.Teardown];
      });
      if (!T[R.Teardown] && Other)
        continue;
      Lifecycle L;
      L.Setup = T[R.Setup];
      L.Detached = isDetached(T.Struct);
      L.Counting = isCounting(T.Struct);
      if (const FunctionDecl *F = T[R.Teardown])
        L.Teardown.push_back(F);
      nest(Tables, R.Outer, L);
      Add(std::move(L));
    }
  if (const FunctionDecl *F = aliased(Ctx, "init_module")) {
    Lifecycle L;
    L.Setup = F;
    L.AtLoad = true;
    if (const FunctionDecl *Exit = aliased(Ctx, "cleanup_module"))
      L.Teardown.push_back(Exit);
    Add(std::move(L));
  }
  return Found;
}

} // namespace epf
