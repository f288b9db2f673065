//===- MacroFix.cpp - Macros that leave a function ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/MacroFix.h"

using namespace clang;

namespace epf {

// `do { int code = call; if (code) return code; } while (0)` around Way, from a
// macro; null if it is anything else.
static const DoStmt *tryAround(const Syntax &In, const Exit &Way) {
  if (!isa<ReturnStmt>(Way.At) || !Way.At->getBeginLoc().isMacroID() ||
      !Way.Failed)
    return nullptr;
  const Stmt *Around = Way.At;
  while (Around && !isa<DoStmt>(Around))
    Around = In.parent(Around);
  const auto *Do = dyn_cast_or_null<DoStmt>(Around);
  const auto *Block = Do ? dyn_cast<CompoundStmt>(Do->getBody()) : nullptr;
  if (!Block || Block->size() != 2 || !Do->getBeginLoc().isMacroID())
    return nullptr;
  const auto *Declared = dyn_cast<DeclStmt>(Block->body_front());
  const auto *If = dyn_cast<IfStmt>(Block->body_back());
  const auto *Code = Declared && Declared->isSingleDecl()
                         ? dyn_cast<VarDecl>(Declared->getSingleDecl())
                         : nullptr;
  auto IsCode = [&](const Expr *E) {
    const auto *Ref =
        E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
    return Ref && Ref->getDecl() == Code;
  };
  bool Fits = Code && Code->hasInit() && If && !If->getElse() &&
              IsCode(If->getCond()) && If->getThen() == Way.At &&
              IsCode(llvm::cast<ReturnStmt>(Way.At)->getRetValue()) &&
              Code->getInit()->IgnoreParenImpCasts() == Way.Failed;
  return Fits ? Do : nullptr;
}

std::optional<Fix> writeOutMacro(const SourceView &View, const Syntax &In,
                                 llvm::ArrayRef<Exit> Ways,
                                 llvm::ArrayRef<std::string> Release,
                                 std::string Result) {
  Patch P(View, "write the macro out, and free where it leaves",
          Applicability::Review);
  if (Result.empty()) {
    Result = unusedName(In.function(), "ret");
    P.declare(In.function(), {"int " + Result + ";"});
  }
  for (const Exit &Way : Ways) {
    const DoStmt *Macro = tryAround(In, Way);
    if (!Macro)
      return std::nullopt;
    std::string Text = Result + " = " + View.wholeText(Way.Failed) +
                       ";\n\tif (" + Result + ") {\n";
    for (const std::string &Line : Release)
      Text += "\t\t" + Line + "\n";
    P.replaceStatement(Macro, Text + "\t\treturn " + Result + ";\n\t}");
  }
  return P.take();
}

} // namespace epf
