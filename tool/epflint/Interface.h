//===- Interface.h - The command line, described -------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the program takes, as plain data, read off the parser itself: so shell
// completion, the manual page and suggestions cannot differ from it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_EPFLINT_INTERFACE_H
#define EPFLINT_TOOL_EPFLINT_INTERFACE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace epf {

struct OptionText {
  std::vector<std::string> Names; ///< "-o", "--format"; none: positional
  std::string Value;              ///< "FILE", "a|b"; empty: takes none
  std::string Help;

  /// The words that the value may be: those of "a|b", rules, shells.
  std::vector<std::string> choices() const;
  bool takesFile() const { return Value == "FILE" || Value == "PATH"; }
  bool takesDirectory() const { return Value == "DIR"; }
};

struct CommandText {
  std::string Name; ///< empty: the program itself
  std::string Help;
  std::vector<OptionText> Options;
  std::string Footer;

  /// All names of all options.
  std::vector<llvm::StringRef> names() const;
};

/// The program, then its commands.
std::vector<CommandText> describe(const CLI::App &App);

/// What Words, a command line that the parser refused, most likely got wrong:
/// "unknown option '--frmat'; did you mean '--format'?". Empty if no command
/// and no option in it is unknown.
std::string unknownWord(llvm::ArrayRef<std::string> Words,
                        llvm::ArrayRef<CommandText> Commands);

} // namespace epf

#endif // EPFLINT_TOOL_EPFLINT_INTERFACE_H
