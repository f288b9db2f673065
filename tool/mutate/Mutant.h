//===- Mutant.h - A fault planted in a driver ---------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mutant is a driver with one edit, and the edit is a mistake that people
// make. What each class of mistake should be found as is data, beside its name:
//
//   return-early   goto err_irq;   becomes   return ret;   epf-irq-leak
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_MUTATE_MUTANT_H
#define EPFLINT_TOOL_MUTATE_MUTANT_H

#include "rules/Finding.h"
#include "tool/mutate/IrqPairs.h"
#include "llvm/ADT/StringRef.h"

namespace epf {

/// A class of mistake and the rules that are right to speak of it, separated by
/// blanks.
struct MistakeClass {
  llvm::StringRef Name;
  llvm::StringRef Rules;
};

struct Mutant {
  const MistakeClass *Class;
  Edit Change; ///< its file is left empty: the main file
  /// Another mistake at the free that the mutant is about: it is freed twice.
  /// Whether that is found tells if any path to the place is judged.
  Edit Control;
  /// The same on the way alone that the mutant changes; no length if none.
  Edit OnTheWay;
  /// Who calls the request from another file may free what it leaves behind.
  bool CallerMayFree = false;
  unsigned Line;        ///< of the change, in the driver as it was
  std::string Was;      ///< the text that Change replaces
  std::string Function; ///< the function that is changed
  /// Functions in which a finding counts: that of the request, those that free
  /// what it took, and all that come to call one of these.
  std::vector<std::string> Related;
  /// Why nobody can tell the mistake from this file alone, or why it may be
  /// none; empty if it is one that the file shows.
  std::string Apart;
};

/// All mutants of the unit, by class and by place, at most PerClass of a class.
std::vector<Mutant> mutantsOf(clang::ASTContext &Ctx, unsigned PerClass);

} // namespace epf

#endif // EPFLINT_TOOL_MUTATE_MUTANT_H
