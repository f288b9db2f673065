//===- Hosts.h - The same cases for every host ------------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whichever program the rules run in, a file has the same findings at the same
// places, with the same steps, and its fixes make the same text. Tests of hosts
// write all cases to a directory, have the real program look at them, and
// compare what it shows with what the command line's library says:
//
//   mapping.c:84:8: epf-bar-remapped: pci_epf_assign_bar_space() maps ...
//     79:6: (1) assuming 'db->bar != NO_BAR' is true
//     fix: refuse doorbells that a BAR exposes already
//     a1b2c3d4e5f60718
//
// The last line is a hash of the file with the fix applied.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TESTDATA_HOSTS_H
#define EPFLINT_TESTDATA_HOSTS_H

#include "tool/source/TestTree.h"
#include <map>

namespace epf {

/// A finding as a host shows it.
struct Shown {
  std::string Rule, Message;
  unsigned Line = 0, Column = 0;
  std::vector<std::string> Steps; ///< "79:6: (1) assuming ..."
  std::string Fix;                ///< its description, where the host has it
  std::string Fixed;              ///< the text that the fix makes; or empty

  std::string str(llvm::StringRef File) const;
};

/// "79:6: message"
std::string shownStep(unsigned Line, unsigned Column, llvm::StringRef Message);

/// Line and column, both from 1, of an offset in bytes.
std::pair<unsigned, unsigned> lineAndColumn(llvm::StringRef Text,
                                            size_t Offset);

/// All cases in one directory, with a compile_commands.json.
class HostCases {
public:
  /// Compiler is how commands begin: "clang", "gcc -fconserve-stack".
  explicit HostCases(llvm::StringRef Compiler);

  /// What the command line's library finds in the file of that name. Without
  /// descriptions of fixes for hosts that do not show them.
  std::vector<std::string> expected(llvm::StringRef Name,
                                    bool FixNames = true) const;

  TestTree Tree;
  std::map<std::string, std::string> Texts; ///< by name in the directory
};

struct HostOutcome {
  int Status;
  std::string Out, Err;
};

/// Runs a program, Words[0], found on the PATH, and waits for it. Input is a
/// file's path; what is written goes through files of Tree.
HostOutcome runHost(const TestTree &Tree, std::vector<std::string> Words,
                    llvm::StringRef Input = "");

} // namespace epf

#endif // EPFLINT_TESTDATA_HOSTS_H
