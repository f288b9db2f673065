//===- Guess_test.cpp - Scenarios that rest on a guess --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A request, a call that may fail, a free under a condition: found, doubted, or
// all right, by what the condition asks and where.
//
//===----------------------------------------------------------------------===//

#include "rules/Analysis.h"
#include "testdata/ParsedC.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;

namespace {

constexpr char LeadsPast[] =
    "1 a condition that is not decided leads past the free";
constexpr char LeadsTo[] =
    "1 a condition that is not decided leads to the free";

/// Set: another function of the file sets the field, which the path can't know.
std::string analysed(const std::string &Code) {
  ParsedC C("#include <linux/interrupt.h>\n"
            "struct foo { int irq, other_irq, line; bool up; int state; "
            "unsigned flags; };\n"
            "irqreturn_t event(int irq, void *data);\n"
            "int start(struct foo *f);\nint speed(struct foo *f);\n"
            "int foo_is_set(struct foo *f);\n"
            "void set(struct foo *f) { f->up = 1; f->state = 1; f->flags = 1; "
            "f->irq = 1; "
            "f->line = 1; }\n" +
            Code);
  AnalysisResult R = analyse(C.context());
  std::string All;
  for (const Finding &F : R.Findings)
    All += "found: " + F.Rule + "\n";
  for (const Unjudged &U : R.NotJudged)
    All += std::to_string(U.Count) + " " + U.Reason + "\n";
  EXPECT_EQ(R.Doubts.empty(), R.NotJudged.empty()) << Code;
  return llvm::StringRef(All).rtrim().str();
}

/// Requests, and when start() fails frees as Cleanup says.
std::string unwinding(const std::string &Cleanup,
                      const std::string &Before = "") {
  return analysed("int f(struct foo *f, bool wanted)\n{\n" + Before +
                  "int ret = request_irq(f->irq, event, 0, \"\", f);\n"
                  "if (ret) return ret;\n"
                  "ret = start(f);\nif (ret) {\n" +
                  Cleanup + "\nreturn ret;\n}\nreturn 0;\n}\n");
}

/// Goes on when its request fails, and then frees as Cleanup says.
std::string freeing(const std::string &Cleanup,
                    const std::string &Before = "") {
  return analysed("int f(struct foo *f, bool wanted)\n{\n" + Before +
                  "int ret = request_irq(f->irq, event, 0, \"\", f);\n"
                  "if (ret) {\n" +
                  Cleanup + "\n}\nreturn ret;\n}\n");
}

} // namespace

TEST(Guess, IsWhatMemoryFromBeforeDecides) {
  EXPECT_EQ(unwinding("free_irq(f->irq, f);"), "");
  EXPECT_EQ(unwinding(""), "found: epf-irq-leak");
  EXPECT_EQ(unwinding("if (f->up) free_irq(f->irq, f);"), LeadsPast);
  EXPECT_EQ(unwinding("if (f->flags & 4) free_irq(f->irq, f);"), LeadsPast);
  EXPECT_EQ(freeing("if (f->up) free_irq(f->irq, f);"), LeadsTo);
}

TEST(Guess, IsNotWhatThePathHasStored) {
  EXPECT_EQ(unwinding("if (f->up) free_irq(f->irq, f);", "f->up = 0;"),
            "found: epf-irq-leak");
  EXPECT_EQ(
      unwinding("if (f->flags & 4) free_irq(f->irq, f);", "f->flags = 3;"),
      "found: epf-irq-leak");
  EXPECT_EQ(freeing("if (f->up) free_irq(f->irq, f);", "f->up = 1;"),
            "found: epf-irq-stray-free");
}

// What the function was told may be tied to what it holds.
TEST(Guess, IsWhatTheCallerSays) {
  EXPECT_EQ(unwinding("if (wanted) free_irq(f->irq, f);"), LeadsPast);
  EXPECT_EQ(freeing("if (wanted) free_irq(f->irq, f);"), LeadsTo);
}

// One more flag says nothing of the others in the word.
TEST(Guess, IsAWordToWhichAFlagWasAdded) {
  EXPECT_EQ(
      unwinding("if (f->flags & 4) free_irq(f->irq, f);", "f->flags |= 2;"),
      LeadsPast);
}

