//===- Mails.h - Mails, decoded ------------------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GMime takes mails apart: transfer encodings, character sets, parts within
// parts. What is left is a text per mail whose lines know where they stood.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_MAILS_H
#define EPFLINT_TOOL_PATCH_MAILS_H

#include "tool/patch/Lines.h"
#include "tool/patch/Patch.h"
#include "llvm/Support/Error.h"

namespace epf::patch {

/// A mail, or text without a header, as one.
struct Message : Mail {
  Lines Text; ///< all parts that may hold a patch, one after the other
  std::vector<Damage> Damages;
};

/// True if Text begins with a mail's header or with an mbox's From line.
bool looksLikeMail(llvm::StringRef Text);

/// Reads a mail or an mbox. Attached mails come after the one that has them.
/// First is the line of the input that Text begins with. Errors begin with the
/// line that they speak of; so do those of every reader here.
llvm::Expected<std::vector<Message>> readMails(llvm::StringRef Text,
                                               unsigned First = 1);

/// "line 12: what is wrong"
llvm::Error errorAt(unsigned Input, const llvm::Twine &What);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_MAILS_H
