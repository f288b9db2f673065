//===- TestSchema.h - Documents against the published schema -- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What programs are promised is the schema, so tests validate against it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_TESTSCHEMA_H
#define EPFLINT_TOOL_REPORT_TESTSCHEMA_H

#include <fstream>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace epf {

/// What the schema says against a document; empty if it is valid.
inline std::string complaints(const nlohmann::json &Document) {
  std::ifstream File(EPFLINT_SCHEMA);
  nlohmann::json Text = nlohmann::json::parse(File);
  valijson::Schema Schema;
  valijson::SchemaParser Parser;
  Parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(Text), Schema);
  valijson::Validator Validator;
  valijson::ValidationResults Results;
  Validator.validate(Schema, valijson::adapters::NlohmannJsonAdapter(Document),
                     &Results);
  std::string All;
  for (const auto &Error : Results)
    All += Error.description + "\n";
  return All;
}

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_TESTSCHEMA_H
