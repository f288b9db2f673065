//===- Value.h - Symbolic values and memory regions -------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the explorer computes with. A value is a number, an address, an unknown
// (the first content of a piece of memory, or what a call gave back) or an
// operation on values. A region is a piece of memory with a name: a variable,
// a field of a region, an element of an array, or what an unknown pointer
// points to.
//
//   epf->db_msg[1].virq   is read as   first content of
//                                      field virq of element 1 of
//                                      what (first content of epf->db_msg)
//                                      points to
//
// Both are interned: equal ones are the same pointer, so comparing two states
// compares pointers. Interning also settles spellings: `*p`, `p[0]` and `p->x`
// name the same region, and container_of undoes the member it was given.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_VALUE_H
#define EPFLINT_PATHS_VALUE_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "llvm/ADT/FoldingSet.h"
#include "llvm/Support/Allocator.h"

namespace epf {

class Region;
struct Frame;

enum class ValueKind : uint8_t {
  Int,   ///< a number of at most 64 bits, sign extended
  Addr,  ///< the address of a region
  Init,  ///< the content that a region had before anything was stored to it
  Fresh, ///< what an expression gave that is not looked into
  Op     ///< an operation on values, or a pure function of them
};

/// Operations that Op values carry. Comparisons are reduced to Eq and Lt, with
/// Not in front where the code has the opposite.
enum class OpKind : uint8_t {
  Add,
  Sub,
  Mul,
  Div,
  Rem,
  Shl,
  Shr,
  And,
  Or,
  Xor,
  Eq,
  Lt,
  Not,
  Neg,
  BitNot,
  Pure, ///< a function of its operands, named by the callee
  Copy  ///< the content of a whole region, given by its address
};

/// Epochs from here on are of fields that joined paths have written, each as
/// often as it did.
static constexpr unsigned JoinedEpoch = 1u << 20;

/// One interned value. Created by ValuePool, which owns it.
class Value : public llvm::FoldingSetNode {
public:
  ValueKind Kind;
  OpKind Op = OpKind::Add;
  /// Order of creation: the same for the same run over the same input.
  unsigned Id = 0;
  /// Int; Init: epoch; Fresh: 1 if Origin is an Expr, more where paths were
  /// joined: Joined, or JoinedResults if each was what a call returned, or 0.
  int64_t Number = 0;
  const Region *Mem = nullptr;    ///< Addr, Init; Fresh: where, if a content
  const void *Origin = nullptr;   ///< Fresh: the Stmt; Pure: the FunctionDecl
  const void *Instance = nullptr; ///< Fresh: which evaluation of it
  const Value *Args[2] = {nullptr, nullptr}; ///< Op
  clang::QualType Type;                      ///< Init, Fresh, Op

  /// True if it is, or is made of, something that is one of several: what it is
  /// depends on which way was taken before paths were joined.
  bool Vague = false;

  static constexpr int64_t Joined = 2, JoinedResults = 3;

  explicit Value(ValueKind K) : Kind(K) {}
  bool isInt() const { return Kind == ValueKind::Int; }
  bool isInt(int64_t N) const { return isInt() && Number == N; }
  bool isAddr() const { return Kind == ValueKind::Addr; }
  bool isOp(OpKind K) const { return Kind == ValueKind::Op && Op == K; }
  /// The call that gave this value, or null.
  const clang::CallExpr *call() const;
  bool isJoined() const { return Kind == ValueKind::Fresh && Number >= Joined; }
  /// True if a call gave it, or it may be what a call gave.
  bool mayBeResult() const { return call() || isJoined(); }
  /// True if nothing but a call gave it, or it is 0.
  bool isResult() const {
    return call() || (isJoined() && Number == JoinedResults);
  }
  void Profile(llvm::FoldingSetNodeID &ID) const;
};
using ValueRef = const Value *;

enum class RegionKind : uint8_t {
  Local,   ///< a parameter or local variable of one frame
  Global,  ///< a variable of the file, or a static local
  Pointee, ///< what an unknown pointer points to
  Field,
  Element,
  Function,
  Constant ///< a string or compound literal
};

/// One interned piece of memory. Created by ValuePool, which owns it.
class Region : public llvm::FoldingSetNode {
public:
  RegionKind Kind;
  unsigned Id = 0;
  const Region *Super = nullptr;          ///< Field, Element
  const clang::ValueDecl *Decl = nullptr; ///< Local, Global, Field, Function
  const Frame *Owner = nullptr;           ///< Local
  ValueRef Of = nullptr;        ///< Pointee: the pointer; Element: index
  const void *Origin = nullptr; ///< Constant
  bool Vague = false;           ///< as in a value: which memory it is

