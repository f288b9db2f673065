//===- State.h - One point of one path --------------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a path stands and all that it knows: memory, facts, what is held, and
// the steps that led here. States are small and copied freely: their maps are
// shared, canonical trees, so that equal maps are the same pointer and two
// states that agree on what is still read can be merged.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_STATE_H
#define EPFLINT_PATHS_STATE_H

#include "matchers/Calls.h"
#include "paths/Body.h"
#include "paths/Facts.h"
#include "llvm/ADT/ImmutableSet.h"

namespace epf {

/// One activation of a function. Interned: the same call in the same caller is
/// the same frame, also the next time round a loop.
struct Frame : llvm::FoldingSetNode {
  const Frame *Parent = nullptr;
  const clang::CallExpr *Site = nullptr; ///< in Parent; null for an
                                         ///< entry and for a clean-up
  const clang::CFGBlock *Back = nullptr; ///< the block in Parent to go on in
  unsigned BackIndex = 0;                ///< the element in Back that called
  const Body *Of = nullptr;
  unsigned Stage = 0; ///< which entry of the lifecycle
  unsigned Depth = 0;

  void Profile(llvm::FoldingSetNodeID &ID) const {
    ID.AddPointer(Parent);
    ID.AddPointer(Site);
    ID.AddPointer(Back);
    ID.AddInteger(BackIndex);
    ID.AddPointer(Of);
    ID.AddInteger(Stage);
  }
};

/// Whether Inner runs in Outer or in something that Outer called.
bool runsWithin(const Frame *Inner, const Frame *Outer);

/// The frame of the lifecycle's entry that F was called from.
const Frame *rootOf(const Frame *F);

/// Something taken and not yet given back.
struct Holding : llvm::FoldingSetNode {
  const CallModel *Model = nullptr;
  ValueRef Key = nullptr;    ///< the irq, the vector, or the epf
  ValueRef Cookie = nullptr; ///< the dev_id, or null
  ValueRef Owner = nullptr;  ///< the device, or null
  ValueRef Extra = nullptr;  ///< flags, or how many doorbells
  const clang::CallExpr *Site = nullptr;
  const Frame *Where = nullptr;

  void Profile(llvm::FoldingSetNodeID &ID) const {
    for (const void *P :
         {(const void *)Model, (const void *)Key, (const void *)Cookie,
          (const void *)Owner, (const void *)Extra, (const void *)Site,
          (const void *)Where})
      ID.AddPointer(P);
  }
};

/// Something a rule wants to know later on the same path.
struct Mark : llvm::FoldingSetNode {
  const void *Kind = nullptr; ///< address of a constant of the rule
  const void *What = nullptr; ///< a value, region or statement
  /// The memory that it speaks of: it is dropped when nothing leads there. Null
  /// for one that lasts.
  const Region *About = nullptr;
  const clang::Stmt *Site = nullptr;
  const Frame *Where = nullptr;

  void Profile(llvm::FoldingSetNodeID &ID) const {
    ID.AddPointer(Kind);
    ID.AddPointer(What);
    ID.AddPointer(About);
    ID.AddPointer(Site);
    ID.AddPointer(Where);
  }
};

enum class StepKind : uint8_t {
  Assume, ///< Value was taken to be true or false: a branch, or a contract
  Enter,  ///< a function of the file is entered
  Acquire,
  Fail, ///< a call that takes something failed
  Release,
  Jump, ///< goto, break or the like
  Return,
  Outside, ///< a call leaves the file that may take something
  Stage    ///< the next entry of the lifecycle begins
};

/// One step of a path; steps form a list from the last to the first.
struct Step {
  const Step *Before = nullptr;
  StepKind Kind;
  bool True = false;      ///< Assume: which way; Return: an error is returned
  bool OnInitial = false; ///< Assume: about memory nobody here has set
  bool LeftFile = false;  ///< this or a step before it is Outside
  const clang::Stmt *Where = nullptr;
  const Frame *In = nullptr;
  const clang::CFGBlock *Block = nullptr;
  const Holding *What = nullptr; ///< Acquire, Fail; Release: or what was given
  ValueRef About = nullptr;      ///< Assume
  unsigned Length = 0;           ///< steps before this one
};

struct State {
  const Frame *Top = nullptr;
  const clang::CFGBlock *Block = nullptr;
  unsigned Index = 0;

