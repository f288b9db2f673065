//===- Analyse.cpp - Texts analysed as the command line would -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "testdata/Analyse.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace llvm;

namespace epf {

std::string sourcePath(StringRef Relative) {
  return (StringRef(EPFLINT_SOURCE_DIR) + "/" + Relative).str();
}

std::string readSource(StringRef Relative) {
  auto Text = MemoryBuffer::getFile(sourcePath(Relative));
  return Text ? (*Text)->getBuffer().str() : "";
}

void writeSource(StringRef Relative, StringRef Text) {
  std::string Path = sourcePath(Relative);
  if (Text.empty()) {
    sys::fs::remove(Path);
    return;
  }
  sys::fs::create_directories(sys::path::parent_path(Path));
  std::error_code EC;
  raw_fd_ostream(Path, EC) << Text;
  if (EC)
    report_fatal_error(Twine(Path) + ": " + EC.message());
}

bool isUpdating() {
  const char *Update = std::getenv("EPFLINT_UPDATE");
  return Update && StringRef(Update) == "1";
}

std::vector<std::string> caseFiles() {
  std::vector<std::string> Files;
  std::string Root = sourcePath("testdata");
  std::error_code EC;
  for (sys::fs::recursive_directory_iterator It(Root, EC), End;
       It != End && !EC; It.increment(EC)) {
    StringRef File = StringRef(It->path()).drop_front(Root.size() + 1);
    bool InCases = File.starts_with("epf-") || File.starts_with("sample/");
    if (InCases && File.count('/') == 1 && File.ends_with(".c"))
      Files.push_back(File.str());
  }
  llvm::sort(Files);
  return Files;
}

std::vector<std::string> caseFlags(StringRef Text) {
  std::vector<std::string> Flags = {"-std=gnu11", "-nostdinc"};
  StringRef Second = Text.split('\n').second.split('\n').first;
  if (Second == "/* headers: include-old */")
    Flags.push_back("-I" + sourcePath("testdata/include-old"));
  Flags.push_back("-I" + sourcePath("testdata/include"));
  return Flags;
}

UnitReport analyseText(StringRef Relative, StringRef Text, bool Verify) {
  auto Overlay = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  Overlay->addFile(sourcePath(Relative), 0,
                   MemoryBuffer::getMemBufferCopy(Text));
  UnitOptions Options;
  Options.Overlay = Overlay;
  Options.Verify = Verify;
  if (Verify)
    Options.Compose = FixChoice::All;
  return analyseUnit(sourcePath(Relative), GivenFlags(caseFlags(Text)),
                     SourceRoot(EPFLINT_SOURCE_DIR), Options);
}

} // namespace epf
