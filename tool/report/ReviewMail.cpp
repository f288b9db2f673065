//===- ReviewMail.cpp - The review as replies to the patches --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The hunks are quoted as they were placed, so that what a mailer damaged is
// not quoted damaged. GMime makes the headers.
//
//===----------------------------------------------------------------------===//

#include "tool/report/ReviewMail.h"
#include "tool/report/Remark.h"
#include "tool/report/SourceText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Config/llvm-config.h"
#include <gmime/gmime.h>
#include <optional>

using namespace llvm;
using namespace epf::patch;

namespace epf {

/// Columns of a mail's line. Code that is wider is cut where it is quoted.
static constexpr size_t MostColumns = 78;
/// Lines that are quoted before a remark's line.
static constexpr size_t QuotedBefore = 8;

static std::string cut(std::string Text) {
  if (Text.size() <= MostColumns)
    return Text;
  size_t End = MostColumns - 3;
  while ((Text[End] & 0xC0) == 0x80) // within a character
    --End;
  return Text.substr(0, End) + "...";
}

/// A suggested change as a mail can have it: what stays or goes is cut as it is
/// where it is quoted. Nothing if a line that comes is too wide: cut, it would
/// be no suggestion.
static std::optional<std::string> narrowed(StringRef Diff) {
  std::string Result;
  for (StringRef Line : split(Diff.drop_back(Diff.ends_with("\n")), '\n')) {
    if (Line.size() > MostColumns && Line.starts_with("+"))
      return std::nullopt;
    Result += cut(Line.str()) + "\n";
  }
  return Result;
}

static std::string quoted(const Line &L) {
  std::string Text = L.Kind == LineKind::Added     ? "> +"
                     : L.Kind == LineKind::Removed ? "> -"
                                                   : "> ";
  if (L.Kind == LineKind::Context && !L.Text.empty())
    Text += " ";
  return cut(Text + L.Text) + "\n";
}

/// The index in Hunk's lines that a remark on F belongs below: the line that
/// F stands on, else the last step of its scenario that the hunk shows, else
/// the last line that the hunk changes.
static size_t anchorOf(const ReviewedFinding &F, const PlacedHunk &Hunk) {
  auto IndexOf = [&](const Location &Where) -> std::optional<size_t> {
    unsigned Number = Hunk.NewLine;
    for (auto [Index, L] : enumerate(Hunk.Lines)) {
      if (L.Kind == LineKind::Removed)
        continue;
      if (Number++ == Where.Line && Where.File == F.From->File)
        return Index;
    }
    return std::nullopt;
  };
  if (auto Own = IndexOf(F.First.Where))
    return *Own;
  for (const Event &Step : reverse(F.First.Witness))
    if (auto Shown = IndexOf(Step.Where); Shown && Step.Kind != EventKind::Call)
      return *Shown;
  size_t Last = 0;
  for (auto [Index, L] : enumerate(Hunk.Lines))
    if (L.Kind != LineKind::Context)
      Last = Index;
  return Last;
}

namespace {
/// The body of one reply.
class Body {
public:
  Body(const Review &R, unsigned Number)
      : R(R), Number(Number), Fixed(R.after().Root, R.after().Overlay) {}

  std::string write() {
    const Patch &P = R.Patches.Patches[Number - 1];
    if (!P.ReplyTo.empty())
      Text += wrapped((P.Date.empty() ? "" : "On " + P.Date + ", ") +
                      P.ReplyTo + " wrote:");
    for (const AppliedFile &File : R.Base.Result.Files[Number - 1]) {
      std::string Head = "> +++ b/" + File.Patch->path() + "\n";
      for (auto [Index, Hunk] : enumerate(File.Place.Hunks))
        if (auto Here = remarksOn(File, Index + 1); !Here.empty()) {
          Text += std::exchange(Head, "");
          quote(Hunk, File.Patch->Hunks[Index], Here);
        }
      for (const ReviewedFinding *F : remarksOn(File, 0))
        remark(*F);
    }
    Text += "-- \nepflint " EPFLINT_VERSION " (LLVM " LLVM_VERSION_STRING
            ")\n" +
            wrapped("base: " + R.Base.Why);
    return std::move(Text);
  }

private:
  using Remarks = std::vector<const ReviewedFinding *>;

  Remarks remarksOn(const AppliedFile &File, unsigned Hunk) const {
    Remarks Result;
    for (const ReviewedFinding &F : R.Findings)
      if ((F.What == State::Introduced || F.isLeftOpen()) && F.From &&
          F.From->Patch == Number && F.From->File == File.Patch->path() &&
          F.From->Hunk == Hunk)
        Result.push_back(&F);
    return Result;
  }

  /// Quotes Hunk with the header that was Sent: the place may be another.
  void quote(const PlacedHunk &Hunk, const patch::Hunk &Sent, Remarks Here) {
    llvm::sort(Here, [&](auto *A, auto *B) {
      return anchorOf(*A, Hunk) < anchorOf(*B, Hunk);
    });
    auto Range = [](unsigned Start, unsigned Count) {
      return std::to_string(Start) +
             (Count == 1 ? "" : "," + std::to_string(Count));
    };
    std::string Header = "> @@ -" + Range(Sent.OldStart, Sent.OldCount) + " +" +
                         Range(Sent.NewStart, Sent.NewCount) + " @@";
    if (!Sent.Section.empty())
      Header += " " + Sent.Section;
    Text += cut(Header) + "\n";
    size_t Next = 0;
    for (const ReviewedFinding *F : Here) {
      size_t End = anchorOf(*F, Hunk) + 1;
      if (End > Next + QuotedBefore) {
        Text += "> [...]\n";
        Next = End - QuotedBefore;
      }
      for (; Next < End; ++Next)
        Text += quoted(Hunk.Lines[Next]);
      remark(*F);
    }
  }

