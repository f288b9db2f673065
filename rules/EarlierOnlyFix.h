//===- EarlierOnlyFix.h - Compare a doorbell with earlier ones --*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A doorbell that is compared with itself as well shares its virq always, and
// is never requested:
//
//   for (j = 0; j <= i; j++)          for (j = 0; j < i; j++)
//           if (db[j].virq == db[i].virq)
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_EARLIERONLYFIX_H
#define EPFLINT_RULES_EARLIERONLYFIX_H

#include "matchers/Doorbell.h"
#include "rules/Patch.h"

namespace epf {

/// Ends each loop of the file that compares virqs up to the doorbell's own in
/// front of it. None if there is none.
std::optional<Fix> compareWithEarlier(const SourceView &View,
                                      const Doorbell &Bell);

} // namespace epf

#endif // EPFLINT_RULES_EARLIERONLYFIX_H
