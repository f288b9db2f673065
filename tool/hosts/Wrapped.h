//===- Wrapped.h - The functions of clangd that are wrapped -----*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Their symbols, for Clangd.cpp and for CMake, which tells the linker. One that
// is not in the libraries under this name, because its parameters are other
// ones there, makes the link fail.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_HOSTS_WRAPPED_H
#define EPFLINT_TOOL_HOSTS_WRAPPED_H

// clang-format off
#define EPF_SYMBOL_isFast "_ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE"
#define EPF_SYMBOL_tidyOptions "_ZN5clang6clangd21getTidyOptionsForFileEN4llvm12function_refIFvRNS_4tidy16ClangTidyOptionsENS1_9StringRefEEEES6_"
#define EPF_SYMBOL_build "_ZN5clang19PrecompiledPreamble5BuildERKNS_18CompilerInvocationEPKN4llvm12MemoryBufferENS_14PreambleBoundsERNS_17DiagnosticsEngineENS4_18IntrusiveRefCntPtrINS4_3vfs10FileSystemEEESt10shared_ptrINS_22PCHContainerOperationsEEbNS4_9StringRefERNS_17PreambleCallbacksE"
#define EPF_SYMBOL_mangle "_ZNK5clang6clangd14CommandManglerclERNS_7tooling14CompileCommandEN4llvm9StringRefE"
#define EPF_SYMBOL_transport "_ZN5clang6clangd16newJSONTransportEP8_IO_FILERN4llvm11raw_ostreamEPS4_bNS0_15JSONStreamStyleE"
// clang-format on

#endif // EPFLINT_TOOL_HOSTS_WRAPPED_H
