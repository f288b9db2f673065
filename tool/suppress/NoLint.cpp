//===- NoLint.cpp - NOLINT comments of a file -----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As clang-tidy does, the word is looked for without asking whether it stands
// in a comment. NOLINTEND closes the last NOLINTBEGIN with the same rules.
//
//===----------------------------------------------------------------------===//

#include "tool/suppress/NoLint.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

using namespace llvm;

namespace epf {

NoLint::NoLint(StringRef Text) {
  std::vector<Range> Open; // each from its NOLINTBEGIN
  for (unsigned Line = 1; !Text.empty(); ++Line) {
    StringRef Rest;
    std::tie(Rest, Text) = Text.split('\n');
    while (Rest.contains("NOLINT")) {
      Rest = Rest.split("NOLINT").second;
      StringRef Form = Rest.take_while(isAlnum);
      Rest = Rest.drop_front(Form.size());
      StringRef Rules = "*";
      if (Rest.starts_with("(") && Rest.contains(')'))
        Rules = Rest.drop_front().split(')').first.trim();
      auto Matching = [&](const Range &R) { return R.Rules == Rules; };
      if (Form.empty()) {
        Ranges.push_back({Line, Line, Rules});
      } else if (Form == "NEXTLINE") {
        Ranges.push_back({Line + 1, Line + 1, Rules});
      } else if (Form == "BEGIN") {
        Open.push_back({Line + 1, 0, Rules});
      } else if (Form == "END") {
        auto Begun = find_if(reverse(Open), Matching);
        if (Begun == Open.rend()) {
          Alone.push_back({Line, "NOLINTEND without its NOLINTBEGIN"});
          continue;
        }
        Ranges.push_back({Begun->First, Line, Rules});
        Open.erase(std::next(Begun).base());
      }
    }
  }
  for (const Range &R : Open)
    Alone.push_back({R.First - 1, "NOLINTBEGIN without its NOLINTEND"});
  llvm::sort(Alone, [](auto &A, auto &B) { return A.Line < B.Line; });
}

static bool matches(StringRef Rule, StringRef Globs) {
  return any_of(split(Globs, ','), [Rule](StringRef Text) {
    Expected<GlobPattern> Glob = GlobPattern::create(Text.trim());
    if (!Glob) {
      consumeError(Glob.takeError());
      return Rule == Text.trim();
    }
    return Glob->match(Rule);
  });
}

bool NoLint::covers(unsigned Line, StringRef Rule) const {
  return any_of(Ranges, [&](const Range &R) {
    return R.First <= Line && Line <= R.Last && matches(Rule, R.Rules);
  });
}

} // namespace epf
