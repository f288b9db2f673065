//===- Form.h - Edits in the form of the code around ---------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A strategy says what is to be put where; this gives it its form: white space
// as clang-format has it, lines that end as the file's lines do, no blank line
// left over. Only lines that the repair writes are touched. A line that it
// changes in part keeps the form that its author gave it as long as it fits
// the width; lines below that were aligned with it move along.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_FIX_FORM_H
#define EPFLINT_TOOL_FIX_FORM_H

#include "rules/Finding.h"
#include "clang/Format/Format.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <functional>

namespace epf {

/// Edits with the form that Style gives them; they must fit Text.
std::vector<Edit> formed(llvm::ArrayRef<Edit> Edits, llvm::StringRef Text,
                         const clang::format::FormatStyle &Style);

/// Gives edits of a text their form.
using EditForm =
    std::function<std::vector<Edit>(llvm::ArrayRef<Edit>, llvm::StringRef)>;

/// The form for edits of File, an absolute path. The style is looked for in
/// Files when it is first needed.
EditForm formFor(llvm::StringRef File,
                 llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

} // namespace epf

#endif // EPFLINT_TOOL_FIX_FORM_H
