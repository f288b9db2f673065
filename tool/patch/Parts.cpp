//===- Parts.cpp - The parts of one mail ----------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GMime keeps where in the mail the content of a part begins, which is how a
// line of it is known by its number in the input: exactly so for parts that
// are not encoded and for quoted-printable, where soft line breaks are counted.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Parts.h"
#include "llvm/ADT/StringExtras.h"
#include <gmime/gmime.h>
#include <memory>

using namespace llvm;

namespace epf::patch {

static constexpr unsigned MostParts = 1000;
static constexpr unsigned MostNested = 16;
/// Shorter lines that end in a space were not broken by format=flowed.
static constexpr size_t ShortestFlowed = 40;

namespace {

struct Unref {
  void operator()(void *Object) const { g_object_unref(Object); }
};
struct Free {
  void operator()(char *Text) const { g_free(Text); }
};
template <typename T> using Ref = std::unique_ptr<T, Unref>;
using Chars = std::unique_ptr<char, Free>;

class MailReader {
public:
  MailReader(StringRef Raw, unsigned First) : Raw(Raw), Line(First) {}

  Error read(GMimeMessage *Mail, unsigned Depth);

  std::vector<Message> Mails;

private:
  Error readPart(GMimeObject *Part, size_t Into, unsigned Depth);
  Error readMultipart(GMimeMultipart *Parts, size_t Into, unsigned Depth);
  void readText(GMimePart *Part, Message &Into);
  unsigned lineAt(size_t Offset);

  StringRef Raw;
  unsigned Line;     ///< of the input, that stands at Offset
  size_t Offset = 0; ///< in Raw
  unsigned Parts = 0;
};

} // namespace

static std::string oneLine(const char *Text) {
  SmallVector<StringRef> Words;
  SplitString(Text ? Text : "", Words, " \t\r\n");
  return join(Words, " ");
}

static std::vector<std::string> messageIds(GMimeObject *Mail,
                                           const char *Header) {
  std::vector<std::string> Ids;
  const char *Value = g_mime_object_get_header(Mail, Header);
  if (!Value)
    return Ids;
  GMimeReferences *All = g_mime_references_parse(nullptr, Value);
  for (int I = 0, E = g_mime_references_length(All); I < E; ++I)
    Ids.push_back(oneLine(g_mime_references_get_message_id(All, I)));
  g_mime_references_free(All);
  return Ids;
}

/// The addresses in List, those of groups too, each as "Name <address>".
static void addMailboxes(InternetAddressList *List,
                         std::vector<std::string> &To) {
  for (int I = 0, E = List ? internet_address_list_length(List) : 0; I < E;
       ++I) {
    InternetAddress *Address = internet_address_list_get_address(List, I);
    if (INTERNET_ADDRESS_IS_GROUP(Address))
      addMailboxes(
          internet_address_group_get_members(INTERNET_ADDRESS_GROUP(Address)),
          To);
    else
      To.push_back(oneLine(
          Chars(internet_address_to_string(Address, nullptr, FALSE)).get()));
  }
}

static Message header(GMimeMessage *Mail) {
  GMimeObject *Object = GMIME_OBJECT(Mail);
  Message M;
  M.Subject = oneLine(g_mime_message_get_subject(Mail));
  M.MessageId = oneLine(g_mime_message_get_message_id(Mail));
  M.Date = oneLine(g_mime_object_get_header(Object, "Date"));
  M.References = messageIds(Object, "References");
  if (auto Ids = messageIds(Object, "In-Reply-To"); !Ids.empty())
    M.InReplyTo = Ids.front();
  std::vector<std::string> From, Reply;
  addMailboxes(g_mime_message_get_from(Mail), From);
  addMailboxes(g_mime_message_get_reply_to(Mail), Reply);
  if (!From.empty())
    M.Author = From.front();
  M.ReplyTo = Reply.empty() ? M.Author : Reply.front();
  addMailboxes(g_mime_message_get_to(Mail), M.Recipients);
  addMailboxes(g_mime_message_get_cc(Mail), M.Recipients);
  return M;
}

unsigned MailReader::lineAt(size_t To) {
  if (To > Offset && To <= Raw.size()) {
    Line += Raw.slice(Offset, To).count('\n');
    Offset = To;
  }
  return Line;
}

/// The bytes of a part, decoded, in UTF-8.
static std::string decoded(GMimePart *Part) {
  Ref<GMimeStream> Memory(g_mime_stream_mem_new());
  if (GMimeDataWrapper *Content = g_mime_part_get_content(Part))
    g_mime_data_wrapper_write_to_stream(Content, Memory.get());
  GByteArray *Bytes =
      g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(Memory.get()));
  std::string Text(reinterpret_cast<char *>(Bytes->data), Bytes->len);
  const char *Charset =
      g_mime_object_get_content_type_parameter(GMIME_OBJECT(Part), "charset");
  // What claims to be ASCII is often UTF-8, and bytes that are neither are
  // better left as they are: the base may have them too.
  if (!Charset || StringRef(Charset).equals_insensitive("utf-8") ||
      StringRef(Charset).equals_insensitive("us-ascii"))
    return Text;
  iconv_t Converter = g_mime_iconv_open("UTF-8", Charset);
  if (Converter == reinterpret_cast<iconv_t>(-1))
    return Text;
  Chars Converted(g_mime_iconv_strndup(Converter, Text.data(), Text.size()));
  g_mime_iconv_close(Converter);
  return Converted ? std::string(Converted.get()) : Text;
}

