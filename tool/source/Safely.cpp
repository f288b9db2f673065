//===- Safely.cpp - Units whose analysis may crash ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The signal is caught and the thread left where it is, as in libclang. A stack
// that has run out can't be caught so: it is made large enough instead.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Safely.h"
#include "llvm/Support/CrashRecoveryContext.h"

using namespace llvm;

namespace epf {

static constexpr unsigned StackBytes = 512 << 20;

UnitReport safely(StringRef File, function_ref<UnitReport()> Analyse) {
  [[maybe_unused]] static const bool Caught =
      (CrashRecoveryContext::Enable(), true);
  UnitReport Report;
  CrashRecoveryContext Context;
  if (Context.RunSafelyOnThread([&] { Report = Analyse(); }, StackBytes))
    return Report;
  UnitReport Crashed;
  Crashed.File = File.str();
  Crashed.Status = UnitStatus::Failed;
  Crashed.Reason = "epflint crashes on it, please report that";
  return Crashed;
}

} // namespace epf
