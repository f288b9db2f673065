//===- Syntax.cpp - Questions about the shape of a function ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Syntax.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

namespace {

struct Collector : RecursiveASTVisitor<Collector> {
  std::vector<const Stmt *> Found;
  bool VisitStmt(Stmt *S) {
    Found.push_back(S);
    return true;
  }
};

} // namespace

Syntax::Syntax(const SourceView &, const FunctionDecl &F)
    : F(F), Parents(F.getBody()) {
  Collector All;
  All.TraverseStmt(F.getBody());
  Statements = std::move(All.Found);
}

const Stmt *Syntax::parent(const Stmt *S) const { return Parents.getParent(S); }

static bool isBlockLike(const Stmt *S, const Stmt *Child) {
  if (isa<CompoundStmt, LabelStmt, CaseStmt, DefaultStmt>(S))
    return !isa<Expr>(Child) || !isa<CaseStmt>(S) ||
           llvm::cast<CaseStmt>(S)->getSubStmt() == Child;
  if (const auto *If = dyn_cast<IfStmt>(S))
    return If->getThen() == Child || If->getElse() == Child;
  if (const auto *For = dyn_cast<ForStmt>(S))
    return For->getBody() == Child;
  if (const auto *While = dyn_cast<WhileStmt>(S))
    return While->getBody() == Child;
  if (const auto *Do = dyn_cast<DoStmt>(S))
    return Do->getBody() == Child;
  return false;
}

const Stmt *Syntax::statement(const Stmt *S) const {
  for (const Stmt *Up = parent(S); Up; S = Up, Up = parent(S))
    if (isBlockLike(Up, S) && !isa<StmtExpr>(parent(Up) ? parent(Up) : Up))
      return S;
  return S;
}

const Stmt *Syntax::loop(const Stmt *S) const {
  for (; S; S = parent(S))
    if (isa<ForStmt, WhileStmt, DoStmt>(S))
      return S;
  return nullptr;
}

const Stmt *Syntax::next(const Stmt *S) const {
  while (S && parent(S) && !isa<CompoundStmt>(parent(S)))
    S = parent(S);
  const auto *Block = S ? dyn_cast_or_null<CompoundStmt>(parent(S)) : nullptr;
  if (!Block)
    return nullptr;
  const auto *It = llvm::find(Block->body(), S);
  return It == Block->body_end() || It + 1 == Block->body_end() ? nullptr
                                                                : It[1];
}

bool Syntax::isWithin(const Stmt *Inner, const Stmt *Outer) const {
  for (; Inner; Inner = parent(Inner))
    if (Inner == Outer)
      return true;
  return false;
}

const Stmt *unlabelled(const Stmt *S) {
  while (const auto *L = dyn_cast_or_null<LabelStmt>(S))
    S = L->getSubStmt();
  return S;
}

static void collect(const Stmt *S, std::vector<const DeclRefExpr *> &Into) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->isLocalVarDeclOrParm())
      Into.push_back(Ref);
  for (const Stmt *Child : S->children())
    if (Child)
      collect(Child, Into);
}

std::vector<const VarDecl *> localsOf(const Expr *E) {
  std::vector<const DeclRefExpr *> Refs;
  collect(E, Refs);
  std::vector<const VarDecl *> Found;
  for (const DeclRefExpr *Ref : Refs) {
    const auto *V = llvm::cast<VarDecl>(Ref->getDecl());
    if (!llvm::is_contained(Found, V))
      Found.push_back(V);
  }
  return Found;
}

std::string spell(const SourceView &View, const Expr *E,
                  const std::map<const VarDecl *, std::string> &Names) {
  const SourceManager &SM = View.context().getSourceManager();
  std::string Text = View.wholeText(E);
  std::vector<const DeclRefExpr *> Refs;
  collect(E, Refs);
  unsigned Base = SM.getFileOffset(SM.getExpansionLoc(E->getBeginLoc()));
  llvm::sort(Refs, [&](const DeclRefExpr *A, const DeclRefExpr *B) {
    return SM.getFileOffset(SM.getExpansionLoc(A->getLocation())) >
           SM.getFileOffset(SM.getExpansionLoc(B->getLocation()));
  });
  for (const DeclRefExpr *Ref : Refs) {
    const auto *V = llvm::cast<VarDecl>(Ref->getDecl());
    auto It = Names.find(V);
    if (It == Names.end() || It->second == V->getName() ||
        Ref->getLocation().isMacroID())
      continue;
    unsigned At = SM.getFileOffset(Ref->getLocation()) - Base;
    if (At + V->getName().size() <= Text.size())
      Text.replace(At, V->getName().size(), It->second);
  }
  return Text;
}

