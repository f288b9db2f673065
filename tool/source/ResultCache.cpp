//===- ResultCache.cpp - Results of earlier runs --------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An entry is a line that names the format, the digest of what follows, the
// size of what that unpacks to, and the packed bytes. File names begin as
// LLVM's pruning wants them; temporary files do as well, so that those of a
// process that was killed go the same way.
//
//===----------------------------------------------------------------------===//

#include "tool/source/ResultCache.h"
#include "tool/source/StoredUnit.h"
#include "tool/source/ToolBuild.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/HashBuilder.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace epf {

static constexpr StringLiteral Head = "epflint-cache/1\n";
static constexpr size_t HeadSize = Head.size() + sizeof(Digest) + 8;
/// More than any entry has: a damaged size must not take all memory.
static constexpr uint64_t MaxUnpacked = 256 << 20;
/// How old a last use may be written down as, and how often the size of the
/// directory is looked at.
static constexpr std::chrono::hours UseGrain{1};
static constexpr std::chrono::seconds PruneInterval{60};

using Hash = HashBuilder<TruncatedBLAKE3<sizeof(Digest)>, endianness::little>;

Digest keyOf(const CompileCommand &Command, StringRef Text,
             const SourceRoot &Root, const UnitOptions &Options) {
  Hash Key;
  Key.add(Head, ArrayRef(toolBuild()), StringRef(Command.File),
          StringRef(Command.Directory), Root.path(), Text);
  Key.add(Command.Flags.size());
  for (const std::string &Flag : Command.Flags)
    Key.add(StringRef(Flag));
  // What clang's driver adds to the flags by itself.
  for (const char *Name : {"CPATH", "C_INCLUDE_PATH", "SOURCE_DATE_EPOCH"})
    Key.add(StringRef(sys::Process::GetEnv(Name).value_or("")));
  Key.add(Options.Analysis.Budget, Options.Verify,
          Options.Compose ? 1 + static_cast<int>(*Options.Compose) : 0,
          StringRef(Options.Choices));
  return Key.final();
}

Expected<std::unique_ptr<ResultCache>> ResultCache::open(StringRef Dir,
                                                         uint64_t MaxBytes) {
  std::string Whole = absolutePath(Dir);
  std::error_code EC = sys::fs::create_directories(
      Whole, /*IgnoreExisting=*/true, sys::fs::all_all);
  if (!EC && !sys::fs::is_directory(Whole))
    EC = std::make_error_code(std::errc::not_a_directory);
  if (EC)
    return createStringError(EC, "cache " + Whole + ": " + EC.message());
  return std::unique_ptr<ResultCache>(new ResultCache(Whole, MaxBytes));
}

std::string ResultCache::pathOf(const Digest &Key) const {
  SmallString<256> Path(Dir);
  sys::path::append(Path, "llvmcache-" + toHex(Key, /*LowerCase=*/true));
  return std::string(Path);
}

/// The key of a result is made of that of its unit and of what was read.
static Hash begin(const Digest &Key) {
  Hash Whole;
  Whole.add(ArrayRef(Key));
  return Whole;
}

static void add(Hash &Whole, Aspect Of, StringRef Path, const Digest &State) {
  Whole.add(Of, Path, ArrayRef(State));
}

/// What was asked may depend on the answers: the paths of a unit are a list of
/// lists, the last one first. This many are kept.
static constexpr size_t MaxLists = 8;
static constexpr StringLiteral ListEnd = StringLiteral::withInnerNUL("\0\0");

/// The paths of Log in one text: the aspect and the path, with zeros between.
static std::string pathsOf(const ReadLog &Log) {
  std::string Paths;
  for (const auto &[Path, Answer] : Log.answers())
    Paths += (Paths.empty() ? "" : std::string(1, '\0')) +
             static_cast<char>(Answer.Of) + Path;
  return Paths;
}

static SmallVector<StringRef> listsOf(StringRef Text) {
  SmallVector<StringRef> Lists;
  if (!Text.empty())
    Text.split(Lists, ListEnd);
  return Lists;
}

