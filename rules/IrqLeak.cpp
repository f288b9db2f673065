//===- IrqLeak.cpp - epf-irq-leak -----------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// When something leaks stands in Leak.cpp; here is what it is and how it is
// called. Managed irqs do not leak: the device core frees them.
//
//===----------------------------------------------------------------------===//

#include "rules/IrqLeak.h"

using namespace clang;

namespace epf {

bool IrqLeak::isAbout(const Holding &H) const {
  return H.Model->isIrq() && !H.Model->Managed;
}

std::string IrqLeak::stateOf(const Holding &H) const {
  return "irq '" + keyText(view(), H) + "' is still requested";
}

} // namespace epf
