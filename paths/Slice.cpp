//===- Slice.cpp - Which branches can matter ------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Slice.h"
#include "matchers/Calls.h"

using namespace clang;

namespace epf {

/// A body of more statements is not entered for what it returns, or writes, if
/// nothing in it is heard of.
static constexpr unsigned SmallBody = 96;

struct Slice::Function {
  explicit Function(Digest &D)
      : D(D), Relevant(D.Of.graph().getNumBlockIDs()) {}

  Digest &D;
  llvm::BitVector Relevant; ///< blocks whose branch matters, by id
  bool Demanded = false;    ///< some effect depends on what it returns
  bool Effectful = false;   ///< what it does matters wherever it is called
  bool Heard = false;       ///< an observer hears of what it does or calls
};

/// Finds effects, and walks backwards from them until nothing is new.
class Slice::Builder {
public:
  Builder(Slice &To, Digests &All) : To(To), All(All) {}

  void run(const FunctionDecl *Root, bool Answers, const Slice *After) {
    auto &Closure = To.Closure;
    All.closure(Root, Closure);
    for (const FunctionDecl *F : Closure)
      To.Functions[F] = std::make_unique<Function>(*All.of(F));
    for (const FunctionDecl *F : Closure)
      sort(*find(F));
    for (const FunctionDecl *F : Closure)
      if (llvm::any_of(find(F)->D.Deeds, [](const Deed &D) { return D.Heard; }))
        heard(*find(F));
    for (const FieldDecl *F : {All.bell().Array, All.bell().Count})
      if (F)
        need(F);
    if (After)
      for (const Decl *D : After->Relevant)
        if (const auto *V = dyn_cast<VarDecl>(D); !V || !V->hasLocalStorage())
          need(D);
    if (Function *In = find(Root); In && Answers)
      demand(*In);
    while (!Work.empty()) {
      auto [In, D] = Work.back();
      Work.pop_back();
      place(*In, D->At);
      if (D->Lasting || D->What == Deed::Kind::Call)
        effectful(*In);
      for (const Stmt *S : D->Reads)
        collect(*In, S);
    }
  }

private:
  using Job = std::pair<Function *, const Deed *>;

  Function *find(const FunctionDecl *F) {
    auto It = To.Functions.find(F->getCanonicalDecl());
    return It == To.Functions.end() ? nullptr : It->second.get();
  }

  void sort(Function &In) {
    Addressed.insert(In.D.Addressed.begin(), In.D.Addressed.end());
    for (const Deed &D : In.D.Deeds)
      switch (D.What) {
      case Deed::Kind::Effect:
        Work.push_back({&In, &D});
        break;
      case Deed::Kind::Write:
        Writers[D.Target].push_back({&In, &D});
        break;
      case Deed::Kind::Behind:
        Behind[D.Type].push_back({&In, &D});
        break;
      case Deed::Kind::Call:
        Sites[D.Callee].push_back({&In, &D});
        break;
      case Deed::Kind::Returning:
        break;
      }
  }

  void heard(Function &In) {
    if (In.Heard)
      return;
    In.Heard = true;
    for (auto [Caller, Site] :
         Sites.lookup(In.D.Of.function().getCanonicalDecl()))
      heard(*Caller);
  }

  void need(const Decl *D) {
    D = D->getCanonicalDecl();
    if (!To.Relevant.insert(D).second)
      return;
    wherever(D);
    activate(Writers, D);
    const auto *P = dyn_cast<ParmVarDecl>(D);
    const auto *F = P ? dyn_cast<FunctionDecl>(P->getDeclContext()) : nullptr;
    if (!F)
      return;
    unsigned Index = P->getFunctionScopeIndex();
    for (auto [In, Site] : Sites.lookup(F->getCanonicalDecl())) {
      if (Site->Cleaned)
        need(Site->Cleaned);
      else if (Index < Site->Call->getNumArgs())
        collect(*In, Site->Call->getArg(Index));
    }
  }

  template <typename KeyT>
  void activate(llvm::DenseMap<KeyT, std::vector<Job>> &Of, KeyT Key) {
    auto It = Of.find(Key);
    if (It == Of.end())
      return;
    llvm::append_range(Work, It->second);
    Of.erase(It);
  }

