//===- Verify.cpp - Trying repairs before they are shown ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Verify.h"
#include "tool/fix/Edits.h"
#include "tool/fix/Objections.h"
#include <algorithm>
#include <map>

using namespace llvm;

namespace epf {

/// No more repairs of one finding than this are tried.
static constexpr size_t MostTries = 6;

/// Nor are more than this put together.
static constexpr unsigned MostSteps = 3;

using Analyser = std::function<UnitReport(StringRef Text)>;

static Analyser remembered(Analyser Analyse) {
  auto Known = std::make_shared<std::map<std::string, UnitReport>>();
  return [=](StringRef Text) {
    auto Seen = Known->find(Text.str());
    if (Seen == Known->end())
      Seen = Known->emplace(Text.str(), Analyse(Text)).first;
    return Seen->second;
  };
}

void remember(Workbench &Bench) {
  Bench.Analyse = remembered(std::move(Bench.Analyse));
  if (Bench.AnalyseLonger)
    Bench.AnalyseLonger = remembered(std::move(Bench.AnalyseLonger));
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
    UnitReport After = analyse(Repair);
    Repair.Reason = objection(F, Repair, Text, Before, After);
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

  /// Whether Repair makes more of the file than the budget is for.
  bool takesLonger(const Fix &Repair) const {
    return Bench.AnalyseLonger && isTooMuch(Bench.Analyse(textWith(Repair)));
  }

private:
  std::string textWith(const Fix &Repair) const {
    return applyEdits(Text, Repair.Edits);
  }
  bool isTooMuch(const UnitReport &After) const {
    return After.Status == UnitStatus::Incomplete &&
           !isExploredLike(F, Before, After);
  }
  UnitReport analyse(const Fix &Repair) const;
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

// What is found with Repair. Where a flag for each of many requests, say, makes
// more states than the file had before, all of them are come to with more time.
UnitReport Trial::analyse(const Fix &Repair) const {
  UnitReport After = Bench.Analyse(textWith(Repair));
  if (Bench.AnalyseLonger && isTooMuch(After))
    After = Bench.AnalyseLonger(textWith(Repair));
  return After;
}

/// Whether Edits put a call in somewhere else that they take out of Text.
static bool moves(StringRef Text, ArrayRef<Edit> Edits) {
  return llvm::any_of(Edits, [&](const Edit &Out) {
    SmallVector<StringRef> Lines;
    Text.substr(Out.Offset, Out.Length).split(Lines, '\n');
    return llvm::any_of(Lines, [&](StringRef Line) {
      return Line.trim().ends_with(");") &&
             !StringRef(Out.Replacement).contains(Line.trim()) &&
             llvm::any_of(Edits, [&](const Edit &In) {
               return StringRef(In.Replacement).contains(Line.trim());
             });
    });
  });
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
  if (moves(Text, Whole.Edits))
    return std::nullopt;
  UnitReport Then = analyse(Whole);
  Whole.Reason = objection(F, Whole, Text, Before, Then);
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
  auto Old = count(Before.Findings);
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
    if (!isWhole(F, After) ||
        llvm::any_of(After.Functions,
                     [](const FunctionReport &Each) { return !Each.Complete; }))
      Repair.How = Applicability::Review;
    if (std::string Doubt = reservation(F, Before, After); !Doubt.empty()) {
      Repair.How = Applicability::Review;
      Repair.Reason = "but " + Doubt;
    } else if (This.takesLonger(Repair)) {
      Repair.How = Applicability::Review;
      Repair.Reason = "but exploring the result takes more than the budget";
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
