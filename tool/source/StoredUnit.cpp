//===- StoredUnit.cpp - A unit's report as bytes --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A structure is the list of its members. They are taken apart by a structured
// binding, which does not compile when a member is added and forgotten here.
// Of a composition only the repairs are kept: the texts between follow from
// the file's and their edits.
//
//===----------------------------------------------------------------------===//

#include "tool/source/StoredUnit.h"
#include "tool/fix/Edits.h"
#include <nlohmann/json.hpp>
#include <tuple>

using namespace llvm;
using Json = nlohmann::json;

namespace epf {

template <typename T, typename Plain>
concept IsA = std::same_as<std::remove_const_t<T>, Plain>;

static auto members(IsA<Location> auto &X) {
  auto &[File, Line, Column, EndLine, EndColumn] = X;
  return std::tie(File, Line, Column, EndLine, EndColumn);
}

static auto members(IsA<Event> auto &X) {
  auto &[Kind, Message, Where, Held] = X;
  return std::tie(Kind, Message, Where, Held);
}

static auto members(IsA<Edit> auto &X) {
  auto &[File, Offset, Length, Replacement] = X;
  return std::tie(File, Offset, Length, Replacement);
}

static auto members(IsA<Fix> auto &X) {
  auto &[Description, How, Verified, Failed, Reason, Edits] = X;
  return std::tie(Description, How, Verified, Failed, Reason, Edits);
}

static auto members(IsA<Finding> auto &X) {
  auto &[Fingerprint, Rule, Group, Level, Message, Function, Resource, Role,
         Where, Witness, Held, AfterSuccess, Repairs] = X;
  return std::tie(Fingerprint, Rule, Group, Level, Message, Function, Resource,
                  Role, Where, Witness, Held, AfterSuccess, Repairs);
}

static auto members(IsA<FunctionReport> auto &X) {
  auto &[Name, Complete, Reason, States, Milliseconds] = X;
  return std::tie(Name, Complete, Reason, States, Milliseconds);
}

static auto members(IsA<Unjudged> auto &X) {
  auto &[Reason, Count] = X;
  return std::tie(Reason, Count);
}

static auto members(IsA<SetupResult> auto &X) {
  auto &[Function, Held] = X;
  return std::tie(Function, Held);
}

static auto members(IsA<Flaw> auto &X) {
  auto &[Kind, Function, Count] = X;
  return std::tie(Kind, Function, Count);
}

static auto members(IsA<FixStep> auto &X) {
  auto &[Fixed, Before, After] = X;
  return std::tie(Fixed); // see fill()
}

static auto members(IsA<UnitReport> auto &X) {
  auto &[File, Status, Reason, Functions, NotJudged, Findings, Outcomes, Flaws,
         Suppressed, Doubts, Covered, Warnings, Unset, Fixed, Milliseconds] = X;
  return std::tie(File, Status, Reason, Functions, NotJudged, Findings,
                  Outcomes, Flaws, Suppressed, Doubts, Covered, Warnings, Unset,
                  Fixed, Milliseconds);
}

template <typename T>
concept Structure = requires(T &X) { members(X); };

template <Structure T> void to_json(Json &J, const T &X) {
  J = Json::array();
  std::apply([&](const auto &...Each) { (J.emplace_back(Each), ...); },
             members(X));
}

template <Structure T> void from_json(const Json &J, T &X) {
  size_t At = 0;
  std::apply([&](auto &...Each) { (J.at(At++).get_to(Each), ...); },
             members(X));
}

static void to_json(Json &J, const std::optional<Composition> &Fixed) {
  if (Fixed)
    J = Fixed->Steps;
}

static void from_json(const Json &J, std::optional<Composition> &Fixed) {
  if (!J.is_null())
    J.get_to(Fixed.emplace().Steps);
}

/// Gives the steps of Made their texts; false if they do not fit Text.
static bool fill(Composition &Made, StringRef Text) {
  Made.Before = Made.After = Text.str();
  for (FixStep &Step : Made.Steps) {
    const Fix *Repair = Step.Fixed.repair();
    if (!Repair)
      return false;
    for (const Edit &E : Repair->Edits)
      if (E.Offset > Made.After.size() ||
          E.Length > Made.After.size() - E.Offset)
        return false;
    Step.Before = std::move(Made.After);
    Step.After = Made.After = applyEdits(Step.Before, Repair->Edits);
  }
  return true;
}

std::string bytesOf(const UnitReport &Unit) {
  std::string Bytes;
  Json::to_cbor(Json(Unit), Bytes);
  return Bytes;
}

std::optional<UnitReport> unitFrom(StringRef Bytes, StringRef Text) {
  UnitReport Unit;
  try {
    Json::from_cbor(Bytes.begin(), Bytes.end()).get_to(Unit);
  } catch (const Json::exception &) {
    return std::nullopt;
  }
  if (Unit.Fixed && !fill(*Unit.Fixed, Text))
    return std::nullopt;
  return Unit;
}

} // namespace epf
