//===- Messages.h - Doorbell messages on a path -----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Questions that several doorbell rules ask of a path: which entry of db_msg a
// value or a piece of memory belongs to, and what is known of its fields.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_MESSAGES_H
#define EPFLINT_RULES_MESSAGES_H

#include "matchers/Doorbell.h"
#include "paths/Observer.h"

namespace epf {

/// One entry of a doorbell array.
struct Entry {
  const Region *Message = nullptr; ///< the struct pci_epf_doorbell_msg
  const Region *Array = nullptr;   ///< what db_msg points to
  ValueRef Index = nullptr;

  explicit operator bool() const { return Message; }
};

class Messages {
public:
  Messages(const Doorbell &Bell, Path &P) : Bell(Bell), P(P) {}

  /// The entry that R is or lies in.
  Entry entryAt(const Region *R) const;
  /// The entry whose virq V is.
  Entry entryOfVirq(ValueRef V) const;
  /// What Field of the entry holds now. Field must not be null.
  ValueRef get(const Entry &E, const clang::FieldDecl *Field) const;
  /// "db_msg[1]"
  std::string name(const Entry &E) const;
  /// Entries of E's array that V was made from by way of Field.
  void collect(ValueRef V, const clang::FieldDecl *Field,
               std::vector<Entry> &Into) const;
  /// True if a value was compared with V on this path and found equal.
  bool isCompared(ValueRef V) const;
  /// The first few entries of every allocation that is held.
  std::vector<Entry> allocated() const;
  /// The allocation that E belongs to, if it is still held.
  const Holding *allocation(const Entry &E) const;
  /// True if the facts put one entry into a BAR and another into none, which
  /// no allocation does.
  bool isContradictory(const Entry &E) const;
  /// True if no entry of the array is exposed: one is known to have no BAR,
  /// and entries are exposed together or not at all.
  bool isUnexposed(const Entry &E) const;

private:
  const Doorbell &Bell;
  Path &P;
};

} // namespace epf

#endif // EPFLINT_RULES_MESSAGES_H
