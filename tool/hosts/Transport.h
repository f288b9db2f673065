//===- Transport.h - How clangd talks to an editor --------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one interface of clangd 19 that is declared here again, as Debian has its
// libraries but not its headers: messages of the language server protocol, as
// JSON. Order and signatures are clangd's; the tests of epflint-clangd run
// through each of them.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_HOSTS_TRANSPORT_H
#define EPFLINT_TOOL_HOSTS_TRANSPORT_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

namespace clang::clangd {

class Transport {
public:
  virtual ~Transport() = default;

  /// To the editor; no two at once.
  virtual void notify(llvm::StringRef Method, llvm::json::Value Params) = 0;
  virtual void call(llvm::StringRef Method, llvm::json::Value Params,
                    llvm::json::Value Id) = 0;
  virtual void reply(llvm::json::Value Id,
                     llvm::Expected<llvm::json::Value> Result) = 0;

  /// From the editor. False ends the loop.
  class MessageHandler {
  public:
    virtual ~MessageHandler() = default;
    virtual bool onNotify(llvm::StringRef Method, llvm::json::Value Params) = 0;
    virtual bool onCall(llvm::StringRef Method, llvm::json::Value Params,
                        llvm::json::Value Id) = 0;
    virtual bool onReply(llvm::json::Value Id,
                         llvm::Expected<llvm::json::Value> Result) = 0;
  };
  virtual llvm::Error loop(MessageHandler &Handler) = 0;
};

} // namespace clang::clangd

#endif // EPFLINT_TOOL_HOSTS_TRANSPORT_H
