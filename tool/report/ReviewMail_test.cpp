//===- ReviewMail_test.cpp - Replies to patches ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A reply is read again as mail programs read it, by GMime.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Mails.h"
#include "tool/patch/TestKernel.h"
#include "tool/patch/TestPatches.h"
#include "llvm/ADT/StringExtras.h"
#include "gmock/gmock.h"

using namespace epf;
using namespace epf::patch;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {
class ReviewMailTest : public TestKernel {
protected:
  /// The reply to testdata/patches/by-type.eml with Lines in its header.
  Message replyTo(llvm::StringRef Lines, llvm::StringRef First = "") {
    std::string Text = read(patchFile("by-type.eml"));
    Text.insert(Text.find("\n\n") + 2, First.str());
    Text.insert(Text.find("To: "), Lines.str());
    Reply = review(Tree.write("x.eml", Text), {"--format", "mail"}).Out;
    auto Mails = readMails(Reply);
    EXPECT_TRUE(bool(Mails)) << toString(Mails.takeError());
    EXPECT_EQ(Mails->size(), 1u);
    return Mails->front();
  }

  static void expectNarrow(llvm::StringRef Mail) {
    for (auto Line : llvm::split(Mail, '\n'))
      EXPECT_LE(Line.size(), 78u) << Line.str();
  }

  std::string Reply;
};
} // namespace

TEST_F(ReviewMailTest, WritesTheReplyToAPatch) {
  Outcome O = review(patchFile("by-type.eml"), {"--format", "mail"});
  EXPECT_EQ(O.Status, 1);
  llvm::StringRef Mail = O.Out;
  auto [Head, Body] = Mail.split("\n\n");
  EXPECT_THAT(
      Head.str(),
      AllOf(HasSubstr("To: Nora Fjord <nora@example.org>\n"),
            HasSubstr("Subject: Re: [PATCH] epf-vdoor: reuse doorbells"),
            HasSubstr("In-Reply-To: <20260302090000.1-1-nora@example.org>"),
            HasSubstr("References: <20260302090000.1-1-nora@example.org>")));
  EXPECT_THAT(
      Body.str(),
      AllOf(HasSubstr("On Mon, 2 Mar 2026 09:00:00 +0000, Nora Fjord "
                      "<nora@example.org> wrote:\n> +++ b/drivers/vdoor/"),
            HasSubstr("vd->regs->db_offset[i] = epf->db_msg[i].offset;\n\n"
                      "Can it be that doorbell 'db_msg[1]' is published"),
            HasSubstr("\nSay that "), HasSubstr("\nWould it do to "),
            HasSubstr("\n-- \nepflint ")));
  EXPECT_EQ(Body.count("static bool vdoor_virq_is_duplicate"), 1u)
      << "the same change is suggested twice";
  expectNarrow(Mail);
}

// What is around the change is cut like what is quoted. A change that is too
// wide itself is not shown: cut, it would be another one.
TEST_F(ReviewMailTest, IsNoWiderThanMailsAre) {
  auto Reply = [&](const std::string &Irq, const std::string &Comment) {
    std::string Head =
        "#include <linux/interrupt.h>\nirqreturn_t rung(int irq, "
        "void *bell);\nint go(void *bell);\nextern int " +
        Irq + ";\n";
    std::string Top = "int one(void *bell)\n{\n\tint ret;\n\n\tret = "
                      "request_irq(" +
                      Irq +
                      ", rung, 0, \"x\", bell);\n\tif (ret)\n\t\treturn "
                      "ret; " +
                      Comment + "\n",
                Add = "\tif (go(bell))\n\t\treturn -5;\n",
                End = "\treturn 0;\n}\n";
    Tree.write("linux/drivers/n.c", Head + Top + End);
    auto Marked = [](llvm::StringRef Text, llvm::StringRef Mark) {
      return eachLine(Text, [&](llvm::StringRef Line) {
        return (Mark + Line + "\n").str();
      });
    };
    return review(
               Tree.write("wide.diff", "--- a/drivers/n.c\n+++ b/drivers/n.c\n"
                                       "@@ -5,9 +5,11 @@\n" +
                                           Marked(Top, " ") + Marked(Add, "+") +
                                           Marked(End, " ")),
               {"--format", "mail"})
        .Out;
  };
  std::string Long(80, 'n'), Mail = Reply("irq", "/* " + Long + " */");
  EXPECT_THAT(Mail, HasSubstr("\n+\t\tfree_irq(irq, bell);\n"));
  expectNarrow(Mail);
  Mail = Reply(Long, "");
  EXPECT_THAT(Mail, AllOf(HasSubstr("\nWould it do to "),
                          HasSubstr(" Its lines are too wide"),
                          testing::Not(HasSubstr("free_irq(nnn"))));
  expectNarrow(Mail);
}

