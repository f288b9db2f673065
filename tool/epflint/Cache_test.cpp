//===- Cache_test.cpp - Results that are kept between runs ----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A run that takes its results from the cache writes no entry anew; which those
// are is seen from their inodes. Its document is that of a run without a cache.
//
//===----------------------------------------------------------------------===//

#include "testdata/Hosts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "gmock/gmock.h"
#include <future>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

using namespace epf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::MatchesRegex;

namespace {

class CacheTest : public testing::Test {
protected:
  using Entries = std::map<std::string, uint64_t>; ///< inodes by name

  CacheTest() {
    Tree.write("near/irq.h", "int request_irq(unsigned int irq, void *handler,"
                             " unsigned long flags, const char *name,"
                             " void *dev);\n"
                             "void free_irq(unsigned int irq, void *dev);\n");
    Tree.write("far/heat.h", "#define HEAT 1\n");
    Tree.write("oven.c", "#include <irq.h>\n"
                         "#include <heat.h>\n"
                         "struct oven { int irq; };\n"
                         "int oven_heat(int degrees);\n"
                         "int oven_start(struct oven *oven)\n"
                         "{\n"
                         "\tint ret = request_irq(oven->irq, 0, 0, \"o\", "
                         "oven);\n"
                         "\tif (ret)\n"
                         "\t\treturn ret;\n"
                         "\tif (HEAT && oven_heat(HEAT)) {\n"
                         "\t\treturn -5;\n"
                         "\t}\n"
                         "\treturn 0;\n"
                         "}\n");
  }

  /// Runs a check of Tree's oven.c with the cache.
  HostOutcome check(std::vector<std::string> Own = {},
                    std::vector<std::string> Flags = {}) {
    return run({"--cache", Cache}, std::move(Own), std::move(Flags));
  }

  HostOutcome run(std::vector<std::string> Words, std::vector<std::string> Own,
                  std::vector<std::string> Flags) {
    Words.insert(Words.begin(), {EPFLINT_BIN, "check"});
    llvm::append_range(Words, Own);
    llvm::append_range(
        Words, std::vector<std::string>{Tree.path("oven.c"), "--", "-nostdinc",
                                        "-I" + Tree.path("near"),
                                        "-I" + Tree.path("far")});
    llvm::append_range(Words, Flags);
    return runHost(Tree, std::move(Words));
  }

  Entries entries() const {
    Entries Found;
    std::error_code EC;
    for (llvm::sys::fs::directory_iterator I(Cache, EC), End; !EC && I != End;
         I.increment(EC)) {
      llvm::sys::fs::UniqueID Id;
      llvm::sys::fs::getUniqueID(I->path(), Id);
      if (!llvm::StringRef(I->path()).ends_with(".timestamp"))
        Found[I->path()] = Id.getFile();
    }
    return Found;
  }

  /// Expects that a run is answered from the cache with what one without finds.
  void expectHit(std::vector<std::string> Own = {},
                 std::vector<std::string> Flags = {}) {
    Entries Before = entries();
    HostOutcome Hit = check(Own, Flags);
    EXPECT_EQ(entries(), Before);
    HostOutcome Fresh = run({}, Own, Flags);
    EXPECT_EQ(Hit.Out, Fresh.Out);
    EXPECT_EQ(Hit.Err, Fresh.Err);
    EXPECT_EQ(Hit.Status, Fresh.Status);
  }

  /// Expects that a run has to find out for itself, and that the next has not.
  void expectMiss(std::vector<std::string> Own = {},
                  std::vector<std::string> Flags = {}) {
    Entries Before = entries();
    HostOutcome Miss = check(Own, Flags);
    EXPECT_NE(entries(), Before);
    EXPECT_EQ(Miss.Out, run({}, Own, Flags).Out);
    expectHit(Own, Flags);
  }

  TestTree Tree;
  std::string Cache = Tree.path("cache");
};

} // namespace

