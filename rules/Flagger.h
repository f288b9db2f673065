//===- Flagger.h - Declaring, setting and asking a flag ---------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How FlagFix works on one stray free: the flag's declaration and where it is
// set are in FlagFix.cpp, where it is asked in FlagQuestions.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_FLAGGER_H
#define EPFLINT_RULES_FLAGGER_H

#include "rules/UnwindFix.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace epf {

/// A pointer to the struct, as one of the two functions writes it.
struct Object {
  const clang::RecordDecl *Record = nullptr;
  std::string Text;
};

class Flagger {
public:
  Flagger(const SourceView &View, const StrayFree &S)
      : View(View), S(S), Here(*S.FreeIn),
        P(View, "remember in a flag whether it is requested",
          Applicability::Review) {}
  std::optional<Fix> make();

private:
  std::vector<Object> objectsOf(const clang::CallExpr *Call,
                                const CallModel &M) const;
  std::optional<Object> objectIn(const clang::FunctionDecl &F,
                                 const clang::CallExpr *Call,
                                 const CallModel &M) const;
  bool isCleared(const clang::Expr *Value);
  bool isClearedIn(const Syntax &In) const;
  bool startsAtZero();
  bool declare();
  bool setBehind(const clang::FunctionDecl &F, const clang::CallExpr *Site,
                 const CallModel &M);
  bool setBehindAll(const clang::FunctionDecl &F);
  bool setBehindOthers();
  bool isRequestedUnder(const clang::Expr *Condition) const;
  void askFor(const std::string &Asked, const Syntax &In,
              const clang::Stmt *What);
  bool guardCalls(const std::string &Key);
  bool isSetUpOnce() const;
  void askElsewhere();
  bool ask();

  const SourceView &View;
  const StrayFree &S;
  Syntax Here;
  Patch P;
  const clang::RecordDecl *Record = nullptr;
  std::string Flag;
  llvm::SmallPtrSet<const clang::Stmt *, 2> Told; ///< checks that set the flag
  bool GoesOn = false; ///< though the request has failed
};

/// Whether a function of that name ends what the driver does with a device.
bool endsDriver(llvm::StringRef Name);

/// Whether Call requests an irq.
bool isRequest(const clang::CallExpr *Call);

/// Whether D stands in the main file, and in no macro.
bool isInMainFile(const SourceView &View, const clang::Decl *D);

/// The struct that a pointer of type T points to, or null.
const clang::RecordDecl *pointee(clang::QualType T);

} // namespace epf

#endif // EPFLINT_RULES_FLAGGER_H
