//===- MarkFix.h - What a driver remembers of its requests ------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Drivers remember what they have requested: by a flag, a bit, a count or the
// number itself. Where such a mark says the wrong thing it is put right.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_MARKFIX_H
#define EPFLINT_RULES_MARKFIX_H

#include "rules/UnwindFix.h"

namespace epf {

/// Repairs for the marks that the free S goes by. S has a request.
std::vector<Fix> mendMarks(const SourceView &View, const StrayFree &S);

} // namespace epf

#endif // EPFLINT_RULES_MARKFIX_H
