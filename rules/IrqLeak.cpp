//===- IrqLeak.cpp - epf-irq-leak -----------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
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
