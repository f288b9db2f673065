//===- Verify.cpp - Trying repairs before they are shown ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Verify.h"
#include "tool/fix/Edits.h"
#include <algorithm>
#include <map>
#include <set>

using namespace llvm;

namespace epf {

/// No more repairs of one finding than this are tried.
static constexpr size_t MostTries = 6;

/// What a finding is, whatever line it is on and whatever names a repair gives
/// to the variables of the resource.
using Identity = std::tuple<std::string, std::string, std::string>;

static Identity identity(const Finding &F) {
  return {F.Rule, F.Function, F.Role};
}

// What is doubted counts as well: a repair that only hides the fault behind a
// condition that the file does not decide is none.
static std::map<Identity, int> count(const UnitReport &Unit) {
  std::map<Identity, int> Counts;
  for (const std::vector<Finding> *Found : {&Unit.Findings, &Unit.Doubts})
    for (const Finding &F : *Found)
      ++Counts[identity(F)];
  return Counts;
}

/// Where success means something else after a repair of F than before: a
/// function holds more, or less. Empty if nowhere. Only rules about shared
/// virqs and BARs are there to change that. What went wrong only after a
/// success may be put right before it; and behind a free of what is not held,
/// nothing was explored.
static std::string otherSuccess(const Finding &F, const UnitReport &Before,
                                const UnitReport &After) {
  if ((F.Group != "symmetry" && F.Group != "lifetime") || F.AfterSuccess)
    return "";
  for (const SetupResult &Old : Before.Outcomes)
    for (const SetupResult &New : After.Outcomes)
      if (Old.Function == New.Function &&
          (F.Rule == "epf-irq-stray-free"
               ? !std::includes(New.Held.begin(), New.Held.end(),
                                Old.Held.begin(), Old.Held.end())
               : Old.Held != New.Held))
        return Old.Function + "() would hold something else when it succeeds";
  return "";
}

/// Why the repair of F does not hold; empty if it does.
static std::string objection(const Finding &F, const UnitReport &Before,
                             const UnitReport &After) {
  // What was not explored to its end proves nothing.
  auto Open = [](const UnitReport &Unit) {
    return llvm::count_if(Unit.Functions, [](const FunctionReport &Each) {
      return !Each.Complete;
    });
  };
  if (Open(After) > Open(Before) ||
      llvm::any_of(After.Functions, [&](const FunctionReport &Each) {
        return !Each.Complete && Each.Name == F.Function;
      }))
    return "exploring the result takes too long: " + After.Reason;
  if (After.Status == UnitStatus::Failed ||
      (After.Status == UnitStatus::Incomplete &&
       Before.Status != UnitStatus::Incomplete))
    return "the file no longer parses: " + After.Reason;
  std::map<Identity, int> Old = count(Before);
  std::map<Identity, int> New = count(After);
  if (New[identity(F)] >= Old[identity(F)])
    return "the finding is still there";
  for (auto &[Which, Count] : New)
    if (Count > Old[Which])
      return "it brings " + std::get<0>(Which) + " in " + std::get<1>(Which) +
             "()";
  return otherSuccess(F, Before, After);
}

/// What the compiler says of After that it does not say of Before; empty if
/// nothing.
static std::string newWarning(const UnitReport &Before,
                              const UnitReport &After) {
  std::multiset<std::string> Known(Before.Warnings.begin(),
                                   Before.Warnings.end());
  for (const std::string &Warning : After.Warnings)
    if (auto Old = Known.find(Warning); Old != Known.end())
      Known.erase(Old);
    else
      return Warning;
  return "";
}

void remember(Workbench &Bench) {
  auto Known = std::make_shared<std::map<std::string, UnitReport>>();
  Bench.Analyse = [=, Analyse = std::move(Bench.Analyse)](StringRef Text) {
    auto Seen = Known->find(Text.str());
    if (Seen == Known->end())
      Seen = Known->emplace(Text.str(), Analyse(Text)).first;
    return Seen->second;
  };
}

/// Gives Repair its form. False if part of it is outside the main file.
static bool form(Fix &Repair, StringRef Text, const Workbench &Bench) {
  if (llvm::any_of(Repair.Edits,
                   [&](const Edit &E) { return E.File != Bench.Main; }))
    return false;
  Repair.Edits = Bench.Form(Repair.Edits, Text);
  return true;
}

static void keepFirst(Finding &F) {
  if (F.Repairs.size() > 1)
    F.Repairs.erase(F.Repairs.begin() + 1, F.Repairs.end());
}

std::optional<UnitReport> verifyRepair(Finding &F, const UnitReport &Before,
                                       StringRef Text, const Workbench &Bench) {
  size_t Tried = 0;
  Fix *Best = nullptr;
  std::optional<UnitReport> Result;
  for (Fix &Repair : F.Repairs) {
    if (Tried == MostTries)
      break;
    ++Tried;
    if (!form(Repair, Text, Bench))
      continue;
    UnitReport After = Bench.Analyse(applyEdits(Text, Repair.Edits));
    Repair.Reason = objection(F, Before, After);
    if (!Repair.Reason.empty()) {
      Repair.Failed = true;
      Repair.How = Applicability::Review;
      continue;
    }
    Repair.Verified = true;
    // What only goes was put there for a reason.
    if (llvm::all_of(Repair.Edits, [](const Edit &E) {
          return StringRef(E.Replacement).trim().empty();
        }))
      Repair.How = Applicability::Review;
    std::string Warning = newWarning(Before, After);
    if (!Warning.empty()) {
      Repair.How = Applicability::Review;
      Repair.Reason = "but the compiler would warn of " + Warning;
    }
    if (!Best || Warning.empty()) {
      Best = &Repair;
      Result = std::move(After);
    }
    if (Warning.empty())
      break;
  }
  if (Best)
    std::swap(*Best, F.Repairs.front());
  keepFirst(F);
  return Result;
}

void verifyRepairs(UnitReport &Report, StringRef Text, const Workbench &Bench) {
  for (Finding &F : Report.Findings)
    verifyRepair(F, Report, Text, Bench);
}

void keepFirstRepairs(UnitReport &Report, StringRef Text,
                      const Workbench &Bench) {
  for (Finding &F : Report.Findings) {
    keepFirst(F);
    for (Fix &Repair : F.Repairs)
      form(Repair, Text, Bench);
  }
}

} // namespace epf
