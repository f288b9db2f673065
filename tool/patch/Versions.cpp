//===- Versions.cpp - All versions of a series, analysed ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Versions.h"
#include "tool/fix/Edits.h"
#include "tool/patch/GitFiles.h"
#include "tool/patch/Paths.h"
#include "tool/patch/Reach.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ThreadPool.h"
#include "llvm/Support/Threading.h"

using namespace llvm;

namespace epf::patch {

/// No more files beside a header than this are analysed for its sake.
static constexpr size_t MostIncluders = 32;

/// The C files beside a header that include it, as the tree stands.
static std::vector<std::string> includersOf(const std::string &Header,
                                            const SourceRoot &Root) {
  std::vector<std::string> Result;
  std::string Quoted = '"' + sys::path::filename(Header).str() + '"';
  StringRef Folder = sys::path::parent_path(Header);
  std::error_code EC;
  for (sys::fs::directory_iterator I(Root.absolute(Folder), EC), End;
       !EC && I != End && Result.size() < MostIncluders; I.increment(EC)) {
    StringRef Name = sys::path::filename(I->path());
    if (!Name.ends_with(".c") || I->type() != sys::fs::file_type::regular_file)
      continue;
    auto Text = MemoryBuffer::getFile(I->path());
    if (Text && (*Text)->getBuffer().contains(Quoted))
      Result.push_back((Folder.empty() ? "" : Folder + "/").str() + Name.str());
  }
  return Result;
}

void Versions::findIncluders() {
  for (auto &[Path, Text] : Base.Result.Versions.front())
    if (StringRef(Path).ends_with(".h"))
      for (std::string &Name : includersOf(Path, Root))
        Includers.insert(std::move(Name));
}

void Versions::findReached() {
  bool Headers = any_of(Base.Result.Versions.front(), [](auto &File) {
    return isCode(File.first) && !StringRef(File.first).ends_with(".c");
  });
  if (Options.All || Headers)
    return;
  for (auto &[Path, Text] : Base.Result.Versions.front())
    if (StringRef(Path).ends_with(".c"))
      reach(Path);
}

/// Finds what the patches together can reach of Unit, if it is there from the
/// first version to the last.
void Versions::reach(const std::string &Unit) {
  StringSet<> All;
  for (size_t V = 1; V < Base.Result.Versions.size(); ++V) {
    auto &Before = Base.Result.Versions[V - 1].at(Unit);
    auto &After = Base.Result.Versions[V].at(Unit);
    if (!Before || !After)
      return;
    auto Functions = functionsReached(*Before, *After);
    if (!Functions)
      return;
    for (auto &Each : *Functions)
      All.insert(Each.getKey());
  }
  Reached.emplace(Unit, std::move(All));
}

std::map<std::string, std::vector<std::string>> Versions::reached() const {
  std::map<std::string, std::vector<std::string>> Result;
  for (auto &[Unit, Functions] : Reached) {
    std::vector<std::string> &Names = Result[Unit];
    for (auto &Each : Functions)
      Names.push_back(Each.getKey().str());
    llvm::sort(Names);
  }
  return Result;
}

std::vector<std::string> Versions::unitsOf(unsigned Version) const {
  const Texts &Files = Base.Result.Versions[Version];
  std::set<std::string> Result;
  for (const std::string &Path : Includers)
    if (!Files.count(Path))
      Result.insert(Path);
  for (auto &[Path, Text] : Files) // a diff may only empty what it deletes
    if (Text && !StringRef(*Text).trim().empty() &&
        StringRef(Path).ends_with(".c"))
      Result.insert(Path);
  return {Result.begin(), Result.end()};
}

/// True if patch Version changes what a parse of Unit reads.
bool Versions::isChanged(const std::string &Unit, unsigned Version) const {
  return any_of(Base.Result.Files[Version - 1], [&](const AppliedFile &File) {
    return File.Patch->NewPath == Unit ||
           (isCode(File.Patch->path()) &&
            !StringRef(File.Patch->path()).ends_with(".c"));
  });
}

namespace {
/// Files of which some hide those of the same name in the layers below. To
/// these a file that is not here is asked for; one in place of a folder is not.
class HidingFiles : public vfs::ProxyFileSystem {
public:
  HidingFiles(IntrusiveRefCntPtr<vfs::FileSystem> Files, StringSet<> Gone)
      : ProxyFileSystem(std::move(Files)), Gone(std::move(Gone)) {}

