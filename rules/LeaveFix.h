//===- LeaveFix.h - Leaving where a request has failed ----------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A clean-up that frees what was requested before is come to as well where the
// request itself has failed. The function leaves there:
//
//   ret = foo_request(f);
//   if (ret)
//           return ret;
//
//   ret = foo_start(f);
//   if (ret)
//           foo_free(f);
//   return ret;
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_LEAVEFIX_H
#define EPFLINT_RULES_LEAVEFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// Repairs for S, which has a request.
std::optional<Fix> leaveEarlier(const SourceView &View, const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_LEAVEFIX_H
