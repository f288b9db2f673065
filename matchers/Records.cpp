//===- Records.cpp - Structs and their fields, by name --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Records.h"

using namespace clang;

namespace epf {

const RecordDecl *pointedTo(QualType T) {
  return T->isPointerType() ? T->getPointeeType()->getAsRecordDecl() : nullptr;
}

const FieldDecl *fieldNamed(const RecordDecl *R, llvm::StringRef Name) {
  R = R ? R->getDefinition() : nullptr;
  if (R)
    for (const FieldDecl *F : R->fields())
      if (F->getName() == Name)
        return F;
  return nullptr;
}

} // namespace epf
