//===- FixMails.h - Each fix as a patch to send --------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `git am` takes, one a finding, each on top of those before. The message
// is a draft: what is wrong, how the code comes there, and what brought it
// where git knows. Nobody has signed it off, and nothing is sent.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_FIXMAILS_H
#define EPFLINT_TOOL_REPORT_FIXMAILS_H

#include "tool/report/Report.h"
#include "llvm/Support/Error.h"

namespace epf {

struct FixMail {
  std::string Name; ///< of a file for it: "0001-call-free_irq.patch"
  std::string Text;
};

/// One mail a fix that was put together, in order. An error if git does not
/// know who the user is.
llvm::Expected<std::vector<FixMail>> fixMails(const Report &R);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_FIXMAILS_H
