//===- Remark.h - A finding as a reviewer would put it ---------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A compiler states, a reviewer asks: he may be wrong, and the author knows the
// hardware. The scenario is told in sentences:
//
//   Can it be that doorbell 'db_msg[1]' is published without a handler for its
//   virq?
//
//   Say that epf->db_msg[0].type == PCI_EPF_DOORBELL_EMBEDDED and
//   db_msg[1].virq differs from every virq requested. The way there is
//   foo_bind(), foo_init_doorbells().
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_REMARK_H
#define EPFLINT_TOOL_REPORT_REMARK_H

#include "tool/patch/Review.h"

namespace epf {

/// Columns of a line of prose in a mail.
constexpr unsigned MailWidth = 72;

/// Text with its lines broken at spaces to fit MailWidth; what is longer than a
/// line stays whole.
std::string wrapped(llvm::StringRef Text);

/// The finding as a question, in one line.
std::string question(const patch::ReviewedFinding &F);

/// Its scenario in two or three sentences, in one line; empty if it has none.
std::string scenario(const Finding &F);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_REMARK_H
