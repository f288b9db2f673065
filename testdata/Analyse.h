//===- Analyse.h - Texts analysed as the command line would -----*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tests analyse texts that are on no disk: cases without their expectations,
// files with a fix applied, examples of pages. Each is put over a path of the
// tree and compiled against the headers in miniature.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TESTDATA_ANALYSE_H
#define EPFLINT_TESTDATA_ANALYSE_H

#include "tool/source/Unit.h"

namespace epf {

/// The absolute path of a file of the source tree.
std::string sourcePath(llvm::StringRef Relative);

/// The text of a file of the source tree; empty if it cannot be read.
std::string readSource(llvm::StringRef Relative);

/// Replaces a file of the source tree, or removes it if Text is empty.
void writeSource(llvm::StringRef Relative, llvm::StringRef Text);

/// True if tests write down what they get instead of comparing it: the
/// environment says EPFLINT_UPDATE=1.
bool isUpdating();

/// The cases, by their names below testdata/, sorted.
std::vector<std::string> caseFiles();

/// The flags that a case with this text is compiled with: against the headers
/// in miniature, with the older doorbell header in front if the second line
/// says `headers: include-old`.
std::vector<std::string> caseFlags(llvm::StringRef Text);

/// Analyses Text as if it stood at Relative. Repairs are tried out and put
/// together if Verify.
UnitReport analyseText(llvm::StringRef Relative, llvm::StringRef Text,
                       bool Verify = true);

} // namespace epf

#endif // EPFLINT_TESTDATA_ANALYSE_H
