//===- Checkstyle.cpp - The report as Checkstyle XML ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Findings come by file already, so that each file is one element.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Checkstyle.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace epf {

static const char *severity(Severity Level) {
  switch (Level) {
  case Severity::Note:
    return "info";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  llvm_unreachable("covered switch");
}

/// An attribute's value. XML has no place for control characters, not even
/// escaped ones.
static std::string attribute(StringRef Text) {
  std::string Plain = json::fixUTF8(Text);
  for (char &C : Plain)
    if (static_cast<unsigned char>(C) < ' ')
      C = ' ';
  std::string Result;
  raw_string_ostream OS(Result);
  printHTMLEscaped(Plain, OS);
  return "\"" + Result + "\"";
}

void writeCheckstyle(const Report &R, raw_ostream &OS) {
  OS << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<checkstyle version=\"4.3\">\n";
  ArrayRef<Finding> Rest = R.Findings;
  while (!Rest.empty()) {
    const std::string &File = Rest.front().Where.File;
    ArrayRef<Finding> Here =
        Rest.take_while([&](const Finding &F) { return F.Where.File == File; });
    Rest = Rest.drop_front(Here.size());
    OS << "  <file name=" << attribute(File) << ">\n";
    for (const Finding &F : Here)
      OS << "    <error line=\"" << F.Where.Line << "\" column=\""
         << F.Where.Column << "\" severity=\"" << severity(F.Level)
         << "\" message=" << attribute(F.Message)
         << " source=" << attribute("epflint." + F.Rule) << "/>\n";
    OS << "  </file>\n";
  }
  OS << "</checkstyle>\n";
}

} // namespace epf