std::optional<std::string> ResultCache::read(const Digest &Key) const {
  std::string Path = pathOf(Key);
  if (!sys::fs::is_regular_file(Path))
    return std::nullopt;
  Expected<sys::fs::file_t> File = sys::fs::openNativeFileForRead(Path);
  if (!File) {
    consumeError(File.takeError());
    return std::nullopt;
  }
  sys::fs::file_status Status;
  std::error_code EC = sys::fs::status(*File, Status);
  auto Entry = MemoryBuffer::getOpenFile(*File, "", /*FileSize=*/-1,
                                         /*RequiresNullTerminator=*/false,
                                         /*IsVolatile=*/true);
  // File systems that do not keep the time of the last use are common.
  auto Now = std::chrono::system_clock::now();
  if (!EC && Status.getLastAccessedTime() + UseGrain < Now)
    (void)sys::fs::setLastAccessAndModificationTime(
        *File, Now, Status.getLastModificationTime());
  sys::fs::closeFile(*File);

  if (EC || !Entry)
    return std::nullopt;
  StringRef Bytes = (*Entry)->getBuffer();
  if (Bytes.size() < HeadSize || !Bytes.consume_front(Head))
    return std::nullopt;
  if (toStringRef(digestOf(Bytes.drop_front(sizeof(Digest)))) !=
      Bytes.take_front(sizeof(Digest)))
    return std::nullopt;
  Bytes = Bytes.drop_front(sizeof(Digest));
  uint64_t Size = support::endian::read64le(Bytes.data());
  SmallVector<uint8_t> Text;
  if (Size > MaxUnpacked)
    return std::nullopt;
  if (Error E = compression::zstd::decompress(
          arrayRefFromStringRef(Bytes.drop_front(8)), Text, Size)) {
    consumeError(std::move(E));
    return std::nullopt;
  }
  return toStringRef(Text).str();
}

/// Puts a file in place in one step.
static Error writeWhole(StringRef Path, StringRef Bytes) {
  auto Temporary = sys::fs::TempFile::create(
      Path + ".%%%%%%%%", sys::fs::all_read | sys::fs::all_write);
  if (!Temporary)
    return Temporary.takeError();
  raw_fd_ostream OS(Temporary->FD, /*shouldClose=*/false);
  OS << Bytes;
  OS.flush();
  if (std::error_code EC = OS.error()) {
    OS.clear_error();
    return joinErrors(errorCodeToError(EC), Temporary->discard());
  }
  return Temporary->keep(Path);
}

void ResultCache::write(const Digest &Key, StringRef Bytes) {
  if (Failed)
    return;
  std::string Body(8, '\0');
  support::endian::write64le(Body.data(), Bytes.size());
  SmallVector<uint8_t> Packed;
  compression::zstd::compress(arrayRefFromStringRef(Bytes), Packed);
  Body += toStringRef(Packed);
  Error E = writeWhole(pathOf(Key),
                       Head.str() + toStringRef(digestOf(Body)).str() + Body);
  if (!E) {
    Written = true;
    return;
  }
  // One line for all: what keeps this from being written keeps the next.
  std::lock_guard<std::mutex> Lock(Locked);
  Failed = true;
  std::string Why = toString(std::move(E));
  if (Trouble.empty())
    Trouble = "cache " + Dir + ": not written: " + Why;
}

std::optional<Digest> ResultCache::keyNow(const Digest &Key, StringRef Paths) {
  Hash Whole = begin(Key);
  while (!Paths.empty()) {
    StringRef Path;
    std::tie(Path, Paths) = Paths.split('\0');
    if (Path.empty())
      return std::nullopt;
    Aspect Of = static_cast<Aspect>(Path.front());
    std::optional<Digest> State = Disk.state(Of, Path.drop_front());
    if (!State)
      return std::nullopt;
    add(Whole, Of, Path.drop_front(), *State);
  }
  return Whole.final();
}

std::optional<UnitReport> ResultCache::find(const Digest &Key, StringRef Text) {
  std::string Lists = read(Key).value_or("");
  for (StringRef Paths : listsOf(Lists))
    if (std::optional<Digest> Whole = keyNow(Key, Paths))
      if (std::optional<std::string> Unit = read(*Whole))
        return unitFrom(*Unit, Text);
  return std::nullopt;
}

void ResultCache::store(const Digest &Key, const ReadLog &Log,
                        const UnitReport &Unit) {
  if (!Log.isStable())
    return;
  Hash Whole = begin(Key);
  for (const auto &[Path, Answer] : Log.answers())
    add(Whole, Answer.Of, Path, Answer.State);
  write(Whole.final(), bytesOf(Unit));
  std::string Old = read(Key).value_or(""), Own = pathsOf(Log);
  SmallVector<StringRef> Lists = listsOf(Old);
  if (is_contained(Lists, Own))
    return;
  Lists.insert(Lists.begin(), Own);
  Lists.truncate(std::min(Lists.size(), MaxLists));
  write(Key, join(Lists, ListEnd));
}

std::string ResultCache::finish() {
  if (Written && MaxBytes != 0) {
    CachePruningPolicy Policy;
    Policy.Interval = PruneInterval;
    Policy.Expiration = std::chrono::seconds(0);
    Policy.MaxSizePercentageOfAvailableSpace = 0;
    Policy.MaxSizeBytes = MaxBytes;
    pruneCache(Dir, Policy);
  }
  return Trouble;
}

} // namespace epf