/// Gives each line its number: Encoded are the lines as they stand in the
/// input, where a line of quoted-printable may go over several.
static void number(Lines &Text, StringRef Encoded, bool Quoted,
                   unsigned First) {
  for (TextLine &Each : Text) {
    Each.Input = First++;
    if (!Quoted)
      continue;
    for (StringRef Line; !Encoded.empty(); ++First) {
      std::tie(Line, Encoded) = Encoded.split('\n');
      if (!Line.rtrim().ends_with("="))
        break;
    }
  }
}

/// Puts together what format=flowed broke (RFC 3676). Lines that are too short
/// to have been broken keep the space that they end in.
static void unflow(Lines &Text, bool DelSp) {
  Lines Result;
  bool Open = false;
  unsigned Depth = 0;
  for (TextLine &Line : Text) {
    unsigned Here = quoteDepth(Line.Text);
    StringRef Rest = Line.Text;
    // Space-stuffing guards lines that begin with a space, `>` or From.
    if (!Here)
      Rest.consume_front(" ");
    if (Open && Here == Depth) {
      std::string &To = Result.back().Text;
      if (DelSp)
        To.pop_back();
      To += Here ? Rest.ltrim("> ") : Rest;
    } else {
      Result.push_back({Rest.str(), Line.Input});
    }
    Depth = Here;
    Open = Rest.ends_with(" ") && Rest.size() > ShortestFlowed;
  }
  Text = std::move(Result);
}

void MailReader::readText(GMimePart *Part, Message &Into) {
  GMimeDataWrapper *Content = g_mime_part_get_content(Part);
  if (!Content)
    return;
  GMimeStream *Stream = g_mime_data_wrapper_get_stream(Content);
  std::string Text = decoded(Part);
  StringRef Rest = Text;
  size_t Ends = Rest.count('\n');
  bool Windows = Ends && Rest.count("\r\n") == Ends;
  Lines Read = splitLines(Text);
  if (Windows)
    for (TextLine &Line : Read)
      if (StringRef(Line.Text).ends_with("\r"))
        Line.Text.pop_back();
  size_t Begin = Stream->bound_start < 0 ? 0 : Stream->bound_start;
  size_t End = Stream->bound_end < 0 ? Raw.size() : Stream->bound_end;
  number(Read, Raw.slice(Begin, End),
         g_mime_part_get_content_encoding(Part) ==
             GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE,
         lineAt(Begin));
  auto Parameter = [&](const char *Name) {
    const char *Value =
        g_mime_object_get_content_type_parameter(GMIME_OBJECT(Part), Name);
    return StringRef(Value ? Value : "");
  };
  if (Parameter("format").equals_insensitive("flowed"))
    unflow(Read, Parameter("delsp").equals_insensitive("yes"));
  for (TextLine &Line : Read) {
    Into.Body += Line.Text;
    Into.Body += '\n';
    Into.Text.push_back(std::move(Line));
  }
}

