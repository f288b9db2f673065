//===- Scope.cpp - What the file's functions call, read and write ---------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Scope.h"
#include "matchers/Calls.h"
#include "matchers/Containers.h"
#include "matchers/Headers.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace epf {

bool isInDriver(SourceLocation Loc, const SourceManager &SM) {
  Loc = SM.getExpansionLoc(Loc);
  if (SM.isInMainFile(Loc))
    return true;
  OptionalFileEntryRef Main = SM.getFileEntryRefForID(SM.getMainFileID());
  OptionalFileEntryRef File = SM.getFileEntryRefForID(SM.getFileID(Loc));
  return Main && File &&
         llvm::sys::path::parent_path(Main->getName()) ==
             llvm::sys::path::parent_path(File->getName());
}

class Scope::Visitor : public RecursiveASTVisitor<Scope::Visitor> {
public:
  Visitor(Scope &S, Summary &Of) : S(S), Of(Of) {}

  bool VisitStmt(Stmt *St) {
    ++Of.Statements;
    if (isa<ForStmt, WhileStmt>(St))
      Of.Loops = true;
    if (const auto *D = dyn_cast<DoStmt>(St)) {
      Expr::EvalResult Known;
      Of.Loops |=
          !D->getCond()->EvaluateAsInt(Known, S.Ctx) || Known.Val.getInt() != 0;
    }
    return true;
  }

  bool VisitCallExpr(CallExpr *E) {
    if (const FunctionDecl *F = E->getDirectCallee()) {
      Callees.insert(E->getCallee()->IgnoreParenImpCasts());
      if (!Of.Calls.insert(F->getCanonicalDecl()))
        Twice.push_back(F->getCanonicalDecl());
      if (E->containsErrors())
        gaveUpOn(F->getCanonicalDecl());
      if (!F->getDefinition() && F->getIdentifier() && S.isDriverLocal(F)) {
        Of.MayRelease |= soundsLikeRelease(F->getName());
        Of.MayAcquire |= soundsLikeAcquire(F->getName());
      }
      Of.MakesManaged |= helperOf(*F) == Helper::MakesManaged;
      if (F->getIdentifier() && soundsLikeVisiting(F->getName()))
        for (const Expr *A : E->arguments())
          if (const auto *Ref = dyn_cast<DeclRefExpr>(A->IgnoreParenCasts()))
            if (const auto *Visits = dyn_cast<FunctionDecl>(Ref->getDecl()))
              Of.Calls.insert(Visits->getCanonicalDecl());
      const auto Links = relinkedBy(*E);
      Of.Writes.insert(Links.begin(), Links.end());
      if (const CounterModel *M = counterModel(*F);
          M && M->At < int(E->getNumArgs()))
        if (const auto *Address =
                dyn_cast<UnaryOperator>(E->getArg(M->At)->IgnoreParenCasts());
            Address && Address->getOpcode() == UO_AddrOf)
          wrote(Address->getSubExpr());
      if (const CallModel *M = callModel(*F)) {
        Of.Reaches = Of.Direct = true;
        Of.Acquires |= M->Acquires;
        Of.Releases |= !M->Acquires;
        const FieldDecl *Key = nullptr;
        if (M->Key < int(E->getNumArgs())) {
          const Expr *Arg = E->getArg(M->Key)->IgnoreParenCasts();
          if (const auto *Sub = dyn_cast<ArraySubscriptExpr>(Arg))
            Arg = Sub->getBase()->IgnoreParenCasts();
          if (const auto *Mem = dyn_cast<MemberExpr>(Arg))
            Key = dyn_cast<FieldDecl>(Mem->getMemberDecl());
        }
        if (M->Acquires && Key)
          S.Keys.insert(Key);
        (M->Acquires ? Of.Requested : Of.Released).insert(Key);
      }
    }
    return true;
  }

