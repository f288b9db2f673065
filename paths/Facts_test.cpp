//===- Facts_test.cpp - What a path has assumed ---------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each test assumes what branches would, one after another, and asks what
// follows.
//
//===----------------------------------------------------------------------===//

#include "paths/Facts.h"
#include "testdata/ParsedC.h"
#include "gtest/gtest.h"

using namespace clang;
using namespace epf;

namespace {
class FactsTest : public testing::Test {
protected:
  ValueRef n(int64_t N) { return Pool.number(N); }
  ValueRef op(OpKind K, ValueRef L, ValueRef R = nullptr) {
    return Pool.op(K, L, R, Ctx.IntTy);
  }
  ValueRef eq(ValueRef L, ValueRef R) { return op(OpKind::Eq, L, R); }
  ValueRef less(ValueRef L, ValueRef R) { return op(OpKind::Lt, L, R); }
  ValueRef first(llvm::StringRef Name) {
    const Region *R = Pool.global(C.variable(Name));
    return Pool.init(R, 0, Pool.typeOf(R));
  }
  /// The field of element Index of the array that `items` points to.
  ValueRef fieldOf(ValueRef Index, llvm::StringRef Name) {
    const Region *Item = Pool.element(Pool.pointee(first("items")), Index);
    const Region *R = Pool.field(Item, C.field("item", Name));
    return Pool.init(R, 0, Pool.typeOf(R));
  }

  /// Takes V to be true (or not). False if that can't be.
  bool take(ValueRef V, bool True = true) {
    auto Next = Solve.assume(Known, V, True);
    if (Next)
      Known = *Next;
    return Next.has_value();
  }
  bool isTrue(ValueRef V) { return Solve.truth(Known, V) == true; }
  bool isFalse(ValueRef V) { return Solve.truth(Known, V) == false; }
  bool isOpen(ValueRef V) { return !Solve.truth(Known, V).has_value(); }
  Range range(ValueRef V) { return Solve.rangeOf(Known, V); }
  Alias alias(ValueRef L, ValueRef R) { return Solve.alias(Known, L, R); }

  ParsedC C{R"(
    struct item { int virq; int bar; };
    struct other { long x; };
    int a, b, c;
    unsigned int u;
    unsigned char byte;
    _Bool flag;
    struct item *items, *item;
    struct item one, two;
    int pure(int n);
  )"};
  ASTContext &Ctx = C.context();
  ValuePool Pool{Ctx};
  Solver Solve{Pool};
  Facts Known = Solve.empty();
  ValueRef A = first("a"), B = first("b"), D = first("c");
};
} // namespace

TEST(RangeTest, HolesMoveBoundsAndAreFew) {
  Range R;
  R.clip(0, 9);
  R.remove(0);
  EXPECT_EQ(R.Lo, 1);
  R.remove(3);
  R.remove(2);
  R.remove(1);
  EXPECT_EQ(R.Lo, 4) << "holes at the bound are gone";
  EXPECT_EQ(R.NumHoles, 0u);
  for (int64_t N : {5, 6, 7, 8})
    R.remove(N);
  EXPECT_TRUE(R.contains(4) && R.contains(9));
  EXPECT_FALSE(R.contains(6));
  R.remove(9);
  EXPECT_TRUE(R.isSingle());
  R.remove(4);
  EXPECT_TRUE(R.isEmpty());
}

TEST(RangeTest, EqualSetsAreEqual) {
  Range R, S;
  R.clip(0, 5);
  S.clip(-1, 5);
  R.remove(2), R.remove(4);
  S.remove(4), S.remove(2), S.remove(-1);
  EXPECT_EQ(R, S);
}

TEST_F(FactsTest, TypesBoundValues) {
  EXPECT_EQ(range(first("u")).Lo, 0);
  EXPECT_EQ(range(first("byte")).Hi, 255);
  EXPECT_EQ(range(first("flag")).Hi, 1);
  EXPECT_EQ(range(first("items")).Lo, -4095) << "error pointers";
  EXPECT_EQ(range(A).Hi, INT32_MAX);
}

