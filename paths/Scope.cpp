//===- Scope.cpp - What the file's functions call, read and write ---------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "paths/Scope.h"
#include "matchers/Calls.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;

namespace epf {

/// A body of more statements than this is not entered for its result alone.
static constexpr unsigned SmallBody = 24;

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
      Of.Calls.insert(F->getCanonicalDecl());
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
        if (!M->Acquires)
          Of.Released.insert(Key);
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

  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *F = dyn_cast<FieldDecl>(E->getMemberDecl())) {
      ++Fields[F];
      Of.Uses.insert(F);
      Of.Watched |= S.Watches && S.Watches(F);
    }
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *E) {
    if (E->getOpcode() == BO_And)
      if (const auto *Mem =
              dyn_cast<MemberExpr>(E->getLHS()->IgnoreParenImpCasts())) {
        Expr::EvalResult Mask;
        if (E->getRHS()->EvaluateAsInt(Mask, S.Ctx))
          ++S.Masks[{Mem->getMemberDecl(), Mask.Val.getInt().getExtValue()}];
      }
    if (E->isAssignmentOp())
      wrote(E->getLHS());
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

  llvm::DenseMap<const Decl *, unsigned> Fields;
  std::vector<const FunctionDecl *> Named;

private:
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
  findGuards();
  llvm::DenseSet<const FunctionDecl *> Called;
  for (auto &[F, Of] : Functions)
    Called.insert(Of.Calls.begin(), Of.Calls.end());
  for (auto &[F, V] : Looked) {
    for (const FunctionDecl *Other : V.Named)
      if (auto It = Functions.find(Other); It != Functions.end())
        It->second.Escapes = true;
    if (isEntered(F))
      for (auto &[Field, N] : V.Fields)
        // What others call may be asked more than once.
        Reads[Field] += Called.count(F) ? 2 * N : N;
  }
  for (auto &[F, Of] : Functions)
    for (const FunctionDecl *C : Of.Calls)
      Functions[C].Callers.push_back(F);
  // What a table names is called through the table.
  for (const Decl *D : Ctx.getTranslationUnitDecl()->noload_decls())
    if (const auto *V = dyn_cast<VarDecl>(D);
        V && V->hasInit() && isInDriver(V->getLocation(), SM))
      findNamed(V->getInit());
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

namespace {

/// Collects the fields that conditions and calls of the vocabulary read.
class GuardFinder : public RecursiveASTVisitor<GuardFinder> {
public:
  GuardFinder(llvm::DenseSet<const Decl *> &Guards,
              llvm::DenseSet<const Decl *> &Tested,
              std::function<bool(const FunctionDecl *)> IsHere)
      : Guards(Guards), Tested(Tested), IsHere(std::move(IsHere)) {}

  bool VisitIfStmt(IfStmt *S) { return add(S->getCond()); }
  bool VisitWhileStmt(WhileStmt *S) { return add(S->getCond()); }
  bool VisitForStmt(ForStmt *S) { return add(S->getCond()); }
  bool VisitDoStmt(DoStmt *S) { return add(S->getCond()); }
  bool VisitSwitchStmt(SwitchStmt *S) { return add(S->getCond()); }
  bool VisitAbstractConditionalOperator(AbstractConditionalOperator *S) {
    return add(S->getCond());
  }
  bool VisitReturnStmt(ReturnStmt *S) { return add(S->getRetValue()); }
  bool VisitVarDecl(VarDecl *V) { return add(V->getInit()); }
  bool VisitBinaryOperator(BinaryOperator *E) {
    // What a local, or a field that is a guard, is set from is tested as that.
    const Expr *To = E->getLHS()->IgnoreParenImpCasts();
    const auto *Mem = dyn_cast<MemberExpr>(To);
    if (E->isAssignmentOp() &&
        (isa<DeclRefExpr>(To) || (Mem && Guards.count(Mem->getMemberDecl()))))
      add(E->getRHS());
    return true;
  }
  bool VisitCallExpr(CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    if (!F || callModel(*F) || helperOf(*F) != Helper::None || IsHere(F))
      add(E);
    return true;
  }

private:
  // Of a->b->c, c is tested; b only leads there.
  bool add(const Stmt *S, bool Leads = false) {
    if (!S)
      return true;
    const auto *Mem = dyn_cast<MemberExpr>(S);
    if (Mem) {
      Guards.insert(Mem->getMemberDecl());
      if (!Leads)
        Tested.insert(Mem->getMemberDecl());
    }
    const auto *Sub = dyn_cast<ArraySubscriptExpr>(S);
    bool Passes =
        Mem || (Leads && isa<CastExpr, ParenExpr>(S)) ||
        (Sub &&
         !Sub->getBase()->IgnoreParenImpCasts()->getType()->isArrayType());
    // READ_ONCE() and the like are what their last statement is.
    if (const auto *Block = dyn_cast<StmtExpr>(S)) {
      const CompoundStmt *Body = Block->getSubStmt();
      return Body->body_empty() || add(Body->body_back(), Leads);
    }
    for (const Stmt *Child : S->children())
      if (Child)
        add(Child, Passes && Child == *S->child_begin());
    return true;
  }

  llvm::DenseSet<const Decl *> &Guards, &Tested;
  std::function<bool(const FunctionDecl *)> IsHere;
};

} // namespace

void Scope::findGuards() {
  GuardFinder Find(Guards, Tested, [&](const FunctionDecl *F) {
    return Functions.count(F->getCanonicalDecl()) != 0;
  });
  for (size_t Before = 1; Before != Guards.size();) {
    Before = Guards.size();
    for (auto &[F, Of] : Functions)
      if (Of.Reaches || Of.Watched || !Of.InMain)
        Find.TraverseStmt(Of.Decl->getBody());
    // What is small and touches a guard is entered: its tests count as well.
    for (auto &[F, Of] : Functions)
      if (isEntered(F))
        Find.TraverseStmt(Of.Decl->getBody());
    if (Guards.empty())
      break;
  }
}

void Scope::propagate() {
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (auto &[F, Of] : Functions)
      for (const FunctionDecl *C : Of.Calls) {
        const Summary &Callee = Functions[C];
        auto Known = [&] {
          return Of.Writes.size() + Of.Uses.size() + Of.Reaches + Of.Acquires +
                 Of.Releases;
        };
        size_t Before = Known();
        if (C != F) {
          Of.Writes.insert(Callee.Writes.begin(), Callee.Writes.end());
          Of.Uses.insert(Callee.Uses.begin(), Callee.Uses.end());
        }
        Of.Reaches |= Callee.Reaches;
        Of.Acquires |= Callee.Acquires;
        Of.Releases |= Callee.Releases;
        Changed |= Before != Known();
      }
  }
}

