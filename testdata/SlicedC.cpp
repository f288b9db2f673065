//===- SlicedC.cpp - C snippets with a slice of them ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "testdata/SlicedC.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/ErrorHandling.h"

using namespace clang;

namespace epf {

static constexpr llvm::StringLiteral Prelude = R"(
#include <linux/interrupt.h>
struct foo { int irq, speed, notes, *count; bool has_irq; };
irqreturn_t event(int irq, void *data);
int unknown(void);
void trace(struct foo *f);
)";

SlicedC::SlicedC(llvm::StringRef Snippet, bool Answers, llvm::StringRef Next)
    : C((Prelude + Snippet).str()), Bell(Doorbell::find(C.context())),
      Unit(C.context(), [this](const FieldDecl *F) { return Bell.owns(F); }),
      Digested(Unit, Bell, {}) {
  if (!Next.empty())
    After.emplace(Digested, function(Next), false, nullptr);
  Of.emplace(Digested, function("f"), Answers, After ? &*After : nullptr);
}

const Body &SlicedC::body(llvm::StringRef Function) {
  return *Unit.body(function(Function));
}

std::string SlicedC::spell(const Stmt *S) const {
  const ASTContext &Ctx = C.context();
  return Lexer::getSourceText(
             CharSourceRange::getTokenRange(S->getSourceRange()),
             Ctx.getSourceManager(), Ctx.getLangOpts())
      .str();
}

const CFGBlock *SlicedC::branch(llvm::StringRef Condition,
                                llvm::StringRef Function) {
  for (const CFGBlock *B : body(Function).graph())
    if (const Stmt *S =
            B->succ_size() > 1 ? B->getTerminatorCondition(false) : nullptr;
        S && spell(S) == Condition)
      return B;
  llvm::report_fatal_error("no branch on " + llvm::Twine(Condition));
}

const CFGBlock *SlicedC::callOf(llvm::StringRef Callee,
                                llvm::StringRef Function) {
  for (const CFGBlock *B : body(Function).graph())
    for (const CFGElement &E : *B)
      if (auto S = E.getAs<CFGStmt>())
        if (const auto *Call = dyn_cast<CallExpr>(S->getStmt());
            Call && Call->getDirectCallee() == function(Callee))
          return B;
  llvm::report_fatal_error("no call of " + llvm::Twine(Callee));
}

bool SlicedC::isRead(llvm::StringRef Member) {
  struct Finder : RecursiveASTVisitor<Finder> {
    const SlicedC *In;
    llvm::StringRef Text;
    const MemberExpr *Found = nullptr;
    bool VisitMemberExpr(MemberExpr *E) {
      if (!Found && In->spell(E) == Text)
        Found = E;
      return true;
    }
  } Look;
  Look.In = this;
  Look.Text = Member;
  Look.TraverseStmt(function("f")->getBody());
  if (!Look.Found)
    llvm::report_fatal_error("no " + llvm::Twine(Member));
  return Of->isRead(Look.Found);
}

} // namespace epf