TEST_F(FactsTest, RangesNarrow) {
  EXPECT_TRUE(take(less(n(1), A)));
  EXPECT_TRUE(take(less(A, n(4))));
  EXPECT_TRUE(isTrue(A));
  EXPECT_TRUE(isTrue(less(A, n(9))));
  EXPECT_FALSE(take(eq(A, n(4))));
  EXPECT_TRUE(take(eq(A, n(2)), false));
  EXPECT_EQ(Solve.resolve(Known, A), n(3));
}

TEST_F(FactsTest, SumsAreBoundedByTheirParts) {
  take(less(A, n(4)));
  EXPECT_TRUE(isTrue(less(op(OpKind::Add, A, n(1)), n(5))));
  take(less(op(OpKind::Add, A, n(2)), n(3)));
  EXPECT_EQ(range(A).Hi, 0);
}

TEST_F(FactsTest, HolesAreRemembered) {
  take(eq(A, n(2)), false);
  take(eq(A, n(5)), false);
  EXPECT_TRUE(isFalse(eq(A, n(5))));
  EXPECT_TRUE(isOpen(eq(A, n(4))));
}

TEST_F(FactsTest, NotNegativeAndNotZeroIsPositive) {
  take(less(A, n(0)), false);
  take(A);
  EXPECT_TRUE(isTrue(less(n(0), A)));
}

TEST_F(FactsTest, EqualUnknownsAreOneClass) {
  take(eq(A, B));
  take(eq(B, D));
  EXPECT_TRUE(isTrue(eq(A, D)));
  take(eq(D, n(3)));
  EXPECT_EQ(Solve.resolve(Known, A), n(3));
  EXPECT_EQ(Solve.resolve(Known, op(OpKind::Add, A, B)), n(6));
}

TEST_F(FactsTest, ClassesJoinTheirRanges) {
  take(less(A, n(5)));
  take(less(n(3), B));
  EXPECT_TRUE(take(eq(A, B)));
  EXPECT_EQ(Solve.resolve(Known, D), D);
  EXPECT_EQ(Solve.resolve(Known, A), n(4));
}

TEST_F(FactsTest, DifferentUnknownsStayDifferent) {
  take(eq(A, B), false);
  EXPECT_TRUE(isFalse(eq(B, A)));
  take(eq(A, n(1)));
  EXPECT_FALSE(take(eq(B, n(1))));
  EXPECT_TRUE(take(eq(B, n(2))));
}

TEST_F(FactsTest, DifferenceIsInheritedByTheClass) {
  take(eq(A, B), false);
  take(eq(B, D));
  EXPECT_TRUE(isFalse(eq(A, D)));
}

TEST_F(FactsTest, OrderOutlivesNumbersOnTheRight) {
  take(less(A, B));
  EXPECT_TRUE(take(eq(B, n(2))));
  EXPECT_TRUE(isTrue(less(A, n(2))));
  EXPECT_FALSE(take(eq(A, n(2))));
}

TEST_F(FactsTest, OrderOutlivesNumbersOnTheLeft) {
  take(less(A, B));
  EXPECT_TRUE(take(eq(A, n(2))));
  EXPECT_TRUE(isTrue(less(n(2), B)));
  EXPECT_FALSE(take(eq(B, n(1))));
}

TEST_F(FactsTest, OrderHasOneDirection) {
  take(less(A, B));
  EXPECT_TRUE(isFalse(less(B, A)));
  EXPECT_FALSE(take(eq(A, B)));
}

TEST_F(FactsTest, NotLessIsOrder) {
  take(less(A, B), false);
  take(eq(B, n(3)));
  EXPECT_TRUE(isFalse(less(A, n(3))));
}

TEST_F(FactsTest, BothHalvesOfAnOrAreZeroWithIt) {
  take(op(OpKind::Or, A, B), false);
  EXPECT_EQ(Solve.resolve(Known, A), n(0));
  EXPECT_EQ(Solve.resolve(Known, B), n(0));
}

TEST_F(FactsTest, OfTruthsOrEdTogetherTheLastIsTrue) {
  ValueRef Same = eq(A, B), Other = eq(A, D);
  take(op(OpKind::Or, Same, Other));
  EXPECT_TRUE(isOpen(Other));
  EXPECT_TRUE(take(Same, false));
  EXPECT_TRUE(isTrue(Other));
  EXPECT_FALSE(take(Other, false));
}

