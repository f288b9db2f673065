//===- Base.cpp - What a series was made on -------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each candidate is tried by applying the series to it: what does not fit is no
// base. The error shown in the end is that of the most likely candidate.
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Base.h"
#include "tool/patch/Git.h"
#include "tool/source/SourceRoot.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <set>

using namespace llvm;

namespace epf::patch {

static constexpr unsigned MostCommits = 20000, MostVersions = 200;
static constexpr uint64_t MostBytes = 8 << 20;
static constexpr size_t ShortId = 12;

static Error wrong(const Twine &What) {
  return createStringError(inconvertibleErrorCode(), What);
}

/// A file of the tree as it stands. Paths come from the patch: links may lead
/// out of the tree, and what is no regular file may never end.
static Expected<std::optional<std::string>> readDisk(StringRef Root,
                                                     StringRef Path) {
  std::string Whole = absolutePath(Path, Root);
  sys::fs::file_status Status;
  std::error_code EC = sys::fs::status(Whole, Status);
  if (EC == std::errc::no_such_file_or_directory ||
      EC == std::errc::not_a_directory)
    return std::nullopt;
  if (EC)
    return wrong(Path + ": " + EC.message());
  SmallString<256> Real, RealRoot;
  if (sys::fs::real_path(Whole, Real) || sys::fs::real_path(Root, RealRoot) ||
      !isBelow(Real, RealRoot))
    return wrong(Path + ": leads out of the tree");
  if (Status.type() != sys::fs::file_type::regular_file)
    return wrong(Path + ": not a regular file");
  if (Status.getSize() > MostBytes)
    return wrong(Path + ": of " + Twine(Status.getSize()) + " bytes; no more " +
                 "than " + Twine(MostBytes) + " are read");
  auto Text = MemoryBuffer::getFile(Real);
  if (!Text)
    return wrong(Path + ": " + Text.getError().message());
  return (*Text)->getBuffer().str();
}

/// True if no file was left out.
static bool isWhole(const Applied &All) {
  return all_of(All.Files, [](ArrayRef<AppliedFile> Patch) {
    return all_of(Patch, [](const AppliedFile &File) {
      return File.Place.Hunks.size() == File.Patch->Hunks.size();
    });
  });
}

namespace {
/// The candidates, in the order of their merits.
class Search {
public:
  Search(const Series &All, StringRef Root, const Git *Repository)
      : All(All), Root(Root), Repository(Repository), Wanted(wantedBlobs(All)) {
  }

  Expected<BasedSeries> given(StringRef Revision) {
    if (!Repository)
      return wrong("--base " + Revision + ": " + Root +
                   " is not in a git work tree");
    auto Commit = Repository->commit(Revision);
    if (!Commit)
      return wrong("--base " + toString(Commit.takeError()));
    return onCommit(*Commit, "it was asked for");
  }

  Expected<BasedSeries> best() {
    bool Named = !Wanted.empty() && all_of(Wanted, [](auto &File) {
      return !File.second.empty();
    });
    auto OnDisk = onDisk(Named);
    if (!Repository || (OnDisk && Named && hasBlobs()))
      return OnDisk;
    std::optional<BasedSeries> Found;
    if (Named)
      Found = byBlobs();
    if (!Found)
      Found = byTrailer();
    if (!Found && !OnDisk)
      Found = byHistory();
    if (!Found)
      return OnDisk;
    consumeError(OnDisk.takeError());
    return std::move(*Found);
  }

private:
  Expected<BasedSeries> onDisk(bool Named) {
    auto Result =
        apply(All, [&](StringRef Path) { return readDisk(Root, Path); });
    if (!Result)
      return Result.takeError();
    std::string Why = "the tree as it stands: ";
    if (Named && hasBlobs())
      Why += "its files have the blob ids that the patch names";
    else
      Why += isWhole(*Result) ? "all hunks fit" : "all hunks of code fit";
    return BasedSeries{std::move(*Result), "", std::move(Why)};
  }

