//===- Fixes.cpp - Repairs tried out on a case ----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "testdata/Fixes.h"
#include "testdata/Analyse.h"
#include "tool/fix/Edits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace epf {

// Two insertions at one place touch: which comes first is not known.
static bool touch(const Edit &A, const Edit &B) {
  if (A.Offset == B.Offset)
    return true;
  return std::max(A.Offset, B.Offset) <
         std::min(A.Offset + A.Length, B.Offset + B.Length);
}

// True if Edits are sorted, inside Text and apart from each other.
static bool fit(StringRef Text, ArrayRef<Edit> Edits) {
  for (size_t I = 0; I < Edits.size(); ++I) {
    size_t End = size_t(Edits[I].Offset) + Edits[I].Length;
    size_t Next = I + 1 < Edits.size() ? Edits[I + 1].Offset : Text.size();
    if (End > Next || (I > 0 && touch(Edits[I - 1], Edits[I])))
      return false;
  }
  return true;
}

/// How often each finding is there, by what stays the same when a repair moves
/// lines and renames variables.
static std::map<std::string, int> countIdentities(ArrayRef<Finding> Findings) {
  std::map<std::string, int> Counts;
  for (const Finding &F : Findings)
    ++Counts[F.Rule + " in " + F.Function + " (" + F.Role + ")"];
  return Counts;
}

std::string whyNotFixed(StringRef Relative, StringRef Text,
                        const Finding &Fixed, ArrayRef<Finding> Findings) {
  if (!Fixed.repair())
    return "has no fix";
  if (!fit(Text, Fixed.repair()->Edits))
    return "has a fix that does not apply";
  UnitReport Unit =
      analyseText(Relative, applyEdits(Text, Fixed.repair()->Edits), false);
  if (Unit.Status != UnitStatus::Analysed)
    return "has a fix that spoils the file: " + Unit.Reason;
  auto Before = countIdentities(Findings);
  for (auto &[Identity, Count] : countIdentities(Unit.Findings))
    if (Count > Before[Identity])
      return "has a fix that brings " + Identity;
  auto After = countIdentities(Unit.Findings);
  for (auto &[Identity, Count] : countIdentities(Fixed))
    if (After[Identity] >= Before[Identity])
      return "is still there with its fix";
  return "";
}

} // namespace epf
