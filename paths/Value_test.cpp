//===- Value_test.cpp - Values and regions --------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Values are interned, so "equal" is the same pointer. What is spelled in two
// ways in C must come out as one.
//
//===----------------------------------------------------------------------===//

#include "paths/Value.h"
#include "testdata/ParsedC.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;

namespace {
class ValueTest : public testing::Test {
protected:
  ValueRef n(int64_t N) { return Pool.number(N); }
  ValueRef op(OpKind K, ValueRef L, ValueRef R = nullptr) {
    return Pool.op(K, L, R, Int);
  }
  /// What a global of the snippet holds at first.
  ValueRef first(llvm::StringRef Name) {
    const Region *R = global(Name);
    return Pool.init(R, 0, Pool.typeOf(R));
  }
  const Region *global(llvm::StringRef Name) {
    return Pool.global(C.variable(Name));
  }
  const Region *member(const Region *R, llvm::StringRef Record,
                       llvm::StringRef Name) {
    return Pool.field(R, C.field(Record, Name));
  }

  ParsedC C{R"(
    struct inner { int head; int tail; };
    struct outer { struct inner first; int mark; struct inner last; };
    int a, b;
    int numbers[4];
    struct outer object;
    struct outer *pointer;
    struct inner *inside;
  )"};
  ASTContext &Ctx = C.context();
  QualType Int = Ctx.IntTy;
  ValuePool Pool{Ctx};
  ValueRef A = first("a"), B = first("b");
};
} // namespace

TEST_F(ValueTest, EqualValuesAreOne) {
  EXPECT_EQ(n(7), n(7));
  EXPECT_NE(n(7), n(8));
  EXPECT_EQ(first("a"), A);
  EXPECT_NE(A, B);
  EXPECT_NE(Pool.init(global("a"), 1, Int), A) << "an epoch later";
  EXPECT_EQ(op(OpKind::Add, A, B), op(OpKind::Add, B, A));
  EXPECT_NE(op(OpKind::Lt, A, B), op(OpKind::Lt, B, A));
}

TEST_F(ValueTest, OlderValuesHaveSmallerIds) {
  ValueRef Later = first("pointer");
  EXPECT_LT(A->Id, B->Id);
  EXPECT_LT(B->Id, Later->Id);
}

TEST_F(ValueTest, NumbersAreWorkedOut) {
  EXPECT_EQ(op(OpKind::Add, n(2), n(3)), n(5));
  EXPECT_EQ(op(OpKind::Sub, n(2), n(3)), n(-1));
  EXPECT_EQ(op(OpKind::Shl, n(1), n(4)), n(16));
  EXPECT_EQ(op(OpKind::Lt, n(-1), n(0)), n(1));
  EXPECT_EQ(op(OpKind::Not, n(-1)), n(0));
  EXPECT_EQ(op(OpKind::BitNot, n(0)), n(-1));
}

TEST_F(ValueTest, WhatCDoesNotDefineIsNotWorkedOut) {
  EXPECT_FALSE(op(OpKind::Div, n(1), n(0))->isInt());
  EXPECT_FALSE(op(OpKind::Rem, n(1), n(0))->isInt());
  EXPECT_FALSE(op(OpKind::Shl, n(1), n(64))->isInt());
  EXPECT_EQ(op(OpKind::Add, n(INT64_MAX), n(1)), n(INT64_MIN)) << "wraps";
}

TEST_F(ValueTest, NeutralOperandsVanish) {
  EXPECT_EQ(op(OpKind::Add, A, n(0)), A);
  EXPECT_EQ(op(OpKind::Or, n(0), A), A);
  EXPECT_EQ(op(OpKind::Mul, A, n(1)), A);
  EXPECT_EQ(op(OpKind::And, A, n(0)), n(0));
  EXPECT_EQ(op(OpKind::Sub, A, A), n(0));
  EXPECT_EQ(op(OpKind::Eq, A, A), n(1));
  EXPECT_EQ(op(OpKind::Lt, A, A), n(0));
}

TEST_F(ValueTest, SumsWithNumbersAreGathered) {
  ValueRef Plus3 = op(OpKind::Add, op(OpKind::Add, A, n(5)), n(-2));
  EXPECT_EQ(Plus3, op(OpKind::Add, A, n(3)));
  EXPECT_EQ(op(OpKind::Sub, Plus3, n(3)), A);
  EXPECT_EQ(op(OpKind::Eq, Plus3, n(4)), op(OpKind::Eq, A, n(1)));
}

TEST_F(ValueTest, SumsOfOneValueAreComparedByTheirNumbers) {
  ValueRef Before = op(OpKind::Sub, A, n(1)), Behind = op(OpKind::Add, A, n(2));
  EXPECT_EQ(op(OpKind::Lt, Before, A), n(1));
  EXPECT_EQ(op(OpKind::Lt, A, Before), n(0));
  EXPECT_EQ(op(OpKind::Lt, Behind, Before), n(0));
  EXPECT_EQ(op(OpKind::Eq, Behind, A), n(0));
  EXPECT_NE(op(OpKind::Lt, Before, B), n(1));
}

