//===- Trial.h - What becomes of a mutant -------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The driver is analysed as it is, and must be without findings. Then each of
// its mutants is put in its place, in memory, and analysed with the same flags.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_MUTATE_TRIAL_H
#define EPFLINT_TOOL_MUTATE_TRIAL_H

#include "tool/mutate/Mutant.h"
#include "tool/source/FlagSource.h"
#include "tool/source/SourceRoot.h"

namespace epf {

/// How a mutant fared. The first two are of mutants that count; the others
/// stand apart, with a reason.
enum class Outcome {
  Found,  ///< a right rule speaks, in the changed function or its counterpart
  Missed, ///< the reason says what was found instead, if anything
  Broken, ///< it does not compile
  OverBudget, ///< the changed function is not explored to its end
  Leaves,     ///< on all paths a function of another file may free it before
  Apart       ///< as the mutant says
};

llvm::StringRef nameOf(Outcome O);

struct Trial {
  Mutant Of;
  Outcome How;
  std::string Reason; ///< of Found: what was said
};

/// Why no mutants were made of a driver; empty if they were.
struct Trials {
  std::string Unfit;
  std::vector<Trial> All;
};

/// Tries the mutants of File, an absolute path. The disk is not written to.
Trials tryMutants(llvm::StringRef File, const FlagSource &Flags,
                  const SourceRoot &Root, unsigned PerClass);

} // namespace epf

#endif // EPFLINT_TOOL_MUTATE_TRIAL_H
