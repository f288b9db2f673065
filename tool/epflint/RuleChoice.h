//===- RuleChoice.h - Rules by name and by pattern ------------ -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Users name rules by hand. A name that fits none is never ignored: the error
// suggests the one that was probably meant.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_EPFLINT_RULECHOICE_H
#define EPFLINT_TOOL_EPFLINT_RULECHOICE_H

#include "rules/Analysis.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace epf {

/// The rule called Name.
llvm::Expected<const RuleInfo *> findRule(llvm::StringRef Name);

/// The names of the rules that match one of Globs, which are separated by
/// commas, in the order of the registry. A glob that matches none is an error.
llvm::Expected<std::vector<std::string>> chooseRules(llvm::StringRef Globs);

} // namespace epf

#endif // EPFLINT_TOOL_EPFLINT_RULECHOICE_H
