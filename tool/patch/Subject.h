//===- Subject.h - What a subject says of a patch ------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_SUBJECT_H
#define EPFLINT_TOOL_PATCH_SUBJECT_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace epf::patch {

/// "Re: [PATCH v2 1/3] PCI: endpoint: check the irq", taken apart.
struct Subject {
  bool Reply = false;    ///< has a Re: or its like in front
  bool Tagged = false;   ///< has a tag with PATCH in it, or k/N
  bool Numbered = false; ///< has k/N
  unsigned Version = 1;
  unsigned Number = 1, Total = 1; ///< 0/N is a cover letter
  std::string Title;
};

Subject readSubject(llvm::StringRef Text);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_SUBJECT_H
