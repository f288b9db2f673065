//===- Completion.cpp - Scripts that complete a command line --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What stands in quotes is our own help; only the quotes in it need care.
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/Completion.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace epf {

/// Text in single quotes, which end neither in it nor, for Special, otherwise.
static std::string quoted(StringRef Text, StringRef Special = "") {
  std::string Result = "'";
  for (char C : Text) {
    if (C == '\'')
      Result += "'\\'";
    else if (Special.contains(C))
      Result += '\\';
    Result += C;
  }
  return Result + "'";
}

static std::string choicesOf(const OptionText &Option) {
  return join(Option.choices(), " ");
}

// --- bash -------------------------------------------------------------------

/// What completes the value of Option, a command of the script.
static std::string bashValue(const OptionText &Option) {
  if (Option.takesFile())
    return "_epflint_files -f";
  if (Option.takesDirectory())
    return "_epflint_files -d";
  return "_epflint_words " + quoted(choicesOf(Option));
}

static void writeBash(raw_ostream &OS, ArrayRef<CommandText> Commands) {
  SmallVector<StringRef> Names;
  for (const CommandText &Command : Commands.drop_front())
    Names.push_back(Command.Name);
  OS << R"(_epflint_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}

_epflint_files() {
  compopt -o filenames
  mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
}

_epflint() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local command='' word
  if [[ $current == = ]]; then current=''; fi
  if [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      )"
     << join(Names, "|") << R"()
        command=$word
        break
        ;;
    esac
  done
  case $command,$before in
)";
  for (const CommandText &Command : Commands)
    for (const OptionText &Option : Command.Options)
      for (const std::string &Name : Option.Names)
        if (!Option.Value.empty())
          OS << "    " << Command.Name << ',' << Name << ") "
             << bashValue(Option) << "; return ;;\n";
  OS << "  esac\n  case $command,$current in\n";
  for (const CommandText &Command : Commands) {
    std::string Words = join(Command.names(), " ");
    if (Command.Name.empty()) {
      OS << "    ,*) _epflint_words " << quoted(join(Names, " ") + " " + Words)
         << " ;;\n";
      continue;
    }
    OS << "    " << Command.Name << ",-*) _epflint_words " << quoted(Words)
       << " ;;\n";
    for (const OptionText &Option : Command.Options)
      if (Option.Names.empty())
        OS << "    " << Command.Name << ",*) " << bashValue(Option) << " ;;\n";
  }
  OS << "  esac\n}\n\ncomplete -F _epflint epflint\n";
}

// --- zsh --------------------------------------------------------------------

static std::string zshValue(const OptionText &Option) {
  std::string Action = " ";
  if (Option.takesFile())
    Action = "_files";
  else if (Option.takesDirectory())
    Action = "_files -/";
  else if (std::string Words = choicesOf(Option); !Words.empty())
    Action = "(" + Words + ")";
  StringRef Value = Option.Value;
  return (":" + (Value.contains('|') ? "value" : Value) + ":" + Action).str();
}

static void writeZshOptions(raw_ostream &OS, const CommandText &Command,
                            StringRef Indent) {
  for (const OptionText &Option : Command.Options) {
    if (Option.Names.empty())
      OS << Indent << quoted("*" + zshValue(Option)) << " \\\n";
    for (const std::string &Name : Option.Names) {
      std::string Help;
      for (char C : Option.Help)
        Help += StringRef("[]:\\").contains(C) ? std::string("\\") + C
                                               : std::string(1, C);
      OS << Indent
         << quoted(Name + "[" + Help + "]" +
                   (Option.Value.empty() ? "" : zshValue(Option)))
         << " \\\n";
    }
  }
}

static void writeZsh(raw_ostream &OS, ArrayRef<CommandText> Commands) {
  OS << "#compdef epflint\n\n_epflint() {\n  local context state state_descr "
        "line\n  typeset -A opt_args\n  local -a commands=(\n";
  for (const CommandText &Command : Commands.drop_front())
    OS << "    " << quoted(Command.Name + ":" + Command.Help) << '\n';
  OS << "  )\n  _arguments -C \\\n";
  writeZshOptions(OS, Commands.front(), "    ");
  OS << "    '1: :->command' '*:: :->rest'\n"
        "  case $state in\n"
        "    command) _describe command commands ;;\n"
        "    rest)\n      case $words[1] in\n";
  for (const CommandText &Command : Commands.drop_front()) {
    OS << "        " << Command.Name << ")\n          _arguments \\\n";
    writeZshOptions(OS, Command, "            ");
    OS << "            && return\n          ;;\n";
  }
  OS << "      esac\n      ;;\n  esac\n}\n\n"
        "if [[ $funcstack[1] == _epflint ]]; then _epflint \"$@\"; else "
        "compdef _epflint epflint; fi\n";
}

// --- fish -------------------------------------------------------------------

static std::string fishValue(const OptionText &Option) {
  if (Option.takesFile())
    return " -r -F";
  if (Option.takesDirectory())
    return " -x -a '(__fish_complete_directories)'";
  if (Option.Value.empty())
    return "";
  return " -x -a " + quoted(choicesOf(Option), "\\");
}

static void writeFish(raw_ostream &OS, ArrayRef<CommandText> Commands) {
  for (const CommandText &Command : Commands) {
    std::string When = "__fish_use_subcommand";
    if (!Command.Name.empty()) {
      OS << "complete -c epflint -n __fish_use_subcommand -f -a "
         << Command.Name << " -d " << quoted(Command.Help, "\\") << '\n';
      When = "__fish_seen_subcommand_from " + Command.Name;
    }
    bool TakesFiles = false;
    for (const OptionText &Option : Command.Options) {
      OS << "complete -c epflint -n '" << When << "'";
      for (StringRef Name : Option.Names)
        OS << (Name.consume_front("--") ? " -l " : " -s ") << Name.ltrim('-');
      if (Option.Names.empty()) {
        TakesFiles |= Option.takesFile();
        OS << (Option.takesFile() ? " -F"
                                  : " -f -a " + quoted(choicesOf(Option)))
           << '\n';
        continue;
      }
      OS << fishValue(Option) << " -d " << quoted(Option.Help, "\\") << '\n';
    }
    if (!TakesFiles)
      OS << "complete -c epflint -n '" << When << "' -f\n";
  }
}

Expected<std::string> completion(StringRef Shell,
                                 ArrayRef<CommandText> Commands) {
  std::string Script;
  raw_string_ostream OS(Script);
  if (Shell == "bash")
    writeBash(OS, Commands);
  else if (Shell == "zsh")
    writeZsh(OS, Commands);
  else if (Shell == "fish")
    writeFish(OS, Commands);
  else
    return createStringError("unknown shell '" + Shell +
                             "'; there are bash, zsh and fish");
  return Script;
}

} // namespace epf
