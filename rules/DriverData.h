//===- DriverData.h - Objects that teardown gets from the device -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What set-up makes and teardown needs is kept as the device's driver data:
// a dev_id, say, that nothing else leads to.
//
//   platform_set_drvdata(pdev, dev_id);      (in probe)
//   dev_id = platform_get_drvdata(pdev);     (in remove)
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_DRIVERDATA_H
#define EPFLINT_RULES_DRIVERDATA_H

#include "rules/Patch.h"
#include "rules/Reporter.h"

namespace epf {

/// Keeps the dev_id of Request, a local variable, as the data of the device
/// that both functions are called for, and puts it in the place of Wrong in
/// Teardown. Nothing if the device has data already.
std::optional<Fix> keepInDriverData(const SourceView &View,
                                    const Holding &Request,
                                    const clang::FunctionDecl &Teardown,
                                    const clang::Expr *Wrong);

} // namespace epf

#endif // EPFLINT_RULES_DRIVERDATA_H
