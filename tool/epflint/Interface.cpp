//===- Interface.cpp - The command line, described ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// CLI11 keeps names without their dashes.
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/Interface.h"
#include "rules/Analysis.h"
#include "tool/source/Nearest.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <CLI/CLI.hpp>

using namespace llvm;

namespace epf {

std::vector<std::string> OptionText::choices() const {
  if (Value == "SHELL")
    return {"bash", "zsh", "fish"};
  std::vector<std::string> Words;
  if (Value == "RULE" || StringRef(Value).starts_with("GLOB"))
    for (const RuleInfo &Rule : allRules())
      Words.push_back(Rule.Name.str());
  else if (StringRef(Value).contains('|'))
    for (StringRef Word : split(Value, '|'))
      Words.push_back(Word.str());
  return Words;
}

std::vector<StringRef> CommandText::names() const {
  std::vector<StringRef> All;
  for (const OptionText &Option : Options)
    All.insert(All.end(), Option.Names.begin(), Option.Names.end());
  return All;
}

static CommandText describeOne(const CLI::App &App, StringRef Name) {
  CommandText Result{Name.str(), App.get_description(), {}, App.get_footer()};
  for (const CLI::Option *Option : App.get_options()) {
    OptionText Text;
    for (const std::string &Short : Option->get_snames())
      Text.Names.push_back("-" + Short);
    for (const std::string &Long : Option->get_lnames())
      Text.Names.push_back("--" + Long);
    if (Option->get_positional())
      Text.Value = Option->get_name();
    else if (Option->get_items_expected_max() > 0)
      Text.Value = Option->get_type_name();
    Text.Help = Option->get_description();
    Result.Options.push_back(std::move(Text));
  }
  return Result;
}

std::vector<CommandText> describe(const CLI::App &App) {
  std::vector<CommandText> All = {describeOne(App, "")};
  for (const CLI::App *Command :
       App.get_subcommands(std::function<bool(const CLI::App *)>()))
    All.push_back(describeOne(*Command, Command->get_name()));
  return All;
}

std::string unknownWord(ArrayRef<std::string> Words,
                        ArrayRef<CommandText> Commands) {
  SmallVector<StringRef> Names;
  for (const CommandText &Command : Commands.drop_front())
    Names.push_back(Command.Name);
  auto Named =
      find_if(Words, [](StringRef Word) { return !Word.starts_with("-"); });
  if (Named != Words.end() && !is_contained(Names, *Named))
    return "unknown command '" + *Named + "'" + suggestion(*Named, Names);
  const CommandText &Command =
      Named == Words.end() ? Commands.front()
                           : Commands[find(Names, *Named) - Names.begin() + 1];
  std::vector<StringRef> Known = Command.names();
  for (StringRef Word : Words) {
    StringRef Name = Word.split('=').first;
    bool IsShort = !Name.starts_with("--");
    if (!Name.starts_with("-") || Name == "-" ||
        is_contained(Known, IsShort ? Name.take_front(2) : Name))
      continue;
    return "unknown option '" + Name.str() + "'" + suggestion(Name, Known);
  }
  return {};
}

} // namespace epf
