//===- Html.cpp - The report as a page ------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sources and messages are untrusted. They stand in the page once, as JSON in
// which no `<` is left, so that nothing in them can end the script element they
// stand in; the page's script makes text nodes of them; and its policy lets no
// script run but that one.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Html.h"
#include "tool/report/HtmlParts.h"
#include "tool/report/Json.h"
#include "tool/report/SourceText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Base64.h"
#include "llvm/Support/SHA256.h"
#include <map>
#include <nlohmann/json.hpp>
#include <set>

using namespace llvm;
using Json = nlohmann::ordered_json;

namespace epf {

/// Lines to bring along around each place; the page shows a few less.
static constexpr unsigned Around = 8;
/// Lines of a place itself; what is longer is cut.
static constexpr unsigned MostLines = 20;

using Lines = std::map<std::string, std::set<unsigned>>;

static void need(Lines &Needed, const Location &Where) {
  if (Where.File.empty() || Where.Line == 0)
    return;
  unsigned Last =
      std::max(Where.Line, std::min(Where.EndLine, Where.Line + MostLines));
  unsigned First = Where.Line > Around ? Where.Line - Around : 1;
  for (unsigned Line = First; Line <= Last + Around; ++Line)
    Needed[Where.File].insert(Line);
}

/// The needed lines of each file, in stretches: [{first, lines}].
static Json sources(const Report &R) {
  Lines Needed;
  for (const Finding &F : R.Findings) {
    need(Needed, F.Where);
    for (const Event &E : F.Witness)
      need(Needed, E.Where);
  }
  SourceText Sources(R.Root, R.Overlay);
  Json Result = Json::object();
  for (const auto &[File, Numbers] : Needed) {
    Json Parts = Json::array();
    unsigned Before = 0;
    for (unsigned Number : Numbers) {
      if (Number > Sources.lineCount(File))
        break;
      if (Parts.empty() || Number != Before + 1)
        Parts.push_back({{"first", Number}, {"lines", Json::array()}});
      Parts.back()["lines"].push_back(Sources.line(File, Number).str());
      Before = Number;
    }
    Result[File] = std::move(Parts);
  }
  return Result;
}

static Json rules(const Report &R) {
  Json Result = Json::array();
  for (const RuleInfo &Rule : allRules())
    if (any_of(R.Findings,
               [&](const Finding &F) { return F.Rule == Rule.Name; }))
      Result.push_back({{"name", Rule.Name.str()},
                        {"summary", Rule.Summary.str()},
                        {"page", Rule.Page.str()}});
  return Result;
}

static std::string dataOf(const Report &R) {
  Json Report = jsonOf(R);
  for (Json &Unit : Report["units"]) {
    Unit.erase("ms");
    for (Json &Function : Unit["functions"])
      Function.erase("ms");
  }
  Report["summary"].erase("ms");
  Json Data = {{"report", std::move(Report)},
               {"sources", sources(R)},
               {"rules", rules(R)}};
  std::string Text = Data.dump(-1, ' ', /*ensure_ascii=*/false,
                               Json::error_handler_t::replace);
  std::string Safe;
  for (char C : Text)
    if (C == '<') // in JSON it stands in strings only
      Safe += "\\u003c";
    else
      Safe += C;
  return Safe;
}

static std::string hashOf(StringRef Script) {
  auto Digest = SHA256::hash(arrayRefFromStringRef(Script));
  return encodeBase64(Digest);
}

void writeHtml(const Report &R, raw_ostream &OS) {
  StringRef Rest = HtmlParts::Page;
  const std::pair<StringRef, std::string> Parts[] = {
      {"@HASH@", hashOf(HtmlParts::Script)},
      {"@STYLE@", HtmlParts::Style},
      {"@DATA@", dataOf(R)},
      {"@SCRIPT@", HtmlParts::Script}};
  for (const auto &[Mark, Text] : Parts) {
    auto [Before, After] = Rest.split(Mark);
    OS << Before << Text;
    Rest = After;
  }
  OS << Rest;
}

} // namespace epf
