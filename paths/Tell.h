//===- Tell.h - Passing events to the observers -----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place that decides whether observers hear of a path: not while the
// stage is being set, and not after something may have happened unseen.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_TELL_H
#define EPFLINT_PATHS_TELL_H

#include "paths/Explorer.h"

namespace epf {

template <typename FnT> void Explorer::tell(State &S, FnT Fn) {
  if (Silent || S.Blurred)
    return;
  Path P{M, S, Unit, *Now};
  for (Observer *O : Observers)
    Fn(*O, P);
}

} // namespace epf

#endif // EPFLINT_PATHS_TELL_H
