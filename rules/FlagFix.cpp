//===- FlagFix.cpp - A flag for what was requested ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/FlagFix.h"
#include "rules/Flagger.h"
#include "rules/Release.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

bool isOfDriver(const SourceView &View, const RecordDecl &R) {
  const SourceManager &SM = View.context().getSourceManager();
  return !SM.getFilename(SM.getExpansionLoc(R.getLocation()))
              .contains("include/");
}

bool isInMainFile(const SourceView &View, const Decl *D) {
  return D && !D->getLocation().isMacroID() &&
         View.context().getSourceManager().isInMainFile(D->getLocation());
}

const RecordDecl *pointee(QualType T) {
  const RecordDecl *R =
      T->isPointerType() ? T->getPointeeType()->getAsRecordDecl() : nullptr;
  return R ? R->getDefinition() : nullptr;
}

// The structs that a call names: what its key is a field of, and its dev_id.
std::vector<Object> Flagger::objectsOf(const CallExpr *Call,
                                       const CallModel &M) const {
  std::vector<Object> Found;
  auto Consider = [&](const Expr *E) {
    const RecordDecl *R = pointee(E->getType());
    if (R && R->isStruct() && isInMainFile(View, R) && isSteady(E))
      Found.push_back({R, View.wholeText(E)});
  };
  if (const auto *Field = dyn_cast_or_null<MemberExpr>(argument(Call, M.Key)))
    if (Field->isArrow())
      Consider(Field->getBase()->IgnoreParenImpCasts());
  if (const Expr *Cookie = argument(Call, M.Cookie))
    Consider(Cookie);
  return Found;
}

std::optional<Object> Flagger::objectIn(const FunctionDecl &F,
                                        const CallExpr *Call,
                                        const CallModel &M) const {
  for (const Object &O : objectsOf(Call, M))
    if (O.Record == Record)
      return O;
  for (const DeclRefExpr *Ref : Syntax(F).all<DeclRefExpr>())
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && View.isBefore(Ref, Call) && pointee(Ref->getType()) == Record)
      return Object{Record, V->getNameAsString()};
  return std::nullopt;
}

// Whether memory from Value, an allocation, is zero. It is made so where one
// letter does it. By its text, since allocations are macros.
bool Flagger::isCleared(const Expr *Value) {
  std::string Text = View.wholeText(Value);
  llvm::StringRef Call = Text;
  bool Managed = Call.consume_front("devm_");
  if (Call.consume_front("kmalloc(")) {
    P.replace(Value, (Managed ? "devm_kzalloc(" : "kzalloc(") + Call.str());
    return true;
  }
  return !Call.contains("malloc") && !Call.contains("memdup");
}

// Whether the function clears an object of the struct by hand. By its text,
// since memset() is a macro.
bool Flagger::isClearedIn(const Syntax &In) const {
  for (const CallExpr *Call : In.all<CallExpr>()) {
    std::string Whole = View.wholeText(Call);
    llvm::StringRef Text = Whole;
    if (!Text.consume_front("memset(") || !Text.contains(", 0, sizeof("))
      continue;
    Text = Text.take_front(Text.find(','));
    for (const DeclRefExpr *Ref : In.all<DeclRefExpr>())
      if (pointee(Ref->getType()) == Record && View.text(Ref) == Text)
        return true;
  }
  return false;
}

// Memory that is not cleared would hold a flag that says anything.
bool Flagger::startsAtZero() {
  for (const FunctionDecl *F : View.functions()) {
    Syntax In(*F);
    for (const DeclStmt *Local : In.all<DeclStmt>())
      for (const Decl *Each : Local->decls()) {
        const auto *V = dyn_cast<VarDecl>(Each);
        const RecordDecl *Own = V ? V->getType()->getAsRecordDecl() : nullptr;
        if (Own && Own->getDefinition() == Record && !V->isStaticLocal() &&
            !isClearedIn(In))
          return false;
        if (V && V->hasInit() && pointee(V->getType()) == Record &&
            !isCleared(V->getInit()))
          return false;
      }
    for (const BinaryOperator *Set : In.all<BinaryOperator>())
      if (Set->isAssignmentOp() &&
          pointee(Set->getLHS()->getType()) == Record &&
          !isCleared(Set->getRHS()))
        return false;
  }
  return true;
}

// The flag stands behind the number that it is about, or at the end; not where
// the preprocessor may take it out.
bool Flagger::declare() {
  const FieldDecl *At = nullptr;
  const auto *Key = dyn_cast_or_null<MemberExpr>(
      argument(S.Request->Site, S.Request->Model->Key));
  for (const FieldDecl *F : Record->fields()) {
    if (!isInMainFile(View, F) || F->getType()->isIncompleteArrayType() ||
        P.isConditional(Record->getBeginLoc(), F->getEndLoc()))
      continue;
    At = F;
    if (Key && Key->getMemberDecl() == F)
      break;
  }
  if (!At)
    return false;
  bool Same = Key && Key->getMemberDecl() == At;
  P.addField(*At, "bool", Flag,
             "whether " + (Same ? "@" + At->getName().str() : "the irq") +
                 " is requested");
  return true;
}