  // A function that is named without being called is called from elsewhere.
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *F = dyn_cast<FunctionDecl>(E->getDecl()))
      if (!Callees.count(E))
        Named.push_back(F->getCanonicalDecl());
    return true;
  }

  // What names a function may be a call of it.
  bool VisitRecoveryExpr(RecoveryExpr *E) {
    for (const Expr *Part : E->subExpressions())
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Part->IgnoreParenImpCasts()))
        if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
          gaveUpOn(F->getCanonicalDecl());
    return true;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *F = dyn_cast<FieldDecl>(E->getMemberDecl())) {
      Of.Uses.insert(F);
      Of.Watched |= S.Watches && S.Watches(F);
    }
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_And)
      masked(*E);
    if (E->isAssignmentOp())
      wrote(E->getLHS());
    const auto *Mem = dyn_cast<MemberExpr>(E->getLHS()->IgnoreParens());
    const auto *F = Mem ? dyn_cast<FieldDecl>(Mem->getMemberDecl()) : nullptr;
    if (F && E->isAssignmentOp() && isDestructor(*F)) {
      const auto *Ref = dyn_cast<DeclRefExpr>(E->getRHS()->IgnoreParenCasts());
      const auto *To = Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
      S.Destructors.insert(To ? To->getCanonicalDecl() : nullptr);
    }
    return true;
  }

  bool VisitUnaryOperator(UnaryOperator *E) {
    // Whoever gets the address of a number may change it.
    if (E->isIncrementDecrementOp() ||
        (E->getOpcode() == UO_AddrOf &&
         E->getSubExpr()->getType()->isScalarType()))
      wrote(E->getSubExpr());
    return true;
  }

  std::vector<const FunctionDecl *> Named;
  std::vector<const FunctionDecl *> Lost;  ///< calls that did not parse
  std::vector<const FunctionDecl *> Twice; ///< called in more than one place
  /// The bits that it tests, as in Scope::Masks.
  std::vector<std::pair<const Decl *, std::optional<int64_t>>> Masks;

private:
  void gaveUpOn(const FunctionDecl *F) {
    Of.Calls.insert(F);
    Lost.push_back(F);
    if (callModel(*F))
      Of.Broken = Of.Reaches = true;
  }

  void masked(const BinaryOperator &E) {
    const Expr *Of = E.getLHS()->IgnoreParenCasts();
    const auto *Mem = dyn_cast<MemberExpr>(Of);
    if (!Mem && !isa<DeclRefExpr>(Of))
      return;
    Expr::EvalResult Mask;
    std::optional<int64_t> Bits;
    if (E.getRHS()->EvaluateAsInt(Mask, S.Ctx))
      Bits = Mask.Val.getInt().getExtValue();
    Masks.emplace_back(Mem ? Mem->getMemberDecl() : nullptr, Bits);
  }

  void wrote(const Expr *E) {
    E = E->IgnoreParenCasts();
    while (const auto *Sub = dyn_cast<ArraySubscriptExpr>(E))
      E = Sub->getBase()->IgnoreParenCasts();
    if (const auto *Mem = dyn_cast<MemberExpr>(E))
      Of.Writes.insert(Mem->getMemberDecl());
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
          V && V->hasGlobalStorage())
        Of.Writes.insert(V->getCanonicalDecl());
  }

  Scope &S;
  Summary &Of;
  llvm::DenseSet<const Expr *> Callees;
};

Scope::Scope(ASTContext &Ctx, std::function<bool(const FieldDecl *)> Watches)
    : Ctx(Ctx), Watches(std::move(Watches)) {
  const SourceManager &SM = Ctx.getSourceManager();
  std::vector<std::pair<const FunctionDecl *, Visitor>> Looked;
  findFunctions();
  for (auto &[Canonical, Of] : Functions) {
    Of.InMain = SM.isInMainFile(SM.getExpansionLoc(Of.Decl->getLocation()));
    Looked.emplace_back(Canonical, Visitor(*this, Of));
    Looked.back().second.TraverseStmt(Of.Decl->getBody());
  }
  for (auto &[F, Of] : Functions)
    Of.Calls.remove_if(
        [&](const FunctionDecl *C) { return !Functions.count(C); });
  propagate();
  bool Shared = llvm::any_of(Functions, [](const auto &Each) {
    return Each.second.Releases && takesPart(*Each.first);
  });
  if (const Summary *Of = Destructors.size() == 1 && Destructors[0] && !Shared
                              ? summary(Destructors[0])
                              : nullptr)
    Last = Of->Releases ? Destructors[0] : nullptr;
  for (auto &[F, V] : Looked) {
    for (const FunctionDecl *Other : V.Lost)
      if (const Summary *Callee = summary(Other))
        Functions[F].Broken |= Callee->Reaches;
    for (const FunctionDecl *Other : V.Named)
      if (auto It = Functions.find(Other); It != Functions.end())
        It->second.Escapes = true;
  }
  for (auto &[F, Of] : Functions)
    for (const FunctionDecl *C : Of.Calls)
      Functions[C].Callers.push_back(F);
  countMasks(Looked);
  // What a table names is called through the table.
  for (const Decl *D : Ctx.getTranslationUnitDecl()->noload_decls())
    if (const auto *V = dyn_cast<VarDecl>(D);
        V && V->hasInit() && isInDriver(V->getLocation(), SM))
      findNamed(V->getInit());
}

