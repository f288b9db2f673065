//===- Apply.cpp - A series, patch by patch -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Apply.h"
#include "tool/patch/Paths.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace epf::patch {

/// Bytes of a file as a patch leaves it.
static constexpr size_t LargestText = 2 << 20;

static Error wrong(const Patch &P, const Twine &What) {
  std::string Name = P.Total > 1 ? "patch " + P.name() + ": " : "";
  return createStringError(inconvertibleErrorCode(), Twine(Name) + What);
}

/// A file that is no code stays as it is where its part of the patch does not
/// fit: lists of maintainers and Makefiles change with every patch of others.
static Placed leftOut(const FilePatch &File, Error Why) {
  Placed Nothing;
  Nothing.Damages.push_back(
      {File.Input, "left out, as it is no code: " + toString(std::move(Why)),
       false});
  return Nothing;
}

namespace {
/// The versions made so far, and how to go on.
class Application {
public:
  explicit Application(ReadFile Read) : Read(Read) {
    Result.Versions.emplace_back();
  }

  Error add(const Patch &P) {
    Now = Result.Versions.back();
    std::vector<AppliedFile> Files;
    for (const FilePatch &File : P.Files) {
      Expected<Placed> Place = change(File);
      if (!Place && isCode(File.path()))
        return wrong(P, toString(Place.takeError()));
      if (!Place)
        Place = leftOut(File, Place.takeError());
      Files.push_back({&File, std::move(*Place)});
    }
    Result.Versions.push_back(std::move(Now));
    Result.Files.push_back(std::move(Files));
    return Error::success();
  }

  Applied take() { return std::move(Result); }

private:
  /// What is at Path now. What no patch came by yet, no patch has changed: it
  /// is the same in all versions so far.
  Expected<std::optional<std::string>> at(const std::string &Path) {
    if (auto Known = Now.find(Path); Known != Now.end())
      return Known->second;
    auto Text = Read(Path);
    if (!Text)
      return Text.takeError();
    for (Texts &Version : Result.Versions)
      Version[Path] = *Text;
    return Now[Path] = *Text;
  }

  StringRef style() {
    if (!Style) {
      auto Text = Read(".clang-format");
      if (!Text)
        consumeError(Text.takeError());
      Style = Text && *Text ? **Text : "";
    }
    return *Style;
  }

  Expected<Placed> change(const FilePatch &File) {
    std::string Base;
    if (!File.OldPath.empty()) {
      auto Text = at(File.OldPath);
      if (!Text)
        return Text.takeError();
      if (!*Text)
        return createStringError(File.OldPath + ": the base has no such file");
      Base = **Text;
    }
    if (!File.NewPath.empty() && File.NewPath != File.OldPath) {
      auto Text = at(File.NewPath);
      if (!Text)
        return Text.takeError();
      if (*Text)
        return createStringError(File.NewPath +
                                 ": new, but the base has it already");
    }

    Expected<Placed> Place = placePatch(File, Base, style());
    if (!Place)
      return Place.takeError();
    if (StringRef(File.path()).ends_with(".c") &&
        Place->Text.size() > LargestText)
      return createStringError(
          File.path() + ": of " + Twine(Place->Text.size()) +
          " bytes; no more than " + Twine(LargestText) + " are analysed");
    if (!File.OldPath.empty())
      Now[File.OldPath].reset();
    if (!File.NewPath.empty())
      Now[File.NewPath] = Place->Text;
    return Place;
  }

  ReadFile Read;
  Applied Result;
  Texts Now;
  std::optional<std::string> Style;
};
} // namespace

Expected<Applied> apply(const Series &All, ReadFile Read) {
  Application Work(Read);
  for (const Patch &P : All.Patches)
    if (Error E = Work.add(P))
      return E;
  return Work.take();
}

std::map<std::string, std::string> wantedBlobs(const Series &All) {
  std::map<std::string, std::string> Wanted;
  std::map<std::string, bool> Made; // by an earlier patch
  for (const Patch &P : All.Patches)
    for (const FilePatch &File : P.Files) {
      if (!File.OldPath.empty() && !Made[File.OldPath])
        Wanted.try_emplace(File.OldPath, File.OldBlob);
      Made[File.OldPath] = Made[File.NewPath] = true;
    }
  return Wanted;
}

} // namespace epf::patch
