//===- Join.cpp - One state for two ---------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Join.h"

using namespace clang;

namespace epf {

/// Loops go round so often in any case.
static constexpr int64_t TriedAnyway = 2;

namespace {

/// The memory whose first content values speak of.
class Mentioned {
public:
  void add(ValueRef V) {
    if (!V || !Seen.insert(V).second)
      return;
    if (V->Kind == ValueKind::Init)
      Contents.push_back(V->Mem);
    add(V->Args[0]);
    add(V->Args[1]);
    add(V->Mem);
  }
  void add(const Region *R) {
    for (; R; R = R->Super)
      add(R->Of);
  }
  void add(const Holding &H) {
    for (ValueRef V : {H.Key, H.Cookie, H.Owner, H.Extra})
      add(V);
  }
  void add(const State &S) {
    for (const auto *Each : {&S.Store, &S.Defaults})
      for (auto &[R, V] : *Each) {
        add(R);
        add(V);
      }
    for (auto &[Key, V] : S.Env)
      add(V);
    for (auto &[V, Of] : S.Known.Ranges)
      add(V);
    for (auto &[V, Stand] : S.Known.Same) {
      add(V);
      add(Stand);
    }
    for (auto &[H, Times] : S.Held)
      add(*H);
    add(S.Result);
  }
  std::vector<const Region *> contents() {
    llvm::sort(Contents,
               [](const Region *X, const Region *Y) { return X->Id < Y->Id; });
    Contents.erase(std::unique(Contents.begin(), Contents.end()),
                   Contents.end());
    return Contents;
  }

private:
  llvm::DenseSet<ValueRef> Seen;
  std::vector<const Region *> Contents;
};

/// Joins a state with that of a junction.
class Joiner {
public:
  Joiner(Machine &M, const Junction &At, const State &B)
      : M(M), At(At), A(At.Whole), B(B), J(At.Whole) {}

  std::optional<State> run() {
    for (auto &[R, V] : A.Store)
      claim(V);
    for (auto &[Key, V] : A.Env)
      claim(V);
    claim(A.Result);
    if (!sameNames())
      return std::nullopt;
    J.Known = M.Facts.join(A.Known, B.Known);
    for (const State *Each : {&A, &B}) {
      for (auto &[V, Of] : Each->Known.Ranges)
        if (const Range *Now = J.Known.Ranges.lookup(V); !Now || *Now != Of)
          M.Apart.lose(V);
      for (auto &[V, Stand] : Each->Known.Same)
        if (const ValueRef *Now = J.Known.Same.lookup(V); !Now || *Now != Stand)
          M.Apart.lose(V);
    }
    if (!environment() || !memory())
      return std::nullopt;
    if (A.Result) {
      J.Result = value({Trait::In::Result}, A.Result->Type, A.Result, B.Result);
      if (!J.Result)
        return std::nullopt;
    }
    if (!epochs())
      return std::nullopt;
    if (!numbers())
      return std::nullopt;
    turns();
    return J;
  }

private:
  void claim(ValueRef V) {
    if (V && V->isJoined() && V->Instance == At.Name)
      Claimed.insert(V);
  }

  // Whether what is held is called the same, and no two unknowns are known to
  // be one in A or B only: that would be lost.
  bool sameNames() {
    for (auto &[H, Times] : A.Held)
      for (ValueRef V : {H->Key, H->Cookie, H->Owner})
        if (V && M.Facts.resolve(A.Known, V) != M.Facts.resolve(B.Known, V))
          return false;
    auto Keeps = [](const Facts &F, const Facts &Other) {
      for (auto &[V, Stand] : F.Same)
        if (!Stand->isInt())
          if (const ValueRef *S = Other.Same.lookup(V); !S || *S != Stand)
            return false;
      return true;
    };
    return Keeps(A.Known, B.Known) && Keeps(B.Known, A.Known);
  }

