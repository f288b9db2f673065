//===- ForgetFix.h - What a failed set-up has to forget ---------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A driver that stores what it sets up before the set-up is done, and goes by
// that when it cleans up, has to take it out again where the set-up fails:
//
//   host->slot[id] = slot;              for (...)
//   ret = slot_start(slot);                     if (host->slot[i])
//   if (ret) { slot_end(host->slot[i]);
//           host->slot[id] = NULL;
//           slot_free(slot);
//           return ret;
//   }
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_FORGETFIX_H
#define EPFLINT_RULES_FORGETFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// Repairs for S, which has a request, where that is not come to.
std::vector<Fix> forgetWhereItFails(const SourceView &View, const StrayFree &S);

/// The lines that forget the number in Key as None, where its request at Site
/// in In fails. What gave the number has to be undone by itself: a teardown
/// that goes by the number comes to neither.
std::vector<std::string> forgetNumber(const SourceView &View, const Syntax &In,
                                      const clang::CallExpr *Site,
                                      const clang::Expr *Key,
                                      const std::string &None);

} // namespace epf

#endif // EPFLINT_RULES_FORGETFIX_H
