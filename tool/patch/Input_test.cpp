//===- Input_test.cpp - Tests of reading what reviewers have --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/TestPatches.h"
#include "tool/source/TestTree.h"
#include "llvm/Support/Base64.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace epf::patch;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

const char Diff[] = "--- a/drivers/x.c\n+++ b/drivers/x.c\n@@ -1,3 +1,4 @@\n "
                    "int a;\n \n+int b = 1;\n int c;\n";
const char Base[] = "int a;\n\nint c;\n";
const char Result[] = "int a;\n\nint b = 1;\nint c;\n";

std::string mail(const std::string &Subject, const std::string &Body,
                 const std::string &More = "") {
  return "From: Ann <ann@example.org>\nDate: Mon, 16 Feb 2026 01:38:45 +0900\n"
         "Subject: " +
         Subject + "\nMessage-ID: <" + std::to_string(Subject.size()) +
         "@example.org>\n" + More + "\n" + Body;
}

std::string mbox(const std::string &Mail) {
  return "From 0123456 Mon Sep 17 00:00:00 2001\n" + Mail + "\n";
}

std::string encoded(const std::string &Type, const std::string &Encoding,
                    const std::string &Body) {
  return mail("[PATCH] x", Body,
              "MIME-Version: 1.0\nContent-Type: " + Type +
                  "\nContent-Transfer-Encoding: " + Encoding + "\n");
}

Series series(llvm::StringRef Text) {
  auto S = read(Text);
  if (S)
    return std::move(*S);
  ADD_FAILURE() << toString(S.takeError());
  return {};
}

std::vector<std::string> subjects(const Series &S) {
  std::vector<std::string> All;
  for (const Patch &P : S.Patches)
    All.push_back(P.name() + " " + P.Subject);
  return All;
}

TEST(Input, aMail) {
  Series S = series(mail("[PATCH v3 2/2] x: =?utf-8?q?gr=C3=BCn?=",
                         "From: Bob <bob@example.org>\n\nWhy.\n\nbase-commit: "
                         "0123456789abcdef0123456789abcdef01234567\n" +
                             std::string(Diff),
                         "In-Reply-To: <0@example.org>\n"
                         "References: <9@example.org> <0@example.org>\n"));
  ASSERT_EQ(S.Patches.size(), 1u);
  const Patch &P = S.Patches[0];
  EXPECT_EQ(P.Subject, "[PATCH v3 2/2] x: gr\xC3\xBCn");
  EXPECT_EQ(P.Author, "Bob <bob@example.org>");
  EXPECT_EQ(P.Version, 3u);
  EXPECT_EQ(P.name(), "2/2");
  EXPECT_EQ(P.InReplyTo, "0@example.org");
  EXPECT_THAT(P.References, ElementsAre("9@example.org", "0@example.org"));
  EXPECT_EQ(P.BaseCommit, "0123456789abcdef0123456789abcdef01234567");
  EXPECT_EQ(P.Files[0].Hunks[0].Lines[2].Input, 18u);
  ASSERT_EQ(S.Damages.size(), 1u);
  EXPECT_EQ(describe(S.Damages[0]), "patch 1/2 is missing");
}

TEST(Input, transferEncodings) {
  std::string Printable = replaced(Diff, "=", "=3D");
  Printable = replaced(Printable, "int b", "int=\n b");
  EXPECT_EQ(placed(encoded("text/plain", "quoted-printable", Printable), Base),
            Result);
  EXPECT_EQ(placed(encoded("text/plain; charset=iso-8859-1", "base64",
                           llvm::encodeBase64(llvm::StringRef(Diff)) + "\n"),
                   Base),
            Result);
}

// The soft line break above counts.
TEST(Input, linesAreThoseOfTheInput) {
  std::string Printable = replaced(Diff, "=", "=3D");
  Printable = replaced(Printable, "int a", "int=\n a");
  Series S = series(encoded("text/plain", "quoted-printable", Printable));
  EXPECT_EQ(S.Patches[0].Files[0].Hunks[0].Lines[2].Input, 15u);
}