  explicit Region(RegionKind K) : Kind(K) {}
  /// The outermost region that this one is a part of.
  const Region *base() const;
  /// The innermost field that this region is or lies in, or null.
  const clang::FieldDecl *field() const;
  bool isWithin(const Region *Outer) const;
  void Profile(llvm::FoldingSetNodeID &ID) const;
};

/// Owns and interns values and regions. Lives as long as one exploration.
class ValuePool {
public:
  explicit ValuePool(clang::ASTContext &Ctx) : Ctx(Ctx) {}
  clang::ASTContext &context() { return Ctx; }
  /// The field in which the kernel hands out irqs, or null. No irq is 0 or
  /// less: Documentation/core-api/irq/irq-domain.rst.
  const clang::FieldDecl *Line = nullptr;

  ValueRef number(int64_t N);
  /// The address of R. Of what a pointer points to this is the pointer itself.
  ValueRef address(const Region *R);
  ValueRef init(const Region *R, unsigned Epoch, clang::QualType Type);
  ValueRef fresh(const void *Origin, const void *Instance,
                 clang::QualType Type);
  /// What R holds since all that it is a part of became Whole, not known.
  ValueRef content(const Region *R, ValueRef Whole, clang::QualType Type);
  /// What the evaluation Instance of E gave.
  ValueRef freshOf(const clang::Expr *E, const void *Instance);
  /// What Place holds behind Point, where paths were joined that differ in it.
  ValueRef joined(const void *Place, const void *Point, bool Results,
                  clang::QualType Type);
  /// Simplifies and interns. R is null for operations on one value.
  ValueRef op(OpKind K, ValueRef L, ValueRef R, clang::QualType Type);
  /// V as a value and a number that is added to it.
  static std::pair<ValueRef, int64_t> plusNumber(ValueRef V);
  ValueRef pure(const clang::FunctionDecl *F, ValueRef L, ValueRef R,
                clang::QualType Type);

  const Region *local(const clang::ValueDecl *D, const Frame *Owner);
  const Region *global(const clang::ValueDecl *D);
  const Region *function(const clang::FunctionDecl *F);
  const Region *constant(const void *Origin);
  const Region *field(const Region *R, const clang::FieldDecl *F);
  /// Element Index of the array that starts at R; element 0 of memory that is
  /// no array is that memory itself.
  const Region *element(const Region *R, ValueRef Index);
  /// What P points to. Undoes address().
  const Region *pointee(ValueRef P);

  /// P moved by Bytes, which undoes members passed on the way: container_of.
  ValueRef moveBytes(ValueRef P, int64_t Bytes);
  /// P moved by N elements of what it points to.
  ValueRef moveElements(ValueRef P, ValueRef N, clang::QualType Pointee);
  /// Bytes from the base of R to R if every index on the way is a number.
  std::optional<int64_t> offset(const Region *R);
  int64_t fieldOffset(const clang::FieldDecl *F);
  clang::QualType typeOf(const Region *R);

private:
  ValueRef intern(const Value &V);
  const Region *intern(const Region &R);
  ValueRef arithmetic(OpKind K, int64_t L, int64_t R, bool Unsigned);

  clang::ASTContext &Ctx;
  llvm::BumpPtrAllocator Alloc;
  llvm::FoldingSet<Value> Values;
  llvm::FoldingSet<Region> Regions;
  unsigned NextId = 0;
};

/// True if V, read as C type Type, is one that has no negative values.
bool isUnsigned(clang::QualType Type);

/// N as an object of Type holds it: cut to its width, sign or zero extended.
int64_t truncate(int64_t N, clang::QualType Type, clang::ASTContext &Ctx);

} // namespace epf

#endif // EPFLINT_PATHS_VALUE_H
