//===- Objections.cpp - What speaks against a repair ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/fix/Objections.h"
#include "paths/Explorer.h"
#include <set>

using namespace llvm;

namespace epf {

Identity identity(const Finding &F) { return {F.Rule, F.Function, F.Role}; }

using Counts = std::map<Identity, int>;

Counts count(llvm::ArrayRef<Finding> Found) {
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

/// Whether Old and New are of a caller of what F is in, which goes on though
/// that has failed: what failed held something, and holds nothing now.
static bool passesOnLess(const Finding &F, const SetupResult &Old,
                         const SetupResult &New) {
  return F.Rule == "epf-irq-leak" && F.Role == "error-return" &&
         Old.Function != F.Function && is_contained(Old.Held, "nothing") &&
         is_contained(New.Held, "nothing");
}

/// Where success means something else after a repair of F than before: a
/// function holds more, or less. Empty if nowhere. Only rules about shared
/// virqs and BARs are there to change that. What went wrong only after a
/// success may be put right before it, and what an end that tells nothing has
/// left is no success; behind a free of what is not held, nothing was explored;
/// and a repair that a person looks at may fail where less than everything was
/// held.
static std::string otherSuccess(const Finding &F, Applicability How,
                                const UnitReport &Before,
                                const UnitReport &After) {
  if ((F.Group != "symmetry" && F.Group != "lifetime") || F.AfterSuccess ||
      F.Role == "outlives")
    return "";
  bool Fewer = How == Applicability::Review;
  for (const SetupResult &Old : Before.Outcomes)
    for (const SetupResult &New : After.Outcomes)
      if (Old.Function == New.Function &&
          ((!keepsOutcomes(Old, New, Fewer) && !passesOnLess(F, Old, New)) ||
           (F.Rule != "epf-irq-stray-free" &&
            !keepsOutcomes(New, Old, /*Fewer=*/false))))
        return Old.Function + "() would hold something else when it succeeds";
  return "";
}

/// A function that could succeed, and can no more. Empty if there is none.
static std::string neverSucceeds(const UnitReport &Before,
                                 const UnitReport &After) {
  for (const SetupResult &Old : Before.Outcomes)
    if (llvm::none_of(After.Outcomes,
                      [&](const SetupResult &New) {
                        return New.Function == Old.Function;
                      }) &&
        llvm::any_of(After.Functions, [&](const FunctionReport &Each) {
          return Each.Name == Old.Function && Each.Complete;
        }))
      return Old.Function + "() would never succeed";
  return "";
}

static bool isComplete(const UnitReport &Unit, StringRef Function) {
  return llvm::all_of(Unit.Functions, [&](const FunctionReport &Each) {
    return Each.Complete || Each.Name != Function;
  });
}

bool isExploredLike(const Finding &F, const UnitReport &Before,
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

unsigned lineBehind(const Finding &F, StringRef Text,
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

/// Whether New, found in what Edits make of Text, stands where Old has got to.
static bool isAt(const Finding &Old, const Finding &New, StringRef Text,
                 llvm::ArrayRef<Edit> Edits) {
  return identity(Old) == identity(New) &&
         lineBehind(Old, Text, Edits) == New.Where.Line;
}

/// How much of what F is is told or doubted of After, but for doubts that a
/// finding covered before in the same place.
static int leftOf(const Finding &F, const UnitReport &Before,
                  const UnitReport &After, StringRef Text,
                  llvm::ArrayRef<Edit> Edits) {
  int Left = count(After.Findings)[identity(F)];
  for (const Finding &Doubt : After.Doubts)
    Left += identity(Doubt) == identity(F) &&
            llvm::none_of(Before.Covered, [&](const Finding &Old) {
              return isAt(Old, Doubt, Text, Edits);
            });
  return Left;
}

/// Whether a finding covered Doubt before, wherever paths showed it.
static bool wasCovered(const Finding &Doubt, const UnitReport &Before) {
  return llvm::any_of(Before.Covered, [&](const Finding &Old) {
    return Old.Rule == Doubt.Rule && Old.Role == Doubt.Role &&
           Old.Resource == Doubt.Resource;
  });
}

/// Whether New, found after a repair, was there before: about the same resource
/// or in the same place. What is told may have been doubted.
static bool wasFound(const Finding &New, const UnitReport &Before,
                     StringRef Text, llvm::ArrayRef<Edit> Edits) {
  auto IsIt = [&](const Finding &Old) {
    return (identity(Old) == identity(New) && Old.Resource == New.Resource) ||
           isAt(Old, New, Text, Edits);
  };
  return llvm::any_of(Before.Findings, IsIt) ||
         llvm::any_of(Before.Doubts, IsIt);
}

/// The first of After that is not one of Before; empty if there is none.
static std::string firstNew(llvm::ArrayRef<std::string> Before,
                            llvm::ArrayRef<std::string> After) {
  std::multiset<std::string> Known(Before.begin(), Before.end());
  for (const std::string &Each : After)
    if (auto Old = Known.find(Each); Old != Known.end())
      Known.erase(Old);
    else
      return Each;
  return "";
}

static std::string inWords(const Flaw &F) {
  switch (F.Kind) {
  case FlawKind::LostError:
    return F.Function + "() would not return an error that it sets";
  case FlawKind::NothingToFree:
    return F.Function + "() would free doorbells where none are allocated";
  case FlawKind::FreedUnderIrq:
    return F.Function + "() would free doorbells while an irq of theirs is "
                        "requested";
  }
  llvm_unreachable("a flaw of no kind");
}

/// Where an irq leaks as well, doorbells may be freed before it is mended.
static bool comesOfLeak(const Flaw &New, const UnitReport &Before) {
  return New.Kind == FlawKind::FreedUnderIrq &&
         llvm::any_of(Before.Findings, [](const Finding &F) {
           return F.Rule == "epf-irq-leak";
         });
}

/// A flaw of After that Before has not, of those that come of a leak or of the
/// others, in words; empty if there is none.
static std::string newFlaw(const UnitReport &Before, const UnitReport &After,
                           bool OfLeak) {
  for (const Flaw &New : After.Flaws)
    if (comesOfLeak(New, Before) == OfLeak &&
        llvm::none_of(Before.Flaws, [&](const Flaw &Old) {
          return Old.Kind == New.Kind && Old.Function == New.Function &&
                 Old.Count >= New.Count;
        }))
      return inWords(New);
  return "";
}

/// Whether Edits take a condition from a stray free that stays: it runs more
/// often now, and was told of before.
static bool setFree(const UnitReport &Before, const UnitReport &After,
                    StringRef Text, llvm::ArrayRef<Edit> Edits) {
  auto LineOf = [&](size_t At) { return Text.take_front(At).count('\n') + 1; };
  return llvm::any_of(Before.Findings, [&](const Finding &Old) {
    return Old.Rule == "epf-irq-stray-free" &&
           llvm::any_of(Edits,
                        [&](const Edit &E) {
                          size_t End = E.Offset + E.Length;
                          return Text.slice(E.Offset, End).contains("if (") &&
                                 !StringRef(E.Replacement).contains("if (") &&
                                 LineOf(E.Offset) <= Old.Where.Line &&
                                 Old.Where.Line <= LineOf(End) + 1;
                        }) &&
           llvm::any_of(After.Findings, [&](const Finding &New) {
             return identity(Old) == identity(New) &&
                    Old.Resource == New.Resource;
           });
  });
}

std::string objection(const Finding &F, const Fix &Repair, StringRef Text,
                      const UnitReport &Before, const UnitReport &After) {
  if (After.Status == UnitStatus::Failed ||
      (After.Status == UnitStatus::Incomplete &&
       isExploredLike(F, Before, After) &&
       Before.Status != UnitStatus::Incomplete))
    return "the file no longer parses: " + After.Reason;
  if (!isExploredLike(F, Before, After))
    return "exploring the result takes too long: " + After.Reason;
  Counts Old = countAll(Before), Now = count(After.Findings);
  if (leftOf(F, Before, After, Text, Repair.Edits) >= Old[identity(F)])
    return Now[identity(F)] < count(Before.Findings)[identity(F)]
               ? "whether it is gone then can't be told: it is still in doubt"
               : "the finding is still there";
  for (const Finding &Each : After.Findings)
    if (Now[identity(Each)] > Old[identity(Each)] ||
        !wasFound(Each, Before, Text, Repair.Edits))
      return "it brings " + Each.Rule + " in " + Each.Function + "()";
  // One more of what was in doubt already says nothing new.
  for (const Finding &Each : After.Doubts)
    if (!Old[identity(Each)] && !wasCovered(Each, Before))
      return "it may bring " + Each.Rule + " in " + Each.Function + "()";
  if (endlessPaths(After) > endlessPaths(Before))
    return "a loop of the result may not end";
  if (std::string Unset = firstNew(Before.Unset, After.Unset); !Unset.empty())
    return "the compiler would warn of " + Unset;
  if (std::string Flaw = newFlaw(Before, After, /*OfLeak=*/false);
      !Flaw.empty())
    return Flaw;
  if (setFree(Before, After, Text, Repair.Edits))
    return "it takes the condition from a free that is stray";
  if (std::string Function = neverSucceeds(Before, After); !Function.empty())
    return Function;
  return otherSuccess(F, Repair.How, Before, After);
}

bool isWhole(const Finding &F, const UnitReport &After) {
  return llvm::none_of(After.Findings, [&](const Finding &Each) {
    return Each.Rule == F.Rule && Each.Resource == F.Resource;
  });
}

std::string reservation(const Finding &F, const UnitReport &Before,
                        const UnitReport &After) {
  // It was found within the budget, and is gone within the same.
  if (!isComplete(After, F.Function))
    return F.Function + "() is not explored to its end, nor was it before";
  if (std::string Flaw = newFlaw(Before, After, /*OfLeak=*/true); !Flaw.empty())
    return Flaw;
  std::string Warning = firstNew(Before.Warnings, After.Warnings);
  return Warning.empty() ? "" : "the compiler would warn of " + Warning;
}

} // namespace epf
