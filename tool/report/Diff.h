//===- Diff.h - Edits as a unified diff ----------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A fix is a few edits at byte offsets; people and `patch` read lines. Since
// the edits say exactly what changes, no search for differences is needed: the
// lines that an edit touches are the lines that differ.
//
//   --- a/drivers/x.c
//   +++ b/drivers/x.c
//   @@ -12,4 +12,5 @@
//    		if (ret)
//   -			return ret;
//   +			goto err_free;
//    	}
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_DIFF_H
#define EPFLINT_TOOL_REPORT_DIFF_H

#include "rules/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace epf {

/// The change that Edits make to Before, the text of the file that is called
/// Path, with Context unchanged lines around. Edits are those of one file,
/// sorted by offset. Empty if they change nothing. An edit that overlaps the
/// one before or reaches beyond the text is an error.
llvm::Expected<std::string> unifiedDiff(llvm::StringRef Path,
                                        llvm::StringRef Before,
                                        llvm::ArrayRef<Edit> Edits,
                                        unsigned Context = 2);

/// Path as a diff names it on one Side, "a/" or "b/": as git spells names with
/// blanks and others that would end early.
std::string diffName(llvm::StringRef Side, llvm::StringRef Path);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_DIFF_H