TEST_F(FactsTest, WhatDoesNotDifferIsTheSame) {
  for (OpKind K : {OpKind::Sub, OpKind::Xor}) {
    Known = Solve.empty();
    EXPECT_EQ(eq(op(K, A, B), n(0)), eq(A, B));
    EXPECT_TRUE(take(op(K, A, B)));
    EXPECT_TRUE(isFalse(eq(A, B)));
    EXPECT_TRUE(isTrue(op(K, A, B)));
    EXPECT_FALSE(take(op(K, A, B), false));
  }
}

TEST_F(FactsTest, NoLineIsZeroOrLess) {
  Pool.Line = C.field("item", "virq");
  EXPECT_TRUE(isFalse(eq(fieldOf(n(1), "virq"), n(0))));
  EXPECT_TRUE(isFalse(eq(fieldOf(n(1), "virq"), n(-1))));
  EXPECT_TRUE(isOpen(eq(fieldOf(n(1), "virq"), n(1))));
}

TEST_F(FactsTest, AddressesAreTrue) {
  EXPECT_TRUE(isTrue(Pool.address(Pool.global(C.variable("one")))));
}

TEST_F(FactsTest, RestrictingForgets) {
  take(less(A, n(4)));
  take(less(B, n(4)));
  Known = Solve.restrict(Known, [&](ValueRef V) { return V == A; });
  EXPECT_TRUE(isTrue(less(A, n(4))));
  EXPECT_TRUE(isOpen(less(B, n(4))));
}

TEST_F(FactsTest, VariablesAreApart) {
  auto Address = [&](llvm::StringRef Name) {
    return Pool.address(Pool.global(C.variable(Name)));
  };
  EXPECT_EQ(alias(Address("one"), Address("one")), Alias::Yes);
  EXPECT_EQ(alias(Address("one"), Address("two")), Alias::No);
  EXPECT_EQ(alias(n(3), n(3)), Alias::Yes);
  EXPECT_EQ(alias(n(3), n(4)), Alias::No);
}

TEST_F(FactsTest, UnknownPointersMayBeEqual) {
  EXPECT_EQ(alias(first("item"), first("items")), Alias::Maybe);
  take(eq(first("item"), first("items")));
  EXPECT_EQ(alias(first("item"), first("items")), Alias::Yes);
}

TEST_F(FactsTest, FieldsOfElementsAreSiblings) {
  EXPECT_EQ(alias(fieldOf(n(0), "virq"), fieldOf(n(0), "virq")), Alias::Yes);
  EXPECT_EQ(alias(fieldOf(n(0), "virq"), fieldOf(n(1), "virq")),
            Alias::Sibling);
  EXPECT_EQ(alias(fieldOf(A, "virq"), fieldOf(B, "virq")), Alias::Maybe);
}

TEST_F(FactsTest, ElementsAreOneWhenTheirIndicesAre) {
  take(eq(A, B));
  EXPECT_EQ(alias(fieldOf(A, "virq"), fieldOf(B, "virq")), Alias::Yes);
}

TEST_F(FactsTest, SiblingsKnownToBeEqualAre) {
  ValueRef L = fieldOf(n(0), "virq"), R = fieldOf(n(1), "virq");
  take(eq(L, R));
  EXPECT_EQ(alias(L, R), Alias::Yes);
}

TEST_F(FactsTest, PureFunctionsAreEqualForEqualArguments) {
  auto Pure = [&](ValueRef V) {
    return Pool.pure(C.function("pure"), V, nullptr, Ctx.IntTy);
  };
  EXPECT_EQ(alias(Pure(A), Pure(A)), Alias::Yes);
  EXPECT_EQ(alias(Pure(n(0)), Pure(n(1))), Alias::Sibling);
  take(eq(A, n(1)));
  EXPECT_EQ(alias(Pure(A), Pure(n(1))), Alias::Yes);
}

TEST_F(FactsTest, RecordsBeginAlikeOrDoNot) {
  EXPECT_TRUE(mayBeginAlike(Ctx, C.record("item"), C.record("item")));
  EXPECT_FALSE(mayBeginAlike(Ctx, C.record("item"), C.record("other")));
}
