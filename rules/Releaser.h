//===- Releaser.h - Putting a release on the ways out -----------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How ReleaseFix works on one leak: what is known of it, and each way to mend
// it. Those by labels are in ReleaseLabels.cpp, those on the spot in
// ReleaseSpots.cpp, that by the device's clean-up is in ManagedFix.cpp, the
// others in ReleaseFix.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_RELEASER_H
#define EPFLINT_RULES_RELEASER_H

#include "rules/Handler.h"
#include "rules/Patch.h"
#include "rules/Release.h"
#include "rules/Rounds.h"

namespace epf {

class Releaser {
public:
  Releaser(const SourceView &View, const Holding &H,
           llvm::ArrayRef<Exit> Exits);
  std::vector<Fix> all();
  std::optional<Fix> managed();

private:
  using Lines = std::vector<std::string>;

  void nameLocals();
  std::optional<Lines> release();
  std::optional<Lines> loopAtLabel() const;
  std::optional<Lines> byKeptNumber();
  void stop(Lines &All);
  bool clears(const clang::LabelStmt *L) const;
  const clang::Stmt *lastWhere(const std::string &Fails,
                               const clang::ReturnStmt *Return) const;
  void leaveWhere(Patch &P, const std::string &Fails,
                  const clang::ReturnStmt *Return, const std::string &Leave);
  void dropBefore(Patch &P, const clang::Stmt *Out);
  bool isGivenBackOnTheWay(const clang::Stmt *Out) const;
  const clang::Stmt *place(const clang::Stmt *Out) const;
  bool isSharedWithFailure(const clang::Stmt *Out) const;
  bool isStillUsed(const clang::LabelStmt &L, const clang::Stmt *Out) const;
  std::optional<Fix> retarget();
  const clang::CallExpr *takenBy() const;
  const clang::FunctionDecl *undoer() const;
  std::optional<Fix> newLabel(const Lines &Release);
  const clang::LabelDecl *leftOutBy(const clang::GotoStmt *Out) const;
  std::optional<Fix> takeWithOthers(Patch &P, const clang::LabelDecl *Target,
                                    const std::string &Name,
                                    const Lines &Release);
  bool isToldOnly() const;
  bool heedTaker(Patch &P) const;
  const clang::Stmt *checkOf(const clang::CallExpr *Site) const;
  const clang::LabelDecl *lastOfOwn(const clang::LabelDecl *Target,
                                    const clang::CallExpr *Site) const;
  bool isBehindLabel(const clang::Stmt *Out) const;
  bool isFreedBehind(const clang::Stmt *Out) const;
  void everywhere(const Lines &Release, const std::string &Name);
  std::string resultVariable() const;
  bool put(Patch &P, const Exit &E, const Lines &Release);
  const clang::CallExpr *calledHere(const clang::CallExpr *Failed) const;
  std::optional<Fix> whereItFails(const Lines &Release);
  std::optional<Fix> flagged(const Lines &Release);
  bool silence(Patch &P) const;
  Fix whyNone() const;
  std::optional<std::string> guardAt(const clang::Stmt *At) const;
  bool isTakenEitherWay(const Guard &G) const;
  bool isWrittenBehind(const clang::Expr *Condition) const;
  std::string labelName(llvm::StringRef Old) const;

  const SourceView &View;
  const Holding &H;
  const clang::FunctionDecl &F;
  const clang::FunctionDecl &Taker;
  Syntax Here;
  bool Own;               ///< F is the function that took H
  std::vector<Exit> Ways; ///< those in F, in order of the source
  std::optional<Rounds> Round;
  Translation T;
  std::string Call;         ///< "free_irq(dev->irq, dev)"
  bool WantsReview = false; ///< of what is made of lines that give back
  std::string Why;          ///< there is none, if that is known
  std::vector<Edit> Apart;  ///< what keeps the number of H until F asks for it
  std::vector<Fix> Found;
};

} // namespace epf

#endif // EPFLINT_RULES_RELEASER_H
