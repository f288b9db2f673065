//===- FileStates.cpp - What the disk says of a path now ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file that was written a moment ago may be written again without its time
// moving on. Its hash is not kept.
//
//===----------------------------------------------------------------------===//

#include "tool/source/FileStates.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <set>

using namespace llvm;

namespace epf {

/// Coarser than the clock of any file system.
static constexpr std::chrono::seconds Moment{2};

Digest digestOf(StringRef Text) {
  BLAKE3 Hasher;
  Hasher.update(Text);
  return Hasher.final<std::tuple_size_v<Digest>>();
}

bool saysNothingThere(std::error_code EC) {
  return EC == std::errc::no_such_file_or_directory ||
         EC == std::errc::not_a_directory;
}

static std::optional<Digest> entriesState(StringRef Path) {
  std::set<std::string> Names;
  std::error_code EC;
  for (sys::fs::directory_iterator I(Path, EC), End; !EC && I != End;
       I.increment(EC))
    Names.insert(I->path());
  if (saysNothingThere(EC))
    return NothingThere;
  if (EC)
    return std::nullopt;
  std::string All;
  for (const std::string &Name : Names)
    All += Name + '\0';
  return digestOf(All);
}

std::optional<Digest>
FileStates::textState(StringRef Path, const sys::fs::file_status &Status) {
  Hashed Now{Status.getUniqueID(),
             Status.getLastModificationTime(),
             Status.getSize(),
             {}};
  {
    std::lock_guard<std::mutex> Lock(Locked);
    auto Old = Known.find(Path);
    if (Old != Known.end() && Old->second.Id == Now.Id &&
        Old->second.Changed == Now.Changed && Old->second.Size == Now.Size)
      return Old->second.Text;
  }
  auto Asked = std::chrono::system_clock::now();
  auto Text = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                    /*RequiresNullTerminator=*/false,
                                    /*IsVolatile=*/true);
  if (!Text)
    return std::nullopt;
  Now.Text = digestOf((*Text)->getBuffer());
  if (Now.Changed + Moment < Asked && (*Text)->getBufferSize() == Now.Size) {
    std::lock_guard<std::mutex> Lock(Locked);
    Known.insert_or_assign(Path, Now);
  }
  return Now.Text;
}

std::optional<Digest> FileStates::state(Aspect Of, StringRef Path) {
  if (Of == Aspect::Entries)
    return entriesState(Path);
  sys::fs::file_status Status;
  if (std::error_code EC = sys::fs::status(Path, Status)) {
    if (saysNothingThere(EC))
      return NothingThere;
    return std::nullopt;
  }
  if (Status.type() == sys::fs::file_type::directory_file)
    return DirectoryThere;
  return Of == Aspect::Kind ? FileThere : textState(Path, Status);
}

} // namespace epf