  ErrorOr<vfs::Status> status(const Twine &Path) override {
    return isGone(Path) ? std::make_error_code(std::errc::not_a_directory)
                        : ProxyFileSystem::status(Path);
  }
  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    if (isGone(Path))
      return std::make_error_code(std::errc::not_a_directory);
    return ProxyFileSystem::openFileForRead(Path);
  }

private:
  bool isGone(const Twine &Path) const {
    SmallString<128> Whole;
    Path.toVector(Whole);
    makeAbsolute(Whole);
    sys::path::remove_dots(Whole, /*remove_dot_dot=*/true);
    return Gone.contains(Whole);
  }

  StringSet<> Gone;
};
} // namespace

IntrusiveRefCntPtr<vfs::FileSystem> Versions::overlay(unsigned Version) const {
  auto Known = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  StringSet<> Gone;
  for (auto &[Path, Text] : Base.Result.Versions[Version])
    if (Text)
      Known->addFile(Root.absolute(Path), 0,
                     MemoryBuffer::getMemBuffer(*Text, Path));
    else
      Gone.insert(Root.absolute(Path));
  IntrusiveRefCntPtr<vfs::FileSystem> Files = Known;
  if (!Gone.empty())
    Files = makeIntrusiveRefCnt<HidingFiles>(std::move(Files), std::move(Gone));
  if (Base.Commit.empty())
    return Files;
  auto Commit = gitFiles(Root.path(), Base.Commit);
  if (!Commit)
    return Files;
  auto Layers = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(std::move(Commit));
  Layers->pushOverlay(std::move(Files));
  return Layers;
}

UnitOptions Versions::optionsFor(unsigned Version, StringRef Unit) const {
  UnitOptions Result;
  Result.Analysis = Options.Analysis;
  if (auto Of = Reached.find(Unit.str()); Of != Reached.end())
    Result.Analysis.Reached = [&Names = Of->second](StringRef Function) {
      return Names.contains(Function);
    };
  Result.Verify = false;
  Result.Dismissed = Options.Dismissed;
  Result.Overlay = overlay(Version);
  return Result;
}

std::vector<Report> Versions::analyse() {
  findIncluders();
  findReached();
  unsigned Count = Base.Result.Versions.size();
  Units.assign(Count, {});
  DefaultThreadPool Pool(hardware_concurrency(Options.Jobs));
  std::vector<std::vector<std::string>> Names;
  for (unsigned V = 0; V < Count; ++V) {
    Names.push_back(unitsOf(V));
    Units[V].resize(Names[V].size());
    for (auto [Name, Unit] : zip(Names[V], Units[V]))
      if (V == 0 || isChanged(Name, V))
        Pool.async([this, V, &Unit = Unit, Name = Name] {
          Unit = analyseUnit(Root.absolute(Name), Flags, Root,
                             optionsFor(V, Name));
        });
  }
  Pool.wait();
  std::vector<Report> Reports;
  for (unsigned V = 0; V < Count; ++V) {
    for (auto [Name, Unit] : zip(Names[V], Units[V]))
      if (V != 0 && !isChanged(Name, V))
        Unit = Units[V - 1][find(Names[V - 1], Name) - Names[V - 1].begin()];
    Reports.push_back(makeReport(Root, Options.Rules, Units[V], 0));
    Reports.back().Overlay = overlay(V);
  }
  return Reports;
}

/// True if what the repairs of Unit change was explored, too.
bool Versions::staysWithin(const UnitReport &Unit, unsigned Version,
                           function_ref<bool(const Finding &)> Chosen) const {
  auto Names = Reached.find(Unit.File);
  if (Names == Reached.end())
    return true;
  const std::string &Text = *Base.Result.Versions[Version].at(Unit.File);
  return all_of(Unit.Findings, [&](const Finding &F) {
    const Fix *Repair = F.repair();
    if (!Chosen(F) || !Repair || !Repair->Verified)
      return true;
    auto Changed = functionsReached(Text, applyEdits(Text, Repair->Edits));
    return Changed && all_of(*Changed, [&](auto &Each) {
             return Names->second.contains(Each.getKey());
           });
  });
}

std::vector<Finding>
Versions::verified(unsigned Version,
                   function_ref<bool(const Finding &)> Chosen) const {
  std::vector<Finding> Result;
  for (UnitReport Unit : Units[Version]) {
    if (none_of(Unit.Findings, Chosen))
      continue;
    std::string File = Root.absolute(Unit.File);
    UnitOptions How = optionsFor(Version, Unit.File);
    verifyUnit(Unit, File, Flags, Root, How, Chosen);
    // A repair may change what the patch does not reach: all is tried again.
    if (!staysWithin(Unit, Version, Chosen)) {
      How.Analysis.Reached = {};
      Unit = analyseUnit(File, Flags, Root, How);
      verifyUnit(Unit, File, Flags, Root, How, Chosen);
    }
    for (Finding &F : Unit.Findings)
      if (Chosen(F))
        Result.push_back(std::move(F));
  }
  return Result;
}

} // namespace epf::patch
