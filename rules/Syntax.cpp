//===- Syntax.cpp - Questions about the shape of a function ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Syntax.h"
#include "matchers/Calls.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

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

Syntax::Syntax(const FunctionDecl &F) : F(F), Parents(F.getBody()) {
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
  // What a macro's ({ ... }) says is part of the statement that uses it.
  for (const Stmt *Up = S; Up; Up = parent(Up))
    if (isa<StmtExpr>(Up))
      S = Up;
  for (const Stmt *Up = parent(S); Up; S = Up, Up = parent(S))
    if (isBlockLike(Up, S))
      return S;
  return S;
}

// `do { } while (0)`, as macros have it, runs once.
static bool runsOnce(const Stmt *S, const ASTContext &Ctx) {
  const auto *Do = dyn_cast<DoStmt>(S);
  Expr::EvalResult Again;
  return Do && Do->getCond()->EvaluateAsInt(Again, Ctx) &&
         Again.Val.getInt() == 0;
}

const Stmt *Syntax::loop(const Stmt *S) const {
  for (; S; S = parent(S))
    if (isa<ForStmt, WhileStmt, DoStmt>(S) && !runsOnce(S, F.getASTContext()))
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

const Stmt *Syntax::previous(const Stmt *S) const {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(parent(S));
  const Stmt *Before = nullptr;
  if (Block)
    for (const Stmt *Each : Block->body()) {
      if (Each == S)
        return Before;
      Before = Each;
    }
  return nullptr;
}

const IfStmt *Syntax::branch(const Stmt *S) const {
  for (const Stmt *Up = parent(S); Up; S = Up, Up = parent(S))
    if (const auto *If = dyn_cast<IfStmt>(Up); If && If->getCond() != S)
      return If;
  return nullptr;
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
    // What a macro such as min() declares for itself is not the driver's.
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->isLocalVarDeclOrParm() && !V->getLocation().isMacroID())
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

const VarDecl *indexOf(const Expr *E) {
  if (E)
    for (const VarDecl *V : localsOf(E))
      if (V->getType()->isIntegerType())
        return V;
  return nullptr;
}

bool isSteady(const Expr *E) {
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (!F || helperOf(*F) != Helper::Pure)
      return false;
  }
  return llvm::all_of(E->children(), [](const Stmt *Child) {
    return !Child || !isa<Expr>(Child) || isSteady(llvm::cast<Expr>(Child));
  });
}

const Stmt *bodyOf(const Stmt *Loop) {
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    return For->getBody();
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return While->getBody();
  return llvm::cast<DoStmt>(Loop)->getBody();
}

const VarDecl *counterOf(const Stmt *Loop) {
  const auto *For = dyn_cast_or_null<ForStmt>(Loop);
  const auto *Inc =
      For ? dyn_cast_or_null<UnaryOperator>(For->getInc()) : nullptr;
  if (!Inc || !Inc->isIncrementOp())
    return nullptr;
  const auto *Ref =
      dyn_cast<DeclRefExpr>(Inc->getSubExpr()->IgnoreParenImpCasts());
  return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
}

const Expr *startOf(const Stmt *Loop, const VarDecl *I) {
  const auto *For = dyn_cast_or_null<ForStmt>(Loop);
  const Stmt *Init = For ? For->getInit() : nullptr;
  if (const auto *D = dyn_cast_or_null<DeclStmt>(Init))
    return llvm::is_contained(D->decls(), I) ? I->getInit() : nullptr;
  const auto *Set = dyn_cast_or_null<BinaryOperator>(Init);
  const auto *Ref =
      Set && Set->getOpcode() == BO_Assign
          ? dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParenImpCasts())
          : nullptr;
  return Ref && Ref->getDecl() == I ? Set->getRHS() : nullptr;
}

const Expr *conditionOf(const Stmt *Loop) {
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    return For->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return While->getCond();
  return llvm::cast<DoStmt>(Loop)->getCond();
}

// Puts Name where the text has the Length bytes at At.
static void putName(std::string &Text, size_t At, size_t Length,
                    llvm::StringRef Name) {
  llvm::StringRef Behind = llvm::StringRef(Text).substr(At + Length);
  bool Member = Behind.starts_with("->");
  std::string Put = Name.str();
  if (Member && Name.consume_front("&"))
    return void(Text.replace(At, Length + 2, Name.str() + "."));
  bool Plain = llvm::all_of(Name, [](char C) {
    return llvm::isAlnum(C) || C == '_' || C == '-' || C == '>' || C == '.' ||
           C == '[' || C == ']';
  });
  if ((Member || Behind.starts_with("[")) && !Plain)
    Put = "(" + Put + ")";
  Text.replace(At, Length, Put);
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
      putName(Text, At, V->getName().size(), It->second);
  }
  return Text;
}

} // namespace epf
