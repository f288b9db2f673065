//===- Calls.h - The vocabulary of kernel calls -----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which kernel function takes or gives what, on which argument. The knowledge
// stands in the tables beside it, *.def; this is how the rest asks for it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_MATCHERS_CALLS_H
#define EPFLINT_MATCHERS_CALLS_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>
#include <vector>

namespace clang {
class CallExpr;
class FieldDecl;
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
  Allocated,
  AllocatedArray,
  Pure,
  NextBit,
  Deferred,
  SetBit,
  ClearBit,
  TestBit,
  TestSetBit,
  TestClearBit,
  LetsGo,
  Destroys,
  MakesManaged,
  DestroysOnError,
  LastPut,
  Zeroes,
  Fills,
  Reorders,
  Writes,
  Length,
  Equal,
  Differ,
  Relinks,
  AtMost2,
  AtMost3,
  AlwaysZero,
  NeverReturns
};

/// One line of Mappings.def. Arguments count from 0, -1 where there is none.
struct MappingModel {
  llvm::StringRef Name;
  int Bar;
  int Address;
  int Space;
};

/// One line NUMBER of Helpers.def. The argument counts from 0.
struct NumberModel {
  llvm::StringRef Name, Undo;
  unsigned Argument;
};

/// The row for F, or null. F is known by its name: the kernel has one function
/// of a name. One that lacks the parameters of the row is another.
const CallModel *callModel(const clang::FunctionDecl &F);
const CallModel *callModel(llvm::StringRef Name);
const MappingModel *mappingModel(const clang::FunctionDecl &F);
const NumberModel *numberModel(const clang::FunctionDecl &F);
Helper helperOf(const clang::FunctionDecl &F);

/// True if a function that F is given may be called before it returns.
bool runsArgument(const clang::FunctionDecl &F);

/// True if F is the member of an object that is called with it when it goes.
bool isDestructor(const clang::FieldDecl &F);
/// True if F takes a part of such an object: it may be called then as well.
bool takesPart(const clang::FunctionDecl &F);

/// What a call of Counters.def does to the counter.
enum class Counting { Add, Sub, Set, Change };
/// What it returns.
enum class Count { Unknown, Before, After, IsZero, IsNegative, NotZero };

/// One line of Counters.def. Arguments count from 0; By is -1 for one.
struct CounterModel {
  llvm::StringRef Name;
  int At;
  Counting How;
  int By;
  Count Gives;
};

/// The row for F, or null.
const CounterModel *counterModel(const clang::FunctionDecl &F);

/// True if F gives the number of a counter, which is no error.
bool givesNumber(const clang::FunctionDecl &F);

/// A number that is no line and may be requested and freed all the same: that
/// fails with NotConnectedError and does nothing. IRQ_NOTCONNECTED in
/// include/linux/interrupt.h; kernel/irq/manage.c.
inline constexpr int64_t NotConnected = int64_t(1) << 31;
inline constexpr int64_t NotConnectedError = -107;

/// True if a release does nothing to a line of another kind.
bool isQuiet(const CallModel &Release);

/// True if the kernel keeps in structs of this name what is requested.
bool keepsRequests(llvm::StringRef Struct);

/// True if a function of this name carries an object between entries.
bool isAccessor(llvm::StringRef Name);

/// True if F returns NULL for what is not there, by its name.
bool isOptional(const clang::FunctionDecl &F);

/// The names of Calls.def.
const std::vector<llvm::StringRef> &callNames();

/// True if F's name says that it gives something back: stop, free, exit...
bool soundsLikeRelease(llvm::StringRef Name);

/// True if F's name says that it ends something that there is once: what was
/// ended is not ended again.
bool soundsLikeUndoing(llvm::StringRef Name);

/// True if the name says that memory, clocks or references go: what handlers
/// use must outlive them.
bool soundsLikeLettingGo(llvm::StringRef Name);
/// True if Name is that of a function which calls another for each of some:
/// idr_for_each(), device_for_each_child().
bool soundsLikeVisiting(llvm::StringRef Name);

/// True if F's name says that it puts back what was suspended: when it fails,
/// the device stays bound.
bool soundsLikeResume(llvm::StringRef Name);
/// True if a function of this name says how things are (foo_active,
/// foo_num_ports), so that 0 is an answer and no failure.
bool soundsLikeQuestion(llvm::StringRef Name);

/// True if F's name says that it takes something: request, init, start...
bool soundsLikeAcquire(llvm::StringRef Name);

/// True if F's name says that it is about interrupts.
bool soundsLikeInterrupts(llvm::StringRef Name);

/// The function that returns the driver's own data where the one named keeps
/// it: dev_get_drvdata for dev_set_drvdata. Empty if it keeps none.
std::string driverDataGetter(llvm::StringRef Setter);

} // namespace epf

#endif // EPFLINT_MATCHERS_CALLS_H
