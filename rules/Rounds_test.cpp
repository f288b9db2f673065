//===- Rounds_test.cpp - Loops, gone back ---------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What undoes the rounds of a loop that requests, however it counts, skips and
// names its elements.
//
//===----------------------------------------------------------------------===//

#include "rules/Rounds.h"
#include "testdata/ParsedC.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;

namespace {
/// The lines that undo the loop of f, whose rounds request KEY, by
/// give(KEY); "?" if they can't be told.
std::string undone(llvm::StringRef Body, bool Unwind = true) {
  std::string Text = Body.str();
  for (size_t At; (At = Text.find("ARGS")) != std::string::npos;)
    Text.replace(At, 4, "0, 0, \"\", b");
  ParsedC C("#include <linux/interrupt.h>\n"
            "struct line { int irq; int used; };\n"
            "struct box { struct line line[4]; int count; };\n"
            "int enable_next(void);\n"
            "int f(struct box *b, int n)\n{\n" +
            Text + "\n}\n");
  SourceView View(C.context());
  Syntax In(*C.function("f"));
  const CallExpr *Site = nullptr;
  for (const CallExpr *Call : In.all<CallExpr>())
    if (Call->getDirectCallee() == C.function("request_irq"))
      Site = Call;
  const Expr *Key = Site->getArg(0)->IgnoreParenImpCasts();
  auto R = roundsOf(View, In, Site, Key);
  if (!R)
    return "?";
  std::string Call = "give(" + spell(View, Key, R->Names) + ")";
  auto Lines = Unwind ? unwindLines(View, *R, Call)
                      : undoLines(View, *R, Call, R->Names);
  return Lines ? llvm::join(*Lines, "\n") : "?";
}
} // namespace

TEST(Rounds, AreUndoneBackwards) {
  EXPECT_EQ(
      undone("int i; for (i = 0; i < n; i++)"
             " if (request_irq(b->line[i].irq, ARGS)) return -1; return 0;"),
      "while (i--)\n\tgive(b->line[i].irq);");
  EXPECT_EQ(
      undone(
          "int i = 0; while (i < n) { request_irq(b->line[i].irq, ARGS); i++; }"
          " return 0;"),
      "while (i--)\n\tgive(b->line[i].irq);");
}

TEST(Rounds, AreUndoneDownToTheFirst) {
  EXPECT_EQ(
      undone("int i; for (i = 1; i < n; i++)"
             " if (request_irq(b->line[i].irq, ARGS)) return -1; return 0;"),
      "while (i-- > 1)\n\tgive(b->line[i].irq);");
  EXPECT_EQ(
      undone("for (int i = b->count; i < n; i++)"
             " if (request_irq(b->line[i].irq, ARGS)) return -1; return 0;"),
      "while (i-- > b->count)\n\tgive(b->line[i].irq);");
}

TEST(Rounds, SkipWhatWasSkipped) {
  EXPECT_EQ(undone("int i; for (i = 0; i < n; i++) {"
                   " if (!b->line[i].used) continue;"
                   " request_irq(b->line[i].irq, ARGS); } return 0;"),
            "while (i--) {\n\tif (!b->line[i].used)\n\t\tcontinue;\n"
            "\tgive(b->line[i].irq);\n}");
  EXPECT_EQ(undone("int i; for (i = 0; i < n; i++) {"
                   " if (enable_next()) continue;"
                   " request_irq(b->line[i].irq, ARGS); } return 0;"),
            "?");
}

TEST(Rounds, NameTheElementsThatALocalStoodFor) {
  EXPECT_EQ(undone("int i; for (i = 0; i < n; i++) {"
                   " struct line *l = &b->line[i];"
                   " request_irq(l->irq, ARGS); } return 0;",
                   /*Unwind=*/false),
            "give(b->line[i].irq);");
}

TEST(Rounds, NeedACounter) {
  EXPECT_EQ(undone("request_irq(b->line[0].irq, ARGS); return 0;"), "?");
  EXPECT_EQ(
      undone(
          "while (enable_next()) request_irq(b->line[n].irq, ARGS); return 0;"),
      "?");
}
