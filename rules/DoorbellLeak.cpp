//===- DoorbellLeak.cpp - epf-doorbell-leak -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// When something leaks stands in Leak.cpp; here is what it is and how it is
// called.
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
