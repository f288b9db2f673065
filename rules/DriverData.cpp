//===- DriverData.cpp - Objects that teardown gets from the device --------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/DriverData.h"
#include "matchers/Calls.h"

using namespace clang;

namespace epf {

// The setter of driver data for a device of type T, a pointer; "" if none.
static std::string setterOf(QualType T) {
  const RecordDecl *R =
      T->isPointerType() ? T->getPointeeType()->getAsRecordDecl() : nullptr;
  llvm::StringRef Name = R ? R->getName() : "";
  for (auto [Struct, Setter] :
       {std::pair("platform_device", "platform_set_drvdata"),
        std::pair("pci_dev", "pci_set_drvdata"),
        std::pair("i2c_client", "i2c_set_clientdata"),
        std::pair("spi_device", "spi_set_drvdata"),
        std::pair("device", "dev_set_drvdata")})
    if (Name == Struct)
      return Setter;
  return "";
}

static bool handlesData(const FunctionDecl &F) {
  return llvm::any_of(Syntax(F).all<CallExpr>(), [](const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    llvm::StringRef Name =
        Callee && Callee->getIdentifier() ? Callee->getName() : "";
    return Name.ends_with("drvdata") || Name.ends_with("clientdata");
  });
}

std::optional<Fix> keepInDriverData(const SourceView &View,
                                    const Holding &Request,
                                    const FunctionDecl &Teardown,
                                    const Expr *Wrong) {
  const FunctionDecl &Setup = Request.Where->Of->function();
  const auto *Cookie = dyn_cast_or_null<DeclRefExpr>(
      argument(Request.Site, Request.Model->Cookie));
  const auto *V = Cookie ? dyn_cast<VarDecl>(Cookie->getDecl()) : nullptr;
  if (!V || !V->isLocalVarDecl() || &Setup == &Teardown ||
      Setup.getNumParams() == 0 || Teardown.getNumParams() == 0 ||
      handlesData(Setup) || handlesData(Teardown))
    return std::nullopt;
  const ParmVarDecl *From = Setup.getParamDecl(0);
  const ParmVarDecl *To = Teardown.getParamDecl(0);
  std::string Setter = setterOf(From->getType());
  if (Setter.empty() ||
      !View.context().hasSameUnqualifiedType(From->getType(), To->getType()))
    return std::nullopt;
  std::string Name = unusedName(Teardown, V->getName());
  std::string Type =
      V->getType().getAsString(View.context().getPrintingPolicy());
  Patch P(View, "keep the dev_id as driver data", Applicability::Review);
  P.insertBefore(Syntax(Setup), Request.Site,
                 {Setter + "(" + From->getNameAsString() + ", " +
                  V->getNameAsString() + ");"});
  P.declare(Teardown,
            {Type + (Type.back() == '*' ? "" : " ") + Name + " = " +
             driverDataGetter(Setter) + "(" + To->getNameAsString() + ");"});
  P.replace(Wrong, Name);
  return P.take();
}

} // namespace epf
