//===- Lifecycles.cpp - Entry points that belong together -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Lifecycles.h"
#include "matchers/Tables.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "llvm/ADT/StringExtras.h"
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

/// Entries that put a device to sleep and wake it, in the order of the calls.
struct Nap {
  llvm::StringRef Struct, Down, Up;
};

const Nap Naps[] = {
#define SLEEP(STRUCT, DOWN, UP) {#STRUCT, #DOWN, #UP},
#include "matchers/Lifecycles.def"
};

struct Condition {
  llvm::StringRef Struct, Member;
  int64_t Value;
};

const Condition Conditions[] = {
#define REPLY(STRUCT, MEMBER, VALUE) {#STRUCT, #MEMBER, VALUE},
#include "matchers/Lifecycles.def"
};

} // namespace

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

static void append(const Table &T, llvm::StringRef Names,
                   std::vector<const FunctionDecl *> &To) {
  for (llvm::StringRef Name : llvm::split(Names, ' '))
    if (const FunctionDecl *F = T[Name])
      To.push_back(F);
}

// A device that was set up goes to sleep, wakes up, and is gone. Owner is the
// lifecycle of the table that T is, or that points to it.
static void addNaps(const Table &T, const Lifecycle &Owner,
                    llvm::function_ref<void(Lifecycle)> Add) {
  for (const Nap &Each : Naps) {
    std::vector<const FunctionDecl *> Entries;
    if (Each.Struct != T.Struct)
      continue;
    append(T, Each.Down, Entries);
    size_t Downs = Entries.size();
    append(T, Each.Up, Entries);
    if (!Downs || Downs == Entries.size())
      continue;
    Lifecycle L;
    L.Before = Owner.Before;
    L.Before.push_back(Owner.Setup);
    L.Setup = Entries.front();
    L.Teardown.assign(Entries.begin() + 1, Entries.end());
    L.Teardown.insert(L.Teardown.end(), Owner.Teardown.begin(),
                      Owner.Teardown.end());
    L.Sleeps = true;
    L.Wakes = Entries.size() - 1;
    for (const Condition &C : Conditions)
      if (const FunctionDecl *F = C.Struct == T.Struct ? T[C.Member] : nullptr;
          F && llvm::is_contained(Entries, F))
        L.Replies.push_back({F, C.Value});
    Add(std::move(L));
  }
}

std::vector<Lifecycle> findLifecycles(ASTContext &Ctx) {
  std::vector<Table> Tables = findTables(Ctx);
  std::vector<Lifecycle> Found, Asleep;
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
      for (const Table &Each : Tables)
        if (T.Var &&
            (Each.Var == T.Var || llvm::is_contained(T.Uses, Each.Var)))
          addNaps(Each, L,
                  [&](Lifecycle Nap) { Asleep.push_back(std::move(Nap)); });
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
  // Last, so that they cost the others nothing.
  for (Lifecycle &L : Asleep)
    Add(std::move(L));
  return Found;
}

} // namespace epf
