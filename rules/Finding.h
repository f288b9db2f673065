//===- Finding.h - What a rule reports --------------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding is a scenario that the code allows: what goes wrong, where, by
// which steps, and how to mend it. Findings are plain data. They outlive the
// syntax tree they came from, know no host and no format, and are what every
// report is made of.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_FINDING_H
#define EPFLINT_RULES_FINDING_H

#include <string>
#include <vector>

namespace epf {

/// A range of source text. Lines and columns count from 1, columns in bytes;
/// the end is one past the last character. File is the path as clang was given
/// it; reports make it relative to the tree's root.
struct Location {
  std::string File;
  unsigned Line = 0;
  unsigned Column = 0;
  unsigned EndLine = 0;
  unsigned EndColumn = 0;

  bool operator==(const Location &) const = default;
};

/// The kinds of step a witness is made of, as the JSON report names them.
enum class EventKind { Assume, Call, Acquire, Release, Branch, Return };

/// One step of a scenario. Message follows the output style: lower case, no
/// full stop.
struct Event {
  EventKind Kind = EventKind::Assume;
  std::string Message;
  Location Where;
  /// All that is requested or allocated once the step is done, as the code
  /// spells it, in the order in which it was taken; what was taken twice is
  /// there twice.
  std::vector<std::string> Held = {};
};

/// Replaces Length bytes at Offset (both in bytes of the file on disk, or of
/// its overlay) by Replacement. Length 0 inserts.
struct Edit {
  std::string File;
  unsigned Offset = 0;
  unsigned Length = 0;
  std::string Replacement;

  bool operator==(const Edit &) const = default;
};

/// Safe: the edit restores the contract and changes nothing else. Review: the
/// edit is right as far as the file shows, but a person should look.
enum class Applicability { Safe, Review };

/// A repair: edits that belong together, sorted by file and offset, none
/// overlapping another.
struct Fix {
  std::string Description;
  Applicability How = Applicability::Review;
  /// Applied to a copy, parsed and explored again: the finding was gone and
  /// nothing new had come. When false, Reason says why; else it may say what
  /// to look at.
  bool Verified = false;
  /// Tried, and did not hold: told of, but not offered.
  bool Failed = false;
  std::string Reason;
  std::vector<Edit> Edits;
};

enum class Severity { Note, Warning, Error };

struct Finding {
  /// Stable when lines move: made of rule, path, function, resource, role and
  /// ordinal. Filled in by the report once the root of the tree is known.
  std::string Fingerprint;
  std::string Rule;  ///< "epf-irq-leak"
  std::string Group; ///< "symmetry", a row of the conformance table
  Severity Level = Severity::Warning;
  std::string Message;
  std::string Function; ///< the function that the offence stands in
  /// What the fingerprint is about: the resource as the code spells it, and
  /// the part that the location plays ("error-return", "teardown", ...).
  std::string Resource;
  std::string Role;
  Location Where;
  std::vector<Event> Witness;
  std::vector<std::string> Held = {}; ///< as in an event, when it goes wrong
  /// Set-up succeeds in this scenario; it goes wrong in the teardown.
  bool AfterSuccess = false;
  /// Repairs, best first. A host verifies them and keeps the first that holds,
  /// or, where none does, the first.
  std::vector<Fix> Repairs;
  /// The repair to show, or null.
  const Fix *repair() const { return Repairs.empty() ? nullptr : &Repairs[0]; }
};

} // namespace epf

#endif // EPFLINT_RULES_FINDING_H
