//===- Doorbell.cpp - Doorbell messages as the headers declare them -------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Doorbell.h"
#include "matchers/Records.h"

using namespace clang;

namespace epf {

// Every struct that the file speaks of has a type. Asking the translation unit
// for a name would load all of a precompiled header.
static const RecordDecl *structNamed(ASTContext &Ctx, llvm::StringRef Name) {
  for (const Type *T : Ctx.getTypes())
    if (const auto *R = dyn_cast<RecordType>(T);
        R && R->getDecl()->getName() == Name)
      return R->getDecl()->getDefinition();
  return nullptr;
}

// NO_BAR, which is one of the BARs that a doorbell can name.
static std::optional<int64_t> noBar(const FieldDecl *Bar) {
  const auto *BARs = Bar ? Bar->getType()->getAs<EnumType>() : nullptr;
  const EnumDecl *Enum = BARs ? BARs->getDecl()->getDefinition() : nullptr;
  if (Enum)
    for (const EnumConstantDecl *E : Enum->enumerators())
      if (E->getName() == "NO_BAR")
        return E->getInitVal().getExtValue();
  return std::nullopt;
}

Doorbell Doorbell::find(ASTContext &Ctx) {
  Doorbell D;
  const RecordDecl *Message = structNamed(Ctx, "pci_epf_doorbell_msg");
  const RecordDecl *Epf = structNamed(Ctx, "pci_epf");
  if (!Message || !Epf)
    return D;
  D.Message = llvm::cast<RecordDecl>(Message->getCanonicalDecl());
  D.Msg = fieldNamed(Message, "msg");
  D.Virq = fieldNamed(Message, "virq");
  D.IrqFlags = fieldNamed(Message, "irq_flags");
  D.Type = fieldNamed(Message, "type");
  D.Bar = fieldNamed(Message, "bar");
  D.Offset = fieldNamed(Message, "offset");
  D.Array = fieldNamed(Epf, "db_msg");
  D.Count = fieldNamed(Epf, "num_db");
  if (auto None = noBar(D.Bar))
    D.NoBar = *None;
  return D;
}

} // namespace epf
