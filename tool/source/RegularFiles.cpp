//===- RegularFiles.cpp - The disk, without what never ends ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a name stands for is asked before it is opened: open() of a pipe waits.
//
//===----------------------------------------------------------------------===//

#include "tool/source/RegularFiles.h"

using namespace llvm;

namespace epf {

namespace {
class RegularFileSystem : public vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const Twine &Path) override {
    ErrorOr<vfs::Status> Status = status(Path);
    if (!Status)
      return Status.getError();
    if (!Status->isRegularFile() && !Status->isDirectory())
      return std::make_error_code(std::errc::operation_not_supported);
    return ProxyFileSystem::openFileForRead(Path);
  }
};
} // namespace

IntrusiveRefCntPtr<vfs::FileSystem> regularFiles() {
  return makeIntrusiveRefCnt<RegularFileSystem>(
      vfs::createPhysicalFileSystem());
}

} // namespace epf
