//===- ToolBuild.h - Which build of the program this is -------- -*- C++
//-*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Another build may find something else in the same file. A version number does
// not tell builds apart while the program is worked on, and says nothing of the
// shared libraries that clang comes in; what the linker wrote into each does.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_TOOLBUILD_H
#define EPFLINT_TOOL_SOURCE_TOOLBUILD_H

#include "tool/source/FileStates.h"

namespace epf {

/// The same for the same code of this program, clang and LLVM, and for no
/// other.
const Digest &toolBuild();

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_TOOLBUILD_H