TEST(Input, characterSets) {
  std::string Latin = replaced(Diff, "= 1;", "= 1; /* gr\xFCn */");
  EXPECT_THAT(
      placed(encoded("text/plain; charset=iso-8859-1", "8bit", Latin), Base),
      HasSubstr("/* gr\xC3\xBCn */"));
}

TEST(Input, flowedText) {
  std::string Long = "int b = 1; /* a comment that is long enough to be ";
  std::string Text = replaced(Diff, "int b = 1;", Long + "\nflowed */");
  Text = replaced(Text, "\n ", "\n  ");
  EXPECT_THAT(placed(encoded("text/plain; format=flowed", "7bit", Text), Base),
              HasSubstr(Long + "flowed */\nint c;\n"));
}

TEST(Input, aPatchThatIsAttached) {
  std::string Body = "--=\nContent-Type: text/plain\n\nSee below.\n--=\n"
                     "Content-Type: text/x-patch; name=x.patch\n\n" +
                     std::string(Diff) + "--=--\n";
  EXPECT_EQ(
      placed(encoded("multipart/mixed; boundary=\"=\"", "7bit", Body), Base),
      Result);
}

TEST(Input, partsWithinParts) {
  std::string Body = Diff;
  for (int I = 0; I < 40; ++I) {
    std::string Mark = "b" + std::to_string(I);
    Body = "Content-Type: multipart/mixed; boundary=" + Mark + "\n\n--" + Mark +
           "\n" + (I ? "" : "\n") + Body + "\n--" + Mark + "--\n";
  }
  EXPECT_EQ(placed("From: a@b\nSubject: x\n" + Body, Base),
            "refused: input: line 1: parts are nested more than 16 deep");
}

TEST(Input, aSeriesInAnMbox) {
  std::string First = replaced(Diff, "drivers/x.c", "drivers/y.c");
  Series S = series(
      mbox(mail("[PATCH v2 0/2] all of it", "Cover.\n")) +
      mbox(mail("[PATCH v2 2/2] second", Diff)) +
      mbox(mail("Re: [PATCH v2 2/2] second", inReply(Diff) + "\nNo.\n")) +
      mbox(mail("[PATCH 1/2] older", First)) +
      mbox(mail("[PATCH v2 1/2] first", First)));
  EXPECT_THAT(subjects(S), ElementsAre("1/2 [PATCH v2 1/2] first",
                                       "2/2 [PATCH v2 2/2] second"));
  ASSERT_TRUE(S.Cover);
  EXPECT_EQ(S.Cover->Subject, "[PATCH v2 0/2] all of it");
  ASSERT_EQ(S.Replies.size(), 1u);
  EXPECT_THAT(S.Replies[0].Body, HasSubstr("\nNo.\n"));
  ASSERT_EQ(S.Damages.size(), 1u);
  EXPECT_THAT(describe(S.Damages[0]),
              HasSubstr("version 1 of patch 1/2 is left out for version 2"));
}

// Some show there what has changed since the version before.
TEST(Input, aCoverLetterWithADiff) {
  std::string Cover = mbox(mail("[PATCH v2 0/1] all of it", Diff));
  Series S = series(Cover + mbox(mail("[PATCH v2 1/1] first", Diff)));
  EXPECT_THAT(subjects(S), ElementsAre("1/1 [PATCH v2 1/1] first"));
  EXPECT_TRUE(S.Cover);
  auto Alone = read(Cover);
  ASSERT_FALSE(Alone);
  EXPECT_EQ(toString(Alone.takeError()),
            "input: only the cover letter of a series");
}

TEST(Input, aReplyThatDoesNotSaySo) {
  std::string Said = "In-Reply-To: <9@example.org>\n";
  Series S =
      series(mbox(mail("[PATCH] x", Diff)) +
             mbox(mail("[PATCH] x", "I mean\n\n@@ -1 +1 @@\n-a\n+b\n", Said)));
  EXPECT_EQ(S.Patches.size(), 1u);
  EXPECT_EQ(S.Replies.size(), 1u);
}

