//===- Doorbell.h - Doorbells as the headers declare them -------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// struct pci_epf_doorbell_msg has grown: older kernels have only msg and virq,
// newer ones also irq_flags, type, bar and offset. What the parsed header does
// not declare is null here, and rules do not speak of it.
//
// Source: include/linux/pci-ep-msi.h, include/linux/pci-epf.h.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_MATCHERS_DOORBELL_H
#define EPFLINT_MATCHERS_DOORBELL_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include <optional>

namespace epf {

struct Doorbell {
  const clang::RecordDecl *Message = nullptr; ///< struct pci_epf_doorbell_msg
  const clang::FieldDecl *Msg = nullptr;
  const clang::FieldDecl *Virq = nullptr;
  const clang::FieldDecl *IrqFlags = nullptr;
  const clang::FieldDecl *Type = nullptr;
  const clang::FieldDecl *Bar = nullptr;
  const clang::FieldDecl *Offset = nullptr;
  const clang::FieldDecl *Array = nullptr; ///< struct pci_epf's db_msg
  const clang::FieldDecl *Count = nullptr; ///< struct pci_epf's num_db
  int64_t NoBar = -1;                      ///< the enumerator NO_BAR

  /// Finds the declarations in Ctx. All null if it has no doorbells.
  static Doorbell find(clang::ASTContext &Ctx);
  bool owns(const clang::FieldDecl *F) const {
    return Message && F->getParent()->getCanonicalDecl() == Message;
  }
};

} // namespace epf

#endif // EPFLINT_MATCHERS_DOORBELL_H
