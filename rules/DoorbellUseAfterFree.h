//===- DoorbellUseAfterFree.h - epf-doorbell-use-after-free -----*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_DOORBELLUSEAFTERFREE_H
#define EPFLINT_RULES_DOORBELLUSEAFTERFREE_H

#include "rules/Messages.h"
#include "rules/Rule.h"

namespace epf {

/// Finds db_msg used, or its IRQs freed, after pci_epf_free_doorbell().
class DoorbellUseAfterFree : public Rule {
public:
  using Rule::Rule;
  void onRelease(Path &P, const Holding &Given, Fit How,
                 const Holding *What) override;
  void onLoad(Path &P, const Region *R, const clang::Expr &At) override;

private:
  void tell(Path &P, const Mark &Free, Scene S);
  void outlive(Path &P, const Messages &Bells, const Region *Array,
               const Holding &Free);
};

} // namespace epf

#endif // EPFLINT_RULES_DOORBELLUSEAFTERFREE_H
