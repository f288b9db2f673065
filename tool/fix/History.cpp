//===- History.cpp - What git remembers of a file -------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A kernel has a million commits, so no more than the latest are looked at.
//
//===----------------------------------------------------------------------===//

#include "tool/fix/History.h"
#include "tool/fix/Repository.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <cstring>
#include <git2.h>
#include <map>

using namespace llvm;

namespace epf {

/// Commits that are asked whether they touch a file.
static constexpr unsigned MostCommits = 20000;
/// Commits whose subjects are compared.
static constexpr unsigned MostSubjects = 8;

namespace {
template <auto Free> struct Freer {
  template <typename T> void operator()(T *Object) const { Free(Object); }
};
template <typename T, auto Free> using Held = std::unique_ptr<T, Freer<Free>>;
using HeldBlame = Held<git_blame, git_blame_free>;
using HeldCommit = Held<git_commit, git_commit_free>;
using HeldConfig = Held<git_config, git_config_free>;
using HeldEntry = Held<git_tree_entry, git_tree_entry_free>;
using HeldTree = Held<git_tree, git_tree_free>;
using HeldWalk = Held<git_revwalk, git_revwalk_free>;
} // namespace

History::History(StringRef Dir) {
  SmallString<256> Real;
  if (openRepository(Repository, Dir) != 0)
    return;
  const char *Place = git_repository_workdir(Repository);
  if (Place && !sys::fs::real_path(Place, Real))
    WorkTree = (Real + "/").str();
}

History::~History() { git_repository_free(Repository); }

std::optional<std::string> History::inside(StringRef File) const {
  SmallString<256> Real;
  if (WorkTree.empty() || sys::fs::real_path(File, Real) ||
      !StringRef(Real).starts_with(WorkTree))
    return std::nullopt;
  return Real.substr(WorkTree.size()).str();
}

std::optional<std::string> History::author() const {
  auto Asked = [](const char *Name) {
    return sys::Process::GetEnv(Name).value_or("");
  };
  std::string Name = Asked("GIT_AUTHOR_NAME"),
              Address = Asked("GIT_AUTHOR_EMAIL");
  git_config *Found = nullptr;
  int Code = Repository ? git_repository_config_snapshot(&Found, Repository)
                        : git_config_open_default(&Found);
  if (Code == 0 && !Repository) {
    git_config *Snapshot = nullptr;
    Code = git_config_snapshot(&Snapshot, Found);
    git_config_free(Found);
    Found = Snapshot;
  }
  HeldConfig Config(Found);
  auto Take = [&](std::string &Value, const char *Key) {
    const char *Text = nullptr;
    if (Value.empty() && Code == 0 &&
        git_config_get_string(&Text, Config.get(), Key) == 0)
      Value = Text;
  };
  Take(Name, "user.name");
  Take(Address, "user.email");
  if (Name.empty() || Address.empty())
    return std::nullopt;
  if (StringRef(Name).find_first_of("()<>[]:;@\\,.\"") != StringRef::npos) {
    std::string Quoted = "\"";
    for (char C : Name)
      Quoted +=
          C == '"' || C == '\\' ? std::string("\\") + C : std::string(1, C);
    Name = Quoted + "\"";
  }
  return Name + " <" + Address + ">";
}

/// The entry at Path in Commit, as its id; empty if there is none.
static std::string entryAt(git_commit *Commit, const std::string &Path) {
  git_tree *Root = nullptr;
  if (git_commit_tree(&Root, Commit) != 0)
    return "";
  HeldTree Tree(Root);
  git_tree_entry *Found = nullptr;
  if (git_tree_entry_bypath(&Found, Tree.get(), Path.c_str()) != 0)
    return "";
  HeldEntry Entry(Found);
  return git_oid_tostr_s(git_tree_entry_id(Entry.get()));
}

/// "net: foo: " of "net: foo: bar the baz".
static StringRef prefixOf(StringRef Subject) {
  size_t Length = 0;
  for (;;) {
    StringRef Rest = Subject.substr(Length);
    size_t Colon = Rest.find(": ");
    if (Colon == StringRef::npos || Rest.take_front(Colon).contains(' '))
      return Subject.take_front(Length);
    Length += Colon + 2;
  }
}

static StringRef mostFrequent(ArrayRef<std::string> Prefixes) {
  std::map<StringRef, unsigned> Counts;
  StringRef Best;
  for (StringRef Prefix : Prefixes) // the latest wins a draw
    ++Counts[Prefix];
  for (StringRef Prefix : Prefixes)
    if (Best.empty() || Counts[Prefix] > Counts[Best])
      Best = Prefix;
  return Best;
}

std::optional<std::string> History::subjectPrefix(StringRef File) const {
  std::optional<std::string> Path = inside(File);
  git_revwalk *Started = nullptr;
  if (!Path || git_revwalk_new(&Started, Repository) != 0)
    return std::nullopt;
  HeldWalk Walk(Started);
  if (git_revwalk_push_head(Walk.get()) != 0)
    return std::nullopt;
  std::vector<std::string> Prefixes;
  git_oid Id;
  for (unsigned Seen = 0;
       Seen < MostCommits && Prefixes.size() < MostSubjects &&
       git_revwalk_next(&Id, Walk.get()) == 0;
       ++Seen) {
    git_commit *Found = nullptr, *Before = nullptr;
    if (git_commit_lookup(&Found, Repository, &Id) != 0)
      continue;
    HeldCommit Commit(Found);
    if (git_commit_parentcount(Found) != 1 ||
        git_commit_parent(&Before, Found, 0) != 0)
      continue;
    HeldCommit Parent(Before);
    if (entryAt(Found, *Path) == entryAt(Before, *Path))
      continue;
    const char *Subject = git_commit_summary(Found);
    if (StringRef Prefix = prefixOf(Subject ? Subject : ""); !Prefix.empty())
      Prefixes.push_back(Prefix.str());
  }
  StringRef Best = mostFrequent(Prefixes);
  return Best.empty() ? std::nullopt : std::optional(Best.str());
}

std::optional<std::string> History::origin(StringRef File, StringRef Text,
                                           ArrayRef<unsigned> Lines) const {
  std::optional<std::string> Path = inside(File);
  // The oldest commit of a shallow clone did not bring all that is in it.
  if (!Path || Lines.empty() || git_repository_is_shallow(Repository) != 0)
    return std::nullopt;
  git_blame *Started = nullptr, *Finished = nullptr;
  if (git_blame_file(&Started, Repository, Path->c_str(), nullptr) != 0)
    return std::nullopt;
  HeldBlame Committed(Started);
  if (git_blame_buffer(&Finished, Started, Text.data(), Text.size()) != 0)
    return std::nullopt;
  HeldBlame Blame(Finished);
  const git_oid *One = nullptr;
  for (unsigned Line : Lines) {
    const git_blame_hunk *Hunk = git_blame_get_hunk_byline(Finished, Line);
    if (!Hunk || git_oid_is_zero(&Hunk->final_commit_id) ||
        (One && !git_oid_equal(One, &Hunk->final_commit_id)))
      return std::nullopt;
    One = &Hunk->final_commit_id;
  }
  git_commit *Found = nullptr;
  if (git_commit_lookup(&Found, Repository, One) != 0)
    return std::nullopt;
  HeldCommit Commit(Found);
  const char *Subject = git_commit_summary(Found);
  if (!Subject || git_commit_parentcount(Found) == 0)
    return std::nullopt;
  return StringRef(git_oid_tostr_s(One)).take_front(12).str() + " (\"" +
         Subject + "\")";
}

std::string subjectPrefixOf(StringRef Path) {
  // Subsystems that do not go by the name of their folder.
  static constexpr std::pair<StringLiteral, StringLiteral> Names[] = {
      {"drivers/pci/endpoint/", "PCI: endpoint: "},
      {"drivers/pci/controller/", "PCI: "},
      {"drivers/pci/", "PCI: "},
      {"drivers/gpu/drm/", "drm: "},
      {"drivers/input/", "Input: "},
      {"drivers/tty/serial/", "serial: "},
      {"sound/soc/", "ASoC: "},
      {"sound/", "ALSA: "},
  };
  std::string Stem = (sys::path::stem(Path) + ": ").str();
  for (auto &[Folder, Name] : Names)
    if (Path.starts_with(Folder))
      return Name.str() + Stem;
  if (Path.consume_front("drivers/") && Path.contains('/'))
    return Path.split('/').first.str() + ": " + Stem;
  return Stem;
}

} // namespace epf
