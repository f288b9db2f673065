//===- RuleChoice.cpp - Rules by name and by pattern ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A glob is matched against every rule, so that one that fits none is noticed.
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/RuleChoice.h"
#include "tool/source/Nearest.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

using namespace llvm;

namespace epf {

static Error unknownRule(StringRef Name) {
  SmallVector<StringRef> Names;
  for (const RuleInfo &Rule : allRules())
    Names.push_back(Rule.Name);
  return createStringError(inconvertibleErrorCode(),
                           "unknown rule '" + Name + "'" +
                               suggestion(Name, Names));
}

Expected<const RuleInfo *> findRule(StringRef Name) {
  for (const RuleInfo &Rule : allRules())
    if (Rule.Name == Name)
      return &Rule;
  return unknownRule(Name);
}

Expected<std::vector<std::string>> chooseRules(StringRef Globs) {
  std::vector<bool> Chosen(allRules().size());
  for (StringRef Text : split(Globs, ',')) {
    Expected<GlobPattern> Glob = GlobPattern::create(Text.trim());
    if (!Glob)
      return createStringError(inconvertibleErrorCode(), "--rules: %s",
                               toString(Glob.takeError()).c_str());
    bool Matched = false;
    for (auto [Rule, IsChosen] : zip(allRules(), Chosen))
      if (Glob->match(Rule.Name))
        Matched = IsChosen = true;
    if (!Matched)
      return unknownRule(Text.trim());
  }
  std::vector<std::string> Names;
  for (auto [Rule, IsChosen] : zip(allRules(), Chosen))
    if (IsChosen)
      Names.push_back(Rule.Name.str());
  return Names;
}

} // namespace epf
