//===- Pages.cpp - Where a rule's page is found ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/hosts/Pages.h"
#include "rules/Analysis.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace epf {

/// The nearest share/doc/epflint/rules above the program.
static std::string pagesFolder() {
  static int Anchor;
  std::string Program = sys::fs::getMainExecutable(nullptr, &Anchor);
  for (StringRef Dir = sys::path::parent_path(Program); !Dir.empty();
       Dir = sys::path::parent_path(Dir))
    if (std::string Pages = (Dir + "/share/doc/epflint/rules").str();
        sys::fs::is_directory(Pages))
      return Pages;
  return "";
}

std::string pageAddress(StringRef Rule) {
  static const std::string Folder = pagesFolder();
  std::string Page = (Folder + "/" + Rule + ".md").str();
  return !Folder.empty() && sys::fs::exists(Page) ? "file://" + Page : "";
}

bool isOurs(StringRef Check) {
  return any_of(allRules(),
                [&](const RuleInfo &Rule) { return Rule.Name == Check; });
}

static StringRef codeOf(const json::Value &Diagnostic) {
  const json::Object *Known = Diagnostic.getAsObject();
  return Known ? Known->getString("code").value_or("") : "";
}

void dropUnsure(json::Array &Diagnostics) {
  if (none_of(Diagnostics, [](const json::Value &Each) {
        return codeOf(Each) == "pp_file_not_found";
      }))
    return;
  json::Array Sure;
  for (json::Value &Each : Diagnostics)
    if (!isOurs(codeOf(Each)))
      Sure.push_back(std::move(Each));
  Diagnostics = std::move(Sure);
}

void linkToPage(json::Object &Diagnostic) {
  std::optional<StringRef> Code = Diagnostic.getString("code");
  if (!Code || !isOurs(*Code))
    return;
  if (std::string Page = pageAddress(*Code); !Page.empty())
    Diagnostic["codeDescription"] = json::Object{{"href", Page}};
  else
    Diagnostic.erase("codeDescription");
}

} // namespace epf
