//===- LateFixes.h - Findings first, their fixes when tried -----*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Trying repairs takes longer than finding what they repair, and while somebody
// types nobody wants them. So epflint-clangd publishes findings at once and
// tries repairs behind that, on a thread of its own. It stands between clangd
// and the editor for that:
//
//   publishDiagnostics   goes out as it is, and again when repairs have been
//                        tried, with "(fix available)" where one holds
//   codeAction           is answered when those of its findings have been tried
//   didChange            ends the work on the text that there was before
//
// No fix is shown that was not tried, or that is for another text than that
// which the editor has.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_HOSTS_LATEFIXES_H
#define EPFLINT_TOOL_HOSTS_LATEFIXES_H

#include "tool/hosts/Guest.h"
#include "tool/hosts/Transport.h"
#include <memory>

namespace epf {

/// Whether there is somebody to show fixes to later.
bool fixesAreLate();

/// Has the fixes of Unit shown with the diagnostics that this thread publishes
/// next: clangd builds and publishes a file on the same thread.
void fixLater(std::shared_ptr<const GuestUnit> Unit);

/// Editor with fixes that come later. InTurn: with the diagnostics instead,
/// before anything else happens, as `clangd --sync` has it.
std::unique_ptr<clang::clangd::Transport>
withLateFixes(std::unique_ptr<clang::clangd::Transport> Editor,
              std::function<bool()> InTurn);

} // namespace epf

#endif // EPFLINT_TOOL_HOSTS_LATEFIXES_H
