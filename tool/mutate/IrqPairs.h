//===- IrqPairs.h - Which free answers which request ---------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the mutation bench knows of a driver, it reads from the syntax tree and
// from the tables of matchers/, and never from the explorer: that is what is
// being measured. A free belongs to the request of the same form whose irq is
// spelled alike, and where the two stand tells what kind of free it is:
//
//   probe()  { request_irq(p->irq, ..., p); ... err: free_irq(p->irq, p); }
//   remove() { free_irq(p->irq, p); }
//
// is an unwinding and a teardown, the latter because a table of the file names
// probe and remove.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_MUTATE_IRQPAIRS_H
#define EPFLINT_TOOL_MUTATE_IRQPAIRS_H

#include "matchers/Calls.h"
#include "matchers/Lifecycles.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace epf {

/// A call that requests or frees an IRQ, outside of macros.
struct IrqCall {
  const clang::CallExpr *Call;
  const CallModel *Model;
  const clang::FunctionDecl *In;

  const clang::Expr *key() const { return Call->getArg(Model->Key); }
  const clang::Expr *cookie() const { return Call->getArg(Model->Cookie); }
};

/// Where a free stands, seen from its request.
enum class Place {
  Unwinding, ///< come to behind the request, in its function or in a caller
  Teardown,  ///< in what a table names as the counterpart of the set-up
  Elsewhere  ///< somewhere that no table of the file joins with the request
};

struct IrqPair {
  IrqCall Free;
  IrqCall Request;
  Place Where;
};

class IrqPairs {
public:
  explicit IrqPairs(clang::ASTContext &Ctx);

  const std::vector<IrqCall> &requests() const { return Requests; }
  /// Each free with its request. A free whose request is not in the file, or
  /// may be one of several, is left out.
  const std::vector<IrqPair> &all() const { return Pairs; }

  /// Whether what the request of P leaves behind may be freed by who calls it
  /// from other files: they alone do, and see a function that frees it too.
  bool mayCallerFree(const IrqPair &P) const;

  /// F and the functions of the file that can come to call it.
  llvm::DenseSet<const clang::FunctionDecl *>
  callers(const clang::FunctionDecl *F) const;

private:
  const IrqCall *requestOf(const IrqCall &Free) const;
  Place place(const IrqCall &Free, const IrqCall &Request) const;
  bool callsBefore(const IrqCall &Free,
                   const clang::FunctionDecl *Callee) const;
  bool joinedByTable(const clang::FunctionDecl *Request,
                     const clang::FunctionDecl *Free) const;

  std::vector<Lifecycle> Lifecycles;
  std::vector<IrqCall> Requests, Frees;
  std::vector<IrqPair> Pairs;
  llvm::DenseMap<const clang::FunctionDecl *,
                 llvm::SetVector<const clang::FunctionDecl *>>
      Callers;
};

/// What an irq or a dev_id is called, wherever its object comes from: "irqs" of
/// `priv->irqs[i]`, "irq" of a variable. Empty where it has no name.
std::string nameOf(const clang::Expr *E);

} // namespace epf

#endif // EPFLINT_TOOL_MUTATE_IRQPAIRS_H
