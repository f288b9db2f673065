//===- Guest.h - The rules inside another program's parse -------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy and clangd parse the file themselves and show us the finished
// tree. Repairs are tried as the command line tries them, on a copy in memory:
// what is needed to parse that copy, clang's options and the file system, is
// taken from the host's own parse. In clangd that includes the precompiled
// headers, so a try costs no more than the file's own text.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_HOSTS_GUEST_H
#define EPFLINT_TOOL_HOSTS_GUEST_H

#include "rules/Analysis.h"

namespace clang {
class Preprocessor;
} // namespace clang

namespace epf {

/// Findings of the main file of Context, each with one repair at the most,
/// which was tried. PP made the tree. File names are as clang has them.
std::vector<Finding> analyseAsGuest(clang::ASTContext &Context,
                                    const clang::Preprocessor &PP,
                                    const AnalysisOptions &Options);

} // namespace epf

#endif // EPFLINT_TOOL_HOSTS_GUEST_H
