//===- Parse.h - From clang's options to findings ---------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One parse for the rules and for nothing else: no warnings, no code, no bodies
// of functions in headers that the rules do not look into. The command line
// makes clang's options from a compile command, hosts inside other programs
// take those of the tree that they are shown.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_PARSE_H
#define EPFLINT_TOOL_SOURCE_PARSE_H

#include "rules/Analysis.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include <memory>
#include <optional>

namespace clang {
class CompilerInvocation;
} // namespace clang

namespace llvm::vfs {
class FileSystem;
} // namespace llvm::vfs

namespace epf {

/// Counts errors, and keeps what warnings say, without locations.
class WarningList : public clang::DiagnosticConsumer {
public:
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  std::vector<std::string> Warnings;
  /// Those that say that a variable has no value where it is used.
  std::vector<std::string> Unset;
};

/// Parses and analyses what Invocation names, found in Files; errors go to
/// Errors, and as warnings what has no use or no value. Nothing if there is no
/// syntax tree that is worth it.
std::optional<AnalysisResult>
parseAndAnalyse(std::shared_ptr<clang::CompilerInvocation> Invocation,
                llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
                clang::DiagnosticConsumer &Errors,
                const AnalysisOptions &Options);

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_PARSE_H
