//===- Compact.cpp - Forgetting what is no longer read --------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Explorer.h"

using namespace clang;

namespace epf {

namespace {

/// All values that a state can still come to.
class Reachable {
public:
  explicit Reachable(ValueSet &Values) : Values(Values) { Values.clear(); }
  void add(ValueRef V) {
    if (!V || !Values.insert(V))
      return;
    add(V->Mem);
    add(V->Args[0]);
    add(V->Args[1]);
  }
  void add(const Region *R) {
    for (; R; R = R->Super)
      add(R->Of);
  }
  bool contains(ValueRef V) const { return Values.contains(V); }

private:
  ValueSet &Values;
};

} // namespace

// Whether the path can still come to a place that matters and reads F.
bool Explorer::isReadLater(const State &S, const FieldDecl *F) {
  // Through a pointer it may be read anywhere.
  if (Digested.isAddressed(F) && view(S).Matters.isRelevant(F))
    return true;
  // As an object goes its destructor is.
  if (Unit.destructor() && isDestructor(*F))
    return true;
  const CFGBlock *From = S.Block;
  unsigned First = S.Index;
  for (const Frame *Up = S.Top; Up; Up = Up->Parent) {
    if (view(S).Reads.readsFrom(*Up->Of, From, First, F))
      return true;
    From = Up->Back;
    First = Up->BackIndex + 1;
  }
  return llvm::any_of(
      llvm::drop_begin(Views, S.Top->Stage + 1),
      [&](const auto &Each) { return Each->Reads.reads(Each->Root, F); });
}

// Drops dead locals of the top frame and facts about values that nothing can
// read again, so that states that differ in nothing else become equal.
void Explorer::compact(State &S) {
  auto IsDead = [&](const Region *R) {
    const Region *Base = R->base();
    if (Base->Kind != RegionKind::Local || Base->Owner != S.Top)
      return false;
    const auto *V = dyn_cast<VarDecl>(Base->Decl);
    return V &&
           (!S.Top->Of->isLive(V, S.Block) || !view(S).Matters.isRelevant(V));
  };
  llvm::SmallDenseMap<const FieldDecl *, bool, 32> ReadLater;
  auto IsReadLater = [&](const FieldDecl *F) {
    auto [At, IsNew] = ReadLater.try_emplace(F, false);
    return IsNew ? At->second = isReadLater(S, F) : At->second;
  };
  // What no path depends on is not worth telling states apart by.
  auto IsIdle = [&](const Region *R) {
    const Region *Base = R->base();
    if (Base->Kind == RegionKind::Local)
      return false;
    // WARN_ONCE() and its like remember that they warned.
    if (const auto *V = dyn_cast_or_null<VarDecl>(Base->Decl);
        V && (!view(S).Matters.isRelevant(V->getCanonicalDecl()) ||
              (V->isStaticLocal() && V->getLocation().isMacroID())))
      return true;
    const FieldDecl *F = R->field();
    return F && !Bell.owns(F) && F != Bell.Array && F != Bell.Count &&
           !IsReadLater(F);
  };
  llvm::ImmutableMapRef<const Region *, ValueRef> Left(S.Store, M.Make.Store);
  for (auto &[R, V] : S.Store)
    if (IsDead(R) || IsIdle(R))
      Left = Left.remove(R);
    else if (ValueRef Number = M.Facts.resolve(S.Known, V);
             Number != V && Number->isInt())
      Left = Left.add(R, Number);
  S.Store = Left.asImmutableMap();
  auto Defaults = S.Defaults;
  for (auto &[R, V] : Defaults)
    if (IsDead(R) || IsIdle(R))
      S.Defaults = M.Make.Store.remove(S.Defaults, R);
  if (S.Known.Ranges.isEmpty() && S.Known.Same.isEmpty())
    return;

  Reachable Live(Spoken);
  for (auto &[R, V] : S.Store) {
    Live.add(R);
    Live.add(V);
  }
  for (auto &[R, V] : S.Defaults) {
    Live.add(R);
    Live.add(V);
  }
  for (auto &[Key, V] : S.Env)
    Live.add(V);
  for (auto &[H, Times] : S.Held)
    for (ValueRef V : {H->Key, H->Cookie, H->Owner, H->Extra})
      Live.add(V);
  Live.add(S.Result);
  auto Marks = S.Marks;
  for (const Mark *Each : Marks)
    if (Each->About)
      if (const Region *Base = Each->About->base();
          Base->Kind == RegionKind::Pointee && !Live.contains(Base->Of))
        S.Marks = M.Make.Marks.remove(S.Marks, Each);

  // Where a doorbell's message leads is worked out and compared to find the
  // window over all: nothing later depends on which was the lowest.
  auto IsInMessage = [&](ValueRef V) {
    for (const Region *R = V ? V->Mem : nullptr; R; R = R->Super)
      if (R->Decl && R->Decl == Bell.Msg)
        return true;
    return false;
  };
  std::function<bool(ValueRef)> IsRead = [&](ValueRef V) -> bool {
    if (!V || V->isInt() || V->isAddr() || Live.contains(V))
      return true;
    if (V->Kind == ValueKind::Fresh && !V->Mem)
      return false;
    // What memory holds may be read again.
    if (V->Mem) {
      if (IsDead(V->Mem) || (!V->Mem->field() && IsIdle(V->Mem)))
        return false;
      // That something equals a doorbell's bar is what rules will ask.
      if (const ValueRef *Stand = S.Known.Same.lookup(V);
          Stand && (*Stand)->Mem && (*Stand)->Mem->field() &&
          Bell.owns((*Stand)->Mem->field()))
        return IsRead(*Stand);
      const FieldDecl *F = V->Mem->field();
      // Doorbells matter as long as there is a way to them.
      if (F && Bell.owns(F))
        return V->Mem->base()->Kind != RegionKind::Pointee ||
               Live.contains(V->Mem->base()->Of);
      return !F || IsReadLater(F);
    }
    if (!V->isOp(OpKind::Eq) && !V->isOp(OpKind::Not) &&
        (IsInMessage(V->Args[0]) || IsInMessage(V->Args[1])))
      return false;
    // Bits that are tested once say nothing later.
    if (V->isOp(OpKind::And) && V->Args[1]->isInt() &&
        V->Args[0]->Kind == ValueKind::Init && V->Args[0]->Mem->field())
      return Unit.isMaskedAgain(V->Args[0]->Mem->field(), V->Args[1]->Number) &&
             IsRead(V->Args[0]);
    return IsRead(V->Args[0]) && IsRead(V->Args[1]);
  };
  // What is known of a value stands with its stand-in.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (auto &[V, Stand] : S.Known.Same)
      if (!Live.contains(Stand) && IsRead(V)) {
        Live.add(Stand);
        Changed = true;
      }
  }
  S.Known = M.Facts.restrict(S.Known, IsRead);
  standIn(S);
}

