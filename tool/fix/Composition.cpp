//===- Composition.cpp - The repairs of one file, put together ------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A repair that did not hold once is not tried again after every step, only
// when all others are through.
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Composition.h"
#include "tool/fix/Edits.h"
#include "tool/fix/Verify.h"
#include "llvm/ADT/STLExtras.h"
#include <set>
#include <tuple>

using namespace llvm;

namespace epf {

static bool isWanted(const Fix &Repair, FixChoice Choice) {
  return Choice == FixChoice::All || Repair.How == Applicability::Safe;
}

namespace {
/// The file as it stands, and what was found in it.
class Composer {
public:
  Composer(const UnitReport &Found, StringRef Text, FixChoice Choice,
           const Workbench &Bench)
      : Now(Found), Choice(Choice), Bench(Bench),
        Result{Text.str(), Text.str(), {}} {}

  Composition run() && {
    do {
      while (step(/*Again=*/false))
        ;
    } while (step(/*Again=*/true));
    return std::move(Result);
  }

private:
  // Rule, function, role, resource: what a finding is on whatever line.
  using Name = std::tuple<std::string, std::string, std::string, std::string>;

  /// Makes the first repair that holds. Findings that were tried in vain are
  /// passed over, or are the only ones if Again.
  bool step(bool Again) {
    std::vector<bool> Spared(Now.Findings.size());
    if (Bench.Spared)
      Spared = Bench.Spared(Now);
    for (auto [Each, IsSpared] : zip(Now.Findings, Spared)) {
      if (IsSpared)
        continue;
      Name This{Each.Rule, Each.Function, Each.Role, Each.Resource};
      if (Tried.count(This) != Again)
        continue;
      if (any_of(Each.Repairs,
                 [&](const Fix &F) { return isWanted(F, Choice); }) &&
          make(Each))
        return true;
      Tried.insert(std::move(This));
    }
    return false;
  }

  bool make(Finding Fixed) {
    auto Then = verifyRepair(Fixed, Now, Result.After, Bench);
    if (!Then || !isWanted(*Fixed.repair(), Choice))
      return false;
    std::string After = applyEdits(Result.After, Fixed.repair()->Edits);
    Result.Steps.push_back({std::move(Fixed), Result.After, After});
    Result.After = std::move(After);
    Now = std::move(*Then);
    return true;
  }

  UnitReport Now;
  FixChoice Choice;
  const Workbench &Bench;
  Composition Result;
  std::set<Name> Tried;
};
} // namespace

std::vector<Edit> Composition::edits() const {
  std::vector<Edit> All;
  for (const FixStep &Step : Steps)
    All = mergeEdits(All, Step.Fixed.repair()->Edits);
  return All;
}

/// The edits of A that are not among B.
static std::vector<Edit> without(ArrayRef<Edit> A, ArrayRef<Edit> B) {
  std::vector<Edit> Result;
  copy_if(A, std::back_inserter(Result),
          [&](const Edit &E) { return !is_contained(B, E); });
  return Result;
}

std::vector<FixPart> Composition::parts() const {
  std::vector<FixPart> Parts;
  std::vector<Edit> All;
  for (size_t I = 0; I < Steps.size(); ++I) {
    std::vector<Edit> Then = mergeEdits(All, Steps[I].Fixed.repair()->Edits);
    FixPart New{{}, without(Then, All)};
    // What this step has merged with an edit of an earlier one is now one part.
    std::vector<Edit> Changed = without(All, Then);
    erase_if(Parts, [&](const FixPart &Old) {
      std::vector<Edit> Stay = without(Old.Edits, Changed);
      if (Stay.size() == Old.Edits.size())
        return false;
      append_range(New.Steps, Old.Steps);
      append_range(New.Edits, Stay);
      return true;
    });
    New.Steps.push_back(I);
    llvm::sort(New.Steps);
    llvm::sort(New.Edits, [](const Edit &A, const Edit &B) {
      return A.Offset < B.Offset;
    });
    Parts.push_back(std::move(New));
    All = std::move(Then);
  }
  return Parts;
}

Composition compose(const UnitReport &Found, StringRef Text, FixChoice Choice,
                    const Workbench &Bench) {
  return Composer(Found, Text, Choice, Bench).run();
}

} // namespace epf
