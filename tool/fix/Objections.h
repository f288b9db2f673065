//===- Objections.h - What speaks against a repair --------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compares what is found in a file before and after a repair. A finding that
// stays is known again by what it is about or by the line that it has moved to,
// so that a new one can't hide behind one of its kind that goes.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_FIX_OBJECTIONS_H
#define EPFLINT_TOOL_FIX_OBJECTIONS_H

#include "tool/source/Unit.h"
#include <map>

namespace epf {

/// What a finding is, whatever line it is on and whatever names a repair gives
/// to the variables of the resource.
using Identity = std::tuple<std::string, std::string, std::string>;

Identity identity(const Finding &F);

/// How many there are of each.
std::map<Identity, int> count(llvm::ArrayRef<Finding> Found);

/// The line that F is at once Edits are made to Text.
unsigned lineBehind(const Finding &F, llvm::StringRef Text,
                    llvm::ArrayRef<Edit> Edits);

/// Whether After is explored as far as Before: what was not proves nothing.
bool isExploredLike(const Finding &F, const UnitReport &Before,
                    const UnitReport &After);

/// Why Repair, of F in Text, does not hold; empty if it does.
std::string objection(const Finding &F, const Fix &Repair, llvm::StringRef Text,
                      const UnitReport &Before, const UnitReport &After);

/// Whether After has nothing more of the rule of F about its resource: else the
/// fault may lie where both come from.
bool isWhole(const Finding &F, const UnitReport &After);

/// What speaks against a repair of F that holds; empty if nothing.
std::string reservation(const Finding &F, const UnitReport &Before,
                        const UnitReport &After);

} // namespace epf

#endif // EPFLINT_TOOL_FIX_OBJECTIONS_H
