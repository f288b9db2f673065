//===- Rules.cpp - epflint rules and epflint explain ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The registry and its pages, as the rules library compiled them in.
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/Commands.h"
#include "tool/epflint/RuleChoice.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <nlohmann/json.hpp>

using namespace llvm;

namespace epf {

static void writeTable(raw_ostream &OS) {
  size_t NameWidth = 0, GroupWidth = 0;
  for (const RuleInfo &Rule : allRules()) {
    NameWidth = std::max(NameWidth, Rule.Name.size());
    GroupWidth = std::max(GroupWidth, Rule.Group.size());
  }
  for (const RuleInfo &Rule : allRules())
    OS << left_justify(Rule.Name, NameWidth) << "  "
       << left_justify(Rule.Group, GroupWidth) << "  " << Rule.Summary << '\n';
}

static void writeJsonTable(raw_ostream &OS) {
  auto Table = nlohmann::ordered_json::array();
  for (const RuleInfo &Rule : allRules())
    Table.push_back({{"name", Rule.Name.str()},
                     {"group", Rule.Group.str()},
                     {"summary", Rule.Summary.str()}});
  OS << Table.dump(2) << '\n';
}

Expected<int> listRules(const RulesOptions &Options) {
  if (Error E = checkFormat(Options.Output, {"text", "json"}))
    return E;
  auto *Write = Options.Output.Format == "json" ? writeJsonTable : writeTable;
  if (Error E = writeDocument(Options.Output, Write))
    return E;
  return ExitClean;
}

Expected<int> explain(StringRef Name) {
  Expected<const RuleInfo *> Rule = findRule(Name);
  if (!Rule)
    return Rule.takeError();
  if (Error E =
          writeDocument({}, [&](raw_ostream &OS) { OS << (*Rule)->Page; }))
    return E;
  return ExitClean;
}

} // namespace epf
