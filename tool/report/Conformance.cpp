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
#include "llvm/Support/Path.h"
#include <set>

using namespace llvm;

namespace epf {

/// Of a unit no more files than this are read for its words.
static constexpr size_t MostFiles = 50;

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

namespace {
/// The words of a unit: of its file and of the headers beside it, without which
/// a driver in several files seems to have nothing to do with a group.
class UnitWords {
public:
  UnitWords(StringRef Unit, SourceText &Sources) : Sources(Sources) {
    read(Unit.str());
  }

  std::vector<Word> All;

private:
  void read(const std::string &File);
  void readIncluded(StringRef From, StringRef Quoted);

  SourceText &Sources;
  std::set<std::string> Seen;
};
} // namespace

/// What is included in quotes, if it is in the same folder or near by.
void UnitWords::readIncluded(StringRef From, StringRef Quoted) {
  StringRef Name = Quoted.trim('"');
  if (sys::path::is_absolute(Name) || !Name.ends_with(".h"))
    return;
  SmallString<128> Path = sys::path::parent_path(From);
  sys::path::append(Path, Name);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  if (!Path.starts_with(".."))
    read(Path.str().str());
}

void UnitWords::read(const std::string &File) {
  if (Seen.size() == MostFiles || !Seen.insert(File).second)
    return;
  StringRef Text = Sources.file(File);
  clang::LangOptions C;
  clang::Lexer Tokens(clang::SourceLocation(), C, Text.begin(), Text.begin(),
                      Text.end());
  std::vector<std::string> Included;
  bool AfterDot = false, AfterInclude = false;
  for (clang::Token Next; !Tokens.LexFromRawLexer(Next);) {
    StringRef Name;
    if (Next.is(clang::tok::raw_identifier)) {
      Name = Next.getRawIdentifier();
      bool IsIndexed =
          StringRef(Name.end(), Text.end() - Name.end()).starts_with("[");
      All.push_back(
          {AfterDot && !IsIndexed && Name == "bar" ? ".bar" : Name,
           Sources.range(File, Name.data() - Text.data(), Name.size())});
    }
    if (AfterInclude && Next.is(clang::tok::string_literal))
      Included.emplace_back(Next.getLiteralData(), Next.getLength());
    AfterInclude = Name == "include";
    AfterDot = Next.isOneOf(clang::tok::period, clang::tok::arrow);
  }
  for (const std::string &Each : Included)
    readIncluded(File, Each);
}

/// Where the code that was analysed has to do with Group, once a line. The
/// groups about doorbells want one to be allocated.
static std::vector<Location> exercise(StringRef Group,
                                      ArrayRef<UnitWords> Units) {
  std::vector<Location> Result;
  std::set<std::pair<StringRef, unsigned>> Lines;
  for (const UnitWords &Words : Units) {
    bool HasDoorbell = any_of(Words.All, [](const Word &W) {
      return W.Text == "pci_epf_alloc_doorbell";
    });
    if (!HasDoorbell && Group != "symmetry" && Group != "lifetime")
      continue;
    for (const Word &W : Words.All)
      if (exercises(W.Text, Group) &&
          Lines.insert({W.Where.File, W.Where.Line}).second)
        Result.push_back(W.Where);
  }
  return Result;
}

/// What is to be said of a group without findings, and why.
static void judge(Conformance &Row, const Report &R,
                  ArrayRef<UnitWords> Units) {
  std::vector<Location> Where = exercise(Row.Group, Units);
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
  std::vector<UnitWords> Units;
  for (const UnitReport &Unit : R.Units)
    if (Unit.Status != UnitStatus::Skipped)
      Units.emplace_back(Unit.File, Sources);
  std::vector<Conformance> Rows;
  for (const RuleInfo &Rule : allRules())
    if (none_of(Rows, [&](auto &Row) { return Row.Group == Rule.Group; }))
      Rows.push_back({Rule.Group.str(), Verdict::Violated, {}});
  for (Conformance &Row : Rows) {
    for (const Finding &F : concat<const Finding>(R.Findings, R.Known))
      if (F.Group == Row.Group)
        Row.Evidence.push_back(F.Where);
    if (Row.Evidence.empty())
      judge(Row, R, Units);
  }
  return Rows;
}

} // namespace epf
