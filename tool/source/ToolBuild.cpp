//===- ToolBuild.cpp - Which build of the program this is -----------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Build ids are notes in the segments that are in memory already. An object
// that was linked without one is hashed as a file.
//
//===----------------------------------------------------------------------===//

#include "tool/source/ToolBuild.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Alignment.h"
#include "llvm/Support/Path.h"
#include <elf.h>
#include <link.h>

using namespace llvm;

namespace epf {

/// The build id in a segment of notes; empty if there is none.
static StringRef buildId(StringRef Notes) {
  while (Notes.size() > sizeof(ElfW(Nhdr))) {
    const auto *Head = reinterpret_cast<const ElfW(Nhdr) *>(Notes.data());
    Notes = Notes.drop_front(sizeof(ElfW(Nhdr)));
    StringRef Name = Notes.take_front(Head->n_namesz);
    Notes = Notes.drop_front(
        std::min<size_t>(Notes.size(), alignTo(Head->n_namesz, 4)));
    if (Head->n_type == NT_GNU_BUILD_ID && Name == StringRef("GNU\0", 4))
      return Notes.take_front(Head->n_descsz);
    Notes = Notes.drop_front(
        std::min<size_t>(Notes.size(), alignTo(Head->n_descsz, 4)));
  }
  return {};
}

/// Adds one object of the process to the hash.
static int addObject(dl_phdr_info *Object, size_t, void *Hash) {
  StringRef Path = Object->dlpi_name, Name = sys::path::filename(Path);
  bool IsProgram = Path.empty();
  if (!IsProgram && !Name.starts_with("libLLVM") &&
      !Name.starts_with("libclang"))
    return 0;
  auto &Hasher = *static_cast<BLAKE3 *>(Hash);
  for (const ElfW(Phdr) & Segment :
       ArrayRef(Object->dlpi_phdr, Object->dlpi_phnum)) {
    if (Segment.p_type != PT_NOTE)
      continue;
    const auto *Begin =
        reinterpret_cast<const char *>(Object->dlpi_addr + Segment.p_vaddr);
    StringRef Id = buildId(StringRef(Begin, Segment.p_memsz));
    if (!Id.empty()) {
      Hasher.update(Id);
      return 0;
    }
  }
  if (auto Text =
          FileStates().state(Aspect::Text, IsProgram ? "/proc/self/exe" : Path))
    Hasher.update(*Text);
  return 0;
}

const Digest &toolBuild() {
  static const Digest Result = [] {
    BLAKE3 Hasher;
    dl_iterate_phdr(addObject, &Hasher);
    return Hasher.final<std::tuple_size_v<Digest>>();
  }();
  return Result;
}

} // namespace epf
