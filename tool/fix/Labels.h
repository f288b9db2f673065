//===- Labels.h - Labels that nothing goes to any more -------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sending a goto elsewhere may leave its label without one, of which the
// compiler warns. Whoever writes such a change by hand removes the label with
// it. One that is also what parts the code below from a return above stays:
// what becomes of that code is not for this to say.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_FIX_LABELS_H
#define EPFLINT_TOOL_FIX_LABELS_H

#include "tool/fix/Lines.h"

namespace epf {

/// What takes such labels out of Text, which Changes made of Old. File is its
/// name in edits.
std::vector<Edit> labelsLeft(llvm::StringRef File, llvm::StringRef Text,
                             llvm::ArrayRef<LineChange> Changes,
                             const Lines &Old);

} // namespace epf

#endif // EPFLINT_TOOL_FIX_LABELS_H
