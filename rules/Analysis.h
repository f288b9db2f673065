//===- Analysis.h - All rules over one translation unit ---------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one door between hosts (command line, clang-tidy, clangd) and rules. A
// host parses; this explores the parsed unit once for all rules and hands back
// plain data.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_ANALYSIS_H
#define EPFLINT_RULES_ANALYSIS_H

#include "rules/Finding.h"
#include "llvm/ADT/StringRef.h"
#include <functional>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace epf {

/// What became of one function that the rules looked at.
struct FunctionReport {
  std::string Name;
  bool Complete = true;
  std::string Reason; ///< why it is incomplete: "budget of 60000 states"
  unsigned States = 0;
  unsigned Milliseconds = 0; ///< that its exploration took
};

/// Something that was not judged, and why: counted, never skipped in silence.
struct Unjudged {
  std::string Reason; ///< "resource leaves the file"
  unsigned Count = 0;
};

/// What a function may hold when it has succeeded: "irq, virq", or "nothing".
struct SetupResult {
  std::string Function;
  std::vector<std::string> Held; ///< sorted, each once
};

/// What is no finding, but what no repair may bring.
enum class FlawKind {
  LostError,     ///< an error is set that is not returned
  NothingToFree, ///< doorbells are freed where none are allocated
  FreedUnderIrq  ///< doorbells are freed while an irq of theirs is requested
};

struct Flaw {
  FlawKind Kind;
  std::string Function;
  unsigned Count = 0; ///< of errors; else 1
};

struct AnalysisResult {
  std::vector<Finding> Findings; ///< by file, line, column, rule
  /// What would be a finding if a condition that the file does not decide went
  /// the wrong way: counted in NotJudged. A repair must not add to them.
  std::vector<Finding> Doubts;
  /// Doubts about what is a finding as well: they show once it is mended.
  std::vector<Finding> Covered;
  std::vector<SetupResult> Outcomes;     ///< by function
  std::vector<Flaw> Flaws;               ///< by kind and function
  std::vector<FunctionReport> Functions; ///< in order of the file
  std::vector<Unjudged> NotJudged;       ///< by reason
};

struct AnalysisOptions {
  /// Says of a rule's name whether it is wanted. Empty: all are.
  std::function<bool(llvm::StringRef Rule)> Wanted = {};
  /// Says of a function's name that only what can run it is explored, and its
  /// like. Empty: everything is.
  std::function<bool(llvm::StringRef Function)> Reached = {};
  /// States per entry point after which a function is reported incomplete.
  unsigned Budget = 60000;
};

/// Explores the unit and runs the wanted rules. The unit may hold errors: what
/// did parse is analysed.
AnalysisResult analyse(clang::ASTContext &Context,
                       const AnalysisOptions &Options = {});

/// True if the body of F must be parsed for the rules to be right. Hosts that
/// can skip bodies (ASTConsumer::shouldSkipFunctionBody) skip all others, of
/// kernel headers nearly all; where a host parses them nonetheless, rules do
/// not look at them.
bool needsBody(const clang::FunctionDecl &F);

/// One row of Rules.def with its page.
struct RuleInfo {
  llvm::StringRef Name;    ///< "epf-irq-leak"
  llvm::StringRef Group;   ///< "symmetry"
  llvm::StringRef Summary; ///< one sentence that begins "Finds"
  llvm::StringRef Page;    ///< Markdown, compiled in
};

/// All rules, in the order of the registry.
const std::vector<RuleInfo> &allRules();

/// Words of which a file must mention at least one for any rule to have work:
/// the names of the vocabulary's calls.
const std::vector<llvm::StringRef> &vocabularyWords();

} // namespace epf

#endif // EPFLINT_RULES_ANALYSIS_H
