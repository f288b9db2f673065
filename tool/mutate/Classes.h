//===- Classes.h - The classes of mistakes -------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is planted, which rules are right to speak of it, and why a mutant may
// count apart before it is tried.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_MUTATE_CLASSES_H
#define EPFLINT_TOOL_MUTATE_CLASSES_H

#include "tool/mutate/Mutant.h"

namespace epf {

inline constexpr MistakeClass
    DroppedUnwinding = {"free-dropped-unwinding", "epf-irq-leak"},
    DroppedTeardown = {"free-dropped-teardown", "epf-irq-leak"},
    LaterLabel = {"later-label", "epf-irq-leak"},
    ReturnEarly = {"return-early", "epf-irq-leak"},
    OtherCookie = {"other-dev-id", "epf-irq-cookie-mismatch epf-irq-leak "
                                   "epf-irq-stray-free"},
    UnwindBound = {"unwind-off-by-one", "epf-irq-leak epf-irq-stray-free"},
    LoopBound = {"bound-changed", "epf-irq-leak epf-irq-stray-free"},
    MadeManaged = {"request-made-devm",
                   "epf-irq-managed-mix epf-irq-stray-free"},
    FreedPlain = {"devm-freed-plain", "epf-irq-managed-mix epf-irq-stray-free"},
    GuardDropped = {"guard-dropped", "epf-irq-stray-free"};

inline constexpr const char *NoTable =
    "no table of the file joins request and free";
inline constexpr const char *CoreFrees =
    "the device core frees what a devm_ request took";
inline constexpr const char *GuardIdle =
    "no condition at the request shows that the guard is ever false";
inline constexpr const char *NeverCome =
    "it hangs on the failure of a call that never fails";
inline constexpr const char *NoLine =
    "free_irq() of a number below 0 does nothing";

} // namespace epf

#endif // EPFLINT_TOOL_MUTATE_CLASSES_H