  // What Place holds in the one or the other. Null if it can't be said.
  ValueRef value(Trait In, QualType Type, ValueRef VA, ValueRef VB) {
    if (VA == VB)
      return VA;
    ValueRef RA = M.Facts.resolve(A.Known, VA);
    ValueRef RB = M.Facts.resolve(B.Known, VB);
    if (RA == RB)
      return RA;
    if (VA->isOp(OpKind::Copy) || VB->isOp(OpKind::Copy))
      return nullptr;
    // What one knows to be equal is called as the other does.
    if (M.Facts.resolve(A.Known, VB) == RA)
      return VB;
    if (M.Facts.resolve(B.Known, VA) == RB)
      return VA;
    auto &Known = Pairs[{RA, RB}];
    if (Known) {
      M.Apart.differ(Known, In);
      return Known;
    }
    auto IsResult = [](ValueRef V) {
      return V->isResult() || (V->isInt() && V->Number <= 0);
    };
    bool Results = IsResult(RA) && IsResult(RB);
    if (Type.isNull())
      Type = RA->Type.isNull() ? RB->Type : RA->Type;
    bool Stays =
        VA->isJoined() && VA->Instance == At.Name && Kept.insert(VA).second;
    if (Stays && (VA->Number == Value::JoinedResults) == Results) {
      Known = VA;
    } else {
      const void *Name = In.At;
      for (unsigned N = 0; !Known; ++N) {
        ValueRef New = M.Pool.joined(Name, At.Name, Results, Type);
        if (Claimed.insert(New).second)
          Known = New;
        Mark Other;
        Other.Kind = At.Name;
        Other.What = In.At;
        Other.Site = reinterpret_cast<const Stmt *>(uintptr_t(N + 1));
        Name = M.Make.mark(Other);
      }
    }
    for (ValueRef Part : {RA, RB})
      if (Part != Known)
        M.addPart(Known, Part);
    M.Apart.differ(Known, In);
    Range Of =
        Range::hull(M.Facts.rangeOf(A.Known, RA), M.Facts.rangeOf(B.Known, RB));
    J.Known = M.Facts.know(J.Known, Known, Of);
    return Known;
  }

  bool environment() {
    std::vector<std::pair<const Expr *, const Frame *>> Keys;
    for (auto &[Key, V] : A.Env)
      Keys.push_back(Key);
    llvm::sort(Keys, [](const auto &L, const auto &R) {
      return std::pair(L.second->Depth,
                       L.first ? L.first->getBeginLoc() : SourceLocation()) <
             std::pair(R.second->Depth,
                       R.first ? R.first->getBeginLoc() : SourceLocation());
    });
    for (auto &[Key, V] : B.Env)
      if (!A.Env.contains(Key))
        return false;
    for (auto &Key : Keys) {
      const ValueRef *VB = B.Env.lookup(Key);
      if (!VB)
        return false;
      if (*A.Env.lookup(Key) == *VB)
        continue;
      ValueRef V = value({Trait::In::Value, Key.first},
                         Key.first ? Key.first->getType() : QualType(),
                         *A.Env.lookup(Key), *VB);
      if (!V)
        return false;
      J.Env = M.Make.Env.add(J.Env, Key, V);
    }
    return true;
  }

  template <typename MapT>
  static std::vector<const Region *> places(const MapT &L, const MapT &R) {
    std::vector<const Region *> All;
    for (const MapT *Each : {&L, &R})
      for (auto &[Place, V] : *Each)
        All.push_back(Place);
    llvm::sort(All,
               [](const Region *X, const Region *Y) { return X->Id < Y->Id; });
    All.erase(std::unique(All.begin(), All.end()), All.end());
    return All;
  }

  // Where one has stored nothing, it has what was there before.
  ValueRef holds(const State &S, const Region *R, QualType T) {
    if (const ValueRef *V = S.Store.lookup(R))
      return *V;
    State Copy = S;
    // Code with errors may write where nothing says what is there.
    return Evaluator(M, Copy).load(R, T.isNull() ? M.Ctx.IntTy : T);
  }

  bool memory() {
    llvm::ImmutableMapRef<const Region *, ValueRef> Store(J.Store,
                                                          M.Make.Store);
    for (const Region *R : places(A.Store, B.Store)) {
      const ValueRef *SA = A.Store.lookup(R), *SB = B.Store.lookup(R);
      if (SA && SB && *SA == *SB)
        continue;
      QualType T = M.Pool.typeOf(R);
      if (!T.isNull())
        T = T.getUnqualifiedType();
      ValueRef V =
          value({Trait::In::Memory, R}, T, holds(A, R, T), holds(B, R, T));
      if (!V)
        return false;
      if (!SA || *SA != V)
        Store = Store.add(R, V);
    }
    J.Store = Store.asImmutableMap();
    for (const Region *R : places(A.Defaults, B.Defaults)) {
      const ValueRef *VA = A.Defaults.lookup(R), *VB = B.Defaults.lookup(R);
      if (VA && VB && *VA == *VB)
        continue;
      Mark Below;
      Below.Kind = At.Name;
      Below.About = R;
      ValueRef V =
          M.Pool.joined(M.Make.mark(Below), At.Name, false, QualType());
      M.Apart.differ(V, {Trait::In::Below, R});
      J.Defaults = M.Make.Store.add(J.Defaults, R, V);
    }
    return true;
  }

