//===- JsonParts.h - Objects that JSON documents share ---------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The report of a check and that of a patch follow one schema. What they have
// in common is made here.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_JSONPARTS_H
#define EPFLINT_TOOL_REPORT_JSONPARTS_H

#include "tool/report/Conformance.h"
#include "tool/report/SourceText.h"
#include "llvm/Support/raw_ostream.h"
#include <nlohmann/json.hpp>

namespace epf {

using Json = nlohmann::ordered_json;

/// A document of the schema with all keys but the summary, and nothing in them.
Json openDocument();

Json json(const UnitReport &Unit);
Json json(const Finding &F, SourceText &Sources);
Json json(const Conformance &Row);

/// Bytes that are no UTF-8 are replaced.
void writeDocument(const Json &Document, llvm::raw_ostream &OS);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_JSONPARTS_H
