//===- Quiet_test.cpp - Loops in which nothing is taken or given back -----===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Quiet.h"
#include "testdata/Questions.h"
#include "testdata/SlicedC.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;

namespace {
/// Listens to trace().
class Listener : public Observer {
public:
  bool listensTo(const FunctionDecl &F) const override {
    return F.getIdentifier() && F.getName() == "trace";
  }
};

/// What a loop with this body writes, by name; "loud" if it is not quiet.
std::string quiet(const std::string &Body, bool Listened = false,
                  const std::string &Before = "") {
  SlicedC C(Before +
            "\nvoid f(struct foo *f, int n)\n{\nint i;\n"
            "for (i = 0; i < n; i++) {\n" +
            Body + "\n}\n}\n");
  Listener Ear;
  Observer *Ears[] = {&Ear};
  QuietLoops Loops(C.unit(), C.bell(),
                   Listened ? llvm::ArrayRef<Observer *>(Ears)
                            : llvm::ArrayRef<Observer *>());
  const epf::Body &Of = C.body("f");
  EXPECT_EQ(Of.loops().size(), 1u);
  const QuietLoop &L = Loops.of(Of, Of.loops().front());
  if (!L.IsQuiet)
    return "loud";
  std::set<std::string> Names;
  for (const VarDecl *V : L.Locals)
    Names.insert(V->getNameAsString());
  for (const Decl *D : L.Others)
    Names.insert(cast<NamedDecl>(D)->getNameAsString());
  return llvm::join(Names, " ");
}
} // namespace

TEST(Quiet, NamesWhatIsWritten) {
  EXPECT_EQ(quiet("f->notes = unknown();"), "i notes");
  EXPECT_EQ(quiet("int left; left = unknown(); f->speed += left;"),
            "i left speed");
  EXPECT_EQ(quiet("f->count[i] = 0; f->notes++;"), "count i notes");
}

// What is called writes, too, and what it calls.
TEST(Quiet, KnowsWhatIsWrittenByCalls) {
  std::string Helpers = "static void inner(struct foo *f) { f->notes = 1; }\n"
                        "static void note(struct foo *f) { inner(f); }\n";
  EXPECT_EQ(quiet("note(f);", false, Helpers), "i notes");
}

TEST(Quiet, IsNoLoopThatTakesOrGives) {
  EXPECT_EQ(quiet("if (request_irq(i, event, 0, \"\", f)) return;"), "loud");
  EXPECT_EQ(quiet("free_irq(i, f);"), "loud");
  EXPECT_EQ(quiet("give(f);", false,
                  "static void give(struct foo *f) { free_irq(f->irq, f); }"),
            "loud");
}

TEST(Quiet, IsNoLoopThatLooksAtWhatIsRequested) {
  EXPECT_EQ(quiet("f->irq = unknown();", false,
                  "int take(struct foo *f) { return request_irq(f->irq, "
                  "event, 0, \"\", f); }"),
            "loud");
  EXPECT_EQ(quiet("f->irq = unknown();"), "i irq");
}

TEST(Quiet, IsNoLoopThatAnObserverListensTo) {
  EXPECT_EQ(quiet("trace(f);"), "i");
  EXPECT_EQ(quiet("trace(f);", true), "loud");
}

TEST(Quiet, WritesBehindPointersMayBeAnything) {
  EXPECT_EQ(quiet("*f->count = 1;"), "loud");
}

// It is left at once, in whatever round, and nothing is known of what it wrote.
TEST(Quiet, IsLeftAfterAFewRounds) {
  expectRight(R"(void test(struct line *l)
{
	int i, seen = 0;

	for (i = 0; i < 1000; i++)
		if (unknown())
			seen++;
	expect_true(i >= 0);
	if (seen == 700)
		expect_reached();
	if (request_irq(l->irq, handler, 0, "", l))
		return;
	expect_held(1);
	free_irq(l->irq, l);
})");
}
