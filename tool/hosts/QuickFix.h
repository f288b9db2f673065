//===- QuickFix.h - A repair as editors take it -----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A code action of the language server protocol, as clangd would write it for
// this editor: what the two have agreed on when they met is read from the
// messages that passed.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_HOSTS_QUICKFIX_H
#define EPFLINT_TOOL_HOSTS_QUICKFIX_H

#include "rules/Finding.h"
#include "llvm/Support/JSON.h"
#include <optional>

namespace epf {

/// What an editor and the server have agreed on.
struct Agreement {
  /// Fixes may stand in diagnostics.
  bool Inline = false;
  /// Edits may name the version of the document that they are for.
  bool Versions = false;
  /// The editor knows code actions, not only commands.
  bool Actions = false;
  /// "utf-8", "utf-16" or "utf-32": what characters of a line are counted in.
  std::string Encoding = "utf-16";

  /// Takes what the editor says of itself.
  void request(const llvm::json::Object &Params);
  /// Takes what the server says of itself.
  void reply(const llvm::json::Object &Result);
};

/// A document of the editor's.
struct Document {
  std::string Uri;
  llvm::json::Value Version;
  llvm::StringRef Text;
};

/// The code action that applies Repair, whose edits are in order, to Of.
/// Nothing if positions cannot be told, because the text is not UTF-8.
std::optional<llvm::json::Object>
quickFix(const Fix &Repair, const Document &Of, const Agreement &Agreed);

/// Whether the parameters of a codeAction ask for quick-fixes, among others.
bool wantsFixes(const llvm::json::Object &Params);

/// Marks the quick-fix among Actions that an editor may apply without asking:
/// the only one there is.
void preferOnly(llvm::json::Array &Actions);

/// The same as a command, for editors that know no actions.
llvm::json::Object asCommand(const llvm::json::Object &Action);

} // namespace epf

#endif // EPFLINT_TOOL_HOSTS_QUICKFIX_H
