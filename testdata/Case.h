//===- Case.h - A file of cases and what it expects -------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A case is C with the expected findings written into it, below the line that
// each is at:
//
//   /* finds: epf-irq-leak */
//   int foo_start_bad(struct foo *foo)
//   {
//           ...
//                   return ret;
//                   //! epf-irq-leak: 'foo->rx_irq' is still requested
//                   //!   -4 'foo->rx_irq' is requested here
//                   //!   +0 foo_start_bad() returns an error
//                   //!   fix: free 'foo->rx_irq' before the return
//
// What is doubted is no finding, and stands there as well, and below the last
// line how often what was not judged:
//
//   //! doubt: epf-irq-leak: 'foo->rx_irq' is still requested
//   //! not judged: 1 a condition that is not decided leads past the free
//
// Lines that begin with //! are taken out before clang sees the file, so that
// numbers of lines, those of a step relative to its finding, do not depend on
// what is expected. They are written by machine (EPFLINT_UPDATE=1) and read by
// people. The `finds:` and `doubts:` comments are written by people only: the
// verdict comes first, the wording follows.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TESTDATA_CASE_H
#define EPFLINT_TESTDATA_CASE_H

#include "rules/Analysis.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace epf {

/// Expectations by the line that they stand below, 1 being the first. A line
/// of text each, without the //!.
using Notes = std::map<unsigned, std::vector<std::string>>;

struct Case {
  std::string Text; ///< without expectations
  Notes Expected;
};

/// Takes the expectations out of Annotated.
Case readCase(llvm::StringRef Annotated);

/// Puts them in again, indented like the line above.
std::string annotate(llvm::StringRef Text, const Notes &Expected);

/// What Findings would be expected as. All are in the file of that name.
Notes notesOf(llvm::ArrayRef<Finding> Findings);

/// Adds what is doubted, if anything is, and all that was not judged of Text.
void addDoubts(Notes &All, llvm::StringRef Text, llvm::ArrayRef<Finding> Doubts,
               llvm::ArrayRef<Unjudged> NotJudged);

/// Where the two differ, line by line with the code concerned; empty if they
/// do not.
std::string difference(llvm::StringRef Text, const Notes &Expected,
                       const Notes &Actual);

/// A function that is defined in a case, and the line of comment right above.
struct CaseFunction {
  std::string Name;
  std::string Comment; ///< without the comment's marks
};

/// All functions of Text, which is in kernel style: a brace in the first column
/// begins a body.
std::vector<CaseFunction> functionsOf(llvm::StringRef Text);

/// The rules that Comment lists after Prefix ("finds:"), which begins it or
/// follows a semicolon; empty if it has none.
std::set<std::string> rulesIn(llvm::StringRef Comment, llvm::StringRef Prefix);

/// The rules that found something, by function.
std::map<std::string, std::set<std::string>>
verdictsOf(llvm::ArrayRef<Finding> Findings);

} // namespace epf

#endif // EPFLINT_TESTDATA_CASE_H
