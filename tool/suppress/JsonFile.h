//===- JsonFile.h - A JSON file that people write ------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is wrong with such a file has to be said with its line, unknown keys and
// missing ones included. LLVM's YAML mapping does that, and JSON is YAML; what
// is no JSON is refused first.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SUPPRESS_JSONFILE_H
#define EPFLINT_TOOL_SUPPRESS_JSONFILE_H

#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/YAMLTraits.h"

namespace epf {

/// The text of a file that holds JSON. An error is one line: FILE:LINE: what.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
openJson(llvm::StringRef Path);

/// "PATH:LINE: message" of the first complaint.
llvm::Error complaint(llvm::StringRef Path, unsigned Line,
                      const llvm::Twine &Message);

/// Takes the first complaint of a yaml::Input; Context is the SMDiagnostic.
void keepFirst(const llvm::SMDiagnostic &Said, void *Context);

/// Reads Text, the content of Path, into Value by its mapping.
template <typename T>
llvm::Error readJson(llvm::StringRef Path, llvm::StringRef Text, T &Value) {
  llvm::SMDiagnostic First;
  llvm::yaml::Input In(Text, /*Ctxt=*/nullptr, keepFirst, &First);
  In >> Value;
  if (!In.error())
    return llvm::Error::success();
  return complaint(Path, First.getLineNo(), First.getMessage());
}

} // namespace epf

#endif // EPFLINT_TOOL_SUPPRESS_JSONFILE_H
