//===- Input.h - From what a reviewer has in hand to a series - -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A reviewer has a mail, an mbox, a folder of mails, a diff, or text that was
// copied from a web archive. What it is is seen from the bytes, not from the
// name. Of several copies of one patch (the mail, and the mail again in each
// reply) the best preserved one is taken, hunk by hunk.
//
// Nothing is executed and nothing is written. The input is not trusted:
//
//   size       at most 64 MiB and 1,000,000 lines, all files of a folder
//              together
//   mails      at most 5,000; parts at most 1,000, nested at most 16 deep
//   patches    at most 5,000 files and 20,000 hunks together, 2,000 of a file
//   memory     below 1 GiB for the largest input, 100 MB for one of 1 MiB
//   time       linear in the input's size; 3 s for the largest input
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_INPUT_H
#define EPFLINT_TOOL_PATCH_INPUT_H

#include "tool/patch/Patch.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

namespace epf::patch {

/// Reads a raw mail, an mbox, a diff, or text with a diff in it. The error is
/// one line, "NAME: line 12: what is wrong", with the buffer's name. An input
/// without any patch is an error, and so is one that has a binary patch, a
/// symbolic link, a path that leaves the tree, or a NUL byte.
llvm::Expected<Series> readInput(llvm::MemoryBufferRef Input);

/// Reads the file at Path; `-` is standard input. A directory is a maildir
/// (the files below new/ and cur/) or, without these, a folder of mails and
/// patches; its files are read in the order of their names. Damages then speak
/// of lines counted through all of them.
llvm::Expected<Series> readInput(llvm::StringRef Path);

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_INPUT_H