TEST(Input, mostOfASeriesIsMissing) {
  Series S = series(mail("[PATCH 6/9] sixth", Diff));
  ASSERT_EQ(S.Damages.size(), 1u);
  EXPECT_EQ(describe(S.Damages[0]), "patches 1-5, 7-9 of 9 are missing");
  S = series(mail("[PATCH 1/4294967295] first of very many", Diff));
  EXPECT_EQ(S.Patches[0].name(), "1/1");
  EXPECT_TRUE(S.Damages.empty());
}

TEST(Input, whatIsOnlyQuoted) {
  Series S = series(mail("Re: [PATCH 1/1] x", inReply(Diff) + "> \n\nNo.\n"));
  ASSERT_EQ(S.Patches.size(), 1u);
  EXPECT_EQ(S.Patches[0].Subject, "[PATCH 1/1] x");
  EXPECT_THAT(describe(S.Patches[0].Damages.front()),
              HasSubstr("only quoted in a reply"));
}

// The copy in the reply has the blank line that the page has lost.
TEST(Input, theBestCopyIsTaken) {
  std::string Page = "Why.\n" + stripped(Diff) + "--\n2.43.0\n" +
                     stripped(inReply(Diff)) + "No.\n";
  Series S = series(Page);
  ASSERT_EQ(S.Patches.size(), 1u);
  const Hunk &H = S.Patches[0].Files[0].Hunks[0];
  EXPECT_EQ(H.Lines.size(), 4u);
  EXPECT_EQ(H.Lines[1].Text, "");
  EXPECT_EQ(placed(Page, Base), Result);
}

TEST(Input, copiesThatDifferAreNotMixed) {
  std::string Other = inReply(replaced(Diff, "b = 1", "b = 2"));
  std::string Page = stripped(Diff) + "--\n2.43.0\n" + Other;
  EXPECT_THAT(placed(Page, Base), HasSubstr("int b = 1;"));
}

TEST(Input, whatAReplyToTheCoverLetterQuotesIsNoPatch) {
  std::string Other =
      "What about this?\n" + inReply(replaced(Diff, "drivers/x.c", "y.c"));
  std::string Box = mbox(mail("[PATCH 0/1] all", "Why.\n")) +
                    mbox(mail("Re: [PATCH 0/1] all", Other)) +
                    mbox(mail("[PATCH 1/1] a", Diff));
  EXPECT_THAT(subjects(series(Box)), ElementsAre("1/1 [PATCH 1/1] a"));
}

TEST(Input, repliesInTheLanguageOfTheirUser) {
  std::string Again = "Ping.\n" + replaced(Diff, "int b", "int c");
  EXPECT_THAT(subjects(series(mbox(mail("[PATCH] a", Diff)) +
                              mbox(mail("\u56de\u590d: [PATCH] a", Again)))),
              ElementsAre("1/1 [PATCH] a"));
}

TEST(Input, foldersOfMails) {
  epf::TestTree Tree;
  Tree.write("cur/2:S", mail("[PATCH 2/2] b", Diff));
  Tree.write("new/1", mail("[PATCH 1/2] a",
                           replaced(Diff, "drivers/x.c", "drivers/y.c")));
  auto S = readInput(llvm::StringRef(Tree.path()));
  ASSERT_TRUE(bool(S));
  EXPECT_THAT(subjects(*S),
              ElementsAre("1/2 [PATCH 1/2] a", "2/2 [PATCH 2/2] b"));
  EXPECT_EQ(toString(readInput("/dev/zero").takeError()),
            "/dev/zero: more than 64 MiB");
  EXPECT_EQ(toString(readInput(llvm::StringRef(Tree.path("none"))).takeError()),
            Tree.path("none") + ": No such file or directory");
}

} // namespace
