//===- Series.cpp - From messages to a series -----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Series.h"
#include "tool/patch/Copies.h"
#include "tool/patch/Subject.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace llvm;

namespace epf::patch {

/// Deeper quotes than this are not looked at.
static constexpr unsigned DeepestQuote = 8;

namespace {

/// A diff somewhere in a message.
struct Found {
  size_t From;    ///< index of the message
  unsigned Depth; ///< of quoting
  Diff Changes;
};

class Assembler {
public:
  explicit Assembler(std::vector<Message> Messages)
      : Messages(std::move(Messages)) {}

  Expected<Series> assemble();

private:
  Error find();
  Error findIn(size_t M, ArrayRef<TextLine> Layer, unsigned Depth);
  bool isReply(size_t M) const;
  bool isCover(size_t M) const;
  Patch makePatch(const Found &F) const;
  void takeOwn();
  void takeCopies();
  void dropOlder(Series &S) const;
  Error order(Series &S) const;
  void keepContext(Series &S);

  std::vector<Message> Messages;
  std::vector<Subject> Subjects;
  std::vector<Found> Diffs;
  std::vector<Patch> Patches;
  std::vector<const Diff *> Sources; ///< per patch
  std::vector<bool> IsPatch;         ///< per message
  std::string FirstError;            ///< of what may be left out
};

} // namespace

bool Assembler::isReply(size_t M) const {
  if (Subjects[M].Reply || (!Messages[M].Text.empty() &&
                            isAttribution(Messages[M].Text.front().Text)))
    return true;
  // Not all mail programs write "Re:".
  for (size_t Other = 0; Other < M; ++Other)
    if (!Messages[M].InReplyTo.empty() &&
        Messages[Other].MessageId == Messages[M].InReplyTo &&
        Messages[Other].Subject == Messages[M].Subject)
      return true;
  return false;
}

/// True of "[PATCH 0/3] ...": a diff in it shows what changed since the version
/// before.
bool Assembler::isCover(size_t M) const {
  return Subjects[M].Numbered && !Subjects[M].Number && !Subjects[M].Reply;
}

Error Assembler::findIn(size_t M, ArrayRef<TextLine> Layer, unsigned Depth) {
  auto D = readDiff(Layer);
  if (D) {
    if (!D->Files.empty())
      Diffs.push_back({M, Depth, std::move(*D)});
    return Error::success();
  }
  if (!Depth && !isReply(M))
    return D.takeError();
  // Replies quote parts of patches that are none by themselves.
  std::string What = toString(D.takeError());
  if (FirstError.empty())
    FirstError = What;
  return Error::success();
}

Error Assembler::find() {
  for (size_t M = 0; M < Messages.size(); ++M) {
    unsigned Deepest = 0;
    for (const TextLine &Line : Messages[M].Text)
      Deepest = std::max(Deepest, quoteDepth(Line.Text));
    for (unsigned Depth = 0; Depth <= std::min(Deepest, DeepestQuote);
         ++Depth) {
      Lines Layer = layer(Messages[M].Text, Depth);
      ArrayRef<TextLine> Rest = Layer;
      while (!Rest.empty()) {
        size_t End = 1;
        while (End < Rest.size() && !isAttribution(Rest[End].Text))
          ++End;
        if (Error E = findIn(M, Rest.take_front(End), Depth))
          return E;
        Rest = Rest.drop_front(End);
      }
    }
  }
  return Error::success();
}

/// The hexadecimal id behind "base-commit: ".
static std::string baseCommit(ArrayRef<TextLine> Text) {
  for (const TextLine &Line : Text) {
    StringRef Id = Line.Text;
    if (Id.consume_front("base-commit: ") && Id.trim().size() >= 7 &&
        all_of(Id.trim(), isHexDigit))
      return Id.trim().str();
  }
  return "";
}

/// Who signed the patch last, and so has sent it.
static std::string lastSigner(ArrayRef<TextLine> Text) {
  std::string Result;
  for (const TextLine &Line : Text) {
    StringRef Who = StringRef(Line.Text).ltrim("> ");
    if (Who.starts_with("diff --git "))
      break;
    if (Who.consume_front_insensitive("Signed-off-by: ") && Who.contains('@'))
      Result = Who.trim().str();
  }
  return Result;
}

Patch Assembler::makePatch(const Found &F) const {
  const Message &M = Messages[F.From];
  const Subject &Tag = Subjects[F.From];
  Patch P;
  static_cast<Mail &>(P) = M;
  P.Version = Tag.Version;
  P.Number = Tag.Number;
  P.Total = Tag.Total;
  P.BaseCommit = baseCommit(M.Text);
  P.Files = F.Changes.Files;
  P.Damages = M.Damages;
  append_range(P.Damages, F.Changes.Damages);
  // A page shows names without their addresses.
  if (!StringRef(P.Author).contains("@"))
    P.Author = lastSigner(M.Text);
  if (P.ReplyTo.empty())
    P.ReplyTo = P.Author;
  // Who sends a patch of somebody else names the author first.
  StringRef First = StringRef(M.Body).ltrim().split('\n').first;
  if (First.consume_front("From: ") && First.contains('@'))
    P.Author = First.trim().str();
  return P;
}

/// What messages send by themselves. A diff in a reply is a suggestion, unless
/// there is nothing else.
void Assembler::takeOwn() {
  IsPatch.assign(Messages.size(), false);
  for (bool Replies : {false, true}) {
    if (Replies && any_of(Diffs, [&](const Found &F) {
          return F.Depth || !isReply(F.From);
        }))
      return;
    for (const Found &F : Diffs)
      if (!F.Depth && isReply(F.From) == Replies && !isCover(F.From)) {
        Patches.push_back(makePatch(F));
        Sources.push_back(&F.Changes);
        IsPatch[F.From] = true;
      }
  }
}

/// What replies quote: copies of what is there, or all that is left of it.
void Assembler::takeCopies() {
  std::map<size_t, std::vector<const Diff *>> Copies;
  for (const Found &F : Diffs) {
    if (!F.Depth)
      continue;
    auto It =
        find_if(Patches, [&](const Patch &P) { return isCopy(P, F.Changes); });
    const Subject &Tag = Subjects[F.From];
    // What a reply to the cover letter quotes is somebody's suggestion.
    bool OfCover = Tag.Numbered && !Tag.Number && !Patches.empty();
    bool Known = OfCover || any_of(Patches, [&](const Patch &P) {
                   return !Tag.Tagged ||
                          (P.Version == Tag.Version && P.Number == Tag.Number &&
                           P.Total == Tag.Total);
                 });
    if (It != Patches.end()) {
      Copies[It - Patches.begin()].push_back(&F.Changes);
    } else if (!Known) {
      Patches.push_back(makePatch(F));
      Sources.push_back(&F.Changes);
      Patch &P = Patches.back();
      P.Damages.push_back({F.Changes.Files.front().Input,
                           "only quoted in a reply, which may have cut it"});
      while (StringRef(P.Subject).starts_with_insensitive("re:"))
        P.Subject = StringRef(P.Subject).drop_front(3).ltrim().str();
      P.MessageId = std::exchange(P.InReplyTo, "");
      breakIncomplete(P);
    }
  }
  for (auto &[I, Of] : Copies)
    takeBest(Patches[I], Of);
  for (auto [P, From] : zip(Patches, Sources))
    if (From->Stat)
      compareWithStat(P, *From->Stat, From->Closed);
}

void Assembler::dropOlder(Series &S) const {
  unsigned Newest = 0;
  for (const Patch &P : Patches)
    Newest = std::max(Newest, P.Version);
  for (const Patch &P : Patches)
    if (P.Version == Newest)
      S.Patches.push_back(P);
    else
      S.Damages.push_back({P.Input, "version " + std::to_string(P.Version) +
                                        " of patch " + P.name() +
                                        " is left out for version " +
                                        std::to_string(Newest)});
}

/// "patch 2/3 is missing", "patches 1-5, 7 of 7 are missing"
static std::string areMissing(ArrayRef<unsigned> Numbers, unsigned Total) {
  std::vector<std::string> Ranges;
  for (size_t I = 0, J; I < Numbers.size(); I = J) {
    for (J = I + 1; J < Numbers.size() && Numbers[J] == Numbers[J - 1] + 1;)
      ++J;
    Ranges.push_back(std::to_string(Numbers[I]));
    if (J - I > 1)
      Ranges.back() += "-" + std::to_string(Numbers[J - 1]);
  }
  if (Numbers.size() == 1)
    return "patch " + Ranges.front() + "/" + std::to_string(Total) +
           " is missing";
  return "patches " + join(Ranges, ", ") + " of " + std::to_string(Total) +
         " are missing";
}

Error Assembler::order(Series &S) const {
  auto Numbered = [](const Patch &P) {
    return readSubject(P.Subject).Numbered;
  };
  if (none_of(S.Patches, Numbered)) {
    for (size_t I = 0; I < S.Patches.size(); ++I) {
      S.Patches[I].Number = I + 1;
      S.Patches[I].Total = S.Patches.size();
    }
    return Error::success();
  }
  llvm::sort(S.Patches, [](const Patch &A, const Patch &B) {
    return std::tie(A.Number, A.Input) < std::tie(B.Number, B.Input);
  });
  unsigned Total = S.Patches.front().Total;
  std::vector<unsigned> Missing;
  unsigned Next = 1;
  for (const Patch &P : S.Patches) {
    if (P.Total != Total || P.Number < Next)
      return errorAt(P.Input,
                     "patch " + P.name() +
                         " is of another series than the one at line " +
                         Twine(S.Patches.front().Input));
    for (; Next < P.Number; ++Next)
      Missing.push_back(Next);
    ++Next;
  }
  for (; Next <= Total; ++Next)
    Missing.push_back(Next);
  if (!Missing.empty())
    S.Damages.push_back({0, areMissing(Missing, Total), false});
  return Error::success();
}

void Assembler::keepContext(Series &S) {
  for (size_t I = 0; I < Messages.size(); ++I) {
    if (IsPatch[I])
      continue;
    const Subject &Tag = Subjects[I];
    if (isCover(I) && Tag.Version == S.Patches.front().Version)
      S.Cover = Messages[I];
    else if (!isCover(I))
      S.Replies.push_back(Messages[I]);
  }
}

Expected<Series> Assembler::assemble() {
  for (const Message &M : Messages)
    Subjects.push_back(readSubject(M.Subject));
  if (Error E = find())
    return E;
  takeOwn();
  takeCopies();
  if (Patches.empty() && FirstError.empty())
    return createStringError(
        std::errc::no_message,
        Diffs.empty() ? "no patch in it" : "only the cover letter of a series");
  if (Patches.empty())
    return createStringError(std::errc::invalid_argument, FirstError.c_str());
  Series S;
  dropOlder(S);
  if (Error E = order(S))
    return E;
  keepContext(S);
  return S;
}

Expected<Series> assemble(std::vector<Message> Messages) {
  return Assembler(std::move(Messages)).assemble();
}

} // namespace epf::patch
