//===- Composition.h - The repairs of one file, put together -- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Repairs of different findings meet: both add the same label, or one is all
// that the other wanted. So they are made one after the other, each on the
// result of those before, where the file is analysed anew. That takes no
// analysis more than trying each repair by itself does: what was found in the
// copy in which a repair was tried is what the next one starts from.
//
// It goes on until nothing is left that holds. Since each step takes a finding
// away and brings none, it ends; and since at its end every finding that is
// left was tried on the text as it then is, doing it again changes nothing.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_FIX_COMPOSITION_H
#define EPFLINT_TOOL_FIX_COMPOSITION_H

#include "rules/Finding.h"
#include "llvm/ADT/StringRef.h"

namespace epf {

struct UnitReport;
struct Workbench;

/// Which repairs are wanted: safe ones, or also those for review.
enum class FixChoice { Safe, All };

/// One repair, made.
struct FixStep {
  Finding Fixed;      ///< with the repair; its edits are edits of Before
  std::string Before; ///< the file's text
  std::string After;
};

/// Steps that change the same places, and what they do there together. Parts
/// can be applied in any order, or left out.
struct FixPart {
  std::vector<size_t> Steps; ///< their places in Composition::Steps
  std::vector<Edit> Edits;   ///< edits of Composition::Before
};

/// What becomes of a file. Steps lead from each text to the next.
struct Composition {
  std::string Before;
  std::string After;
  std::vector<FixStep> Steps;

  bool changes() const { return !Steps.empty(); }
  /// What leads from Before to After at once.
  std::vector<Edit> edits() const;
  /// The same, part by part.
  std::vector<FixPart> parts() const;
};

/// Puts the repairs together that hold. Found is what was found in Text, its
/// repairs not tried yet.
Composition compose(const UnitReport &Found, llvm::StringRef Text,
                    FixChoice Choice, const Workbench &Bench);

} // namespace epf

#endif // EPFLINT_TOOL_FIX_COMPOSITION_H
