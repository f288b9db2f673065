//===- Json.cpp - The report for programs ---------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function for each object of the schema, in the schema's order.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Json.h"
#include "tool/report/JsonParts.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;

namespace epf {

static const char *name(UnitStatus Status) {
  switch (Status) {
  case UnitStatus::Analysed:
    return "analysed";
  case UnitStatus::Skipped:
    return "skipped";
  case UnitStatus::Incomplete:
    return "incomplete";
  case UnitStatus::Failed:
    return "failed";
  }
  llvm_unreachable("covered switch");
}

static const char *name(EventKind Kind) {
  switch (Kind) {
  case EventKind::Assume:
    return "assume";
  case EventKind::Call:
    return "call";
  case EventKind::Acquire:
    return "acquire";
  case EventKind::Release:
    return "release";
  case EventKind::Branch:
    return "branch";
  case EventKind::Return:
    return "return";
  }
  llvm_unreachable("covered switch");
}

static Json json(const Location &Where) {
  return {{"file", Where.File},
          {"line", Where.Line},
          {"column", Where.Column},
          {"endLine", Where.EndLine},
          {"endColumn", Where.EndColumn}};
}

static Json json(const FunctionReport &F) {
  Json Result = {{"name", F.Name}, {"complete", F.Complete}};
  if (!F.Complete)
    Result["reason"] = F.Reason;
  Result["states"] = F.States;
  Result["ms"] = F.Milliseconds;
  return Result;
}

Json json(const UnitReport &Unit) {
  Json Result = {{"file", Unit.File}, {"status", name(Unit.Status)}};
  if (!Unit.Reason.empty())
    Result["reason"] = Unit.Reason;
  Result["functions"] = Json::array();
  for (const FunctionReport &F : Unit.Functions)
    Result["functions"].push_back(json(F));
  Result["notJudged"] = Json::array();
  for (const Unjudged &U : Unit.NotJudged)
    Result["notJudged"].push_back({{"reason", U.Reason}, {"count", U.Count}});
  Result["ms"] = Unit.Milliseconds;
  return Result;
}

static Json json(const Fix &F, SourceText &Sources) {
  bool Safe = F.How == Applicability::Safe;
  Json Result = {{"description", F.Description},
                 {"applicability", Safe ? "safe" : "review"},
                 {"verified", F.Verified}};
  if (!F.Reason.empty())
    Result["reason"] = F.Reason;
  Result["edits"] = Json::array();
  for (const Edit &E : F.Edits)
    Result["edits"].push_back({{"file", E.File},
                               {"offset", E.Offset},
                               {"length", E.Length},
                               {"replacement", E.Replacement}});
  Result["diff"] = Sources.diff(F);
  return Result;
}

Json json(const Finding &F, SourceText &Sources) {
  Json Result = {{"fingerprint", F.Fingerprint},
                 {"rule", F.Rule},
                 {"group", F.Group},
                 {"severity", severityName(F.Level).str()},
                 {"message", F.Message},
                 {"function", F.Function},
                 {"location", json(F.Where)},
                 {"witness", Json::array()},
                 {"held", F.Held}};
  for (const Event &E : F.Witness)
    Result["witness"].push_back({{"event", name(E.Kind)},
                                 {"message", E.Message},
                                 {"location", json(E.Where)},
                                 {"held", E.Held}});
  if (const Fix *Repair = F.repair())
    Result["fix"] = json(*Repair, Sources);
  return Result;
}

Json json(const Conformance &Row) {
  Json Result = {{"group", Row.Group},
                 {"status", verdictName(Row.Status).str()},
                 {"evidence", Json::array()}};
  for (const Location &Where : Row.Evidence)
    Result["evidence"].push_back(json(Where));
  return Result;
}

Json openDocument() {
  return {{"schema", "epflint-report/1"},
          {"tool",
           {{"name", "epflint"},
            {"version", EPFLINT_VERSION},
            {"llvm", LLVM_VERSION_STRING}}},
          {"units", Json::array()},
          {"findings", Json::array()},
          {"conformance", Json::array()}};
}

void writeDocument(const Json &Document, raw_ostream &OS) {
  OS << Document.dump(2, ' ', /*ensure_ascii=*/false,
                      Json::error_handler_t::replace)
     << '\n';
}

Json jsonOf(const Report &R) {
  SourceText Sources(R.Root, R.Overlay);
  Json Document = openDocument();
  for (const UnitReport &Unit : R.Units)
    Document["units"].push_back(json(Unit));
  for (const Finding &F : R.Findings)
    Document["findings"].push_back(json(F, Sources));
  for (const Conformance &Row : conformance(R))
    Document["conformance"].push_back(json(Row));
  Document["summary"] = {{"files", R.Units.size()},
                         {"findings", R.Findings.size()},
                         {"ms", R.Milliseconds}};
  if (!R.Suppressed.empty())
    Document["summary"]["suppressed"] = R.Suppressed.size();
  if (!R.Known.empty())
    Document["summary"]["inBaseline"] = R.Known.size();
  if (R.Part)
    Document["shard"] = {{"index", R.Part->Index},
                         {"count", R.Part->Count},
                         {"run", R.Part->Run}};
  return Document;
}

void writeJson(const Report &R, raw_ostream &OS) {
  writeDocument(jsonOf(R), OS);
}

} // namespace epf