  // What pointers may write to D, or to what D points to.
  void wherever(const Decl *D) {
    const auto *V = dyn_cast<ValueDecl>(D);
    if (!V)
      return;
    QualType T = V->getType();
    bool HasAddress = Addressed.contains(D);
    if (const auto *F = dyn_cast<FieldDecl>(D))
      ofType(All.unit().context().getRecordType(F->getParent()));
    while (T->isArrayType() || T->isPointerType()) {
      HasAddress = true;
      T = T->isPointerType() ? T->getPointeeType()
                             : QualType(T->getArrayElementTypeNoTypeQual(), 0);
      ofType(T);
    }
    if (HasAddress)
      ofType(V->getType());
  }

  void ofType(QualType T) { activate(Behind, behind(All.unit().context(), T)); }

  void place(Function &In, const CFGBlock *At) {
    // A copy: what is returned lies in a map that grows on the way.
    llvm::SmallVector<CFGBlock *, 4> On =
        In.D.Control.getControlDependencies(const_cast<CFGBlock *>(At));
    for (const CFGBlock *B : On)
      if (B) // null where a loop is never left
        branch(In, B);
  }

  void branch(Function &In, const CFGBlock *B) {
    if (In.Relevant.test(B->getBlockID()))
      return;
    In.Relevant.set(B->getBlockID());
    if (const Stmt *C = B->getTerminatorCondition(false))
      collect(In, C);
    place(In, B);
  }

  // A call of it matters, and so does what decides whether it is called.
  void effectful(Function &In) {
    if (In.Effectful)
      return;
    In.Effectful = true;
    for (const Job &Site : Sites.lookup(In.D.Of.function().getCanonicalDecl()))
      Work.push_back(Site);
  }

  void demand(Function &In) {
    if (In.Demanded || In.D.Of.function().getReturnType()->isVoidType())
      return;
    In.Demanded = true;
    for (const Deed &D : In.D.Deeds)
      if (D.What == Deed::Kind::Returning)
        Work.push_back({&In, &D});
  }

  // Everything that the value of S is computed from.
  void collect(Function &In, const Stmt *S) {
    if (auto It = In.D.EndedBy.find(S);
        It != In.D.EndedBy.end() && isa<Expr>(S))
      branch(In, It->second);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
        need(V);
    } else if (const auto *Mem = dyn_cast<MemberExpr>(S)) {
      need(Mem->getMemberDecl());
      To.Looks.insert(Mem);
    } else if (const auto *Call = dyn_cast<CallExpr>(S)) {
      if (const FunctionDecl *F = Call->getDirectCallee()) {
        // Of a function of the file what its parameters are is asked where they
        // are read; what one of another file returns is not known.
        if (Function *Callee = find(F))
          return demand(*Callee);
        if (helperOf(*F) == Helper::None && !counterModel(*F) &&
            !F->getBuiltinID())
          return;
      }
    } else if (const auto *Block = dyn_cast<StmtExpr>(S)) {
      // READ_ONCE() and the like are what their last statement is.
      const CompoundStmt *Inner = Block->getSubStmt();
      if (!Inner->body_empty())
        collect(In, Inner->body_back());
      return;
    }
    for (const Stmt *Child : S->children())
      if (Child)
        collect(In, Child);
  }

  Slice &To;
  Digests &All;
  llvm::DenseMap<const Decl *, std::vector<Job>> Writers;
  llvm::DenseMap<const Type *, std::vector<Job>> Behind; ///< a pointer
  llvm::DenseMap<const FunctionDecl *, std::vector<Job>> Sites;
  llvm::DenseSet<const Decl *> Addressed;
  std::vector<Job> Work;
};

Slice::Slice(Digests &All, const FunctionDecl *Root, bool Answers,
             const Slice *After)
    : Unit(All.unit()) {
  Builder(*this, All).run(Root, Answers, After);
}

Slice::~Slice() = default;

bool Slice::isEffectful(const FunctionDecl *F) const {
  auto It = Functions.find(F->getCanonicalDecl());
  return It != Functions.end() && It->second->Effectful;
}

bool Slice::isEntered(const FunctionDecl *F) const {
  const Summary *Of = Unit.summary(F);
  auto It = Functions.find(F->getCanonicalDecl());
  if (!Of || It == Functions.end())
    return false;
  const Function &In = *It->second;
  return Of->Reaches || In.Heard ||
         ((In.Effectful || In.Demanded) && Of->Statements <= SmallBody);
}

bool Slice::matters(const Body &Of, const CFGBlock *B) const {
  auto It = Functions.find(Of.function().getCanonicalDecl());
  return It == Functions.end() || It->second->Relevant.test(B->getBlockID());
}

} // namespace epf