TEST_F(ReviewMailTest, AnswersInTheAuthorsLetters) {
  std::string Text = read(patchFile("by-type.eml"));
  std::string Name = "Nora Fjord";
  Text.replace(Text.find(Name), Name.size(), "=?UTF-8?q?N=C3=B8ra?=");
  Outcome O = review(Tree.write("utf-8.eml", Text), {"--format", "mail"});
  auto [Head, Body] = llvm::StringRef(O.Out).split("\n\n");
  EXPECT_THAT(Head.str(), HasSubstr("charset=utf-8\n"));
  for (char C : Head)
    EXPECT_TRUE(llvm::isASCII(C)) << Head.str();
  EXPECT_THAT(Body.str(), HasSubstr(", N\xc3\xb8ra <nora@example.org> wrote:"));
}

TEST_F(ReviewMailTest, AnswersOnlyThePatchesThatIntroduce) {
  Outcome None = review(patchFile("wake-series.mbox"), {"--format", "mail"});
  EXPECT_EQ(None.Out, "");
  std::string Folder = Tree.path("mails");
  Outcome O = review(withoutTheRepair(), {"--format", "mail", "-o", Folder});
  EXPECT_EQ(O.Status, 1) << O.Err;
  EXPECT_EQ(O.Out, "");
  EXPECT_EQ(read(Folder + "/reply-to-1-3.eml"), "");
  EXPECT_THAT(
      read(Folder + "/reply-to-2-3.eml"),
      AllOf(HasSubstr("Subject: Re: [PATCH v2 2/3] epf-vdoor: let the host"),
            HasSubstr("References: <20260303100000.1-1-nora@example.org>"),
            HasSubstr("<20260303100000.1-3-nora@example.org>"),
            HasSubstr("Can it be that irq 'vd->wake_irq' is still requested"),
            HasSubstr("pci_epc_write_header() fails")));
}

TEST_F(ReviewMailTest, GoesToAllWhoGotThePatch) {
  Message M =
      replyTo("Cc: \"Doe, Jane\" <jane@example.org>, NORA@example.org,\n"
              "\tlinux-PCI@vger.example.org, Jane <jane@example.org>,\n"
              "\t=?UTF-8?q?J=C3=B8rn?= <jorn@example.org>,\n"
              "\tteam: ann@example.org, bob@example.org;,\n"
              "\tundisclosed-recipients:;,\n\tnobody\n");
  EXPECT_THAT(Reply, HasSubstr("To: Nora Fjord <nora@example.org>\nCc: "));
  EXPECT_THAT(M.Recipients, ElementsAre("Nora Fjord <nora@example.org>",
                                        "linux-pci@vger.example.org",
                                        "\"Doe, Jane\" <jane@example.org>",
                                        "J\xC3\xB8rn <jorn@example.org>",
                                        "ann@example.org", "bob@example.org"));
  expectNarrow(Reply.substr(0, Reply.find("\n\n")));
}

// Who sends the patch of somebody else is answered, and the author reads it
// too.
TEST_F(ReviewMailTest, GoesWhereRepliesAreWanted) {
  Message M = replyTo("Reply-To: Nora at home <home@example.org>\n",
                      "From: Ole <ole@example.org>\n\n");
  EXPECT_THAT(M.Recipients, ElementsAre("Nora at home <home@example.org>",
                                        "Ole <ole@example.org>",
                                        "linux-pci@vger.example.org"));
}

TEST_F(ReviewMailTest, StaysInTheThread) {
  Message M = replyTo("References: <1@example.org> <2@example.org>\n"
                      "In-Reply-To: <2@example.org>\n");
  EXPECT_EQ(M.Subject, "Re: [PATCH] epf-vdoor: reuse doorbells that the "
                       "platform exposes");
  EXPECT_EQ(M.InReplyTo, "20260302090000.1-1-nora@example.org");
  EXPECT_THAT(M.References, ElementsAre("1@example.org", "2@example.org",
                                        "20260302090000.1-1-nora@example.org"));
  // Without References, what it replied to is what the thread is known by.
  EXPECT_THAT(
      replyTo("In-Reply-To: <2@example.org>\n").References,
      ElementsAre("2@example.org", "20260302090000.1-1-nora@example.org"));
}

TEST_F(ReviewMailTest, QuotesTheHeaderThatWasSent) {
  Tree.write(Driver, "\n\n" + sample("sample/epf-vdoor.c"));
  replyTo("");
  EXPECT_THAT(Reply, HasSubstr("\n> @@ -91,77 +92,102 @@ static u64 vdoor_"));
}

// A page has no header: who signed last has sent it.
TEST_F(ReviewMailTest, AnswersTheSignerOfACopiedPage) {
  Outcome O = review(patchFile("by-type-page.txt"), {"--format", "mail"});
  EXPECT_THAT(O.Out, AllOf(HasSubstr("To: Nora Fjord <nora@example.org>\n"),
                           HasSubstr("Subject: Re: [PATCH] ")));
}
