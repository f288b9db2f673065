//===- DoorbellLeak.cpp - epf-doorbell-leak -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/DoorbellLeak.h"

using namespace clang;

namespace epf {

bool DoorbellLeak::isAbout(const Holding &H) const {
  return H.Model->Kind == Resource::Doorbell;
}

std::string DoorbellLeak::stateOf(const Holding &H) const {
  return "doorbells of '" + keyText(view(), H) + "' are still allocated";
}

} // namespace epf
