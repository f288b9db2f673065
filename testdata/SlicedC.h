//===- SlicedC.h - C snippets with a slice of them --------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Unit tests of what stands on slices begin with a snippet that has a function
// f, and name conditions and functions of it by their text.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TESTDATA_SLICEDC_H
#define EPFLINT_TESTDATA_SLICEDC_H

#include "paths/Slice.h"
#include "testdata/ParsedC.h"
#include <optional>

namespace epf {

class SlicedC {
public:
  /// A slice of f in Snippet, which may use what Prelude in SlicedC.cpp
  /// declares. Answers: what f returns is looked at. Next, if not empty, names
  /// the function that runs next on the same memory.
  explicit SlicedC(llvm::StringRef Snippet, bool Answers = true,
                   llvm::StringRef Next = "");

  Scope &unit() { return Unit; }
  Digests &digests() { return Digested; }
  const Doorbell &bell() const { return Bell; }
  const Slice &slice() const { return *Of; }
  const clang::FunctionDecl *function(llvm::StringRef Name) const {
    return C.function(Name);
  }
  const clang::FieldDecl *field(llvm::StringRef Name) const {
    return C.field("foo", Name);
  }
  const Body &body(llvm::StringRef Function);

  /// The block of Function that ends with a branch on Condition, spelled so,
  /// and the one with a call of Callee.
  const clang::CFGBlock *branch(llvm::StringRef Condition,
                                llvm::StringRef Function = "f");
  const clang::CFGBlock *callOf(llvm::StringRef Callee,
                                llvm::StringRef Function = "f");

  bool matters(llvm::StringRef Condition, llvm::StringRef Function = "f") {
    return Of->matters(body(Function), branch(Condition, Function));
  }
  /// Of a field of struct foo.
  bool isRelevant(llvm::StringRef Field) const {
    return Of->isRelevant(field(Field));
  }
  /// Of the first place in f that is spelled so.
  bool isRead(llvm::StringRef Member);
  bool isEntered(llvm::StringRef Name) const {
    return Of->isEntered(function(Name));
  }
  bool isEffectful(llvm::StringRef Name) const {
    return Of->isEffectful(function(Name));
  }

private:
  std::string spell(const clang::Stmt *S) const;

  ParsedC C;
  Doorbell Bell;
  Scope Unit;
  Digests Digested;
  std::optional<Slice> After, Of;
};

} // namespace epf

#endif // EPFLINT_TESTDATA_SLICEDC_H
