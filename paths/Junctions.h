//===- Junctions.h - Where paths are joined ---------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The states still to be walked when paths are joined, in the order of the
// code: what comes to a place is joined with what is waiting there before any
// of it goes on.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_JUNCTIONS_H
#define EPFLINT_PATHS_JUNCTIONS_H

#include "paths/Join.h"
#include <deque>
#include <map>

namespace epf {

class Junctions {
public:
  /// So many states that hold the same are kept apart at one place.
  Junctions(Machine &M, unsigned Apart) : M(M), Apart(Apart) {}

  /// Nothing is waiting any more.
  void clear();
  /// S goes on from where it stands.
  void push(State S);
  /// S comes to a place where paths meet. Class tells what else must be equal
  /// of states that are joined; Tidy drops of a joined state what is not read.
  void meet(State S, unsigned Class, llvm::function_ref<void(State &)> Tidy);
  bool empty() const { return Waiting.empty(); }
  State pop();

private:
  struct Item {
    std::optional<State> Alone;
    Junction *Joined = nullptr;
  };
  /// The blocks and elements that frames stand at, from the entry's on.
  using Place = std::vector<unsigned>;
  static Place placeOf(const State &S);
  const Mark *nameNext(const State &S);

  Machine &M;
  unsigned Apart;
  std::map<Place, std::deque<Item>> Waiting;
  llvm::DenseMap<StateKey, std::vector<Junction *>> Meeting;
  std::deque<Junction> All;
  /// How many junctions there are at a block of a frame.
  llvm::DenseMap<std::pair<const clang::CFGBlock *, const Frame *>, unsigned>
      Count;
  llvm::DenseMap<const Mark *, unsigned> Numbers; ///< of names, in all walks
};

} // namespace epf

#endif // EPFLINT_PATHS_JUNCTIONS_H
