//===- Merge.cpp - epflint merge ------------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The exit status is that of the run that was split.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Merge.h"
#include "tool/epflint/Commands.h"
#include "tool/source/Nesting.h"
#include "tool/source/Pipes.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;
using Json = nlohmann::ordered_json;

namespace epf {

static Expected<ShardReport> readShard(const std::string &File) {
  auto Text = readFileOrPipe(File);
  if (!Text)
    return Text.takeError();
  if (Error E = checkNesting(File, (*Text)->getBuffer()))
    return E;
  ShardReport Shard{File, Json::parse((*Text)->getBuffer(), nullptr,
                                      /*allow_exceptions=*/false)};
  if (Shard.Document.is_discarded())
    return createStringError(inconvertibleErrorCode(), "%s: not JSON",
                             File.c_str());
  return Shard;
}

Expected<int> merge(const MergeOptions &Options) {
  std::vector<ShardReport> Shards;
  for (const std::string &File : Options.Files) {
    auto Shard = readShard(File);
    if (!Shard)
      return Shard.takeError();
    Shards.push_back(std::move(*Shard));
  }
  auto Whole = mergeShards(Shards);
  if (!Whole)
    return Whole.takeError();
  if (Error E = writeDocument(Options.Output, [&](raw_ostream &OS) {
        OS << Whole->dump(2, ' ', /*ensure_ascii=*/false,
                          Json::error_handler_t::replace)
           << '\n';
      }))
    return std::move(E);
  if (!Whole->at("findings").empty())
    return ExitFindings;
  for (const Json &Unit : Whole->at("units"))
    if (Unit.at("status") == "incomplete" || Unit.at("status") == "failed")
      return ExitNotAnalysed;
  return ExitClean;
}

} // namespace epf
