//===- QuickFix.cpp - A repair as editors take it -------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/hosts/QuickFix.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace epf {

/// The value at the end of the path Names, or null.
static const json::Value *find(const json::Object &In,
                               ArrayRef<StringRef> Names) {
  const json::Object *At = &In;
  for (StringRef Name : Names.drop_back())
    if (!(At = At->getObject(Name)))
      return nullptr;
  return At->get(Names.back());
}

static bool isTrue(const json::Object &In, ArrayRef<StringRef> Names) {
  const json::Value *V = find(In, Names);
  return V && V->getAsBoolean().value_or(false);
}

void Agreement::request(const json::Object &Params) {
  Inline = isTrue(Params, {"capabilities", "textDocument", "publishDiagnostics",
                           "codeActionsInline"});
  Versions = isTrue(Params, {"capabilities", "workspace", "workspaceEdit",
                             "documentChanges"});
  Actions = find(Params, {"capabilities", "textDocument", "codeAction",
                          "codeActionLiteralSupport"});
}

void Agreement::reply(const json::Object &Result) {
  if (auto Named = Result.getString("offsetEncoding"))
    Encoding = Named->str();
}

/// Where Offset of Text is, counted in characters of Encoding; it is valid
/// UTF-8.
static json::Object position(StringRef Text, size_t Offset,
                             StringRef Encoding) {
  StringRef Before = Text.take_front(Offset);
  StringRef Line = Before.substr(Before.rfind('\n') + 1);
  auto Continues = [](char C) { return (C & 0xc0) == 0x80; };
  auto IsOfFour = [](char C) { return (C & 0xf8) == 0xf0; };
  int64_t Characters = Line.size();
  if (Encoding != "utf-8")
    Characters -= count_if(Line, Continues);
  if (Encoding == "utf-16")
    Characters += count_if(Line, IsOfFour);
  return json::Object{{"line", int64_t(Before.count('\n'))},
                      {"character", Characters}};
}

std::optional<json::Object> quickFix(const Fix &Repair, const Document &Of,
                                     const Agreement &Agreed) {
  if (!json::isUTF8(Of.Text) || !all_of(Repair.Edits, [](const Edit &E) {
        return json::isUTF8(E.Replacement);
      }))
    return std::nullopt;
  json::Array Edits;
  auto At = [&](size_t Offset) {
    return position(Of.Text, Offset, Agreed.Encoding);
  };
  for (const Edit &E : Repair.Edits)
    Edits.push_back(
        json::Object{{"range", json::Object{{"start", At(E.Offset)},
                                            {"end", At(E.Offset + E.Length)}}},
                     {"newText", E.Replacement}});
  json::Object Workspace;
  if (Agreed.Versions)
    Workspace["documentChanges"] = json::Array{
        json::Object{{"textDocument",
                      json::Object{{"uri", Of.Uri}, {"version", Of.Version}}},
                     {"edits", std::move(Edits)}}};
  else
    Workspace["changes"] = json::Object{{Of.Uri, std::move(Edits)}};
  return json::Object{{"title", "fix: " + Repair.Description},
                      {"kind", "quickfix"},
                      {"edit", std::move(Workspace)}};
}

json::Object asCommand(const json::Object &Action) {
  return json::Object{{"title", "Apply " + Action.getString("title")->str()},
                      {"command", "clangd.applyFix"},
                      {"arguments", json::Array{*Action.get("edit")}}};
}

void preferOnly(json::Array &Actions) {
  std::vector<json::Object *> Fixes;
  for (json::Value &Each : Actions)
    if (json::Object *Action = Each.getAsObject())
      if (Action->getString("kind") == "quickfix")
        Fixes.push_back(Action);
  for (json::Object *Each : Fixes)
    if (Fixes.size() == 1)
      (*Each)["isPreferred"] = true;
    else
      Each->erase("isPreferred");
}

bool wantsFixes(const json::Object &Params) {
  const json::Object *Context = Params.getObject("context");
  const json::Array *Only = Context ? Context->getArray("only") : nullptr;
  return !Only || any_of(*Only, [](const json::Value &Kind) {
    return StringRef("quickfix").starts_with(Kind.getAsString().value_or("-"));
  });
}

} // namespace epf
