//===- Reporter.h - From scenes on a path to findings ---------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules see many paths on which the same thing goes wrong. The reporter keeps,
// of all scenes that are one offence, the one with the shortest path, and
// makes a finding of it once the exploration is over: with its witness told
// from the path's steps, and its repair worked out.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_REPORTER_H
#define EPFLINT_RULES_REPORTER_H

#include "paths/Observer.h"
#include "rules/Analysis.h"
#include "rules/SourceView.h"
#include <map>

namespace epf {

/// A place by which paths leave something behind.
struct Exit {
  const clang::Stmt *At = nullptr; ///< the goto or return
  const Frame *In = nullptr;
  const clang::CallExpr *Failed = nullptr; ///< what failed before, or null

  bool operator==(const Exit &) const = default;
};

/// What a rule saw on one path.
struct Scene {
  std::string Message;
  const clang::Stmt *Where = nullptr;
  clang::SourceLocation Point; ///< the place, if Where is null
  const Frame *In = nullptr;
  std::string Resource; ///< as the code spells it
  std::string Role;     ///< "error-return", "double-free": part of the identity
  /// Why the code may not allow it after all. Then it is counted, not told,
  /// unless another path shows the same without a doubt. Null if it is sure.
  const char *Doubt = nullptr;
  /// The step of the path that the doubt rests on, or null if it is none.
  const Step *Because = nullptr;
  /// The doubt is not of this path: no path shows the offence without it.
  bool IsDoubtful = false;
  /// Scenes of one rule with the same identity are one offence. Where, if null.
  const void *Identity = nullptr;
  /// What was taken that the scene is about, or null.
  const Holding *Focus = nullptr;
  /// Choices of the contract that the path itself has not made.
  std::vector<Event> Supposed;
  /// Works out repairs, best first. Called once, after the exploration.
  std::function<std::vector<Fix>()> Repair;
  /// Where paths leave. Those of all scenes of the offence are put together,
  /// and mended at once by RepairExits, which takes the place of Repair.
  std::vector<Exit> Exits;
  std::function<std::vector<Fix>(llvm::ArrayRef<Exit>)> RepairExits;
};

class Reporter {
public:
  explicit Reporter(clang::ASTContext &Ctx) : View(Ctx) {}

  void add(const RuleInfo &Rule, const Path &P, Scene S);
  /// From here on scenes are of joined paths, which the code may not have: they
  /// are not kept.
  void beginJoined();
  /// Ends that. True if all that joined paths showed was told before, or can
  /// only be doubted.
  bool endJoined();
  std::vector<Finding> findings() const;
  /// What was doubted on all paths that showed it, without witness or repair.
  std::vector<Finding> doubts() const;
  /// The same of what other paths show without a doubt.
  std::vector<Finding> covered() const;
  /// How many are doubted, by reason.
  std::map<std::string, unsigned> doubtsByReason() const;
  const SourceView &view() const { return View; }

private:
  struct Kept {
    const RuleInfo *Rule;
    Scene Shown;
    const Step *Last;
    unsigned SetupStage;
  };
  Finding tell(const Kept &K) const;

  using Identity = std::tuple<std::string, std::string, const void *>;
  Finding name(const Kept &K) const;

  SourceView View;
  std::map<Identity, Kept> Scenes, Doubted;
  bool Joined = false;
  bool SawNew = false; ///< while Joined
};

/// The steps that led to Last, told to a reader: what was assumed, called,
/// taken and given back, as far as it bears on Focus and on what In does.
std::vector<Event> tellWitness(const SourceView &View, const Step *Last,
                               const Holding *Focus, const Frame *In,
                               unsigned SetupStage);

/// All that is held after Last, as the code spells it.
std::vector<std::string> heldAfter(const SourceView &View, const Step *Last);

/// "request_irq()": the call as text names it.
std::string callName(const clang::CallExpr *E);

/// Argument I of E as it is written, or null if E has none such.
const clang::Expr *argument(const clang::CallExpr *E, int I);

/// What H's key is called in the source: "epf->db_msg[i].virq".
std::string keyText(const SourceView &View, const Holding &H);
std::string cookieText(const SourceView &View, const Holding &H);

/// The function that a frame runs.
std::string functionName(const Frame *F);

} // namespace epf

#endif // EPFLINT_RULES_REPORTER_H
