//===- FixOutput.cpp - Where fixes go -------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/FixOutput.h"
#include "tool/fix/Writer.h"
#include "tool/report/ExportedFixes.h"
#include "tool/report/FixMails.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace epf {

Error checkFixOptions(const FixOptions &Options, OutputOptions &Output) {
  if (!Options.Write.empty() && Options.Write != "safe" &&
      Options.Write != "all")
    return createStringError(inconvertibleErrorCode(),
                             "unknown --fix=%s; there are safe and all",
                             Options.Write.c_str());
  if (Options.Diff && !isDiff(Output)) {
    if (Output.Format != "text")
      return createStringError(inconvertibleErrorCode(),
                               "give one of --diff and --format %s",
                               Output.Format.c_str());
    Output.Format = "diff";
  }
  return Error::success();
}

bool isDiff(const OutputOptions &Output) { return Output.Format == "diff"; }

std::optional<FixChoice> choiceOf(const FixOptions &Options,
                                  const OutputOptions &Output) {
  if (Options.Write == "safe")
    return FixChoice::Safe;
  if (Options.Write == "all" || isDiff(Output) || !Options.Export.empty() ||
      !Options.Patches.empty())
    return FixChoice::All;
  return std::nullopt;
}

static Error writePatches(const Report &R, const std::string &Dir) {
  Expected<std::vector<FixMail>> Mails = fixMails(R);
  if (!Mails)
    return Mails.takeError();
  if (std::error_code EC = sys::fs::create_directories(Dir))
    return createStringError(EC, Dir + ": " + EC.message());
  for (const FixMail &Mail : *Mails)
    if (Error E = writeToOutput(Dir + "/" + Mail.Name, [&](raw_ostream &OS) {
          OS << Mail.Text;
          return Error::success();
        }))
      return E;
  return Error::success();
}

Error exportFixes(const Report &R, const FixOptions &Options) {
  if (!Options.Export.empty())
    if (Error E = writeToOutput(Options.Export, [&](raw_ostream &OS) {
          writeExportedFixes(R, OS);
          return Error::success();
        }))
      return E;
  return Options.Patches.empty() ? Error::success()
                                 : writePatches(R, Options.Patches);
}

Error applyFixes(const Report &R, const FixOptions &Options) {
  if (Options.Write.empty())
    return Error::success();
  std::vector<std::string> Failed;
  for (const UnitReport &Unit : R.Units) {
    if (!Unit.Fixed || !Unit.Fixed->changes())
      continue;
    const Composition &Made = *Unit.Fixed;
    if (Error E =
            replaceFile(R.Root.absolute(Unit.File), Made.Before, Made.After)) {
      Failed.push_back(toString(std::move(E)));
      continue;
    }
    size_t Count = Made.Steps.size();
    errs() << "epflint: " << Unit.File << ": " << Count
           << (Count == 1 ? " fix" : " fixes") << " written\n";
  }
  if (Failed.empty())
    return Error::success();
  return createStringError(inconvertibleErrorCode(), join(Failed, "; "));
}

} // namespace epf