std::optional<State> Path::supposing(ValueRef V, bool True) {
  auto Known = M.Facts.assume(S.Known, V, True);
  if (!Known)
    return std::nullopt;
  State Next = S;
  Next.Known = *Known;
  return Next;
}

void Path::mark(const void *Kind, const void *What, const Stmt *Site) {
  Mark New;
  New.Kind = Kind;
  New.What = What;
  New.Site = Site;
  New.Where = S.Top;
  S.Marks = M.Make.Marks.add(S.Marks, M.Make.mark(New));
}

void Path::markOnce(const void *Kind, const Region *R, const Stmt *Site) {
  for (const Mark *Each : S.Marks)
    if (Each->Kind == Kind && Each->About == R)
      return;
  Mark New;
  New.Kind = Kind;
  New.What = New.About = R;
  New.Site = Site;
  New.Where = S.Top;
  S.Marks = M.Make.Marks.add(S.Marks, M.Make.mark(New));
}

std::vector<const Mark *> Path::marks(const void *Kind) const {
  std::vector<const Mark *> Found;
  for (const Mark *Each : S.Marks)
    if (Each->Kind == Kind)
      Found.push_back(Each);
  llvm::sort(Found, [](const Mark *A, const Mark *B) {
    return A->Site->getBeginLoc() < B->Site->getBeginLoc();
  });
  return Found;
}

std::vector<const Holding *> Path::held() const {
  std::vector<const Holding *> Found;
  llvm::SmallPtrSet<const Holding *, 8> Known;
  for (const Step *L = S.Last; L; L = L->Before)
    if (L->Kind == StepKind::Acquire && S.Held.contains(L->What) &&
        Known.insert(L->What).second)
      Found.push_back(L->What);
  std::reverse(Found.begin(), Found.end());
  return Found;
}

} // namespace epf