TEST(Guess, IsAQuestionAndNoFailure) {
  EXPECT_EQ(unwinding("if (foo_is_set(f)) free_irq(f->irq, f);"), LeadsPast);
  EXPECT_EQ(unwinding("if (!start(f)) free_irq(f->irq, f);"),
            "found: epf-irq-leak");
  EXPECT_EQ(freeing("if (foo_is_set(f)) free_irq(f->irq, f);"), LeadsTo);
}

// What is asked in front of the failure is not about cleaning up.
TEST(Guess, IsOnlyWhatCleansUp) {
  EXPECT_EQ(analysed(R"(int f(struct foo *f)
{
	int ret = request_irq(f->irq, event, 0, "", f);
	if (ret)
		return ret;
	if (f->up) {
		ret = start(f);
		if (ret)
			return ret;
	}
	ret = speed(f);
	if (ret)
		free_irq(f->irq, f);
	return ret;
})"),
            "found: epf-irq-leak");
}

// An irq that is requested has not the number that stands for none; that it is
// some number does not say that it is requested.
TEST(Guess, IsTheNumberOfTheIrqOnlyWhereItIsHeld) {
  EXPECT_EQ(unwinding("if (f->irq != 255) free_irq(f->irq, f);"), LeadsPast);
  EXPECT_EQ(freeing("if (f->irq != 255) free_irq(f->irq, f);"),
            "found: epf-irq-stray-free");
  EXPECT_EQ(freeing("if (f->line != 255) free_irq(f->irq, f);"), LeadsTo);
}

TEST(Guess, IsACaseOfASwitch) {
  EXPECT_EQ(unwinding("switch (f->state) {\ncase 1: free_irq(f->irq, f); "
                      "break;\ncase 2: default: break;\n}"),
            LeadsPast);
  EXPECT_EQ(unwinding("switch (f->state) {\ncase 1: case 2: free_irq(f->irq, "
                      "f); break;\ndefault: free_irq(f->irq, f);\n}"),
            "");
  EXPECT_EQ(freeing("switch (f->state) {\ncase 1: free_irq(f->irq, f); "
                    "break;\ncase 2: default: break;\n}"),
            LeadsTo);
}

// A condition that leads past the free of another irq bears on that one only.
TEST(Guess, IsAboutTheIrqThatIsFreed) {
  auto Code = [](const std::string &Freed) {
    return analysed("int g(struct foo *f)\n{\nreturn request_irq(f->other_irq, "
                    "event, 0, \"\", f);\n}\n"
                    "int f(struct foo *f)\n{\n"
                    "int ret = request_irq(f->irq, event, 0, \"\", f);\n"
                    "if (ret) return ret;\n"
                    "ret = start(f);\nif (ret && f->up)\n" +
                    Freed + ";\nreturn ret;\n}\n");
  };
  EXPECT_EQ(Code("free_irq(f->irq, f)"), LeadsPast);
  EXPECT_EQ(Code("disable_irq(f->irq)"), "found: epf-irq-leak");
  EXPECT_EQ(llvm::StringRef(Code("free_irq(f->other_irq, f)"))
                .count("found: epf-irq-leak"),
            1u);
}

// The helper that frees is a function of the file.
TEST(Guess, LeadsPastACallThatFrees) {
  EXPECT_EQ(analysed(R"(static void done(struct foo *f)
{
	free_irq(f->irq, f);
}
int f(struct foo *f)
{
	int ret = request_irq(f->irq, event, 0, "", f);
	if (ret)
		return ret;
	ret = start(f);
	if (ret && f->up)
		done(f);
	return ret;
})"),
            LeadsPast);
}

TEST(Guess, MayHaveLeftTheRequestOut) {
  auto Code = [](const std::string &Asked) {
    return analysed("int f(struct foo *f, bool wanted)\n{\nint ret = 0;\n"
                    "if (" +
                    Asked +
                    ")\nret = request_irq(f->irq, event, 0, \"\", f);\n"
                    "if (ret) return ret;\nret = speed(f);\n"
                    "if (ret) free_irq(f->irq, f);\nreturn ret;\n}\n");
  };
  EXPECT_EQ(Code("!f->up"), LeadsTo);
  EXPECT_EQ(Code("!wanted"), "found: epf-irq-stray-free");
}
