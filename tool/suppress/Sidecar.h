//===- Sidecar.h - What .epflint.json asks for ---------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tree whose sources are not to be marked keeps its suppressions beside them:
//
//   { "rules": [ { "path": "drivers/staging/*", "off": ["epf-irq-*"] } ],
//     "suppressions": [ { "rule": "epf-irq-leak", "file": "drivers/x.c",
//                         "function": "x_probe", "reason": "why" } ] }
//
// Paths are globs, relative to the directory of the file; `*` matches slashes
// too. Rules are on unless said otherwise, and the last that matches decides. A
// suppression without a reason is refused; one that dismisses nothing any more
// is stale.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SUPPRESS_SIDECAR_H
#define EPFLINT_TOOL_SUPPRESS_SIDECAR_H

#include "rules/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace epf {

class Sidecar {
public:
  /// Reads a file. An error is one line and says where.
  static llvm::Expected<Sidecar> load(llvm::StringRef Path);

  /// The nearest .epflint.json in Dir or above, or one that asks for nothing.
  static llvm::Expected<Sidecar> findAbove(llvm::StringRef Dir);

  /// What the file is and says: the same for the same verdicts.
  std::string identity() const { return Path.empty() ? "" : Dir + '\0' + Text; }

  /// True if F, in the file at this absolute path, is not to be reported.
  /// Remembers what was of use. May be called from several threads.
  bool dismisses(const Finding &F, llvm::StringRef Path) const;

  /// Of the suppressions about one of Files, absolute paths, those that
  /// dismissed nothing: "FILE: ..." each, a line.
  std::vector<std::string> stale(llvm::ArrayRef<std::string> Files) const;

private:
  // Paths and rules are globs that were found to be well-formed.
  struct Switch {
    std::string Path;
    std::string Rule;
    bool On;
  };
  struct Suppression {
    std::string Rule;
    std::string File;
    std::string Function; ///< empty: any
    std::string Text;     ///< as it is told of
    std::unique_ptr<std::atomic<bool>> Used;
  };
  friend class SidecarReader;

  std::string Path; ///< of the file itself; empty if there is none
  std::string Dir;
  std::string Text; ///< of the file
  std::vector<Switch> Switches;
  std::vector<Suppression> Suppressions;
};

} // namespace epf

#endif // EPFLINT_TOOL_SUPPRESS_SIDECAR_H