TEST_F(CacheTest, GivesTheSameDocumentInAllFormats) {
  HostOutcome First = check();
  EXPECT_EQ(First.Status, 1);
  EXPECT_THAT(First.Out, HasSubstr("is still requested"));
  EXPECT_EQ(entries().size(), 2u);
  for (const char *Format :
       {"text", "sarif", "html", "github", "gitlab", "rdjson", "checkstyle"})
    expectHit({"--format", Format});
}

TEST_F(CacheTest, KeepsFixesThatArePutTogether) {
  expectMiss({"--diff"});
  EXPECT_THAT(check({"--diff"}).Out, HasSubstr("+\t\tfree_irq("));
}

TEST_F(CacheTest, KeepsTimes) {
  HostOutcome First = check({"--format", "json"});
  HostOutcome Second = check({"--format", "json"});
  // But for the run's own, which comes last.
  llvm::StringRef A = First.Out, B = Second.Out;
  EXPECT_EQ(A.take_front(A.rfind("\"ms\"")), B.take_front(B.rfind("\"ms\"")));
}

TEST_F(CacheTest, AsksAgainWhenAnythingHasChanged) {
  expectMiss();
  Tree.write("far/heat.h", "#define HEAT 0\n");
  expectMiss();
  EXPECT_EQ(check().Status, 0);
  Tree.write("far/heat.h", "#define HEAT 1\n");
  expectHit(); // that of the first run
  expectMiss({}, {"-DX"});
  expectMiss({"--rules", "epf-irq-stray-free"});
  expectMiss({"--budget", "7"});
  expectMiss({"--no-verify"});
  Tree.write(".epflint.json",
             R"({"rules": [{"path": "*", "off": ["epf-*"]}]})");
  expectMiss();
  auto Text = llvm::MemoryBuffer::getFile(Tree.path("oven.c"));
  ASSERT_TRUE(bool(Text));
  Tree.write("oven.c", "\n" + (*Text)->getBuffer().str());
  expectMiss();
}

TEST_F(CacheTest, SeesAHeaderThatComesBeforeAnother) {
  expectMiss();
  Tree.write("near/heat.h", "#define HEAT 0\n");
  expectMiss();
  EXPECT_EQ(check().Status, 0);
  llvm::sys::fs::remove(Tree.path("near/heat.h"));
  expectHit();
}

TEST_F(CacheTest, SeesAFormThatIsPrescribed) {
  expectMiss();
  Tree.write(".clang-format", "BasedOnStyle: LLVM\nIndentWidth: 2\n");
  expectMiss();
}

TEST_F(CacheTest, KeepsFailures) {
  llvm::sys::fs::remove(Tree.path("far/heat.h"));
  expectMiss({"--format", "github"});
  EXPECT_THAT(check().Out, HasSubstr("'heat.h' file not found"));
  Tree.write("far/heat.h", "#define HEAT 0\n");
  expectMiss();
  EXPECT_EQ(check().Status, 0);
}

TEST_F(CacheTest, KnowsWhatSuppressionsWereUsedFor) {
  Tree.write(".epflint.json",
             R"({"suppressions": [{"rule": "epf-irq-leak", "file": "oven.c",
                                   "reason": "the oven stays hot"}]})");
  expectMiss();
  EXPECT_THAT(check().Err, IsEmpty());
}

TEST_F(CacheTest, TakesDamagedEntriesForAbsentOnes) {
  HostOutcome First = check();
  for (const auto &[Path, Inode] : entries()) {
    auto Text = llvm::MemoryBuffer::getFileAsStream(Path);
    ASSERT_TRUE(bool(Text));
    std::string Whole = (*Text)->getBuffer().str(), Flipped = Whole;
    Flipped[Whole.size() - 3] ^= 4;
    for (std::string Damaged : {Whole.substr(0, Whole.size() / 2), Flipped,
                                std::string(), std::string(1000, 'x')}) {
      Tree.write("cache/" + llvm::sys::path::filename(Path).str(), Damaged);
      HostOutcome Again = check();
      EXPECT_EQ(Again.Out, First.Out);
      EXPECT_THAT(Again.Err, IsEmpty());
      expectHit();
    }
  }
}

