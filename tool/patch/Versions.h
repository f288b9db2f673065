//===- Versions.h - All versions of a series, analysed ---------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is analysed are the C files that a series touches, and those in the
// folder of a header that it touches which include that header. A patch that
// changes none of the headers leaves the files of other patches as they were:
// they are not analysed again. Each version is an overlay of the tree, so
// nothing is written.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_VERSIONS_H
#define EPFLINT_TOOL_PATCH_VERSIONS_H

#include "tool/patch/Review.h"
#include "llvm/ADT/StringSet.h"
#include <set>

namespace epf::patch {

class Versions {
public:
  /// All of these outlive the object.
  Versions(const BasedSeries &Base, const FlagSource &Flags,
           const SourceRoot &Root, const ReviewOptions &Options)
      : Base(Base), Flags(Flags), Root(Root), Options(Options) {}

  /// A report for each version, no fix tried.
  std::vector<Report> analyse();

  /// Once analyse() is done: see Review.
  std::map<std::string, std::vector<std::string>> reached() const;

  /// Those findings of a version, as analyse() gave it, that are Chosen, with
  /// their fixes tried.
  std::vector<Finding>
  verified(unsigned Version,
           llvm::function_ref<bool(const Finding &)> Chosen) const;

private:
  void findIncluders();
  void findReached();
  void reach(const std::string &Unit);
  bool staysWithin(const UnitReport &Unit, unsigned Version,
                   llvm::function_ref<bool(const Finding &)> Chosen) const;
  std::vector<std::string> unitsOf(unsigned Version) const;
  bool isChanged(const std::string &Unit, unsigned Version) const;
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
  overlay(unsigned Version) const;
  UnitOptions optionsFor(unsigned Version, llvm::StringRef Unit) const;

  const BasedSeries &Base;
  const FlagSource &Flags;
  const SourceRoot &Root;
  const ReviewOptions &Options;
  std::set<std::string> Includers; ///< untouched themselves
  /// By unit, the functions that the series can reach; of others all.
  std::map<std::string, llvm::StringSet<>> Reached;
  std::vector<std::vector<UnitReport>> Units; ///< by version
};

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_VERSIONS_H
