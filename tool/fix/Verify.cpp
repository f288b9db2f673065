//===- Verify.cpp - Trying repairs before they are shown ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Verify.h"
#include "paths/Explorer.h"
#include "tool/fix/Edits.h"
#include <algorithm>
#include <map>
#include <set>

using namespace llvm;

namespace epf {

/// No more repairs of one finding than this are tried.
static constexpr size_t MostTries = 6;

/// Nor are more than this put together.
static constexpr unsigned MostSteps = 3;

/// What a finding is, whatever line it is on and whatever names a repair gives
/// to the variables of the resource.
using Identity = std::tuple<std::string, std::string, std::string>;

static Identity identity(const Finding &F) {
  return {F.Rule, F.Function, F.Role};
}

using Counts = std::map<Identity, int>;

static Counts count(llvm::ArrayRef<Finding> Found) {
  Counts Result;
  for (const Finding &F : Found)
    ++Result[identity(F)];
  return Result;
}

// What is doubted counts as well: a repair that only hides the fault behind a
// condition that the file does not decide is none.
static Counts countAll(const UnitReport &Unit) {
  Counts Result = count(Unit.Findings);
  for (auto &[Which, Count] : count(Unit.Doubts))
    Result[Which] += Count;
  return Result;
}

/// Whether every outcome of Old is one of New; or, if Fewer may be left, less
/// than one of New.
static bool keepsOutcomes(const SetupResult &Old, const SetupResult &New,
                          bool Fewer) {
  auto Parts = [](StringRef Held) {
    SmallVector<StringRef> All;
    if (Held != "nothing")
      Held.split(All, ", ");
    return All;
  };
  return llvm::all_of(Old.Held, [&](const std::string &Lost) {
    return llvm::any_of(New.Held, [&](const std::string &Kept) {
      return Kept == Lost ||
             (Fewer && llvm::all_of(Parts(Lost), [&](StringRef Part) {
                return is_contained(Parts(Kept), Part);
              }));
    });
  });
}

/// Where success means something else after a repair of F than before: a
/// function holds more, or less. Empty if nowhere. Only rules about shared
/// virqs and BARs are there to change that. What went wrong only after a
/// success may be put right before it; behind a free of what is not held,
/// nothing was explored; and a repair that a person looks at may fail where
/// less than everything was held.
static std::string otherSuccess(const Finding &F, Applicability How,
                                const UnitReport &Before,
                                const UnitReport &After) {
  if ((F.Group != "symmetry" && F.Group != "lifetime") || F.AfterSuccess)
    return "";
  bool Fewer = How == Applicability::Review;
  for (const SetupResult &Old : Before.Outcomes)
    for (const SetupResult &New : After.Outcomes)
      if (Old.Function == New.Function &&
          (!keepsOutcomes(Old, New, Fewer) ||
           (F.Rule != "epf-irq-stray-free" &&
            !keepsOutcomes(New, Old, /*Fewer=*/false))))
        return Old.Function + "() would hold something else when it succeeds";
  return "";
}

static bool isComplete(const UnitReport &Unit, StringRef Function) {
  return llvm::all_of(Unit.Functions, [&](const FunctionReport &Each) {
    return Each.Complete || Each.Name != Function;
  });
}

/// Whether After is explored as far as Before: what was not proves nothing.
static bool isExploredLike(const Finding &F, const UnitReport &Before,
                           const UnitReport &After) {
  auto Open = [](const UnitReport &Unit) {
    return llvm::count_if(Unit.Functions, [](const FunctionReport &Each) {
      return !Each.Complete;
    });
  };
  return After.Status != UnitStatus::Failed && Open(After) <= Open(Before) &&
         (isComplete(After, F.Function) || !isComplete(Before, F.Function));
}

/// Paths that were dropped in a loop. What is behind it is not seen, so that a
/// loop without an end would hide any fault.
static unsigned endlessPaths(const UnitReport &Unit) {
  unsigned Count = 0;
  for (const Unjudged &Each : Unit.NotJudged)
    if (Each.Reason == EndlessLoop)
      Count += Each.Count;
  return Count;
}

/// Why a repair of F does not hold; empty if it does.
static std::string objection(const Finding &F, Applicability How,
                             const UnitReport &Before,
                             const UnitReport &After) {
  if (After.Status == UnitStatus::Failed ||
      (After.Status == UnitStatus::Incomplete &&
       isExploredLike(F, Before, After) &&
       Before.Status != UnitStatus::Incomplete))
    return "the file no longer parses: " + After.Reason;
  if (!isExploredLike(F, Before, After))
    return "exploring the result takes too long: " + After.Reason;
  Counts Old = countAll(Before);
  if (countAll(After)[identity(F)] >= Old[identity(F)])
    return count(After.Findings)[identity(F)] <
                   count(Before.Findings)[identity(F)]
               ? "whether it is gone then can't be told: it is still in doubt"
               : "the finding is still there";
  for (auto &[Which, Count] : count(After.Findings))
    if (Count > Old[Which])
      return "it brings " + std::get<0>(Which) + " in " + std::get<1>(Which) +
             "()";
  // One more of what was in doubt already says nothing new.
  for (auto &[Which, Count] : count(After.Doubts))
    if (!Old[Which])
      return "it may bring " + std::get<0>(Which) + " in " +
             std::get<1>(Which) + "()";
  if (endlessPaths(After) > endlessPaths(Before))
    return "a loop of the result may not end";
  return otherSuccess(F, How, Before, After);
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

/// What speaks against a repair of F that holds; empty if nothing.
static std::string reservation(const Finding &F, const UnitReport &Before,
                               const UnitReport &After) {
  // It was found within the budget, and is gone within the same.
  if (!isComplete(After, F.Function))
    return F.Function + "() is not explored to its end, nor was it before";
  std::string Warning = newWarning(Before, After);
  return Warning.empty() ? "" : "the compiler would warn of " + Warning;
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

namespace {
/// One finding's way to a repair that holds.
class Trial {
public:
  Trial(const Finding &F, const UnitReport &Before, StringRef Text,
        const Workbench &Bench)
      : F(F), Before(Before), Text(Text), Bench(Bench) {}

  /// Tries Repair. Gives what was found with it, whether it holds or not;
  /// nothing if it can't be tried.
  std::optional<UnitReport> run(Fix &Repair) {
    if (Repair.Edits.empty() || !form(Repair, Text, Bench))
      return std::nullopt;
    UnitReport After = Bench.Analyse(applyEdits(Text, Repair.Edits));
    Repair.Reason = objection(F, Repair.How, Before, After);
    return After;
  }

  /// Tries Repair with repairs of what After, which was found with it alone,
  /// shows. Gives what was found with all of it, if it holds.
  std::optional<UnitReport> runOn(Fix &Repair, const UnitReport &After) {
    return mendRest(Repair, After, MostSteps - 1);
  }

  /// Where Repair, which holds, goes to a label behind which there is a stray
  /// free, tries it with the repair of that. Gives what was found with both.
  std::optional<UnitReport> runWithLabel(Fix &Repair, const UnitReport &After);

private:
  std::optional<UnitReport> runBoth(Fix &Whole, Fix &More, StringRef Now);
  std::optional<UnitReport> mendRest(Fix &Repair, const UnitReport &After,
                                     unsigned Steps);

  const Finding &F;
  const UnitReport &Before;
  StringRef Text;
  const Workbench &Bench;
  unsigned Tried = 0;
};
} // namespace

/// The line that F is at once Edits are made to Text.
static unsigned lineBehind(const Finding &F, StringRef Text,
                           llvm::ArrayRef<Edit> Edits) {
  size_t At = 0;
  for (unsigned Line = 1; Line < F.Where.Line; ++Line)
    At = Text.find('\n', At) + 1;
  int Line = F.Where.Line;
  for (const Edit &E : Edits)
    if (E.Offset <= At)
      Line += StringRef(E.Replacement).count('\n') -
              Text.substr(E.Offset, E.Length).count('\n');
  return Line;
}

// Adds More, which is about the text Now that Whole makes, and tries both.
std::optional<UnitReport> Trial::runBoth(Fix &Whole, Fix &More, StringRef Now) {
  if (Tried == MostTries || !form(More, Now, Bench))
    return std::nullopt;
  ++Tried;
  if (!StringRef(Whole.Description).ends_with(More.Description))
    Whole.Description += ", then " + More.Description;
  Whole.How = Applicability::Review;
  Whole.Edits = mergeEdits(Whole.Edits, More.Edits);
  UnitReport Then = Bench.Analyse(applyEdits(Text, Whole.Edits));
  Whole.Reason = objection(F, Whole.How, Before, Then);
  return Then;
}

// Where a repair lets a path go on that ended at the finding, the next fault on
// it shows: the two are mended at once, or not at all.
std::optional<UnitReport> Trial::mendRest(Fix &Repair, const UnitReport &After,
                                          unsigned Steps) {
  // What is requested and freed adds up; other groups tell too little, but for
  // a doorbell that gets a handler, which has to be freed.
  if (!Steps ||
      (F.Group != "symmetry" && F.Rule != "epf-irq-missing-handler") ||
      !isExploredLike(F, Before, After))
    return std::nullopt;
  Counts Old = count(Before.Findings);
  std::string Now = applyEdits(Text, Repair.Edits);
  unsigned Line = lineBehind(F, Text, Repair.Edits);
  for (const Finding &Next : After.Findings) {
    bool Same = identity(Next) == identity(F) &&
                (Next.Resource != F.Resource || Next.Where.Line != Line);
    if (!Same && Old[identity(Next)])
      continue;
    for (Fix More : Next.Repairs) {
      Fix Whole = Repair;
      auto Then = runBoth(Whole, More, Now);
      if (!Then)
        continue;
      std::optional<UnitReport> Result;
      if (Whole.Reason.empty())
        Result = std::move(Then);
      else if (llvm::none_of(Then->Findings, [&](const Finding &Each) {
                 return identity(Each) == identity(Next) &&
                        Each.Resource == Next.Resource &&
                        Each.Where.Line == lineBehind(Next, Now, More.Edits);
               }))
        Result = mendRest(Whole, *Then, Steps - 1);
      if (Result) {
        Repair = std::move(Whole);
        return Result;
      }
    }
    break;
  }
  return std::nullopt;
}

std::optional<UnitReport> Trial::runWithLabel(Fix &Repair,
                                              const UnitReport &After) {
  std::string Now = applyEdits(Text, Repair.Edits);
  unsigned Label = labelGoneTo(Now, Repair.Edits);
  for (const Finding &Next : After.Findings) {
    if (!Label || F.Rule == Next.Rule || Next.Rule != "epf-irq-stray-free" ||
        Next.Function != F.Function || Next.Where.Line <= Label)
      continue;
    for (Fix More : Next.Repairs) {
      Fix Whole = Repair;
      auto Then = runBoth(Whole, More, Now);
      if (Then && Whole.Reason.empty() &&
          count(Then->Findings)[identity(Next)] <
              count(After.Findings)[identity(Next)]) {
        Repair = std::move(Whole);
        return Then;
      }
    }
  }
  return std::nullopt;
}

std::optional<UnitReport> verifyRepair(Finding &F, const UnitReport &Before,
                                       StringRef Text, const Workbench &Bench) {
  Trial This(F, Before, Text, Bench);
  Fix *Best = nullptr;
  std::optional<UnitReport> Result;
  // Keeps Repair, which holds, if it is better than what there is. True if no
  // other can be better.
  auto Keep = [&](Fix &Repair, UnitReport After) {
    Repair.Verified = true;
    Repair.Failed = false;
    // What only goes was put there for a reason.
    if (llvm::all_of(Repair.Edits, [](const Edit &E) {
          return StringRef(E.Replacement).trim().empty();
        }))
      Repair.How = Applicability::Review;
    if (std::string Doubt = reservation(F, Before, After); !Doubt.empty()) {
      Repair.How = Applicability::Review;
      Repair.Reason = "but " + Doubt;
    }
    bool Sure = Repair.Reason.empty();
    if (!Best || Sure) {
      Best = &Repair;
      Result = std::move(After);
    }
    return Sure;
  };
  std::vector<std::pair<Fix *, UnitReport>> Failed;
  for (Fix &Repair : llvm::MutableArrayRef(F.Repairs).take_front(MostTries)) {
    auto After = This.run(Repair);
    if (After && Repair.Reason.empty()) {
      if (auto Whole = This.runWithLabel(Repair, *After))
        After = std::move(Whole);
      if (Keep(Repair, std::move(*After)))
        break;
      continue;
    }
    Repair.Failed |= After.has_value();
    Repair.How = Applicability::Review;
    if (After)
      Failed.emplace_back(&Repair, std::move(*After));
  }
  for (auto &[Repair, After] : Failed) {
    if (Best)
      break;
    if (auto Whole = This.runOn(*Repair, After))
      Keep(*Repair, std::move(*Whole));
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
