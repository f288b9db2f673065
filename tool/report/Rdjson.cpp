//===- Rdjson.cpp - The report for reviewdog ------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A suggestion replaces all from the first edit to the last.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Rdjson.h"
#include "tool/fix/Edits.h"
#include "tool/report/SourceText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/JSON.h"
#include <nlohmann/json.hpp>

using namespace llvm;
using Json = nlohmann::ordered_json;

namespace epf {

static const char *severity(Severity Level) {
  switch (Level) {
  case Severity::Note:
    return "INFO";
  case Severity::Warning:
    return "WARNING";
  case Severity::Error:
    return "ERROR";
  }
  llvm_unreachable("covered switch");
}

static Json range(const Location &Where) {
  return {{"start", {{"line", Where.Line}, {"column", Where.Column}}},
          {"end", {{"line", Where.EndLine}, {"column", Where.EndColumn}}}};
}

static Json location(const Location &Where) {
  return {{"path", Where.File}, {"range", range(Where)}};
}

/// The fix as one replacement; null if it cannot be one.
static Json suggestion(const Finding &F, SourceText &Sources) {
  const Fix *Repair = F.repair();
  if (!Repair || Repair->Failed || Sources.diff(*Repair).empty() ||
      any_of(Repair->Edits,
             [&](const Edit &E) { return E.File != F.Where.File; }))
    return nullptr;
  unsigned First = Repair->Edits.front().Offset;
  unsigned Last = Repair->Edits.back().Offset + Repair->Edits.back().Length;
  StringRef Before = Sources.file(F.Where.File);
  std::string After = applyEdits(Before, Repair->Edits);
  StringRef Text =
      StringRef(After).slice(First, After.size() - (Before.size() - Last));
  if (!json::isUTF8(Text))
    return nullptr;
  return {{"range", range(Sources.range(F.Where.File, First, Last - First))},
          {"text", Text.str()}};
}

static Json diagnostic(const Finding &F, SourceText &Sources) {
  Json Result = {{"message", F.Message},
                 {"location", location(F.Where)},
                 {"severity", severity(F.Level)},
                 {"code", {{"value", F.Rule}}}};
  Json Related = Json::array();
  for (const Event &E : F.Witness)
    if (!E.Where.File.empty())
      Related.push_back(
          {{"message", E.Message}, {"location", location(E.Where)}});
  if (!Related.empty())
    Result["related_locations"] = std::move(Related);
  Json Suggestion = suggestion(F, Sources);
  if (!Suggestion.is_null())
    Result["suggestions"] = Json::array({std::move(Suggestion)});
  return Result;
}

void writeRdjson(const Report &R, raw_ostream &OS) {
  SourceText Sources(R.Root, R.Overlay);
  Json Document = {{"source", {{"name", "epflint"}}},
                   {"severity", "WARNING"},
                   {"diagnostics", Json::array()}};
  for (const Finding &F : R.Findings)
    Document["diagnostics"].push_back(diagnostic(F, Sources));
  OS << Document.dump(2, ' ', /*ensure_ascii=*/false,
                      Json::error_handler_t::replace)
     << '\n';
}

} // namespace epf