TEST_F(CacheTest, WaitsForNoPipe) {
  HostOutcome First = check();
  for (const auto &[Path, Inode] : entries()) {
    llvm::sys::fs::remove(Path);
    ASSERT_EQ(mkfifo(Path.c_str(), 0600), 0);
  }
  EXPECT_EQ(check().Out, First.Out);
  expectHit();
}

TEST_F(CacheTest, HasRoomForSeveralWritersAtOnce) {
  auto Start = [&](const char *File) {
    return std::async(std::launch::async, [&, File] {
      TestTree Own;
      return runHost(Own,
                     {EPFLINT_BIN, "check", "--cache", Cache, "-o",
                      Tree.path(File), Tree.path("oven.c"), "--", "-nostdinc",
                      "-I" + Tree.path("near"), "-I" + Tree.path("far")});
    });
  };
  std::vector<std::future<HostOutcome>> Runs;
  for (const char *File : {"1.txt", "2.txt", "3.txt"})
    Runs.push_back(Start(File));
  for (auto &Run : Runs)
    EXPECT_THAT(Run.get().Err, IsEmpty());
  EXPECT_EQ(entries().size(), 2u);
  expectHit();
  for (const char *File : {"1.txt", "2.txt", "3.txt"})
    EXPECT_EQ((*llvm::MemoryBuffer::getFile(Tree.path(File)))->getBuffer(),
              check().Out);
}

TEST_F(CacheTest, IsOfUseWhereItCannotBeWritten) {
  check();
  for (const char *Dir : {"", "near", "far"})
    ASSERT_EQ(chmod(Tree.path(Dir).c_str(), 0755), 0);
  ASSERT_EQ(chmod(Cache.c_str(), 0555), 0);
  // Root may write anywhere, but not without its capabilities.
  auto Plainly = [&](std::vector<std::string> Words) {
    if (geteuid() == 0)
      Words.insert(Words.begin(), {"/usr/bin/setpriv", "--bounding-set=-all",
                                   "--inh-caps=-all"});
    return runHost(Tree, std::move(Words));
  };
  auto Check = [&](const char *Rules) {
    return Plainly({EPFLINT_BIN, "check", "--cache", Cache, "--rules", Rules,
                    Tree.path("oven.c"), "--", "-nostdinc",
                    "-I" + Tree.path("near"), "-I" + Tree.path("far")});
  };
  HostOutcome Hit = Check("*");
  EXPECT_THAT(Hit.Out, HasSubstr("is still requested"));
  EXPECT_THAT(Hit.Err, IsEmpty());
  HostOutcome Miss = Check("epf-irq-leak");
  EXPECT_EQ(Miss.Out, Hit.Out);
  EXPECT_THAT(Miss.Err, MatchesRegex("epflint: cache .*: not written: "
                                     ".*[Pp]ermission denied\n"));
  EXPECT_EQ(entries().size(), 2u);
}

TEST_F(CacheTest, RefusesADirectoryThatCannotBeMade) {
  Cache = Tree.write("file", "");
  HostOutcome O = check();
  EXPECT_EQ(O.Status, 2);
  EXPECT_THAT(O.Out, IsEmpty());
  EXPECT_THAT(O.Err, MatchesRegex("epflint: error: cache .*/file: .*\n"));
}

TEST_F(CacheTest, IsKeptToItsSize) {
  check({"--cache-max", "64"});
  EXPECT_THAT(entries(), IsEmpty());
  check({"--cache-max", "1 MB", "--no-verify"});
  EXPECT_EQ(entries().size(), 2u);
}

TEST_F(CacheTest, IsNamedByTheEnvironment) {
  setenv("EPFLINT_CACHE", Cache.c_str(), 1);
  run({}, {}, {});
  EXPECT_EQ(entries().size(), 2u);
  // With the same rules it would take what check has kept.
  HostOutcome O = runHost(Tree, {EPFLINT_BIN, "kbuild", "--rules=epf-irq-*",
                                 "-nostdinc", "-I" + Tree.path("near"),
                                 "-I" + Tree.path("far"), Tree.path("oven.c")});
  unsetenv("EPFLINT_CACHE");
  EXPECT_THAT(O.Err, HasSubstr("is still requested"));
  EXPECT_EQ(entries().size(), 4u);
}
