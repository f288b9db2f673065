//===- Lifecycles.h - Entry points that belong together ---------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the operations tables of a translation unit: which of its functions
// the kernel calls to set something up, which to undo it, and what it called
// before. Which members pair up stands in Lifecycles.def.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_MATCHERS_LIFECYCLES_H
#define EPFLINT_MATCHERS_LIFECYCLES_H

#include <vector>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace epf {

/// What an entry has to give, so that the next are called.
struct Reply {
  const clang::FunctionDecl *Of;
  int64_t Wanted;

  bool operator==(const Reply &) const = default;
};

struct Lifecycle {
  std::vector<const clang::FunctionDecl *> Before; ///< outermost first
  const clang::FunctionDecl *Setup = nullptr;
  std::vector<const clang::FunctionDecl *> Teardown; ///< innermost first
  bool Detached = false; ///< Teardown follows a Setup that failed, too
  bool AtLoad = false;   ///< Setup is the module's init: nothing runs before
  bool Counting = false; ///< Setup succeeded if it gave 0 or more
  bool Sleeps = false;   ///< Setup puts to sleep what Before set up
  unsigned Wakes = 0;    ///< so many entries of Teardown, the first, wake it up
  /// Of Setup and of what wakes up: where another reply is given, the others
  /// that wake up are left out.
  std::vector<Reply> Replies = {};

  bool operator==(const Lifecycle &) const = default;
};

/// The lifecycles of the file's tables, of what its functions assign like a
/// table, and of its module_init, each once, in the order in which they stand.
std::vector<Lifecycle> findLifecycles(clang::ASTContext &Ctx);

} // namespace epf

#endif // EPFLINT_MATCHERS_LIFECYCLES_H
