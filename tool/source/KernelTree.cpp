//===- KernelTree.cpp - A configured kernel and the flags of its files ----===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Flags taken from another object lose what names that object; the file's own
// names, its directory's include paths and its Makefile's flags take their
// place.
//
//===----------------------------------------------------------------------===//

#include "tool/source/KernelTree.h"
#include "tool/source/ClangFlags.h"
#include "tool/source/RegularFiles.h"
#include "tool/source/SavedCommand.h"
#include "tool/source/SourceRoot.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace epf {

static std::string readFile(const Twine &Path) {
  auto Text = regularFiles()->getBufferForFile(Path);
  return Text ? (*Text)->getBuffer().str() : std::string();
}

static bool isKernelSource(const Twine &Dir) {
  SmallString<256> Path;
  StringRef Root = Dir.toStringRef(Path);
  return sys::fs::exists(Root + "/Makefile") &&
         sys::fs::exists(Root + "/include/linux/compiler_types.h");
}

/// The source of the kernel that is built in Dir, an absolute path: Dir itself,
/// where its `source` link points, or what its generated Makefile includes.
/// Empty if there is none.
static std::string sourceOf(StringRef Dir) {
  if (isKernelSource(Dir))
    return Dir.str();
  SmallString<256> Link;
  if (!sys::fs::real_path(Dir + "/source", Link) && isKernelSource(Link))
    return std::string(Link);
  std::string Makefile = readFile(Dir + "/Makefile");
  SmallVector<StringRef> Lines;
  StringRef(Makefile).split(Lines, '\n');
  for (StringRef Line : Lines) {
    if (!Line.consume_front("include ") || !Line.consume_back("/Makefile"))
      continue;
    std::string Included = absolutePath(Line, Dir);
    if (isKernelSource(Included))
      return Included;
  }
  return {};
}

KernelTree::KernelTree(std::string Build, std::string Source)
    : Build(std::move(Build)), Source(std::move(Source)) {
  std::string Text = readFile(this->Build + "/include/config/auto.conf");
  SmallVector<StringRef> Lines;
  StringRef(Text).split(Lines, '\n');
  for (StringRef Line : Lines) {
    auto [Name, Value] = Line.split('=');
    if (Name.starts_with("CONFIG_"))
      Config[Name] = Value.str();
  }
  // By this the Makefile of a module outside the tree knows who reads it.
  std::string Release =
      readFile(this->Build + "/include/config/kernel.release");
  Config["KERNELRELEASE"] = StringRef(Release).trim().str();
  if (Release.empty())
    Config["KERNELRELEASE"] = "unknown";
  Config["srctree"] = this->Source;
  Config["objtree"] = this->Build;
}

Expected<KernelTree> KernelTree::open(StringRef Dir) {
  std::string Build = absolutePath(Dir);
  if (!sys::fs::is_directory(Build))
    return createStringError(std::errc::not_a_directory,
                             "--kernel %s: not a directory", Build.c_str());
  std::string Source = sourceOf(Build);
  if (Source.empty())
    return createStringError(std::errc::invalid_argument,
                             "--kernel %s: neither a kernel's source nor a "
                             "directory that one was configured in",
                             Build.c_str());
  if (sys::fs::exists(Build + "/include/config/auto.conf") &&
      readSavedCommand(Build + "/scripts/mod/.empty.o.cmd"))
    return KernelTree(std::move(Build), std::move(Source));

  std::string Make = "make -C " + Source;
  if (Build != Source)
    Make += " O=" + Build;
  Make += " LLVM=-19 ";
  bool Configured = sys::fs::exists(Build + "/.config");
  std::string Run =
      Configured ? Make + "prepare" : Make + "defconfig && " + Make + "prepare";
  return createStringError(std::errc::invalid_argument,
                           "--kernel %s: not %s; run: %s", Build.c_str(),
                           Configured ? "prepared" : "configured", Run.c_str());
}

/// A saved command of any C object in Dir; the first by name.
static std::optional<std::vector<std::string>> anyCommandIn(const Twine &Dir) {
  std::vector<std::string> Paths;
  std::error_code EC;
  for (sys::fs::directory_iterator I(Dir, EC), End; !EC && I != End;
       I.increment(EC)) {
    StringRef Path = I->path();
    if (Path.ends_with(".o.cmd") && !Path.ends_with(".mod.o.cmd"))
      Paths.push_back(Path.str());
  }
  sort(Paths);
  for (const std::string &Path : Paths)
    if (auto Command = readSavedCommand(Path))
      return Command;
  return std::nullopt;
}

/// Drops what a command says of the object it was saved for: its names, the
/// directory that it stands in and, for a module, that it is one.
static void forgetObject(std::vector<std::string> &Flags,
                         StringRef ObjectDirectory) {
  erase_if(Flags, [&](StringRef Flag) {
    if (Flag.consume_front("-D"))
      return Flag == "MODULE" || Flag.starts_with("KBUILD_") ||
             Flag.starts_with("__KBUILD_MODNAME");
    return !ObjectDirectory.empty() && Flag.consume_front("-I") &&
           Flag.ends_with(ObjectDirectory);
  });
}