// What is tested in a function that runs more than once is tested again.
void Scope::countMasks(
    ArrayRef<std::pair<const FunctionDecl *, Visitor>> Looked) {
  llvm::DenseSet<const FunctionDecl *> Again;
  for (auto &[F, V] : Looked)
    Again.insert(V.Twice.begin(), V.Twice.end());
  for (size_t Before = ~size_t(0); Before != Again.size();) {
    Before = Again.size();
    for (auto &[F, Of] : Functions)
      if (Of.Callers.size() + Of.Escapes > 1 ||
          (Of.Callers.size() == 1 && Again.contains(Of.Callers[0])))
        Again.insert(F);
  }
  for (auto &[F, V] : Looked)
    for (const auto &Bits : V.Masks)
      Masks[Bits] += Again.contains(F) ? 2 : 1;
}

bool Scope::isMaskedAgain(const Decl *D, int64_t Mask) const {
  unsigned Times = 0;
  for (const Decl *Of : {D, static_cast<const Decl *>(nullptr)})
    for (std::optional<int64_t> Bits : {std::optional(Mask), {}})
      if (auto It = Masks.find({Of, Bits}); It != Masks.end())
        Times += It->second;
  return Times > 1;
}

void Scope::findNamed(const Stmt *S) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      if (auto It = Functions.find(F->getCanonicalDecl());
          It != Functions.end())
        It->second.Escapes = true;
  for (const Stmt *Child : S->children())
    if (Child)
      findNamed(Child);
}

void Scope::propagate() {
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (auto &[F, Of] : Functions)
      for (const FunctionDecl *C : Of.Calls) {
        const Summary &Callee = Functions[C];
        auto Known = [&] {
          return Of.Writes.size() + Of.Uses.size() + Of.Reaches + Of.Acquires +
                 Of.Releases + Of.MayRelease + Of.MayAcquire + Of.MakesManaged;
        };
        size_t Before = Known();
        if (C != F) {
          Of.Writes.insert(Callee.Writes.begin(), Callee.Writes.end());
          Of.Uses.insert(Callee.Uses.begin(), Callee.Uses.end());
        }
        Of.Reaches |= Callee.Reaches;
        Of.Acquires |= Callee.Acquires;
        Of.Releases |= Callee.Releases;
        Of.MayRelease |= Callee.MayRelease;
        Of.MayAcquire |= Callee.MayAcquire;
        Of.MakesManaged |= Callee.MakesManaged;
        Changed |= Before != Known();
      }
  }
}

const Summary *Scope::summary(const FunctionDecl *F) const {
  auto It = Functions.find(F->getCanonicalDecl());
  return It == Functions.end() ? nullptr : &It->second;
}

bool Scope::releases(const FunctionDecl *F, const FieldDecl *D) const {
  llvm::DenseSet<const FunctionDecl *> All;
  closure(F, All);
  return llvm::any_of(All, [&](const FunctionDecl *Each) {
    return llvm::any_of(summary(Each)->Released, [&](const FieldDecl *Field) {
      return !Field || Field == D || !isRequested(Field);
    });
  });
}

bool Scope::isSetSomewhere(const FieldDecl *D) const {
  const SourceManager &SM = Ctx.getSourceManager();
  if (!SM.isInMainFile(SM.getExpansionLoc(D->getLocation())))
    return true;
  return llvm::any_of(Functions, [&](const auto &Each) {
    return Each.second.Writes.contains(D);
  });
}

const Body *Scope::body(const FunctionDecl *F) {
  const Summary *Of = summary(F);
  if (!Of)
    return nullptr;
  auto [It, New] = Bodies.try_emplace(Of->Decl);
  if (New)
    It->second = Body::create(*Of->Decl, Ctx);
  return It->second.get();
}

void Scope::closure(const FunctionDecl *F,
                    llvm::DenseSet<const FunctionDecl *> &Into) const {
  const Summary *Of = summary(F);
  if (!Of || !Into.insert(F->getCanonicalDecl()).second)
    return;
  for (const FunctionDecl *C : Of->Calls)
    closure(C, Into);
}

bool Scope::isDriverLocal(const FunctionDecl *F) const {
  const SourceManager &SM = Ctx.getSourceManager();
  auto File = SM.getFileEntryRefForID(
      SM.getFileID(SM.getExpansionLoc(F->getLocation())));
  if (!File)
    return false;
  return !isCoreHeader(File->getName());
}

} // namespace epf
