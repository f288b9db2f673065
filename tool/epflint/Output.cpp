//===- Output.cpp - Where a command's document goes -----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Standard output may be full or closed as any file may; that is an error too.
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/Output.h"
#include "tool/source/Nearest.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace epf {

Error checkFormat(const OutputOptions &Options, ArrayRef<StringRef> Known) {
  if (is_contained(Known, Options.Format))
    return Error::success();
  std::string Hint = suggestion(Options.Format, Known);
  if (Hint.empty())
    Hint = "; there are " + join(Known.drop_back(), ", ") + " and " +
           Known.back().str();
  return createStringError(inconvertibleErrorCode(),
                           "unknown format '" + Options.Format + "'" + Hint);
}

static bool wantsColour(const OutputOptions &Options) {
  std::optional<std::string> NoColour = sys::Process::GetEnv("NO_COLOR");
  return Options.File == "-" && outs().is_displayed() && outs().has_colors() &&
         (!NoColour || NoColour->empty());
}

static Error writeToStandardOutput(StringRef Document) {
  outs() << Document;
  outs().flush();
  std::error_code EC = outs().error();
  outs().clear_error();
  return EC ? createStringError(EC, "standard output: %s", EC.message().c_str())
            : Error::success();
}

Error writeDocument(const OutputOptions &Options,
                    function_ref<void(raw_ostream &)> Write) {
  std::string Document;
  raw_string_ostream OS(Document);
  OS.enable_colors(wantsColour(Options));
  Write(OS);
  if (Options.File == "-")
    return writeToStandardOutput(Document);
  return writeToOutput(Options.File, [&](raw_ostream &File) {
    File << Document;
    return Error::success();
  });
}

} // namespace epf