const Summary *Scope::summary(const FunctionDecl *F) const {
  auto It = Functions.find(F->getCanonicalDecl());
  return It == Functions.end() ? nullptr : &It->second;
}

bool Scope::isEntered(const FunctionDecl *F) const {
  const Summary *Of = summary(F);
  if (!Of)
    return false;
  if (Of->Reaches || Of->Watched)
    return true;
  if (Of->Statements > SmallBody * 4)
    return false;
  // A small one is worth its paths if it touches what paths depend on; one that
  // loops only if it tells something of what is requested.
  if (Of->Loops)
    return !F->getReturnType()->isVoidType() &&
           llvm::any_of(Keys,
                        [&](const Decl *D) { return Of->Uses.contains(D); });
  return !Of->InMain || Of->Calls.empty() ||
         llvm::any_of(Of->Uses, [&](const Decl *D) { return isGuard(D); });
}

bool Scope::releases(const FunctionDecl *F, const FieldDecl *D) const {
  llvm::DenseSet<const FunctionDecl *> All;
  closure(F, All);
  return llvm::any_of(All, [&](const FunctionDecl *Each) {
    const Summary *Of = summary(Each);
    return Of->Released.contains(D) || Of->Released.contains(nullptr);
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

// include/linux/x.h and its peers, but not include/linux/vendor/x.h.
bool Scope::isDriverLocal(const FunctionDecl *F) const {
  const SourceManager &SM = Ctx.getSourceManager();
  auto File = SM.getFileEntryRefForID(
      SM.getFileID(SM.getExpansionLoc(F->getLocation())));
  if (!File)
    return false;
  llvm::StringRef Folder = llvm::sys::path::parent_path(File->getName());
  llvm::StringRef Name = llvm::sys::path::filename(Folder);
  bool Core = llvm::sys::path::filename(llvm::sys::path::parent_path(Folder)) ==
                  "include" &&
              llvm::is_contained({"linux", "net", "sound", "drm", "media",
                                  "asm", "asm-generic", "scsi", "rdma"},
                                 Name);
  return !Core;
}

} // namespace epf
