//===- JsonFile.cpp - A JSON file that people write -----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVM's JSON parser tells the place at the beginning: "[3:5, byte=40]: what".
//
//===----------------------------------------------------------------------===//

#include "tool/suppress/JsonFile.h"
#include "tool/source/Nesting.h"
#include "tool/source/Pipes.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace epf {

Error complaint(StringRef Path, unsigned Line, const Twine &Message) {
  return createStringError(Path + ":" + Twine(Line) + ": " + Message);
}

Expected<std::unique_ptr<MemoryBuffer>> openJson(StringRef Path) {
  auto Text = readFileOrPipe(Path);
  if (!Text)
    return Text.takeError();
  if (Error E = checkNesting(Path, (*Text)->getBuffer()))
    return E;
  Expected<json::Value> Value = json::parse((*Text)->getBuffer());
  if (Value)
    return std::move(*Text);
  std::string Message = toString(Value.takeError());
  auto [Place, What] = StringRef(Message).split("]: ");
  unsigned Line = 0;
  if (Place.drop_front().consumeInteger(10, Line))
    return createStringError(Path + ": not JSON: " + Message);
  return complaint(Path, Line, "not JSON: " + What);
}

void keepFirst(const SMDiagnostic &Said, void *Context) {
  auto *First = static_cast<SMDiagnostic *>(Context);
  if (First->getMessage().empty())
    *First = Said;
}

} // namespace epf
