//===- Calls.h - The vocabulary of kernel calls -----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which kernel function takes or gives what, on which argument. The knowledge
// stands in Calls.def and Helpers.def; this is how the rest asks for it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_MATCHERS_CALLS_H
#define EPFLINT_MATCHERS_CALLS_H

#include "llvm/ADT/StringRef.h"
#include <vector>

namespace clang {
class FunctionDecl;
} // namespace clang

namespace epf {

enum class Resource { Irq, PercpuIrq, PciVector, Doorbell };
enum class Success { Zero, NotNegative };

/// One line of Calls.def. Arguments count from 0, -1 where there is none.
struct CallModel {
  llvm::StringRef Name;
  bool Acquires;
  Resource Kind;
  int Owner;
  int Key;
  int Cookie;
  int Flags;
  Success On;
  bool Managed;

  bool isIrq() const { return Kind != Resource::Doorbell; }
};

/// One meaning of Helpers.def, which explains each.
enum class Helper {
  None,
  IsErr,
  IsErrOrNull,
  IsValid,
  SameValue,
  ErrorOrZero,
  Second,
  Zeroed,
  Pure,
  Deferred,
  SetBit,
  ClearBit,
  TestBit,
  TestSetBit,
  TestClearBit,
  LetsGo,
  NeverZero,
  Zeroes,
  AlwaysZero,
  NeverReturns
};

/// The row for F, or null. F is known by its name alone: the kernel has one
/// function of a name.
const CallModel *callModel(const clang::FunctionDecl &F);
const CallModel *callModel(llvm::StringRef Name);
Helper helperOf(const clang::FunctionDecl &F);

/// The names of Calls.def.
const std::vector<llvm::StringRef> &callNames();

/// True if F's name says that it gives something back: stop, free, exit...
bool soundsLikeRelease(llvm::StringRef Name);

/// True if the name says that memory, clocks or references go: what handlers
/// use must outlive them.
bool soundsLikeLettingGo(llvm::StringRef Name);

/// True if F's name says that it puts back what was suspended: when it fails,
/// the device stays bound.
bool soundsLikeResume(llvm::StringRef Name);

/// True if F's name says that it takes something: request, init, start...
bool soundsLikeAcquire(llvm::StringRef Name);

} // namespace epf

#endif // EPFLINT_MATCHERS_CALLS_H