  /// True if the tree's files are those that the index lines name.
  bool hasBlobs() {
    return all_of(Wanted, [&](auto &File) {
      auto Text = readDisk(Root, File.first);
      if (!Text) {
        consumeError(Text.takeError());
        return false;
      }
      return *Text && StringRef(blobId(**Text)).starts_with(File.second);
    });
  }

  Expected<std::optional<std::string>> readCommit(StringRef Commit,
                                                  StringRef Path) {
    auto Id = Repository->blobAt(Commit, Path);
    return Id ? Repository->blob(*Id) : std::nullopt;
  }

  Expected<BasedSeries> onCommit(StringRef Commit, StringRef Reason) {
    auto Result =
        apply(All, [&](StringRef Path) { return readCommit(Commit, Path); });
    std::string Name = "commit " + Commit.take_front(ShortId).str();
    if (!Result)
      return wrong(Name + ": " + toString(Result.takeError()));
    return BasedSeries{std::move(*Result), Commit.str(),
                       Name + ": " + Reason.str()};
  }

  std::optional<BasedSeries> byBlobs() {
    if (!all_of(Wanted, [&](auto &File) {
          return Repository->blob(File.second).has_value();
        }))
      return std::nullopt;
    auto Commit = Repository->findCommit(MostCommits, [&](StringRef Each) {
      return all_of(Wanted, [&](auto &File) {
        auto Id = Repository->blobAt(Each, File.first);
        return Id && StringRef(*Id).starts_with(File.second);
      });
    });
    if (Commit)
      return optionally(
          onCommit(*Commit, "it has the blobs that the patch names"));
    // No commit of ours: the blobs alone, in the tree as it stands.
    auto Result =
        apply(All, [&](StringRef Path) -> Expected<std::optional<std::string>> {
          auto File = Wanted.find(Path.str());
          if (File == Wanted.end())
            return readDisk(Root, Path);
          auto Text = Repository->blob(File->second);
          if (!Text)
            return wrong(Path + ": no such blob");
          return Text;
        });
    if (!Result) {
      consumeError(Result.takeError());
      return std::nullopt;
    }
    return BasedSeries{std::move(*Result), "",
                       "the blobs that the patch names, in the tree as it "
                       "stands"};
  }

  std::optional<BasedSeries> byTrailer() {
    for (const Patch &P : All.Patches) {
      if (P.BaseCommit.empty())
        continue;
      auto Commit = Repository->commit(P.BaseCommit);
      if (Commit)
        return optionally(onCommit(*Commit, "the series' base-commit"));
      consumeError(Commit.takeError());
    }
    return std::nullopt;
  }

  std::optional<BasedSeries> byHistory() {
    std::set<std::vector<std::string>> Seen;
    std::optional<BasedSeries> Found;
    Repository->findCommit(MostCommits, [&](StringRef Commit) {
      std::vector<std::string> Ids;
      for (auto &[Path, Blob] : Wanted)
        Ids.push_back(Repository->blobAt(Commit, Path).value_or(""));
      if (Seen.insert(std::move(Ids)).second)
        Found = optionally(onCommit(Commit, "the newest that all hunks fit"));
      return Found || Seen.size() == MostVersions;
    });
    return Found;
  }

  static std::optional<BasedSeries> optionally(Expected<BasedSeries> Result) {
    if (Result)
      return std::move(*Result);
    consumeError(Result.takeError());
    return std::nullopt;
  }

  const Series &All;
  StringRef Root;
  const Git *Repository;
  std::map<std::string, std::string> Wanted;
};
} // namespace

Expected<BasedSeries> findBase(const Series &All, StringRef Root,
                               StringRef Revision) {
  auto Repository = Git::open(Root);
  if (Repository) {
    Search Candidates(All, Root, Repository->get());
    return Revision.empty() ? Candidates.best() : Candidates.given(Revision);
  }
  // One that cannot be read, as it belongs to another user, is no obstacle.
  std::string Why = toString(Repository.takeError());
  if (!Revision.empty())
    return wrong("--base " + Revision + ": " + Why);
  auto Found = Search(All, Root, nullptr).best();
  if (Found)
    Found->Why += "; " + Why;
  return Found;
}

} // namespace epf::patch
