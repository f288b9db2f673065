//===- Sarif.cpp - The report as SARIF 2.1.0 ------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function for each object of the standard, named as the standard names it.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Sarif.h"
#include "tool/report/SourceText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <nlohmann/json.hpp>

using namespace llvm;
using Json = nlohmann::ordered_json;

namespace epf {

static constexpr const char *SchemaUri =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json";

static Json text(StringRef Text) { return {{"text", Text.str()}}; }

/// RFC 3986: a path's letters are kept, all else is percent-encoded.
static std::string uri(StringRef Path) {
  std::string Result = sys::path::is_absolute(Path) ? "file://" : "";
  for (char C : Path)
    if (isAlnum(C) || StringRef("/-._~").contains(C))
      Result += C;
    else
      Result += "%" + utohexstr(static_cast<unsigned char>(C),
                                /*LowerCase=*/false, /*Width=*/2);
  return Result;
}

static Json artifactLocation(StringRef Path) {
  Json Result = {{"uri", uri(Path)}};
  if (!sys::path::is_absolute(Path))
    Result["uriBaseId"] = "%SRCROOT%";
  return Result;
}

static Json region(const Location &Where, SourceText &Sources) {
  return {{"startLine", Where.Line},
          {"startColumn",
           Sources.utf16Column(Where.File, Where.Line, Where.Column)},
          {"endLine", Where.EndLine},
          {"endColumn",
           Sources.utf16Column(Where.File, Where.EndLine, Where.EndColumn)}};
}

/// Viewers mark the primary region's lines: it is the first one only.
static Json location(const Location &Where, SourceText &Sources) {
  Json Result = Json::object();
  if (Where.File.empty())
    return Result;
  Result["physicalLocation"] = {
      {"artifactLocation", artifactLocation(Where.File)}};
  if (Where.Line != 0)
    Result["physicalLocation"]["region"] =
        region(Sources.firstLineOf(Where), Sources);
  return Result;
}

static Json reportingDescriptor(const RuleInfo &Rule) {
  return {{"id", Rule.Name.str()},
          {"shortDescription", text(Rule.Summary)},
          {"fullDescription", text(Rule.Summary)},
          {"help", {{"text", Rule.Page.str()}, {"markdown", Rule.Page.str()}}},
          {"defaultConfiguration", {{"level", "warning"}}},
          {"properties", {{"tags", Json::array({Rule.Group.str()})}}}};
}

static Json tool(ArrayRef<std::string> Rules) {
  Json Driver = {{"name", "epflint"},
                 {"fullName",
                  "epflint " EPFLINT_VERSION " (LLVM " LLVM_VERSION_STRING ")"},
                 {"version", EPFLINT_VERSION},
                 {"semanticVersion", EPFLINT_VERSION},
                 {"rules", Json::array()}};
  for (const RuleInfo &Rule : allRules())
    if (is_contained(Rules, Rule.Name))
      Driver["rules"].push_back(reportingDescriptor(Rule));
  return {{"driver", std::move(Driver)}};
}

/// The standard's names of what a step does; it has none for an assumption.
static Json kinds(EventKind Kind) {
  switch (Kind) {
  case EventKind::Assume:
    return Json::array({"value"});
  case EventKind::Call:
    return Json::array({"call", "function"});
  case EventKind::Acquire:
    return Json::array({"acquire", "resource"});
  case EventKind::Release:
    return Json::array({"release", "resource"});
  case EventKind::Branch:
    return Json::array({"branch"});
  case EventKind::Return:
    return Json::array({"return", "function"});
  }
  llvm_unreachable("covered switch");
}

/// The witness, and as its last step what goes wrong.
static Json codeFlow(const Finding &F, SourceText &Sources) {
  Json Steps = Json::array();
  auto Add = [&](const Location &Where, StringRef Message, Json Kinds) {
    Json Place = location(Where, Sources);
    Place["message"] = text(Message);
    Steps.push_back({{"location", std::move(Place)},
                     {"kinds", std::move(Kinds)},
                     {"executionOrder", Steps.size() + 1}});
  };
  for (const Event &E : F.Witness)
    Add(E.Where, E.Message, kinds(E.Kind));
  Add(F.Where, F.Message, Json::array({"danger"}));
  Json Thread = {{"locations", std::move(Steps)}};
  return {{"threadFlows", Json::array({std::move(Thread)})}};
}

static Json replacement(const Edit &E, SourceText &Sources) {
  return {{"deletedRegion",
           region(Sources.range(E.File, E.Offset, E.Length), Sources)},
          {"insertedContent", text(E.Replacement)}};
}

static Json fix(const Fix &F, SourceText &Sources) {
  Json Changes = Json::array();
  for (const Edit &E : F.Edits) {
    Json File = artifactLocation(E.File);
    if (Changes.empty() || Changes.back()["artifactLocation"] != File)
      Changes.push_back(
          {{"artifactLocation", File}, {"replacements", Json::array()}});
    Changes.back()["replacements"].push_back(replacement(E, Sources));
  }
  return {{"description", text(F.Description + " (" + standing(F) + ")")},
          {"artifactChanges", std::move(Changes)}};
}

static bool canBeOffered(const Fix *F, SourceText &Sources) {
  return F && !F->Failed && !Sources.diff(*F).empty() &&
         all_of(F->Edits,
                [](const Edit &E) { return json::isUTF8(E.Replacement); });
}

static Json result(const Finding &F, ArrayRef<std::string> Rules,
                   SourceText &Sources) {
  Json Place = location(F.Where, Sources);
  if (!F.Function.empty())
    Place["logicalLocations"] =
        Json::array({{{"name", F.Function}, {"kind", "function"}}});
  Json Result = {{"ruleId", F.Rule},
                 {"ruleIndex", find(Rules, F.Rule) - Rules.begin()},
                 {"level", severityName(F.Level).str()},
                 {"message", text(F.Message)},
                 {"locations", Json::array({std::move(Place)})},
                 {"partialFingerprints", {{"epflint/v1", F.Fingerprint}}}};
  if (!F.Witness.empty())
    Result["codeFlows"] = Json::array({codeFlow(F, Sources)});
  if (canBeOffered(F.repair(), Sources))
    Result["fixes"] = Json::array({fix(*F.repair(), Sources)});
  return Result;
}

static Json invocation(const Report &R) {
  Json Notifications = Json::array();
  for (const UnitReport &Unit : R.Units) {
    bool Failed = Unit.Status == UnitStatus::Failed;
    if (!Failed && Unit.Status != UnitStatus::Incomplete)
      continue;
    Json Place = {{"physicalLocation",
                   {{"artifactLocation", artifactLocation(Unit.File)}}}};
    Notifications.push_back(
        {{"level", Failed ? "error" : "warning"},
         {"message",
          text((Failed ? "not analysed: " : "incomplete: ") + Unit.Reason)},
         {"locations", Json::array({std::move(Place)})}});
  }
  return {{"executionSuccessful", R.count(UnitStatus::Failed) == 0},
          {"toolExecutionNotifications", std::move(Notifications)}};
}

void writeSarif(const Report &R, raw_ostream &OS) {
  SourceText Sources(R.Root, R.Overlay);
  Json Run = {
      {"tool", tool(R.Rules)},
      {"invocations", Json::array({invocation(R)})},
      {"originalUriBaseIds",
       {{"%SRCROOT%", {{"description", text("the root of the source tree")}}}}},
      {"columnKind", "utf16CodeUnits"},
      {"results", Json::array()}};
  for (const Finding &F : R.Findings)
    Run["results"].push_back(result(F, R.Rules, Sources));
  Json Document = {{"$schema", SchemaUri},
                   {"version", "2.1.0"},
                   {"runs", Json::array({Run})}};
  OS << Document.dump(2, ' ', /*ensure_ascii=*/false,
                      Json::error_handler_t::replace)
     << '\n';
}

} // namespace epf