TEST_F(ValueTest, TruthValuesAreNegatedOnce) {
  ValueRef Less = op(OpKind::Lt, A, B);
  EXPECT_EQ(op(OpKind::Not, op(OpKind::Not, Less)), Less);
  EXPECT_EQ(op(OpKind::Eq, Less, n(0)), op(OpKind::Not, Less));
  EXPECT_EQ(op(OpKind::Not, A), op(OpKind::Eq, A, n(0)));
}

TEST_F(ValueTest, AddressAndPointeeUndoEachOther) {
  ValueRef P = first("pointer");
  EXPECT_EQ(Pool.address(Pool.pointee(P)), P);
  EXPECT_EQ(Pool.pointee(Pool.address(global("a"))), global("a"));
}

TEST_F(ValueTest, ElementZeroIsTheMemoryItself) {
  const Region *Object = Pool.pointee(first("pointer"));
  EXPECT_EQ(Pool.element(Object, n(0)), Object);
  const Region *Second = Pool.element(Object, n(1));
  EXPECT_NE(Second, Object);
  EXPECT_EQ(Pool.element(Second, n(1)), Pool.element(Object, n(2)));
  EXPECT_EQ(Pool.element(Second, n(-1)), Object);
}

TEST_F(ValueTest, ElementZeroOfAnArrayIsNotTheArray) {
  const Region *Array = global("numbers");
  EXPECT_NE(Pool.element(Array, n(0)), Array);
  EXPECT_EQ(Pool.typeOf(Pool.element(Array, n(0))), Int);
  EXPECT_EQ(Pool.offset(Pool.element(Array, n(3))), 12);
}

TEST_F(ValueTest, MovingByElementsIsIndexing) {
  ValueRef P = first("pointer");
  QualType Outer = C.context().getRecordType(C.record("outer"));
  EXPECT_EQ(Pool.pointee(Pool.moveElements(P, n(2), Outer)),
            Pool.element(Pool.pointee(P), n(2)));
  EXPECT_EQ(Pool.moveElements(P, n(0), Outer), P);
}

TEST_F(ValueTest, ContainerOfUndoesTheMember) {
  const Region *Object = Pool.pointee(first("pointer"));
  const Region *Last = member(Object, "outer", "last");
  EXPECT_EQ(Pool.moveBytes(Pool.address(Last), -12), first("pointer"));
  const Region *Tail = member(Last, "inner", "tail");
  EXPECT_EQ(Pool.moveBytes(Pool.address(Tail), -16), first("pointer"));
  EXPECT_EQ(Pool.moveBytes(Pool.address(Tail), -4), Pool.address(Last));
}

TEST_F(ValueTest, ContainerOfAGlobalIsTheGlobal) {
  const Region *Last = member(global("object"), "outer", "last");
  EXPECT_EQ(Pool.moveBytes(Pool.address(Last), -12),
            Pool.address(global("object")));
}

TEST_F(ValueTest, TheMemberOfContainerOfIsThePointer) {
  ValueRef Inside = first("inside");
  ValueRef Outer = Pool.moveBytes(Inside, -12);
  const Region *Last = member(Pool.pointee(Outer), "outer", "last");
  EXPECT_EQ(Pool.address(Last), Inside);
}

TEST_F(ValueTest, ContainerOfAFirstMemberMovesByNothing) {
  const Region *Object = Pool.pointee(first("pointer"));
  const Region *First = member(Object, "outer", "first");
  EXPECT_EQ(member(First, "outer", "mark"), member(Object, "outer", "mark"));
}

TEST_F(ValueTest, FieldsAndBasesAreFound) {
  const Region *Last = member(global("object"), "outer", "last");
  const Region *Tail = member(Last, "inner", "tail");
  EXPECT_EQ(Tail->base(), global("object"));
  EXPECT_EQ(Tail->field(), C.field("inner", "tail"));
  EXPECT_TRUE(Tail->isWithin(Last));
  EXPECT_FALSE(Last->isWithin(Tail));
  EXPECT_EQ(Pool.offset(Tail), 16);
}

TEST_F(ValueTest, NumbersAreCutToTheirType) {
  EXPECT_EQ(truncate(-1, Ctx.UnsignedIntTy, Ctx), 0xffffffff);
  EXPECT_EQ(truncate(-1, Ctx.UnsignedCharTy, Ctx), 0xff);
  EXPECT_EQ(truncate(0x80, Ctx.SignedCharTy, Ctx), -128);
  EXPECT_EQ(truncate(int64_t(1) << 32, Int, Ctx), 0);
  EXPECT_EQ(truncate(2, Ctx.BoolTy, Ctx), 1);
  EXPECT_EQ(truncate(-1, Ctx.UnsignedLongTy, Ctx), -1);
}
