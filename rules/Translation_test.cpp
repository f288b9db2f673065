//===- Translation_test.cpp - The words of another function ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How what set-up calls by its variables is called in a teardown.
//
//===----------------------------------------------------------------------===//

#include "rules/Translation.h"
#include "testdata/ParsedC.h"
#include "llvm/ADT/StringExtras.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;

namespace {
/// What `from` returns, in the words of `to`, behind the declarations that it
/// needs; "?" if that can't be told.
std::string told(llvm::StringRef From, llvm::StringRef To) {
  ParsedC C("struct dev { int id; };\nstruct foo { int irq; };\n"
            "void *dev_get_drvdata(struct dev *d);\n"
            "void dev_set_drvdata(struct dev *d, void *data);\n"
            "struct foo *foo_new(void);\n" +
            From.str() + "\n" + To.str() + "\n");
  SourceView View(C.context());
  Syntax In(*C.function("from"));
  const Expr *Returned = In.all<ReturnStmt>().back()->getRetValue();
  auto Found =
      translate(View, *C.function("from"), *C.function("to"), {Returned});
  if (!Found)
    return "?";
  std::string Text = llvm::join(Found->Declarations, " ");
  return Text + (Text.empty() ? "" : " ") + spell(View, Returned, Found->Names);
}
} // namespace

TEST(Translation, FindsAVariableOfTheType) {
  EXPECT_EQ(told("int from(struct foo *f) { return f->irq; }",
                 "void to(struct foo *mine) {}"),
            "mine->irq");
}

TEST(Translation, AsksForDriverData) {
  EXPECT_EQ(told("int from(struct dev *d) { struct foo *f = foo_new();"
                 " dev_set_drvdata(d, f); return f->irq; }",
                 "void to(struct dev *dev) {}"),
            "struct foo *f = dev_get_drvdata(dev); f->irq");
}

TEST(Translation, GivesUpWithoutOne) {
  EXPECT_EQ(told("int from(struct dev *d) { struct foo *f = foo_new();"
                 " return f->irq; }",
                 "void to(struct dev *dev) {}"),
            "?");
}
