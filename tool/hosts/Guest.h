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
// headers, so a try costs no more than the file's own text. What is taken
// outlives the host's tree: an editor shows findings first and tries repairs
// meanwhile.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_HOSTS_GUEST_H
#define EPFLINT_TOOL_HOSTS_GUEST_H

#include "tool/fix/Verify.h"
#include "tool/source/Unit.h"

namespace clang {
class CompilerInvocation;
class Preprocessor;
} // namespace clang

namespace epf {

/// A file as a host parsed it, and what was found there.
class GuestUnit {
public:
  /// Analyses the main file of Context, which PP made. Nothing of either is
  /// referred to afterwards.
  GuestUnit(clang::ASTContext &Context, const clang::Preprocessor &PP,
            AnalysisOptions Options);
  GuestUnit(const GuestUnit &) = delete;
  ~GuestUnit();

  /// With repairs that were not tried. File names are as clang has them.
  const std::vector<Finding> &findings() const { return Found.Findings; }

  /// The repair of F, one of the findings, that holds; nothing if none does.
  /// Parses the file for each that is tried. One caller at a time.
  std::optional<Fix> repair(const Finding &F) const;

  llvm::StringRef text() const { return Text; }

private:
  UnitReport parse(llvm::StringRef NewText) const;

  AnalysisOptions Options;
  std::string Text;
  UnitReport Found;
  Workbench Bench;
  std::vector<std::unique_ptr<llvm::MemoryBuffer>> InMemory;
  std::shared_ptr<clang::CompilerInvocation> Invocation;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
};

} // namespace epf

#endif // EPFLINT_TOOL_HOSTS_GUEST_H
