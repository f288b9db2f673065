//===- Parts.h - The parts of one mail ------------------------ -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mail is a tree of parts. Text and attached patches are taken in the order
// in which they stand; of alternatives the plain text is taken, and attached
// mails are mails of their own.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_PARTS_H
#define EPFLINT_TOOL_PATCH_PARTS_H

#include "tool/patch/Mails.h"

namespace epf::patch {

/// Reads one mail, without an mbox's From line, and the mails attached to it.
/// First is the line of the input that Raw begins with.
llvm::Expected<std::vector<Message>> readMail(llvm::StringRef Raw,
                                              unsigned First);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_PARTS_H