std::vector<std::string> KernelTree::nearestCommand(StringRef Directory) const {
  for (; !Directory.empty(); Directory = sys::path::parent_path(Directory)) {
    if (auto Command = anyCommandIn(Build + "/" + Directory)) {
      std::vector<std::string> Flags = clangFlags(*Command);
      forgetObject(Flags, {});
      return Flags;
    }
  }
  auto Empty = readSavedCommand(Build + "/scripts/mod/.empty.o.cmd");
  std::vector<std::string> Flags =
      clangFlags(Empty.value_or(std::vector<std::string>()));
  forgetObject(Flags, "scripts/mod");
  return Flags;
}

/// What the Makefile of Dir says; Dir is relative to the source, or absolute.
/// Module is the directory that `make M=` names, empty within the tree.
Kbuild KernelTree::makefileOf(StringRef Dir, StringRef Module) const {
  std::string Whole = absolutePath(Dir, Source);
  Kbuild::Variables Place;
  Place["src"] = Whole;
  Place["obj"] = Dir.str();
  if (!Module.empty())
    for (StringRef Name : {"M", "KBUILD_EXTMOD", "PWD", "CURDIR"})
      Place[Name] = Module.str();
  Kbuild Result(Config, std::move(Place), readFile);
  std::string Text = readFile(Whole + "/Kbuild");
  Result.read(Text.empty() ? readFile(Whole + "/Makefile") : Text);
  return Result;
}

/// What the Makefiles say of an object that has no command of its own. A module
/// outside the tree has directories, too: MaxDepth says how far up it may
/// begin.
std::vector<std::string> KernelTree::makefileFlags(StringRef File) const {
  constexpr unsigned MaxDepth = 12;
  StringRef Dir = sys::path::parent_path(File), Module;
  SmallVector<StringRef> Above;
  bool Outside = sys::path::is_absolute(Dir);
  for (StringRef D = sys::path::parent_path(Dir);
       !D.empty() && Above.size() < MaxDepth; D = sys::path::parent_path(D))
    Above.push_back(D);
  if (Outside) {
    // A module begins where the topmost Makefile of kbuild is.
    while (!Above.empty() &&
           !makefileOf(Above.back(), Above.back()).listsObjects())
      Above.pop_back();
    Module = Above.empty() ? Dir : Above.back();
  }

  std::vector<std::string> Raw;
  auto Append = [&](std::vector<std::string> Words) {
    Raw.insert(Raw.end(), Words.begin(), Words.end());
  };
  for (StringRef D : reverse(Above))
    Append(makefileOf(D, Module).words("subdir-ccflags-y"));

  // Large drivers list the objects of all their directories in the topmost.
  Kbuild Makefile = makefileOf(Dir, Module);
  Append(Makefile.words("subdir-ccflags-y"));
  for (StringRef D : Above) {
    if (Makefile.listsObjects())
      break;
    Dir = D;
    Makefile = makefileOf(Dir, Module);
  }
  SmallString<128> Object = File;
  sys::path::replace_extension(Object, ".o");
  StringRef Name = StringRef(Object).drop_front(Dir.size()).ltrim('/');
  Append(Makefile.words("ccflags-y"));
  Append(Makefile.words("EXTRA_CFLAGS"));
  Append(Makefile.words(("CFLAGS_" + Name).str()));
  if (!Makefile.isBuiltIn(Name))
    Raw.push_back("-DMODULE");
  return clangFlags(Raw);
}

/// The definitions by which kbuild tells an object its names.
static std::vector<std::string> nameFlags(StringRef File) {
  StringRef WithoutExtension =
      File.drop_back(sys::path::extension(File).size());
  std::string Name = sys::path::stem(File).str();
  for (char &C : Name)
    if (C == '-' || C == ',')
      C = '_';
  return {("-DKBUILD_MODFILE=\"" + WithoutExtension + "\"").str(),
          "-DKBUILD_BASENAME=\"" + Name + "\"",
          "-DKBUILD_MODNAME=\"" + Name + "\"",
          "-D__KBUILD_MODNAME=kmod_" + Name};
}

bool KernelTree::holds(StringRef File) const {
  auto IsBelow = [&](StringRef Dir) {
    return !sys::path::is_absolute(SourceRoot(Dir).relative(File));
  };
  return IsBelow(Source) || IsBelow(Build);
}

Expected<CompileCommand> KernelTree::commandFor(StringRef File) const {
  // Below the tree's root; a file that is no part of the kernel keeps its
  // whole path.
  std::string Inside = SourceRoot(Source).relative(File);
  if (sys::path::is_absolute(Inside))
    Inside = SourceRoot(Build).relative(File);
  StringRef Dir = sys::path::parent_path(Inside);

  CompileCommand Result{File.str(), Build, {}};
  if (auto Own = readSavedCommand(absolutePath(Dir, Build) + "/." +
                                  sys::path::stem(File).str() + ".o.cmd")) {
    Result.Flags = clangFlags(*Own);
    return Result;
  }
  Result.Flags =
      nearestCommand(sys::path::is_absolute(Dir) ? StringRef() : Dir);
  auto Append = [&](std::vector<std::string> Flags) {
    Result.Flags.insert(Result.Flags.end(), Flags.begin(), Flags.end());
  };
  if (Build != Source)
    Append({"-I" + sys::path::parent_path(File).str(), "-I" + Dir.str()});
  Append(makefileFlags(Inside));
  Append(nameFlags(Inside));
  return Result;
}

} // namespace epf