static bool sameType(const ASTContext &Ctx, QualType A, QualType B) {
  return Ctx.hasSameUnqualifiedType(A, B);
}

// A parameter of F, or a variable at the top of its body, of type T.
static const VarDecl *variableOf(const ASTContext &Ctx, const FunctionDecl &F,
                                 QualType T) {
  for (const ParmVarDecl *P : F.parameters())
    if (sameType(Ctx, P->getType(), T))
      return P;
  for (const Stmt *S : llvm::cast<CompoundStmt>(F.getBody())->body())
    if (const auto *DS = dyn_cast<DeclStmt>(S))
      for (const Decl *D : DS->decls())
        if (const auto *V = dyn_cast<VarDecl>(D);
            V && V->hasInit() && sameType(Ctx, V->getType(), T))
          return V;
  return nullptr;
}

static std::string declaration(const ASTContext &Ctx, const VarDecl *V) {
  std::string Type = V->getType().getAsString(Ctx.getPrintingPolicy());
  return Type + (Type.back() == '*' ? "" : " ") + V->getNameAsString() + " = ";
}

// `x_set_drvdata(dev, V)` in From: V is x_get_drvdata() of the same in To.
static std::string fromDriverData(const SourceView &View,
                                  const FunctionDecl &From,
                                  const FunctionDecl &To, const VarDecl *V) {
  Syntax In(View, From);
  for (const CallExpr *Call : In.all<CallExpr>()) {
    const FunctionDecl *F = Call->getDirectCallee();
    llvm::StringRef Name = F && F->getIdentifier() ? F->getName() : "";
    size_t Set = Name.find("_set_");
    if (Call->getNumArgs() != 2 || Set == llvm::StringRef::npos ||
        !(Name.ends_with("drvdata") || Name.ends_with("clientdata")))
      continue;
    auto Names = [](const Expr *E) -> const ValueDecl * {
      const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
      return Ref ? Ref->getDecl() : nullptr;
    };
    const ValueDecl *Device = Names(Call->getArg(0));
    const VarDecl *Same =
        Device && Names(Call->getArg(1)) == V
            ? variableOf(View.context(), To, Device->getType())
            : nullptr;
    if (Same)
      return declaration(View.context(), V) + Name.take_front(Set).str() +
             "_get_" + Name.drop_front(Set + 5).str() + "(" +
             Same->getNameAsString() + ");";
  }
  return "";
}

std::optional<Translation> translate(const SourceView &View,
                                     const FunctionDecl &From,
                                     const FunctionDecl &To,
                                     llvm::ArrayRef<const Expr *> Exprs,
                                     const VarDecl *Skip) {
  Translation T;
  if (From.getCanonicalDecl() == To.getCanonicalDecl())
    return T;
  const ASTContext &Ctx = View.context();
  for (const Expr *E : Exprs)
    for (const VarDecl *V : localsOf(E)) {
      if (V == Skip || T.Names.count(V))
        continue;
      if (!V->getType()->isPointerType())
        return std::nullopt;
      if (const VarDecl *Same = variableOf(Ctx, To, V->getType())) {
        T.Names[V] = Same->getName();
        continue;
      }
      // Kept as the device's driver data, which the other function can ask for.
      if (std::string Kept = fromDriverData(View, From, To, V); !Kept.empty()) {
        T.Declarations.push_back(Kept);
        T.Names[V] = V->getName();
        continue;
      }
      // Declared from something that the other function has as well.
      if (!V->hasInit())
        return std::nullopt;
      for (const VarDecl *Root : localsOf(V->getInit())) {
        const VarDecl *Same = variableOf(Ctx, To, Root->getType());
        if (!Same)
          return std::nullopt;
        T.Names[Root] = Same->getName();
      }
      T.Declarations.push_back(declaration(Ctx, V) +
                               spell(View, V->getInit(), T.Names) + ";");
      T.Names[V] = V->getName();
    }
  return T;
}

} // namespace epf
