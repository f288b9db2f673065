//===- Doorbell.cpp - Doorbell messages as the headers declare them -------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Doorbell.h"

using namespace clang;

namespace epf {

template <typename DeclT>
static const DeclT *lookup(ASTContext &Ctx, const DeclContext *In,
                           llvm::StringRef Name) {
  for (NamedDecl *D : In->lookup(&Ctx.Idents.get(Name)))
    if (auto *Found = dyn_cast<DeclT>(D))
      return Found;
  return nullptr;
}

static const RecordDecl *structNamed(ASTContext &Ctx, llvm::StringRef Name) {
  const auto *R = lookup<RecordDecl>(Ctx, Ctx.getTranslationUnitDecl(), Name);
  return R ? llvm::cast_or_null<RecordDecl>(R->getDefinition()) : nullptr;
}

Doorbell Doorbell::find(ASTContext &Ctx) {
  Doorbell D;
  const RecordDecl *Message = structNamed(Ctx, "pci_epf_doorbell_msg");
  const RecordDecl *Epf = structNamed(Ctx, "pci_epf");
  if (!Message || !Epf)
    return D;
  D.Message = llvm::cast<RecordDecl>(Message->getCanonicalDecl());
  D.Msg = lookup<FieldDecl>(Ctx, Message, "msg");
  D.Virq = lookup<FieldDecl>(Ctx, Message, "virq");
  D.IrqFlags = lookup<FieldDecl>(Ctx, Message, "irq_flags");
  D.Type = lookup<FieldDecl>(Ctx, Message, "type");
  D.Bar = lookup<FieldDecl>(Ctx, Message, "bar");
  D.Offset = lookup<FieldDecl>(Ctx, Message, "offset");
  D.Array = lookup<FieldDecl>(Ctx, Epf, "db_msg");
  D.Count = lookup<FieldDecl>(Ctx, Epf, "num_db");
  if (const auto *None =
          lookup<EnumConstantDecl>(Ctx, Ctx.getTranslationUnitDecl(), "NO_BAR"))
    D.NoBar = None->getInitVal().getExtValue();
  return D;
}

} // namespace epf
