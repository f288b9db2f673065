//===- Merge.cpp - One report of the shards of a run ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Documents come from files, so that nothing in them is taken for granted:
// json::at() throws where a key is missing or a value of another kind.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Merge.h"
#include "llvm/ADT/STLExtras.h"
#include <map>

using namespace llvm;
using Json = nlohmann::ordered_json;

namespace epf {

static Error refused(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), Message);
}

/// One of each, 1 to the count, all of the same run.
static Error checkComplete(ArrayRef<ShardReport> Shards) {
  const ShardReport &First = Shards.front();
  const Json &Run = First.Document.at("shard");
  uint64_t Count = Run.at("count");
  std::map<uint64_t, const ShardReport *> Seen;
  for (const ShardReport &S : Shards) {
    const Json &Shard = S.Document.at("shard");
    if (Shard.at("run") != Run.at("run") || Shard.at("count") != Count ||
        S.Document.at("tool") != First.Document.at("tool"))
      return refused(S.File + ": of another run than " + First.File);
    uint64_t Index = Shard.at("index");
    if (Index == 0 || Index > Count)
      return refused(S.File + ": no shard of " + Twine(Count));
    auto [Other, IsNew] = Seen.try_emplace(Index, &S);
    if (!IsNew)
      return refused(S.File + ": shard " + Twine(Index) + "/" + Twine(Count) +
                     ", as " + Other->second->File + " is");
  }
  for (uint64_t I = 1; I <= Count; ++I)
    if (!Seen.count(I))
      return refused("shard " + Twine(I) + "/" + Twine(Count) + " is missing");
  return Error::success();
}

/// Sorts All by what Key makes of each; equal ones stay in their order.
template <typename KeyOf>
static void sortBy(std::vector<Json> &All, KeyOf Key) {
  std::multimap<decltype(Key(All.front())), Json> Sorted;
  for (const Json &Each : All)
    Sorted.emplace(Key(Each), Each);
  All.clear();
  for (auto &[_, Each] : Sorted)
    All.push_back(std::move(Each));
}

static auto place(const Json &Where) {
  return std::tuple<std::string, int, int>(Where.at("file"), Where.at("line"),
                                           Where.at("column"));
}

/// The elements of all shards' arrays of that name.
static std::vector<Json> gather(ArrayRef<ShardReport> Shards,
                                const char *Name) {
  std::vector<Json> All;
  for (const ShardReport &S : Shards)
    for (const Json &Each : S.Document.at(Name))
      All.push_back(Each);
  return All;
}

static std::vector<Json> mergeFindings(ArrayRef<ShardReport> Shards) {
  std::vector<Json> All = gather(Shards, "findings");
  auto Key = [](const Json &F) {
    return std::tuple<std::tuple<std::string, int, int>, std::string,
                      std::string, std::string>(place(F.at("location")),
                                                F.at("rule"), F.at("message"),
                                                F.at("function"));
  };
  sortBy(All, Key);
  // Several shards may have found the same in a header.
  All.erase(std::unique(All.begin(), All.end()), All.end());
  return All;
}

/// A row for each group: the worst that any shard says, and whatever it gives
/// as evidence for that.
static Json mergeRow(ArrayRef<ShardReport> Shards, const Json &Row,
                     bool Whole) {
  std::vector<Json> Rows;
  for (const Json &Each : gather(Shards, "conformance"))
    if (Each.at("group") == Row.at("group"))
      Rows.push_back(Each);
  auto AnyIs = [&](const char *Status) {
    return any_of(
        Rows, [&](const Json &Each) { return Each.at("status") == Status; });
  };
  bool Violated = AnyIs("violated");
  Json Result = {{"group", Row.at("group")}, {"status", "not-exercised"}};
  if (Violated)
    Result["status"] = "violated";
  else if (AnyIs("undecided") || (AnyIs("met") && !Whole))
    Result["status"] = "undecided";
  else if (AnyIs("met"))
    Result["status"] = "met";
  std::vector<Json> Evidence;
  for (const Json &Each : Rows)
    if (!Violated || Each.at("status") == "violated")
      Evidence.insert(Evidence.end(), Each.at("evidence").begin(),
                      Each.at("evidence").end());
  sortBy(Evidence, [](const Json &Each) { return place(Each); });
  Result["evidence"] = Evidence;
  return Result;
}

/// The sum of a member of the summaries.
static uint64_t total(ArrayRef<ShardReport> Shards, const char *Name) {
  uint64_t Sum = 0;
  for (const ShardReport &S : Shards)
    Sum += S.Document.at("summary").value(Name, uint64_t(0));
  return Sum;
}

static Json merge(ArrayRef<ShardReport> Shards) {
  const Json &First = Shards.front().Document;
  std::vector<Json> Units = gather(Shards, "units");
  sortBy(Units,
         [](const Json &Unit) { return Unit.at("file").get<std::string>(); });
  bool Whole = none_of(Units, [](const Json &Unit) {
    return Unit.at("status") == "incomplete" || Unit.at("status") == "failed";
  });
  std::vector<Json> Findings = mergeFindings(Shards);
  Json Rows = Json::array();
  for (const Json &Row : First.at("conformance"))
    Rows.push_back(mergeRow(Shards, Row, Whole));
  Json Summary = {{"files", Units.size()},
                  {"findings", Findings.size()},
                  {"ms", total(Shards, "ms")}};
  for (const char *Name : {"suppressed", "inBaseline"})
    if (uint64_t Sum = total(Shards, Name))
      Summary[Name] = Sum;
  return {{"schema", First.at("schema")},
          {"tool", First.at("tool")},
          {"units", Units},
          {"findings", Findings},
          {"conformance", Rows},
          {"summary", Summary}};
}

Expected<Json> mergeShards(ArrayRef<ShardReport> Shards) {
  if (Shards.empty())
    return refused("no reports to merge");
  for (const ShardReport &S : Shards)
    if (!S.Document.is_object() ||
        S.Document.value("schema", Json()) != "epflint-report/1" ||
        !S.Document.contains("shard"))
      return refused(S.File + ": not the JSON report of a shard");
  try {
    if (Error E = checkComplete(Shards))
      return std::move(E);
    return merge(Shards);
  } catch (const Json::exception &E) {
    return refused("a report is damaged: " + StringRef(E.what()));
  }
}

} // namespace epf