  void remark(const ReviewedFinding &F) {
    if (!StringRef(Text).ends_with("\n\n"))
      Text += "\n";
    Text += wrapped(question(F));
    std::string Story = scenario(F.First);
    if (F.From->Remote)
      Story = "That is in line " + std::to_string(F.First.Where.Line) + " of " +
              F.First.Where.File + "." + (Story.empty() ? "" : " " + Story);
    if (!Story.empty())
      Text += "\n" + wrapped(Story);
    suggest(F);
    Text += "\n";
  }

  void suggest(const ReviewedFinding &F) {
    const Fix *Repair = F.Last.repair();
    if (!Repair || Repair->Failed)
      return;
    std::string Diff = Fixed.diff(*Repair);
    if (Diff.empty())
      return;
    if (is_contained(Suggested, Diff)) {
      Text += "\n" + wrapped("The change suggested above would do here too.");
      return;
    }
    std::string What = "Would it do to " + Repair->Description + "?";
    if (Repair->Verified)
      What += " Tried on a copy: the finding is gone and no other has come.";
    auto Shown = narrowed(Diff);
    if (!Shown)
      What += " Its lines are too wide for a mail.";
    Text += "\n" + wrapped(What) + (Shown ? "\n" + *Shown : "");
    Suggested.push_back(std::move(Diff));
  }

  const Review &R;
  unsigned Number;
  SourceText Fixed;
  std::string Text;
  std::vector<std::string> Suggested;
};
} // namespace

/// "Re: [PATCH 2/3] PCI: ...", from whatever the patch has.
static std::string subjectOf(const Patch &P) {
  if (StringRef(P.Subject).starts_with_insensitive("re:"))
    return P.Subject;
  if (!P.Subject.empty())
    return "Re: " + P.Subject;
  return "Re: [PATCH] " + P.Files.front().path();
}

/// Adds the addresses in Text to a header, those that Known has not yet.
static void addAddresses(GMimeMessage *Mail, GMimeAddressType Header,
                         const std::string &Text, StringSet<> &Known) {
  InternetAddressList *List =
      internet_address_list_parse(nullptr, Text.c_str());
  for (int I = 0, E = List ? internet_address_list_length(List) : 0; I < E;
       ++I) {
    InternetAddress *Address = internet_address_list_get_address(List, I);
    if (!INTERNET_ADDRESS_IS_MAILBOX(Address))
      continue;
    const char *Where =
        internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(Address));
    if (StringRef(Where).contains('@') &&
        Known.insert(StringRef(Where).lower()).second)
      g_mime_message_add_mailbox(Mail, Header,
                                 internet_address_get_name(Address), Where);
  }
  g_clear_object(&List);
}

/// To whom an answer to all goes: the sender, the author, everybody else.
static void address(GMimeMessage *Mail, const Patch &P) {
  StringSet<> Known;
  addAddresses(Mail, GMIME_ADDRESS_TYPE_TO, P.ReplyTo, Known);
  addAddresses(Mail, GMIME_ADDRESS_TYPE_CC, P.Author, Known);
  for (const std::string &Each : P.Recipients)
    addAddresses(Mail, GMIME_ADDRESS_TYPE_CC, Each, Known);
}

static std::string message(const Patch &P, const std::string &Body) {
  [[maybe_unused]] static bool Ready = (g_mime_init(), true);
  GMimeMessage *Mail = g_mime_message_new(/*pretty_headers=*/TRUE);
  auto *Object = reinterpret_cast<GMimeObject *>(Mail);
  auto Set = [&](const char *Name, const std::string &Value) {
    g_mime_object_set_header(Object, Name, Value.c_str(), "utf-8");
  };
  address(Mail, P);
  g_mime_message_set_subject(Mail, subjectOf(P).c_str(), "utf-8");
  std::vector<std::string> Thread = P.References;
  if (Thread.empty() && !P.InReplyTo.empty())
    Thread.push_back(P.InReplyTo);
  Thread.push_back(P.MessageId);
  if (!P.MessageId.empty()) {
    Set("In-Reply-To", "<" + P.MessageId + ">");
    Set("References", "<" + join(Thread, "> <") + ">");
  }
  // The text as it is: a text part would choose a charset of its own.
  GMimePart *Part = g_mime_part_new_with_type("text", "plain");
  g_mime_object_set_content_type_parameter(
      reinterpret_cast<GMimeObject *>(Part), "charset", "utf-8");
  GMimeStream *Stream =
      g_mime_stream_mem_new_with_buffer(Body.data(), Body.size());
  GMimeDataWrapper *Content = g_mime_data_wrapper_new_with_stream(
      Stream, GMIME_CONTENT_ENCODING_DEFAULT);
  g_mime_part_set_content(Part, Content);
  g_mime_part_set_content_encoding(Part, GMIME_CONTENT_ENCODING_8BIT);
  g_mime_message_set_mime_part(Mail, reinterpret_cast<GMimeObject *>(Part));
  char *Text = g_mime_object_to_string(Object, nullptr);
  std::string Result = Text;
  g_free(Text);
  g_object_unref(Content);
  g_object_unref(Stream);
  g_object_unref(Part);
  g_object_unref(Mail);
  return Result;
}

std::vector<ReplyMail> replies(const Review &R) {
  std::vector<ReplyMail> Result;
  for (unsigned Number = 1; Number <= R.Patches.Patches.size(); ++Number)
    if (any_of(R.Findings, [&](const ReviewedFinding &F) {
          return F.What == State::Introduced && F.By == Number;
        }))
      Result.push_back({Number, message(R.Patches.Patches[Number - 1],
                                        Body(R, Number).write())});
  return Result;
}

} // namespace epf
