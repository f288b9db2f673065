//===- ReviewMail.h - The review as replies to the patches ------ -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The mail that a maintainer would send: to the author, in the thread, the hunk
// quoted as far as it matters, the remark below its line, then the change that
// would do. There is none for a patch that introduces nothing. It is a draft:
// who sends it adds From.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_REVIEWMAIL_H
#define EPFLINT_TOOL_REPORT_REVIEWMAIL_H

#include "tool/patch/Review.h"

namespace epf {

struct ReplyMail {
  unsigned Patch;   ///< that it answers, from 1
  std::string Text; ///< headers and body, lines end in '\n'
};

/// The replies to R, in the order of the patches.
std::vector<ReplyMail> replies(const patch::Review &R);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_REVIEWMAIL_H
