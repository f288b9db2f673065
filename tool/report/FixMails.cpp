//===- FixMails.cpp - Each fix as a patch to send -------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// There is no Date, so that the same input gives the same bytes; `git am` puts
// in its own.
//
//===----------------------------------------------------------------------===//

#include "tool/report/FixMails.h"
#include "tool/fix/History.h"
#include "tool/report/Diff.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace epf {

/// What git and checkpatch hold a message's lines to.
static constexpr size_t Width = 75;

/// In lines of at most Width columns, where that can be.
static std::string wrapped(StringRef Text) {
  std::string Result;
  size_t Column = 0;
  SmallVector<StringRef, 32> Words;
  SplitString(Text, Words);
  for (StringRef Word : Words) {
    bool Fits = Column + 1 + Word.size() <= Width;
    if (Column)
      Result += Fits ? " " : "\n";
    Column = (Column && Fits ? Column + 1 : 0) + Word.size();
    Result += Word;
  }
  return Result + "\n";
}

/// The part of a file's name that tells people what is in it.
static std::string slug(StringRef Subject) {
  std::string Result;
  for (char C : Subject)
    if (isAlnum(C) || C == '_' || C == '.')
      Result += C;
    else if (!StringRef(Result).ends_with("-"))
      Result += '-';
  return StringRef(Result).take_front(52).trim("-.").str();
}

/// The lines of the file that the fault is in: where it shows and where it
/// was prepared.
static std::vector<unsigned> linesOf(const Finding &F) {
  std::vector<unsigned> Result = {F.Where.Line};
  for (const Event &Step : F.Witness)
    if (Step.Where.File == F.Where.File &&
        (Step.Kind == EventKind::Acquire || Step.Kind == EventKind::Release))
      Result.push_back(Step.Where.Line);
  return Result;
}

static std::string messageOf(const Finding &F) {
  std::string Text = wrapped(F.Message + " [" + F.Rule + "]");
  if (!F.Witness.empty()) {
    Text += "\nThe way there:\n\n";
    for (const Event &Step : F.Witness) {
      std::string Said = join(split(Step.Message, '\n'), " ");
      Text +=
          formatv("  {0}:{1}: {2}\n", Step.Where.File, Step.Where.Line, Said)
              .str();
    }
  }
  return Text + "\n" +
         wrapped("Found by epflint, which no longer finds it with this "
                 "change. Not tested otherwise.");
}

static std::string subjectOf(const Finding &F, const std::string &Prefix) {
  std::string Subject = Prefix + F.repair()->Description;
  std::string Where = " in " + F.Function + "()";
  if (Subject.size() + Where.size() <= Width &&
      !StringRef(Subject).contains(F.Function))
    Subject += Where;
  return Subject;
}

Expected<std::vector<FixMail>> fixMails(const Report &R) {
  History Past(R.Root.path());
  std::optional<std::string> Author = Past.author();
  if (!Author)
    return createStringError(inconvertibleErrorCode(),
                             "git does not know who you are; set its user.name "
                             "and user.email");
  size_t Count = 0;
  for (const UnitReport &Unit : R.Units)
    Count += Unit.Fixed ? Unit.Fixed->Steps.size() : 0;

  std::vector<FixMail> Mails;
  for (const UnitReport &Unit : R.Units) {
    if (!Unit.Fixed || !Unit.Fixed->changes())
      continue;
    std::string File = R.Root.absolute(Unit.File);
    std::string Prefix =
        Past.subjectPrefix(File).value_or(subjectPrefixOf(Unit.File));
    for (const FixStep &Step : Unit.Fixed->Steps) {
      std::string Subject = subjectOf(Step.Fixed, Prefix);
      size_t Number = Mails.size() + 1;
      std::string Mark =
          Count == 1 ? "PATCH" : formatv("PATCH {0}/{1}", Number, Count).str();
      std::string Text =
          "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 "
          "2001\nFrom: " +
          *Author + "\nSubject: [" + Mark + "] " + Subject +
          "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
          "Content-Transfer-Encoding: 8bit\n\n" +
          messageOf(Step.Fixed);
      if (auto Origin = Past.origin(File, Step.Before, linesOf(Step.Fixed)))
        Text += "\nFixes: " + *Origin + "\n";
      Expected<std::string> Diff = unifiedDiff(
          Unit.File, Step.Before, Step.Fixed.repair()->Edits, /*Context=*/3);
      if (!Diff)
        return Diff.takeError();
      // As the diff names it, but for the tab that ends a name with blanks.
      auto Named = [&](StringRef Side) {
        return StringRef(diffName(Side, Unit.File)).rtrim('\t').str();
      };
      Text += "---\ndiff --git " + Named("a/") + " " + Named("b/") + "\n" +
              *Diff + "-- \nepflint " EPFLINT_VERSION "\n\n";
      Mails.push_back(
          {formatv("{0,0+4}-{1}.patch", Number, slug(Subject)).str(), Text});
    }
  }
  return Mails;
}

} // namespace epf
