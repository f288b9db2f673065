//===- FlagFix.h - A flag for what was requested ----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where set-up goes on although a request failed, nothing tells a later free
// whether there is something to free. A flag in the driver's own struct does:
// set where the request has succeeded, asked where it is freed.
//
//   ret = request_irq(p->irq, ...);          if (p->irq_requested)
//   if (ret)                                         free_irq(p->irq, p);
//           dev_err(...);
//   else
//           p->irq_requested = true;
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_FLAGFIX_H
#define EPFLINT_RULES_FLAGFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// Whether the struct is the driver's: no header that all share has it.
bool isOfDriver(const SourceView &View, const clang::RecordDecl &R);

/// A flag for S, which has a request. Nothing if there is no struct of the file
/// at hand in both places whose memory is zero to begin with.
std::optional<Fix> flagInStruct(const SourceView &View, const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_FLAGFIX_H
