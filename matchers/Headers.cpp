//===- Headers.cpp - Whose headers are whose ------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Headers.h"

namespace epf {

bool isCoreHeader(llvm::StringRef Path) {
#define VENDOR(FOLDER)                                                         \
  if (Path.contains("include/linux/" FOLDER "/"))                              \
    return false;
#define SHARED(FOLDER, HEADER)                                                 \
  if (Path.contains("include/linux/" FOLDER "/"))                              \
    return Path.ends_with("/" HEADER);
#include "matchers/Headers.def"
#define CORE(FOLDER)                                                           \
  if (Path.contains("include/" FOLDER "/"))                                    \
    return true;
#include "matchers/Headers.def"
  return false;
}

} // namespace epf