Error MailReader::readMultipart(GMimeMultipart *Parts, size_t Into,
                                unsigned Depth) {
  int Count = g_mime_multipart_get_count(Parts);
  GMimeContentType *Type = g_mime_object_get_content_type(GMIME_OBJECT(Parts));
  bool Choice = g_mime_content_type_is_type(Type, "multipart", "alternative");
  for (int I = 0; I < Count; ++I) {
    GMimeObject *Part = g_mime_multipart_get_part(Parts, I);
    GMimeContentType *Is = g_mime_object_get_content_type(Part);
    if (Choice && g_mime_content_type_is_type(Is, "text", "html"))
      continue;
    if (Error E = readPart(Part, Into, Depth + 1))
      return E;
  }
  return Error::success();
}

/// True if a part that is not text is a patch by its name or type.
static bool isPatch(GMimePart *Part) {
  const char *Name = g_mime_part_get_filename(Part);
  StringRef File = Name ? Name : "";
  return File.ends_with_insensitive(".patch") ||
         File.ends_with_insensitive(".diff");
}

Error MailReader::readPart(GMimeObject *Part, size_t Into, unsigned Depth) {
  if (Depth > MostNested)
    return errorAt(Line,
                   "parts are nested more than " + Twine(MostNested) + " deep");
  if (++Parts > MostParts)
    return errorAt(Line, "more than " + Twine(MostParts) + " parts");
  if (GMIME_IS_MULTIPART(Part))
    return readMultipart(GMIME_MULTIPART(Part), Into, Depth);
  if (GMIME_IS_MESSAGE_PART(Part)) {
    GMimeMessage *Mail =
        g_mime_message_part_get_message(GMIME_MESSAGE_PART(Part));
    return Mail ? read(Mail, Depth + 1) : Error::success();
  }
  if (!GMIME_IS_PART(Part))
    return Error::success();
  GMimeContentType *Type = g_mime_object_get_content_type(Part);
  bool Text = g_mime_content_type_is_type(Type, "text", "*") &&
              !g_mime_content_type_is_type(Type, "text", "html");
  if (Text || isPatch(GMIME_PART(Part)))
    readText(GMIME_PART(Part), Mails[Into]);
  return Error::success();
}

Error MailReader::read(GMimeMessage *Mail, unsigned Depth) {
  size_t Into = Mails.size();
  Mails.push_back(header(Mail));
  Mails.back().Input = Line;
  GMimeObject *Part = g_mime_message_get_mime_part(Mail);
  return Part ? readPart(Part, Into, Depth) : Error::success();
}

Expected<std::vector<Message>> readMail(StringRef Raw, unsigned First) {
  [[maybe_unused]] static bool Ready = (g_mime_init(), true);
  // GMime takes the whole tree apart, by recursion, before anyone can look.
  if (Raw.count("boundary") > MostParts || Raw.count("message/") > MostParts)
    return errorAt(First, "more than " + Twine(MostParts) + " parts");
  Ref<GMimeStream> Stream(
      g_mime_stream_mem_new_with_buffer(Raw.data(), Raw.size()));
  Ref<GMimeParser> Parser(g_mime_parser_new_with_stream(Stream.get()));
  g_mime_parser_set_persist_stream(Parser.get(), TRUE);
  Ref<GMimeMessage> Mail(
      g_mime_parser_construct_message(Parser.get(), nullptr));
  if (!Mail)
    return errorAt(First, "no mail can be made of this");
  MailReader Reader(Raw, First);
  if (Error E = Reader.read(Mail.get(), 0))
    return E;
  return std::move(Reader.Mails);
}

} // namespace epf::patch
