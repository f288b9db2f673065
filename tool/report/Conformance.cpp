//===- Conformance.cpp - What a run says of each group of rules -----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// "Met" is the strongest claim of a report: it takes that there was something
// to keep, that all of it was explored, and that nothing was found. What there
// was to keep is read off the words of the code, without parsing it again.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Conformance.h"
#include "tool/report/SourceText.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;

namespace epf {

StringRef verdictName(Verdict Status) {
  switch (Status) {
  case Verdict::Met:
    return "met";
  case Verdict::Violated:
    return "violated";
  case Verdict::NotExercised:
    return "not-exercised";
  case Verdict::Undecided:
    return "undecided";
  }
  llvm_unreachable("covered switch");
}

static bool ranWholly(StringRef Group, const Report &R) {
  return all_of(allRules(), [&](const RuleInfo &Rule) {
    return Rule.Group != Group || is_contained(R.Rules, Rule.Name);
  });
}

/// True if code that says Word has to do with the group.
static bool exercises(StringRef Word, StringRef Group) {
  if (Group == "symmetry")
    return Word.contains("irq") && is_contained(vocabularyWords(), Word);
  if (Group == "shared-virq")
    return Word == "virq";
  if (Group == "irq-flags")
    return Word == "irq_flags";
  if (Group == "bar-match")
    return Word == ".bar";
  return Word == "pci_epf_alloc_doorbell" || Word == "pci_epf_free_doorbell";
}

namespace {
/// A word of the code: comments and strings are none.
struct Word {
  StringRef Text; ///< ".bar" of a member of this name that is not indexed
  Location Where;
};
} // namespace

static std::vector<Word> wordsOf(StringRef File, SourceText &Sources) {
  StringRef Text = Sources.file(File);
  clang::LangOptions C;
  clang::Lexer Tokens(clang::SourceLocation(), C, Text.begin(), Text.begin(),
                      Text.end());
  std::vector<Word> Words;
  bool AfterDot = false;
  for (clang::Token Next; !Tokens.LexFromRawLexer(Next);) {
    if (Next.is(clang::tok::raw_identifier)) {
      StringRef Name = Next.getRawIdentifier();
      bool IsIndexed =
          StringRef(Name.end(), Text.end() - Name.end()).starts_with("[");
      Words.push_back(
          {AfterDot && !IsIndexed && Name == "bar" ? ".bar" : Name,
           Sources.range(File, Name.data() - Text.data(), Name.size())});
    }
    AfterDot = Next.isOneOf(clang::tok::period, clang::tok::arrow);
  }
  return Words;
}

/// Where the code that was analysed has to do with Group, once a line. The
/// groups about doorbells want one to be allocated.
static std::vector<Location> exercise(StringRef Group,
                                      ArrayRef<std::vector<Word>> Files) {
  std::vector<Location> Result;
  for (const std::vector<Word> &Words : Files) {
    bool HasDoorbell = any_of(Words, [](const Word &W) {
      return W.Text == "pci_epf_alloc_doorbell";
    });
    if (!HasDoorbell && Group != "symmetry" && Group != "lifetime")
      continue;
    for (const Word &W : Words)
      if (exercises(W.Text, Group) &&
          (Result.empty() || Result.back().Line != W.Where.Line ||
           Result.back().File != W.Where.File))
        Result.push_back(W.Where);
  }
  return Result;
}

/// What is to be said of a group without findings, and why.
static void judge(Conformance &Row, const Report &R,
                  ArrayRef<std::vector<Word>> Files) {
  std::vector<Location> Where = exercise(Row.Group, Files);
  if (!ranWholly(Row.Group, R) || Where.empty())
    Row.Status = Verdict::NotExercised;
  else if (any_of(R.Suppressed,
                  [&](const Finding &F) { return F.Group == Row.Group; }) ||
           R.count(UnitStatus::Incomplete) || R.count(UnitStatus::Failed))
    Row.Status = Verdict::Undecided;
  else
    Row.Status = Verdict::Met;
  if (Row.Status != Verdict::NotExercised)
    Row.Evidence = std::move(Where);
}

std::vector<Conformance> conformance(const Report &R) {
  SourceText Sources(R.Root, R.Overlay);
  std::vector<std::vector<Word>> Files;
  for (const UnitReport &Unit : R.Units)
    if (Unit.Status != UnitStatus::Skipped)
      Files.push_back(wordsOf(Unit.File, Sources));
  std::vector<Conformance> Rows;
  for (const RuleInfo &Rule : allRules())
    if (none_of(Rows, [&](auto &Row) { return Row.Group == Rule.Group; }))
      Rows.push_back({Rule.Group.str(), Verdict::Violated, {}});
  for (Conformance &Row : Rows) {
    for (const Finding &F : concat<const Finding>(R.Findings, R.Known))
      if (F.Group == Row.Group)
        Row.Evidence.push_back(F.Where);
    if (Row.Evidence.empty())
      judge(Row, R, Files);
  }
  return Rows;
}

} // namespace epf
