//===- EarlierFix.h - What needs no undoing goes first ----------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A step that only tells the kernel a number, and takes nothing, may as well
// fail before anything is requested:
//
//   ret = foo_up(f);                       ret = netif_set_real_num_rx_queues(
//   if (ret)                                       dev, f->queues);
//           return ret;                    if (ret)
//                                    =>            return ret;
//   ret = netif_set_real_num_rx_queues(
//           dev, f->queues);               ret = foo_up(f);
//   if (ret)                               if (ret)
//           return ret;                            return ret;
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_EARLIERFIX_H
#define EPFLINT_RULES_EARLIERFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Moves what fails at Ways, returns of In, in front of Taken, the call in In
/// that requests.
std::optional<Fix> failEarlier(const SourceView &View, const Syntax &In,
                               const clang::CallExpr *Taken,
                               llvm::ArrayRef<Exit> Ways);

} // namespace epf

#endif // EPFLINT_RULES_EARLIERFIX_H
