//===- ChainFix.h - All leaks of a function, by one chain -------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that requests several times and returns from the midst of it, with
// nothing given back, leaks at many exits at once. That is one fault: the exits
// go to labels at the end, each of which gives one thing back and falls through
// to the next.
//
//   ret = request_irq(p->b, ...);            return 0;
//   if (ret)                               err_free_b:
//           goto err_free_a;                       free_irq(p->b, p);
//   ret = start(p);                        err_free_a:
//   if (ret)                                       free_irq(p->a, p);
//           goto err_free_b;                       return ret;
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_CHAINFIX_H
#define EPFLINT_RULES_CHAINFIX_H

#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// The chain for the function that took H, which leaves by Ways. Nothing where
/// the function has labels or releases of its own, or one exit would do.
std::optional<Fix> releaseInChain(const SourceView &View, const Holding &H,
                                  llvm::ArrayRef<Exit> Ways);

/// A chain that comes to the release, which does nothing by then: it goes by
/// what the chain undoes in front of it. The one exit that comes that way, by a
/// goto in In, has the release first.
///
///   err_start:                         err_start:
///           ring_unmap(p);                     ring_free_irq(p);
///   err_map:                                   ring_unmap(p);
///           ring_free_irq(p);                  goto err_irq;
///   err_irq:                           err_map:
std::optional<Fix> releaseFirst(const SourceView &View, const Syntax &In,
                                const Holding &H, llvm::ArrayRef<Exit> Ways);

} // namespace epf

#endif // EPFLINT_RULES_CHAINFIX_H
