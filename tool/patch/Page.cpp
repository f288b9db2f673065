//===- Page.cpp - Text without a mail's header ----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Page.h"
#include "tool/patch/UnifiedDiff.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <optional>

using namespace llvm;

namespace epf::patch {

static void replaceAll(std::string &Text, StringRef What, StringRef By) {
  for (size_t At = 0; (At = Text.find(What.str(), At)) != std::string::npos;
       At += By.size())
    Text.replace(At, What.size(), By.str());
}

/// True if Line has entities where C has marks; nothing if it has such marks.
/// Quotes are no such marks, as not all who escape a text escape them too.
static std::optional<bool> hasEntities(StringRef Line) {
  static constexpr StringLiteral Names[] = {"lt;", "gt;", "quot;", "amp;", "#"};
  if (Line.contains('<') || Line.contains("->"))
    return std::nullopt;
  bool Any = false;
  for (size_t At = 0; (At = Line.find('&', At)) != StringRef::npos; ++At) {
    StringRef Rest = Line.drop_front(At + 1);
    if (none_of(Names, [&](StringRef Name) { return Rest.starts_with(Name); }))
      return std::nullopt;
    // What is in a string may be meant so, and "x = &lt;" is C too.
    StringRef Before = Line.take_front(At);
    Any |= Before.count('"') % 2 == 0 &&
           (!Before.ends_with("= ") || !Rest.split(';').second.trim().empty());
  }
  return Any;
}

/// True if all hunks have entities instead of marks, whatever is around them.
static bool isEscaped(ArrayRef<TextLine> Text) {
  bool Any = false;
  for (const TextLine &Line : Text.drop_while([](const TextLine &L) {
         return !StringRef(L.Text).contains("@@");
       })) {
    auto Has = hasEntities(Line.Text);
    if (!Has)
      return false;
    Any |= *Has;
  }
  return Any;
}

void decodeEntities(Lines &Text, std::vector<Damage> &Damages) {
  static constexpr std::pair<const char *, const char *> Entities[] = {
      {"&lt;", "<"},   {"&gt;", ">"},   {"&quot;", "\""}, {"&#34;", "\""},
      {"&#39;", "'"},  {"&#x27;", "'"}, {"&apos;", "'"},  {"&nbsp;", " "},
      {"&#160;", " "}, {"&amp;", "&"}};
  unsigned First = 0;
  // Some are escaped twice on their way.
  for (int Round = 0; Round < 3 && isEscaped(Text); ++Round)
    for (TextLine &Line : Text)
      for (auto [Entity, Mark] : Entities)
        if (StringRef(Line.Text).contains(Entity)) {
          First = First ? First : Line.Input;
          replaceAll(Line.Text, Entity, Mark);
        }
  if (First)
    Damages.push_back({First, "marks are written as HTML entities"});
}

static void decodeSpaces(Lines &Text, std::vector<Damage> &Damages) {
  unsigned First = 0;
  for (TextLine &Line : Text)
    if (StringRef(Line.Text).contains("\xC2\xA0")) {
      First = First ? First : Line.Input;
      replaceAll(Line.Text, "\xC2\xA0", " ");
    }
  if (First)
    Damages.push_back({First, "spaces are no-break spaces"});
}

/// Takes the CR off all lines if each has one; a file's own are only on some.
static void dropReturns(Lines &Text, std::vector<Damage> &Damages) {
  auto Ends = [](const TextLine &L) {
    return StringRef(L.Text).ends_with("\r");
  };
  // The last line may have no end at all.
  if (Text.empty() || !all_of(ArrayRef(Text).drop_back(), Ends) ||
      !any_of(Text, Ends))
    return;
  for (TextLine &Line : Text)
    if (Ends(Line))
      Line.Text.pop_back();
  Damages.push_back({Text.front().Input, "lines end in CR LF"});
}

/// True if a message begins at Text[I].
static bool begins(ArrayRef<TextLine> Text, size_t I) {
  StringRef Line = Text[I].Text;
  if (isAttribution(Line))
    return true;
  StringRef Id = Line;
  if (Id.consume_front("commit ") && Id.take_front(40).size() == 40 &&
      all_of(Id.take_front(40), isHexDigit))
    return true;
  // Two lines of signature: "-- " and git's version.
  return I >= 2 && StringRef(Text[I - 2].Text).rtrim() == "--" &&
         endsHunk(Text, I - 2);
}

static void readHeader(Message &M) {
  for (const TextLine &Line : M.Text) {
    StringRef Text = Line.Text;
    auto Take = [&](StringRef Name, std::string &To) {
      if (Text.size() > Name.size() && Text.starts_with_insensitive(Name) &&
          To.empty())
        To = Text.drop_front(Name.size()).trim().str();
    };
    if (Text.starts_with("diff --git ") || isAttribution(Text) ||
        Text.starts_with("@@ -"))
      break;
    Take("From: ", M.Author);
    Take("Author: ", M.Author);
    Take("Date: ", M.Date);
    Take("Subject: ", M.Subject);
    Take("Message-ID: ", M.MessageId);
    // What `git show` prints above and below the message.
    if (M.Subject.empty() && Text.starts_with("    ") && !M.Date.empty())
      M.Subject = Text.trim().str();
    if (M.Subject.empty() && Text.starts_with("[PATCH"))
      M.Subject = Text.trim().str();
  }
  M.MessageId = StringRef(M.MessageId).trim("<>").str();
}

std::vector<Message> readPage(StringRef Text, unsigned First) {
  Lines All = splitLines(Text, First);
  std::vector<Damage> Damages;
  dropReturns(All, Damages);
  decodeSpaces(All, Damages);
  decodeEntities(All, Damages);
  std::vector<Message> Messages(1);
  for (size_t I = 0; I < All.size(); ++I) {
    if (begins(All, I) && !Messages.back().Text.empty())
      Messages.emplace_back();
    Message &M = Messages.back();
    M.Body += All[I].Text;
    M.Body += '\n';
    M.Text.push_back(All[I]);
  }
  for (Message &M : Messages) {
    M.Input = M.Text.empty() ? First : M.Text.front().Input;
    readHeader(M);
  }
  // A thread copied from an archive ends in the archive's own lines.
  erase_if(Messages, [&](const Message &M) {
    return &M != &Messages.front() && StringRef(M.Body).trim().empty();
  });
  Messages.front().Damages = std::move(Damages);
  return Messages;
}

} // namespace epf::patch
