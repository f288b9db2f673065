//===- Printable.cpp - Untrusted text on a terminal -----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two digits always: what follows a shorter one might be taken for a digit.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Printable.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace epf {

std::string printable(StringRef Text) {
  std::string Result;
  for (char C : Text) {
    bool Control = static_cast<unsigned char>(C) < ' ' || C == '\x7f';
    if (C == '\n')
      Result += "\\n";
    else if (Control && C != '\t')
      Result += "\\x" + toHex(StringRef(&C, 1), /*LowerCase=*/true);
    else
      Result += C;
  }
  return Result;
}

} // namespace epf
