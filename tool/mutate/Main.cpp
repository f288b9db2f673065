//===- Main.cpp - epflint-mutate, the mutation bench ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plants faults in drivers and says which of them epflint finds:
//
//   epflint-mutate --kernel BUILD drivers/rtc/rtc-x.c
//
// prints a JSON object a line, for each mutant and for each driver of which
// none were made. tool/dev/mutate runs it on many and makes the table.
//
//===----------------------------------------------------------------------===//

#include "tool/mutate/Trial.h"
#include "tool/source/KernelTree.h"
#include "tool/source/SourceFiles.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/raw_ostream.h"
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

using namespace llvm;
using Json = nlohmann::ordered_json;

namespace epf {

static void print(const Json &Line) {
  outs() << Line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  outs().flush();
}

static Json describe(StringRef File, const Trial &T) {
  return {{"file", File.str()},
          {"class", T.Of.Class->Name.str()},
          {"function", T.Of.Function},
          {"line", T.Of.Line},
          {"offset", T.Of.Change.Offset},
          {"was", T.Of.Was},
          {"becomes", T.Of.Change.Replacement},
          {"outcome", nameOf(T.How).str()},
          {"reason", T.Reason}};
}

static Error run(const std::string &Kernel, std::vector<std::string> Paths,
                 std::optional<std::vector<std::string>> Given,
                 unsigned PerClass) {
  std::unique_ptr<FlagSource> Flags;
  std::optional<SourceRoot> Root;
  if (Given) {
    Flags = std::make_unique<GivenFlags>(std::move(*Given));
  } else {
    Expected<KernelTree> Tree = KernelTree::open(Kernel);
    if (!Tree)
      return Tree.takeError();
    Root.emplace(Tree->source());
    Flags = std::make_unique<KernelTree>(std::move(*Tree));
  }
  auto Files = sourceFiles(Paths, Root ? Root->path() : "");
  if (!Files)
    return Files.takeError();
  if (!Root)
    Root.emplace(SourceRoot::enclosing(*Files));
  for (const std::string &File : *Files) {
    Trials Result = tryMutants(File, *Flags, *Root, PerClass);
    std::string Name = Root->relative(File);
    if (!Result.Unfit.empty())
      print({{"file", Name}, {"unfit", Result.Unfit}});
    for (const Trial &T : Result.All)
      print(describe(Name, T));
  }
  return Error::success();
}

} // namespace epf

int main(int Count, const char **Words) {
  InitLLVM Init(Count, Words);
  std::vector<std::string> Own(Words + 1, Words + Count);
  std::optional<std::vector<std::string>> Flags;
  if (auto End = llvm::find(Own, "--"); End != Own.end()) {
    Flags.emplace(End + 1, Own.end());
    Own.erase(End, Own.end());
  }
  std::string Kernel;
  std::vector<std::string> Paths;
  unsigned PerClass = 2;
  CLI::App App("Plants faults in drivers and says which epflint finds",
               "epflint-mutate");
  App.add_option("PATH", Paths, "Drivers in which nothing is found")
      ->required();
  App.add_option("--kernel", Kernel, "Build directory of a prepared kernel");
  App.add_option("--per-class", PerClass,
                 "Mutants of one class in one driver, at most")
      ->capture_default_str();
  std::reverse(Own.begin(), Own.end());
  try {
    App.parse(std::move(Own));
  } catch (const CLI::ParseError &E) {
    return App.exit(E) ? 2 : 0;
  }
  if (Kernel.empty() == !Flags.has_value()) {
    errs() << "epflint-mutate: give one of --kernel DIR and -- FLAGS\n";
    return 2;
  }
  if (Error E = epf::run(Kernel, Paths, std::move(Flags), PerClass)) {
    errs() << "epflint-mutate: " << toString(std::move(E)) << '\n';
    return 2;
  }
  return 0;
}