  // What R holds in either is stored. False if that can't be said; what is no
  // scalar is left alone.
  bool content(const Region *R) {
    QualType T = M.Pool.typeOf(R);
    if (R->Vague || T.isNull() || T->isRecordType() || T->isArrayType())
      return true;
    T = T.getUnqualifiedType();
    ValueRef V =
        value({Trait::In::Memory, R}, T, holds(A, R, T), holds(B, R, T));
    if (V)
      J.Store = M.Make.Store.add(J.Store, R, V);
    return V != nullptr;
  }

  // A field or global that either has written unseen more often than the other:
  // what is known of any content of it is stored, and no other was ever read.
  bool epochs() {
    constexpr unsigned Apart = 1u << 8;
    llvm::DenseSet<const Decl *> Differ;
    auto Put = [&](const Decl *D) {
      const unsigned *EA = A.Epochs.lookup(D), *EB = B.Epochs.lookup(D);
      if ((EA ? *EA : 0) != (EB ? *EB : 0)) {
        Differ.insert(D);
        J.Epochs =
            M.Make.Epochs.add(J.Epochs, D, JoinedEpoch + At.Number * Apart);
      }
    };
    for (auto &[D, N] : A.Epochs)
      Put(D);
    for (auto &[D, N] : B.Epochs)
      Put(D);
    if (Differ.empty())
      return true;
    Mentioned Of;
    for (const State *Each : {&A, &B})
      Of.add(*Each);
    for (const Holding *H : M.Taken)
      Of.add(*H);
    for (const Region *R : Of.contents()) {
      bool Is = false;
      for (const Region *Part = R; Part && !Is; Part = Part->Super)
        Is = Part->Decl && Differ.contains(Part->Decl);
      if (Is && !J.Store.contains(R) && !content(R))
        return false;
    }
    return true;
  }

  // A number that only one knows may be how often it goes round a loop. Small
  // ones are tried anyway.
  bool numbers() {
    std::vector<const Region *> Counts;
    for (const Facts *Each : {&A.Known, &B.Known})
      for (auto &[V, Stand] : Each->Same)
        if (V->Kind == ValueKind::Init && Stand->isInt() &&
            Stand->Number > TriedAnyway && !J.Known.Same.contains(V) &&
            !J.Store.contains(V->Mem))
          Counts.push_back(V->Mem);
    llvm::sort(Counts,
               [](const Region *X, const Region *Y) { return X->Id < Y->Id; });
    return llvm::all_of(Counts, [&](const Region *R) { return content(R); });
  }

  // Where they went different ways before, both are open.
  void turns() {
    for (auto &[Key, Way] : A.Turns) {
      const void *const *Other = B.Turns.lookup(Key);
      if (!Other || *Other != Way)
        J.Turns = M.Make.Turns.remove(J.Turns, Key);
    }
  }

  Machine &M;
  const Junction &At;
  const State &A, &B;
  State J;
  std::map<std::pair<ValueRef, ValueRef>, ValueRef> Pairs;
  llvm::DenseSet<ValueRef> Claimed, Kept;
};

} // namespace

// How many keys have something in one map that they have not in the other. Both
// are in the order of their keys.
template <typename MapT>
static unsigned differing(const MapT &A, const MapT &B) {
  if (A.getRootWithoutRetain() == B.getRootWithoutRetain())
    return 0;
  unsigned N = 0;
  auto L = A.begin(), R = B.begin();
  while (L != A.end() && R != B.end()) {
    bool Same = L.getKey() == R.getKey();
    bool IsLeft = Same || L.getKey() < R.getKey(), IsRight = Same || !IsLeft;
    N += !Same || !(L.getData() == R.getData());
    if (IsLeft)
      ++L;
    if (IsRight)
      ++R;
  }
  for (; L != A.end(); ++L)
    ++N;
  for (; R != B.end(); ++R)
    ++N;
  return N;
}

unsigned difference(const State &A, const State &B) {
  return 4 * (differing(A.Store, B.Store) + differing(A.Env, B.Env) +
              differing(A.Defaults, B.Defaults)) +
         4 * (A.Result != B.Result) +
         differing(A.Known.Ranges, B.Known.Ranges) +
         differing(A.Known.Same, B.Known.Same) + differing(A.Epochs, B.Epochs);
}

std::optional<State> join(Machine &M, const Junction &J, const State &S) {
  return Joiner(M, J, S).run();
}

} // namespace epf