  llvm::ImmutableMap<const Region *, ValueRef> Store;
  /// What memory below a region holds where Store does not say: 0 after
  /// kzalloc, a Copy after a struct was assigned.
  llvm::ImmutableMap<const Region *, ValueRef> Defaults;
  /// Values of elements of the top frames that are still to be used.
  llvm::ImmutableMap<std::pair<const clang::Expr *, const Frame *>, ValueRef>
      Env;
  Facts Known;
  /// How often each loop has gone round since it was entered.
  llvm::ImmutableMap<std::pair<const clang::CFGBlock *, const Frame *>,
                     unsigned>
      Rounds;
  /// Which way branches and calls in loops that go on for long went last.
  llvm::ImmutableMap<std::pair<const void *, const Frame *>, const void *>
      Turns;
  /// How often a field or global was written in ways not looked into.
  llvm::ImmutableMap<const clang::Decl *, unsigned> Epochs;
  /// What is held, and how many times.
  llvm::ImmutableMap<const Holding *, unsigned> Held;
  llvm::ImmutableSet<const Mark *> Marks;
  /// Set once something happened that may have changed what is held without
  /// our seeing it: nothing is reported from here on.
  const char *Blurred = nullptr;
  ValueRef Result = nullptr; ///< what the function that just ended returned
  const Step *Last = nullptr;

  State(Facts Known) // maps have no empty state of their own
      : Store(nullptr), Defaults(nullptr), Env(nullptr), Known(Known),
        Rounds(nullptr), Turns(nullptr), Epochs(nullptr), Held(nullptr),
        Marks(nullptr) {}
};

/// Owns the trees, frames, holdings, marks and steps of one exploration.
class StateFactory {
public:
  llvm::ImmutableMap<const Region *, ValueRef>::Factory Store;
  llvm::ImmutableMap<std::pair<const clang::Expr *, const Frame *>,
                     ValueRef>::Factory Env;
  llvm::ImmutableMap<std::pair<const clang::CFGBlock *, const Frame *>,
                     unsigned>::Factory Rounds;
  llvm::ImmutableMap<std::pair<const void *, const Frame *>,
                     const void *>::Factory Turns;
  llvm::ImmutableMap<const clang::Decl *, unsigned>::Factory Epochs;
  llvm::ImmutableMap<const Holding *, unsigned>::Factory Held;
  llvm::ImmutableSet<const Mark *>::Factory Marks;

  /// The frame of an entry of the lifecycle.
  const Frame *entry(const Body *Of, unsigned Stage);
  /// The frame of a function that the element S stands at calls.
  const Frame *callee(const State &S, const clang::CallExpr *Site,
                      const Body *Of);
  const Holding *holding(const Holding &H);
  const Mark *mark(const Mark &M);
  void step(State &S, Step New);
  /// What a step like L leaves behind where it is watched for.
  const Mark *trace(const Step &L);
  /// Every path bears the mark Trace from the next such step on. True if that
  /// is new.
  bool watch(const Mark *Trace) { return Watched.insert(Trace).second; }

private:
  template <typename T> const T *intern(llvm::FoldingSet<T> &Set, const T &N);
  llvm::BumpPtrAllocator Alloc;
  llvm::FoldingSet<Frame> Frames;
  llvm::FoldingSet<Holding> Holdings;
  llvm::FoldingSet<Mark> AllMarks;
  llvm::DenseSet<const Mark *> Watched;
};

/// Everything about a state that its further way depends on, as one key. The
/// steps behind it are left out: of two histories that meet, the first is kept
/// and judged, and each is a path that the code has.
struct StateKey {
  const void *Parts[15];
  bool operator==(const StateKey &) const = default;
  static StateKey of(const State &S);
};

} // namespace epf

template <> struct llvm::DenseMapInfo<epf::StateKey> {
  static epf::StateKey special(const void *P) {
    epf::StateKey K = {};
    K.Parts[0] = P;
    return K;
  }
  static epf::StateKey getEmptyKey() {
    return special(DenseMapInfo<const void *>::getEmptyKey());
  }
  static epf::StateKey getTombstoneKey() {
    return special(DenseMapInfo<const void *>::getTombstoneKey());
  }
  static unsigned getHashValue(const epf::StateKey &K) {
    return hash_combine_range(std::begin(K.Parts), std::end(K.Parts));
  }
  static bool isEqual(const epf::StateKey &A, const epf::StateKey &B) {
    return A == B;
  }
};

#endif // EPFLINT_PATHS_STATE_H
