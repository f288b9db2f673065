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
#include "tool/source/Pipes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
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

static Error wrong(StringRef Name, std::error_code EC) {
  return createStringError(EC, Name + ": " + EC.message());
}

/// What stays behind in OS would end the program when it is destroyed.
static Error writeAll(raw_fd_ostream &OS, StringRef Name, StringRef Document) {
  OS << Document;
  OS.flush();
  std::error_code EC = OS.error();
  OS.clear_error();
  return EC ? wrong(Name, EC) : Error::success();
}

/// A file is replaced whole; a pipe or a device is written to.
static Error writeToFile(StringRef Name, StringRef Document) {
  sys::fs::file_status Status;
  bool Exists = !sys::fs::status(Name, Status);
  if (Exists && sys::fs::is_directory(Status))
    return wrong(Name, std::make_error_code(std::errc::is_a_directory));
  if (!Exists || sys::fs::is_regular_file(Status))
    return writeToOutput(Name, [&](raw_ostream &File) {
      File << Document;
      return Error::success();
    });
  Expected<int> Number = openForWriting(Name);
  if (!Number)
    return Number.takeError();
  raw_fd_ostream Device(*Number, /*shouldClose=*/true);
  return writeAll(Device, Name, Document);
}

Error writeDocument(const OutputOptions &Options,
                    function_ref<void(raw_ostream &)> Write) {
  std::string Document;
  raw_string_ostream OS(Document);
  OS.enable_colors(wantsColour(Options));
  Write(OS);
  if (Options.File == "-")
    return writeAll(outs(), "standard output", Document);
  return writeToFile(Options.File, Document);
}

} // namespace epf
