//===- Questions.h - The explorer questioned from C -------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the explorer knows is best asked where it matters: in C, at a point of a
// path. Snippets call functions that nobody defines, and an observer checks the
// answers on every path that comes by:
//
//   void test(struct line *l)
//   {
//           if (request_irq(l->irq, handler, 0, "", l))
//                   return;
//           expect_held(1);
//           free_irq(l->irq, l);
//           expect_held(0);
//   }
//
//   expect_held(n)    n actions are held; n is known here
//   expect_true(c)    c is known not to be zero
//   expect_reached()  some path comes here
//   expect_never()    none does, or none of which anything is reported
//
// A question that no path reaches is a failure too. Every function whose name
// begins with `test` is a task, and so is every lifecycle.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TESTDATA_QUESTIONS_H
#define EPFLINT_TESTDATA_QUESTIONS_H

#include "paths/Explorer.h"
#include <string>

namespace epf {

/// What came of exploring a snippet.
struct Answers {
  std::string Wrong; ///< one line a wrong answer; empty if all are right
  unsigned States = 0;
  bool Complete = true;
  std::map<std::string, unsigned> Dropped; ///< paths given up, by reason
  std::string Unsure; ///< what joined paths can't tell; empty if nothing
};

/// Explores Snippet, which may use what these declare without including it:
///
///   struct line { int irq; bool taken; struct list_head node; };
///   int unknown(void);
///   bool maybe(void);
///   struct line *find_line(void);
///   irqreturn_t handler(int irq, void *data);
Answers ask(llvm::StringRef Snippet, unsigned Budget = 20000,
            Limits Max = Limits());

/// Explores Snippet with its paths joined where they hold the same.
Answers askJoined(llvm::StringRef Snippet);

/// ... and again, until what was asked is told apart, or nothing is left to
/// tell apart. The answers are those of the last time.
Answers askApart(llvm::StringRef Snippet);

/// Expects all answers to be right, and the exploration to be complete.
void expectRight(llvm::StringRef Snippet);

} // namespace epf

#endif // EPFLINT_TESTDATA_QUESTIONS_H
