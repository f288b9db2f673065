//===- Json.h - The report for programs ----------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One JSON document, `"schema": "epflint-report/1"`, described by
// epflint-report-1.schema.json beside this file. Keys come in a fixed order and
// the same run gives the same bytes, apart from the values of `ms`.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_JSON_H
#define EPFLINT_TOOL_REPORT_JSON_H

#include "tool/report/Report.h"
#include "llvm/Support/raw_ostream.h"
#include <nlohmann/json_fwd.hpp>

namespace epf {

/// The document as data.
nlohmann::ordered_json jsonOf(const Report &R);

/// Writes R to OS. Bytes of a source that are no UTF-8 are replaced.
void writeJson(const Report &R, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_JSON_H
