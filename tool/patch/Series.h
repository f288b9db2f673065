//===- Series.h - From messages to a series ------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_SERIES_H
#define EPFLINT_TOOL_PATCH_SERIES_H

#include "tool/patch/Mails.h"

namespace epf::patch {

/// Finds the patches in Messages, puts those of the newest version in order and
/// keeps cover letter and replies. Errors begin with the line they speak of.
llvm::Expected<Series> assemble(std::vector<Message> Messages);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_SERIES_H
