//===- Lines.h - Which lines edits change --------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Edits count bytes; people, `patch` and the habits of a code base look at
// lines. Lines keep their ends, so that a last one without shows.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_FIX_LINES_H
#define EPFLINT_TOOL_FIX_LINES_H

#include "rules/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace epf {

/// A text's lines, with their ends.
class Lines {
public:
  explicit Lines(llvm::StringRef Text);

  llvm::StringRef text() const { return Text; }
  size_t size() const { return All.size(); }
  llvm::StringRef operator[](size_t Line) const { return All[Line]; }
  operator llvm::ArrayRef<llvm::StringRef>() const { return All; }

  /// The line that the byte at Offset is in; the last one for the text's end.
  size_t at(size_t Offset) const;
  /// Where Line begins; the text's end for the one behind the last.
  size_t start(size_t Line) const {
    return Line < size() ? All[Line].data() - Text.data() : Text.size();
  }

private:
  llvm::StringRef Text;
  std::vector<llvm::StringRef> All;
};

/// Old lines [First, Last) become New. Lines count from 0.
struct LineChange {
  size_t First;
  size_t Last;
  std::vector<std::string> New;
};

/// What Edits, which must fit, do to Before, line by line. No change begins or
/// ends with a line that stays.
std::vector<LineChange> lineChanges(llvm::StringRef Before,
                                    llvm::ArrayRef<Edit> Edits);

} // namespace epf

#endif // EPFLINT_TOOL_FIX_LINES_H
