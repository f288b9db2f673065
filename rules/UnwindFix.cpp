//===- UnwindFix.cpp - Repairs for frees of what is not held --------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/UnwindFix.h"

using namespace clang;

namespace epf {

namespace {

class Mender {
public:
  Mender(const SourceView &View, const StrayFree &S)
      : View(View), S(S), Here(View, *S.Function) {}

  std::vector<Fix> all() {
    add(disarm());
    if (S.Twice)
      add(takeOut());
    add(jumpPast());
    add(skipAlike());
    add(guardAlike());
    add(countDown());
    if (!S.Twice)
      add(takeOut());
    return std::move(Found);
  }

private:
  void add(std::optional<Fix> F) {
    if (F)
      Found.push_back(std::move(*F));
  }

  std::optional<Fix> takeOut();
  std::optional<Fix> disarm();
  std::optional<Fix> jumpPast();
  std::optional<Fix> skipAlike();
  std::optional<Fix> guardAlike();
  std::optional<Fix> countDown();
  const CallExpr *freeCall() const;

  const SourceView &View;
  const StrayFree &S;
  Syntax Here;
  std::vector<Fix> Found;
};

} // namespace

// The free itself, if Where is not a call of a function that frees.
const CallExpr *Mender::freeCall() const {
  const auto *Call = dyn_cast<CallExpr>(S.Where);
  const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
  const CallModel *M = F ? callModel(*F) : nullptr;
  return M && !M->Acquires ? Call : nullptr;
}

std::optional<Fix> Mender::takeOut() {
  if (!isa<CallExpr>(S.Where))
    return std::nullopt;
  Patch P(View, "take out " + callName(llvm::cast<CallExpr>(S.Where)),
          Applicability::Review);
  P.remove(Here, S.Where);
  return P.take();
}

// What a scope's end would free is taken out of its hands.
std::optional<Fix> Mender::disarm() {
  if (!S.Armed || !S.Armed->getType()->isPointerType())
    return std::nullopt;
  Patch P(View, "disarm '" + S.Armed->getNameAsString() + "' before leaving",
          Applicability::Review);
  P.insertBefore(Here, S.Where, {S.Armed->getNameAsString() + " = NULL;"});
  return P.take();
}

// The jump goes to the label behind the free; if there is none, one is put
// there.
std::optional<Fix> Mender::jumpPast() {
  if (!S.From)
    return std::nullopt;
  const Stmt *Top = Here.statement(S.Where);
  while (Here.parent(Top) && !(isa<CompoundStmt>(Here.parent(Top)) &&
                               Here.parent(Top) == S.Function->getBody()))
    Top = Here.parent(Top);
  const Stmt *Behind = Here.parent(Top) ? Here.next(Top) : nullptr;
  if (!Behind)
    return std::nullopt;
  if (const auto *L = dyn_cast<LabelStmt>(Behind)) {
    if (L->getDecl() == S.From->getLabel())
      return std::nullopt;
    Patch P(View,
            std::string("go to '") + L->getName() +
                "', behind what is not held",
            Applicability::Safe);
    P.replace(S.From, std::string("goto ") + L->getName());
    return P.take();
  }
  llvm::StringRef Old = S.From->getLabel()->getName();
  std::string Name =
      unusedName(*S.Function, Old.starts_with("err") ? "err_held" : "out_held");
  if (isa<ReturnStmt>(Behind))
    Name = unusedName(*S.Function,
                      Old.starts_with("err") ? "err_return" : "out_return");
  Patch P(View, "go past what is not held", Applicability::Safe);
  P.label(Behind, Name);
  P.replace(S.From, "goto " + Name);
  return P.take();
}

static const VarDecl *indexOf(const Expr *Key) {
  if (Key)
    for (const VarDecl *V : localsOf(Key))
      if (V->getType()->isIntegerType())
        return V;
  return nullptr;
}

// The request loop skips some rounds: the free skips them too.
std::optional<Fix> Mender::skipAlike() {
  const CallExpr *Free = freeCall();
  if (!Free || !S.Request || !Here.loop(Free))
    return std::nullopt;
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  Syntax There(View, Taker);
  const Stmt *Loop = There.loop(S.Request->Site);
  if (!Loop)
    return std::nullopt;
  const VarDecl *I = indexOf(S.Request->Site->getArg(S.Request->Model->Key));
  const CallModel *M = callModel(*Free->getDirectCallee());
  const VarDecl *J = indexOf(Free->getArg(M->Key));
  std::vector<std::string> Skips;
  for (const ContinueStmt *Continue : There.within<ContinueStmt>(Loop)) {
    const Stmt *Up = There.parent(Continue);
    if (Up && isa<CompoundStmt>(Up))
      Up = There.parent(Up);
    const auto *If = dyn_cast_or_null<IfStmt>(Up);
    if (!If || If->getBeginLoc() > S.Request->Site->getBeginLoc())
      continue;
    auto T = translate(View, Taker, *S.Function, {If->getCond()}, I);
    if (!T || !T->Declarations.empty())
      return std::nullopt;
    if (I && J)
      T->Names[I] = J->getName();
    Skips.push_back("if (" + spell(View, If->getCond(), T->Names) + ")");
    Skips.push_back("\tcontinue;");
  }
  if (Skips.empty())
    return std::nullopt;
  Patch P(View, "skip what the request skips", Applicability::Safe);
  P.insertBefore(Here, Free, Skips);
  return P.take();
}

// The request stands under a condition: the free gets it.
std::optional<Fix> Mender::guardAlike() {
  if (!S.Request || !isa<CallExpr>(S.Where))
    return std::nullopt;
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  Syntax There(View, Taker);
  for (const Stmt *Up = S.Request->Site; Up; Up = There.parent(Up)) {
    const auto *If = dyn_cast_or_null<IfStmt>(There.parent(Up));
    if (!If || If->getThen() != Up)
      continue;
    auto T = translate(View, Taker, *S.Function, {If->getCond()});
    if (!T)
      return std::nullopt;
    Patch P(View, "free under the condition of the request",
            Applicability::Review);
    P.declare(*S.Function, T->Declarations);
    P.guard(Here, S.Where, spell(View, If->getCond(), T->Names));
    return P.take();
  }
  return std::nullopt;
}

// An unwind loop that is nothing but the free becomes the usual `while (i--)`.
std::optional<Fix> Mender::countDown() {
  const CallExpr *Free = freeCall();
  const Stmt *Loop = Free ? Here.loop(Free) : nullptr;
  if (!Loop || !S.Request || &S.Request->Where->Of->function() != S.Function)
    return std::nullopt;
  const Stmt *Requests = Here.loop(S.Request->Site);
  const Stmt *Body = nullptr;
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    Body = For->getBody();
  else if (const auto *While = dyn_cast<WhileStmt>(Loop))
    Body = While->getBody();
  else if (const auto *Do = dyn_cast<DoStmt>(Loop))
    Body = Do->getBody();
  if (const auto *Block = dyn_cast<CompoundStmt>(Body))
    Body = Block->size() == 1 ? Block->body_front() : nullptr;
  const VarDecl *I = indexOf(S.Request->Site->getArg(S.Request->Model->Key));
  if (!Body || Body != Here.statement(Free) || !I || !Requests)
    return std::nullopt;
  // The call as for element i, whatever it did to its index so far.
  const CallModel *M = callModel(*Free->getDirectCallee());
  std::string Call = M->Name.str() + "(";
  for (unsigned A = 0; A < Free->getNumArgs(); ++A) {
    const Expr *From = int(A) == M->Key
                           ? S.Request->Site->getArg(S.Request->Model->Key)
                           : Free->getArg(A);
    Call += (A ? ", " : "") + View.wholeText(From->IgnoreParenImpCasts());
  }
  Patch P(View, "free just what the rounds before have requested",
          Applicability::Safe);
  std::string Indent = P.indentOf(Loop);
  bool SemiInside =
      !isa<DoStmt>(Loop) &&
      !isa<CompoundStmt>(isa<ForStmt>(Loop)
                             ? llvm::cast<ForStmt>(Loop)->getBody()
                             : llvm::cast<WhileStmt>(Loop)->getBody());
  P.replace(Loop, "while (" + I->getNameAsString() + "--)\n" + Indent + "\t" +
                      Call + ")" +
                      (SemiInside || isa<DoStmt>(Loop) ? "" : ";"));
  return P.take();
}

std::vector<Fix> mendStrayFree(const SourceView &View, const StrayFree &S) {
  return Mender(View, S).all();
}

} // namespace epf
