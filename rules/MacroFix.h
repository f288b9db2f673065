//===- MacroFix.h - Macros that leave a function ----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `TRY(request_irq(...))` returns where the call fails, with all that was
// requested before. Where that has to be given back, the macro is written out:
//
//   ret = request_irq(...);
//   if (ret) {
//           free_irq(...);
//           return ret;
//   }
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_MACROFIX_H
#define EPFLINT_RULES_MACROFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Writes out the macros by which Ways leave In, and puts Release in front of
/// each return. Result is the variable for errors, or "" if there is none.
std::optional<Fix> writeOutMacro(const SourceView &View, const Syntax &In,
                                 llvm::ArrayRef<Exit> Ways,
                                 llvm::ArrayRef<std::string> Release,
                                 std::string Result);

} // namespace epf

#endif // EPFLINT_RULES_MACROFIX_H
