//===- ReviewJson.cpp - The review for programs ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/report/ReviewJson.h"
#include "tool/report/JsonParts.h"
#include "tool/report/ReviewText.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;
using namespace epf::patch;

namespace epf {

static Json json(const Damage &D) {
  return {{"line", D.Input}, {"what", D.What}, {"repaired", D.Repaired}};
}

static Json json(const Patch &P, ArrayRef<AppliedFile> Files) {
  Json Result = {{"name", P.name()},
                 {"subject", P.Subject},
                 {"messageId", P.MessageId},
                 {"files", Json::array()},
                 {"damages", Json::array()}};
  for (const Damage &D : P.Damages)
    Result["damages"].push_back(json(D));
  for (const AppliedFile &File : Files) {
    Result["files"].push_back(File.Patch->path());
    for (const Damage &D : File.Place.Damages)
      Result["damages"].push_back(json(D));
  }
  return Result;
}

static Json reviewOf(const Review &R) {
  Json Result = {{"base", {{"commit", R.Base.Commit}, {"why", R.Base.Why}}},
                 {"damages", Json::array()},
                 {"patches", Json::array()}};
  for (const Damage &D : R.Patches.Damages)
    Result["damages"].push_back(json(D));
  Result["judged"] = Json::array();
  for (auto &[File, Functions] : R.Reached)
    Result["judged"].push_back({{"file", File}, {"functions", Functions}});
  for (auto [P, Files] : zip(R.Patches.Patches, R.Base.Result.Files))
    Result["patches"].push_back(json(P, Files));
  return Result;
}

static Json patchOf(const Review &R, const ReviewedFinding &F) {
  Json Result = {{"state", stateName(F.What).str()}};
  if (F.By)
    Result["by"] = R.patchName(F.By);
  if (F.Until)
    Result["until"] = R.patchName(F.Until);
  if (F.From && F.From->Hunk) {
    Result["file"] = F.From->File;
    Result["hunk"] = F.From->Hunk;
    Result["remote"] = F.From->Remote;
  }
  return Result;
}

void writeReviewJson(const Review &R, raw_ostream &OS) {
  Json Document = openDocument();
  Document["review"] = reviewOf(R);
  for (const UnitReport &Unit : R.after().Units)
    Document["units"].push_back(json(Unit));
  std::map<unsigned, SourceText> Sources;
  for (const ReviewedFinding &F : R.Findings) {
    const Report &Version = R.Versions[F.At];
    auto Text = Sources.try_emplace(F.At, Version.Root, Version.Overlay).first;
    Json Entry = json(F.Last, Text->second);
    Entry["patch"] = patchOf(R, F);
    Document["findings"].push_back(std::move(Entry));
  }
  for (auto [Old, New] : zip(conformance(R.before()), conformance(R.after()))) {
    Json Row = json(New), Before = json(Old);
    Before.erase("group");
    Row["before"] = std::move(Before);
    Document["conformance"].push_back(std::move(Row));
  }
  Document["summary"] = {{"files", R.after().Units.size()},
                         {"findings", R.Findings.size()},
                         {"introduced", R.count(State::Introduced)},
                         {"fixed", R.count(State::Fixed)},
                         {"ms", R.Milliseconds}};
  writeDocument(Document, OS);
}

static const char *b4Status(const Review &R) {
  if (R.count(State::Introduced))
    return "fail";
  bool Whole = R.after().count(UnitStatus::Incomplete) == 0 &&
               R.after().count(UnitStatus::Failed) == 0;
  bool Open = any_of(R.Findings, [](auto &F) { return F.isLeftOpen(); });
  return Whole && !Open ? "pass" : "warn";
}

void writeB4(const Review &R, raw_ostream &OS) {
  std::string Details;
  raw_string_ostream Text(Details);
  writeReviewText(R, /*All=*/false, Text);
  Json Result = {{"tool", "epflint"},
                 {"status", b4Status(R)},
                 {"summary", summaryOf(R)},
                 {"details", Details}};
  writeDocument(Json::array({std::move(Result)}), OS);
}

void writeB4NotJudged(StringRef Why, raw_ostream &OS) {
  Json Results = Json::array();
  if (!Why.empty())
    Results.push_back({{"tool", "epflint"},
                       {"status", "warn"},
                       {"summary", ("not judged: " + Why).str()}});
  writeDocument(Results, OS);
}

} // namespace epf
