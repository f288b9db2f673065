//===- Page.h - Text without a mail's header ------------------ -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A diff in a file, what `git show` prints, or a page copied from an archive.
// A page holds a whole thread; it is cut into messages where a signature ends
// one or an attribution ("On Monday, A wrote:") begins one.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_PAGE_H
#define EPFLINT_TOOL_PATCH_PAGE_H

#include "tool/patch/Mails.h"

namespace epf::patch {

/// The messages of Text, at least one. What a page tells of a mail's header is
/// taken: From:, Subject:, Date: and Message-ID: lines above the diff.
std::vector<Message> readPage(llvm::StringRef Text, unsigned First = 1);

/// A page's source has entities where the text has marks. Text that has both is
/// left as it is: it may well be about entities.
void decodeEntities(Lines &Text, std::vector<Damage> &Damages);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_PAGE_H
