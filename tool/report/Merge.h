//===- Merge.h - One report of the shards of a run --------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A run over many files can be split: `--shard 2/8` analyses every eighth file,
// beginning with the second. Each shard's JSON says which part it is and of
// which run; together they make the document that one machine would have
// written, byte for byte apart from `ms`. Sources are not needed for it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_MERGE_H
#define EPFLINT_TOOL_REPORT_MERGE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <nlohmann/json.hpp>
#include <string>

namespace epf {

/// The report of a shard, and the file that it came from.
struct ShardReport {
  std::string File;
  nlohmann::ordered_json Document;
};

/// The document of the whole run. An error names the shard that is missing,
/// there twice, or of another run, or the file that is no shard's report.
llvm::Expected<nlohmann::ordered_json>
mergeShards(llvm::ArrayRef<ShardReport> Shards);

} // namespace epf

#endif // EPFLINT_TOOL_REPORT_MERGE_H
