//===- Baseline.cpp - Findings that are known -----------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Written by one JSON library, read by another: reading has to tell lines.
//
//===----------------------------------------------------------------------===//

#include "tool/suppress/Baseline.h"
#include "tool/suppress/JsonFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include <nlohmann/json.hpp>

using namespace llvm;
using Json = nlohmann::ordered_json;

static constexpr const char *Schema = "epflint-baseline/1";

namespace {
struct BaselineFile {
  std::string Schema;
  std::vector<epf::Baseline::Entry> Findings;
};
} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(epf::Baseline::Entry)

namespace llvm::yaml {
template <> struct MappingTraits<epf::Baseline::Entry> {
  static void mapping(IO &In, epf::Baseline::Entry &Entry) {
    In.mapRequired("fingerprint", Entry.Fingerprint);
    In.mapRequired("rule", Entry.Rule);
    In.mapRequired("file", Entry.File);
    In.mapRequired("function", Entry.Function);
    In.mapRequired("message", Entry.Message);
  }
};

template <> struct MappingTraits<BaselineFile> {
  static void mapping(IO &In, BaselineFile &File) {
    In.mapRequired("schema", File.Schema);
    In.mapRequired("findings", File.Findings);
  }
  static std::string validate(IO &, BaselineFile &File) {
    return File.Schema == Schema
               ? ""
               : "the schema is not '" + std::string(Schema) + "'";
  }
};
} // namespace llvm::yaml

namespace epf {

Expected<Baseline> Baseline::load(StringRef Path) {
  auto Text = openJson(Path);
  if (!Text)
    return Text.takeError();
  BaselineFile File;
  if (Error E = readJson(Path, (*Text)->getBuffer(), File))
    return E;
  Baseline Result;
  Result.Entries = std::move(File.Findings);
  return Result;
}

void Baseline::apply(Report &R) const {
  StringSet<> Fingerprints;
  for (const Entry &Each : Entries)
    Fingerprints.insert(Each.Fingerprint);
  setApart(R.Findings, R.Known, [&](const Finding &F) {
    return Fingerprints.contains(F.Fingerprint);
  });
}

std::vector<bool> Baseline::knownIn(const UnitReport &Unit) const {
  UnitReport Copy;
  Copy.Findings = Unit.Findings;
  Copy.Suppressed = Unit.Suppressed;
  Report R = makeReport(SourceRoot("/"), {}, {std::move(Copy)}, 0);
  apply(R);
  std::vector<bool> Known;
  for (const Finding &F : Unit.Findings)
    Known.push_back(any_of(R.Known, [&](const Finding &K) {
      return K.Where == F.Where && K.Rule == F.Rule && K.Message == F.Message &&
             K.Function == F.Function && K.Role == F.Role;
    }));
  return Known;
}

std::string Baseline::identity() const {
  std::string All;
  for (const Entry &Each : Entries)
    All += Each.Fingerprint + '\n';
  return All;
}

std::vector<const Baseline::Entry *> Baseline::gone(const Report &R) const {
  StringSet<> There, Analysed;
  for (const Finding &F : concat<const Finding>(R.Findings, R.Known))
    There.insert(F.Fingerprint);
  for (const UnitReport &Unit : R.Units)
    if (Unit.Status == UnitStatus::Analysed)
      Analysed.insert(Unit.File);
  std::vector<const Entry *> Gone;
  for (const Entry &Each : Entries)
    if (Analysed.contains(Each.File) && !There.contains(Each.Fingerprint))
      Gone.push_back(&Each);
  return Gone;
}

void writeBaseline(const Report &R, raw_ostream &OS) {
  Json Findings = Json::array();
  for (const Finding &F : concat<const Finding>(R.Findings, R.Known))
    Findings.push_back({{"fingerprint", F.Fingerprint},
                        {"rule", F.Rule},
                        {"file", F.Where.File},
                        {"function", F.Function},
                        {"message", F.Message}});
  llvm::sort(Findings, [](const Json &A, const Json &B) {
    return std::tie(A["file"], A["fingerprint"]) <
           std::tie(B["file"], B["fingerprint"]);
  });
  Json Document = {{"schema", Schema}, {"findings", std::move(Findings)}};
  OS << Document.dump(2, ' ', /*ensure_ascii=*/false,
                      Json::error_handler_t::replace)
     << '\n';
}

} // namespace epf
