//===- Mails.cpp - Mails, decoded -----------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An mbox is cut at its From lines before GMime sees it: `git format-patch`
// does not escape "From " in messages, so that only a line with a date at its
// end counts.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Mails.h"
#include "tool/patch/Parts.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Regex.h"

using namespace llvm;

namespace epf::patch {

static constexpr unsigned MostMails = 5000;

Error errorAt(unsigned Input, const Twine &What) {
  return createStringError(std::errc::invalid_argument, "line %u: %s", Input,
                           What.str().c_str());
}

/// "From 0123abc Mon Sep 17 00:00:00 2001"
static bool isFromLine(StringRef Line) {
  static const Regex Date("^From .*[0-9][0-9]:[0-9][0-9](:[0-9][0-9])? .*"
                          "[0-9][0-9][0-9][0-9]( [-+][0-9]+)?[ \r]*$");
  return Line.starts_with("From ") && Date.match(Line);
}

static bool isKnownHeader(StringRef Name) {
  return StringSwitch<bool>(Name)
      .CasesLower("from", "to", "cc", "subject", "date", true)
      .CasesLower("received", "return-path", "delivered-to", true)
      .CasesLower("mime-version", "content-type", "message-id", true)
      .CasesLower("references", "in-reply-to", "dkim-signature", true)
      .Default(false);
}

bool looksLikeMail(StringRef Text) {
  Text = Text.ltrim("\r\n");
  if (isFromLine(Text.split('\n').first))
    return true;
  unsigned Known = 0;
  while (!Text.empty()) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    Line = Line.rtrim('\r');
    if (Line.empty())
      break;
    if (Line.starts_with(" ") || Line.starts_with("\t"))
      continue;
    StringRef Name = Line.split(':').first;
    if (Name.size() == Line.size() || Name.find_if_not([](char C) {
          return isAlnum(C) || C == '-';
        }) != StringRef::npos)
      return false;
    Known += isKnownHeader(Name);
  }
  return Known >= 2;
}

static Error append(std::vector<Message> &Mails, StringRef Raw,
                    unsigned First) {
  auto Read = readMail(Raw, First);
  if (!Read)
    return Read.takeError();
  std::move(Read->begin(), Read->end(), std::back_inserter(Mails));
  if (Mails.size() > MostMails)
    return errorAt(First, "more than " + Twine(MostMails) + " mails");
  return Error::success();
}

Expected<std::vector<Message>> readMails(StringRef Text, unsigned First) {
  std::vector<Message> Mails;
  size_t Begin = 0, Offset = 0;
  unsigned Line = First, BeginLine = First;
  for (StringRef Rest = Text, This; !Rest.empty(); ++Line) {
    std::tie(This, Rest) = Rest.split('\n');
    if (isFromLine(This)) {
      if (!Text.slice(Begin, Offset).trim().empty())
        if (Error E = append(Mails, Text.slice(Begin, Offset), BeginLine))
          return E;
      Begin = std::min(Text.size(), Offset + This.size() + 1);
      BeginLine = Line + 1;
    }
    Offset += This.size() + 1;
  }
  if (Error E = append(Mails, Text.substr(Begin), BeginLine))
    return E;
  return Mails;
}

} // namespace epf::patch