// Puts the flag where the check of the request leaves a success.
bool Flagger::setBehind(const FunctionDecl &F, const CallExpr *Site,
                        const CallModel &M) {
  Syntax There(F);
  auto O = objectIn(F, Site, M);
  if (!O || There.loop(Site))
    return false;
  std::string Name = O->Text + "->" + Flag;
  const Stmt *Own = There.statement(Site);
  const auto *Set = dyn_cast<BinaryOperator>(Own);
  const IfStmt *Check = dyn_cast<IfStmt>(Own);
  if (Check && Check->getCond()->IgnoreParenImpCasts() != Site)
    return false;
  if (Set) {
    if (Set->getOpcode() != BO_Assign ||
        Set->getRHS()->IgnoreParenImpCasts() != Site)
      return false;
    // The check stands behind it, or behind the branches it is one of.
    const Stmt *Next = Set;
    while (Next && !There.next(Next) && There.branch(Next))
      Next = There.branch(Next);
    Next = Next ? There.next(Next) : nullptr;
    std::string Result = View.text(Set->getLHS());
    // What only tells of it, a WARN_ON(), may stand in between.
    while (isa_and_nonnull<CallExpr, StmtExpr>(Next) &&
           llvm::StringRef(View.text(Next)).contains(Result))
      Next = There.next(Next);
    Check = dyn_cast_or_null<IfStmt>(Next);
    const Expr *Asked =
        Check ? Check->getCond()->IgnoreParenImpCasts() : nullptr;
    const auto *Not = dyn_cast_or_null<UnaryOperator>(Asked);
    if (Asked && (!llvm::StringRef(View.text(Asked)).contains(Result) ||
                  (Not && Not->getOpcode() == UO_LNot)))
      Check = nullptr;
    if (!Check) {
      P.insertAfter(There, Set,
                    {Name +
                     (M.On == Success::Zero ? " = !" + Result
                                            : " = " + Result + " >= 0") +
                     ";"});
      return true;
    }
  }
  if (!Check)
    return false;
  // Two requests, one or the other of which is made, may share it.
  if (!Told.insert(Check).second)
    return true;
  if (const Stmt *Else = Check->getElse()) {
    const auto *Block = dyn_cast<CompoundStmt>(Else);
    if (!Block || Block->body_empty())
      return false;
    GoesOn = true;
    P.insertAtHead(*Block, Name + " = true;");
  } else if (leaves(Check->getThen())) {
    P.insertAfter(There, Check, {Name + " = true;"});
  } else {
    GoesOn = true;
    P.addElse(There, Check, {Name + " = true;"});
  }
  return true;
}

// All requests in F that the free may be of.
bool Flagger::setBehindAll(const FunctionDecl &F) {
  const Expr *Key = argument(S.Request->Site, S.Request->Model->Key);
  Syntax There(F);
  return llvm::all_of(There.all<CallExpr>(), [&](const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const CallModel *Model = Callee ? callModel(*Callee) : nullptr;
    return !Model || !Model->Acquires ||
           Model->Kind != S.Request->Model->Kind ||
           View.folded(argument(Call, Model->Key)) != View.folded(Key) ||
           setBehind(F, Call, *Model);
  });
}

// What is given back to sleep is requested at first by another function than
// the one that wakes up, and is not requested as long as it sleeps.
bool Flagger::setBehindOthers() {
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  if (!S.Again)
    return true;
  for (const FunctionDecl *F : View.functions()) {
    if (F == &Taker || F == S.FreeIn || !isInMainFile(View, F))
      continue;
    if (!setBehindAll(*F))
      return false;
    Syntax In(*F);
    for (const CallExpr *Free : In.all<CallExpr>()) {
      if (!givesBack(View, Free, *S.Request) || endsDriver(F->getName()))
        continue;
      auto O = objectIn(*F, Free, *callModel(*Free->getDirectCallee()));
      if (!O || In.statement(Free) != Free)
        return false;
      if (!llvm::any_of(In.all<CallExpr>(), isRequest))
        P.insertAfter(In, Free, {O->Text + "->" + Flag + " = false;"});
    }
  }
  return true;
}

std::optional<Fix> Flagger::make() {
  if (!S.Free || !S.FreeIn || !S.Request->Model->isIrq())
    return std::nullopt;
  const CallModel *M = callModel(*S.Free->getDirectCallee());
  const Expr *Key = argument(S.Request->Site, S.Request->Model->Key);
  const auto *Field = dyn_cast_or_null<MemberExpr>(Key);
  llvm::StringRef Of = Field ? Field->getMemberDecl()->getName() : "irq";
  Flag = Of.str() + "_requested";
  const FunctionDecl &Taker = S.Request->Where->Of->function();
  std::vector<Object> All = objectsOf(S.Request->Site, *S.Request->Model);
  llvm::append_range(All, objectsOf(S.Free, *M));
  for (const Object &Each : All) {
    Record = Each.Record;
    if (!startsAtZero())
      continue;
    bool Known = llvm::any_of(Record->fields(), [&](const FieldDecl *F) {
      return F->getName() == Flag;
    });
    // Once it is there, it is only to be asked for.
    if (Known)
      return ask() ? P.take() : std::nullopt;
    if (!objectIn(Taker, S.Request->Site, *S.Request->Model) || !ask() ||
        !declare())
      continue;
    if (!setBehindAll(Taker) || !setBehindOthers())
      return std::nullopt;
    if (GoesOn)
      askElsewhere();
    return P.take();
  }
  return std::nullopt;
}

std::optional<Fix> flagInStruct(const SourceView &View, const StrayFree &S) {
  return Flagger(View, S).make();
}

} // namespace epf
