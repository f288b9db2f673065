//===- Plant.cpp - Planting one fault each --------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every edit replaces the text of one node of the syntax tree, so that it does
// what its class says and nothing else. Nodes that a macro wrote are left
// alone.
//
//===----------------------------------------------------------------------===//

#include "paths/Facts.h"
#include "rules/Syntax.h"
#include "tool/mutate/Classes.h"
#include "tool/mutate/Vain.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace epf {

namespace {

/// Plants into one unit.
class Planter {
public:
  explicit Planter(ASTContext &Ctx) : Ctx(Ctx), View(Ctx), Pairs(Ctx) {}

  std::vector<Mutant> all() {
    for (const IrqPair &P : Pairs.all()) {
      Syntax In(*P.Free.In->getDefinition());
      dropFree(P, In);
      skipFree(P, In);
      changeCookie(P);
      changeUnwinding(P, In);
      changeForm(P);
      dropGuard(P, In);
    }
    return std::move(Mutants);
  }

private:
  /// The offset and length of Range; nothing if a macro had a hand in it.
  std::optional<std::pair<unsigned, unsigned>> extent(SourceRange Range) const {
    const SourceManager &SM = Ctx.getSourceManager();
    if (Range.getBegin().isMacroID() || Range.getEnd().isMacroID() ||
        !SM.isInMainFile(Range.getBegin()))
      return std::nullopt;
    SourceLocation End =
        Lexer::getLocForEndOfToken(Range.getEnd(), 0, SM, Ctx.getLangOpts());
    unsigned From = SM.getFileOffset(Range.getBegin());
    return std::pair(From, SM.getFileOffset(End) - From);
  }

  void plant(const MistakeClass &Class, const IrqPair &P, SourceRange Range,
             std::string Text, std::string Apart = "") {
    auto Where = extent(Range);
    if (!Where)
      return;
    const SourceManager &SM = Ctx.getSourceManager();
    Mutant M;
    M.Class = &Class;
    M.Change = {"", Where->first, Where->second, std::move(Text)};
    M.Line = SM.getExpansionLineNumber(Range.getBegin());
    M.Was = SM.getBufferData(SM.getMainFileID())
                .substr(Where->first, Where->second)
                .str();
    if (auto Free = extent(P.Free.Call->getSourceRange())) {
      std::string Call = View.wholeText(P.Free.Call);
      M.Control = {"", Free->first, Free->second,
                   "(" + Call + ", " + Call + ")"};
    }
    M.Function = functionAt(P, Range.getBegin())->getNameAsString();
    addCallers(M, P.Request.In);
    for (const IrqPair &Each : Pairs.all())
      if (Each.Request.Call == P.Request.Call)
        addCallers(M, Each.Free.In);
    llvm::sort(M.Related);
    M.Apart = Apart.empty() && P.Where == Place::Elsewhere ? NoTable : Apart;
    M.CallerMayFree = P.Where == Place::Unwinding && Pairs.mayCallerFree(P);
    Mutants.push_back(std::move(M));
  }

  void addCallers(Mutant &M, const FunctionDecl *Of) const {
    for (const FunctionDecl *F : Pairs.callers(Of))
      if (!llvm::is_contained(M.Related, F->getName()))
        M.Related.push_back(F->getNameAsString());
  }

  /// The one of the pair's functions that holds Where.
  const FunctionDecl *functionAt(const IrqPair &P, SourceLocation Where) const {
    SourceRange Body = P.Request.In->getDefinition()->getSourceRange();
    return Body.getBegin() < Where && Where < Body.getEnd() ? P.Request.In
                                                            : P.Free.In;
  }

  /// The free as a statement of its own, or null.
  const Stmt *asStatement(const IrqPair &P, const Syntax &In) const {
    const Stmt *S = In.statement(P.Free.Call);
    const auto *E = dyn_cast<Expr>(S);
    return E && E->IgnoreParenCasts() == P.Free.Call ? S : nullptr;
  }

  void dropFree(const IrqPair &P, const Syntax &In) {
    if (const Stmt *Free = asStatement(P, In))
      plant(P.Where == Place::Unwinding ? DroppedUnwinding : DroppedTeardown, P,
            Free->getSourceRange(), "", whyNone(P, In));
  }

  static const char *leftToCore(const IrqPair &P) {
    return P.Request.Model->Managed ? CoreFrees : "";
  }

  /// Why nothing is lost where the free is not come to, or an empty string.
  static const char *whyNone(const IrqPair &P, const Syntax &In) {
    return isFreeNeverCome(P, In) ? NeverCome : leftToCore(P);
  }

  static bool isFreeNeverCome(const IrqPair &P, const Syntax &In) {
    const Stmt *After = P.Request.In == P.Free.In ? P.Request.Call : nullptr;
    return P.Where == Place::Unwinding && isBehindNever(In, P.Free.Call, After);
  }

  // Jumps behind the request to a label whose statements, up to the return,
  // hold the free without a condition.
  void skipFree(const IrqPair &P, const Syntax &In) {
    const Stmt *Free = asStatement(P, In);
    if (P.Where != Place::Unwinding || !Free)
      return;
    for (const GotoStmt *Jump : In.all<GotoStmt>()) {
      if (P.Request.In == P.Free.In &&
          Jump->getBeginLoc() < P.Request.Call->getEndLoc())
        continue;
      const LabelStmt *Next = nullptr;
      const ReturnStmt *Return = nullptr;
      bool Frees = false, Ends = false;
      const Stmt *S = Jump->getLabel()->getStmt();
      while (S && !Return) {
        for (; const auto *L = dyn_cast<LabelStmt>(S); S = L->getSubStmt())
          if (Frees && !Next)
            Next = L;
        Frees |= S == Free;
        Return = dyn_cast<ReturnStmt>(S);
        const Stmt *Behind = In.next(S);
        Ends = !Behind;
        S = Behind;
      }
      if (!Frees)
        continue;
      const char *Why = isNeverCome(In, Jump) ? NeverCome : leftToCore(P);
      auto Instead = [&](const MistakeClass &Class, std::string Text) {
        plant(Class, P, Jump->getSourceRange(), std::move(Text), Why);
        controlOnTheWay(P, *Jump);
      };
      if (Next)
        Instead(LaterLabel, std::string("goto ") + Next->getName());
      if (Return)
        Instead(ReturnEarly, View.wholeText(Return));
      else if (Ends && P.Free.In->getReturnType()->isVoidType())
        Instead(ReturnEarly, "return");
    }
  }

  // For the mutant planted last, which changes Jump: what the jump leads to is
  // freed in front of it as well.
  void controlOnTheWay(const IrqPair &P, const GotoStmt &Jump) {
    if (auto Where = extent(Jump.getSourceRange()))
      Mutants.back().OnTheWay = {
          "", Where->first, Where->second,
          "do { " + View.wholeText(P.Free.Call) + "; goto " +
              Jump.getLabel()->getName().str() + "; } while (0)"};
  }

  static const RecordDecl *record(QualType T) {
    return T->isPointerType() ? T->getPointeeType()->getAsRecordDecl()
                              : nullptr;
  }

  /// Parameters of F, and its variables that hold something before Where.
  std::vector<const VarDecl *> known(const FunctionDecl *F,
                                     SourceLocation Where) const {
    const FunctionDecl *Def = F->getDefinition();
    std::vector<const VarDecl *> Found(Def->param_begin(), Def->param_end());
    if (const auto *Body = dyn_cast<CompoundStmt>(Def->getBody()))
      for (const Stmt *S : Body->body())
        if (const auto *Decls = dyn_cast<DeclStmt>(S);
            Decls && Decls->getBeginLoc() < Where)
          for (const Decl *D : Decls->decls())
            if (const auto *V = dyn_cast<VarDecl>(D); V && V->hasInit())
              Found.push_back(V);
    llvm::erase_if(Found,
                   [](const VarDecl *V) { return V->getName().empty(); });
    return Found;
  }

  void changeCookie(const IrqPair &P) {
    const Expr *Cookie = P.Free.cookie()->IgnoreParenCasts();
    const RecordDecl *Of = record(Cookie->getType());
    std::string Text = "NULL";
    for (const VarDecl *V : known(P.Free.In, P.Free.Call->getBeginLoc()))
      if (const RecordDecl *Other = record(V->getType());
          Of && Other && !mayBeginAlike(Ctx, Of, Other)) {
        Text = V->getNameAsString();
        break;
      }
    Syntax In(*P.Free.In->getDefinition());
    if (View.text(Cookie) != Text)
      plant(OtherCookie, P, P.Free.cookie()->getSourceRange(), Text,
            isFreeNeverCome(P, In) ? NeverCome : "");
  }

  static const Expr *condition(const Stmt *Loop) {
    if (const auto *For = dyn_cast<ForStmt>(Loop))
      return For->getCond();
    if (const auto *While = dyn_cast<WhileStmt>(Loop))
      return While->getCond();
    return cast<DoStmt>(Loop)->getCond();
  }

  /// Why a loop that goes further, or less far, makes no difference.
  struct Idle {
    const char *More, *Less;
  };

  // The loop begins with the second.
  void changeStart(const MistakeClass &Class, const IrqPair &P,
                   const Stmt *Loop, const Idle &Why) {
    const auto *For = dyn_cast<ForStmt>(Loop);
    const auto *Start =
        For ? dyn_cast_or_null<BinaryOperator>(For->getInit()) : nullptr;
    if (Start && Start->getOpcode() == BO_Assign)
      if (const auto *Zero =
              dyn_cast<IntegerLiteral>(Start->getRHS()->IgnoreParenImpCasts());
          Zero && Zero->getValue() == 0)
        plant(Class, P, Zero->getSourceRange(), "1", Why.Less);
  }

  // The loop's bound takes in one more or one less.
  void changeBound(const MistakeClass &Class, const IrqPair &P,
                   const Stmt *Loop, const Idle &Why) {
    changeStart(Class, P, Loop, Why);
    const Expr *Condition = condition(Loop);
    if (!Condition)
      return;
    Condition = Condition->IgnoreParenImpCasts();
    if (const auto *Unary = dyn_cast<UnaryOperator>(Condition);
        Unary && Unary->getOpcode() == UO_PostDec)
      return plant(Class, P, Condition->getSourceRange(),
                   View.wholeText(Condition) + " > 1", Why.Less);
    const auto *Compare = dyn_cast<BinaryOperator>(Condition);
    if (!Compare || !Compare->isRelationalOp())
      return;
    static constexpr const char *Swapped[] = {"<=", ">=", "<", ">"};
    static_assert(BO_GT - BO_LT == 1 && BO_LE - BO_LT == 2 &&
                  BO_GE - BO_LT == 3);
    bool More = Compare->getOpcode() == BO_LT || Compare->getOpcode() == BO_GT;
    plant(Class, P, Compare->getOperatorLoc(),
          Swapped[Compare->getOpcode() - BO_LT], More ? Why.More : Why.Less);
  }

  void changeUnwinding(const IrqPair &P, const Syntax &In) {
    Syntax Around(*P.Request.In->getDefinition());
    const Stmt *Gives = In.loop(P.Free.Call);
    const Stmt *Takes = Around.loop(P.Request.Call);
    const char *Left = leftToCore(P);
    bool Unwinds = P.Where == Place::Unwinding;
    if (Gives && Gives != Takes)
      changeBound(Unwinds ? UnwindBound : LoopBound, P, Gives, {"", Left});
    if (Takes)
      changeBound(LoopBound, P, Takes, {Gives == Takes ? "" : Left, ""});
  }

  /// An expression for the device, or an empty string.
  std::string deviceAt(const IrqCall &C) const {
    auto IsDevice = [](QualType T) {
      const RecordDecl *R = T->getAsRecordDecl();
      return R && R->getName() == "device";
    };
    for (const VarDecl *V : known(C.In, C.Call->getBeginLoc())) {
      const RecordDecl *R = record(V->getType());
      if (R && R->getName() == "device")
        return V->getNameAsString();
      if (R && R->getDefinition())
        for (const FieldDecl *Field : R->getDefinition()->fields())
          if (Field->getName() == "dev" && IsDevice(Field->getType()))
            return "&" + V->getNameAsString() + "->dev";
    }
    return "";
  }

  void changeForm(const IrqPair &P) {
    llvm::StringRef Request = P.Request.Model->Name, Free = P.Free.Model->Name;
    if (!P.Request.Model->Managed && callModel(("devm_" + Request).str())) {
      std::string Device = deviceAt(P.Request);
      if (!Device.empty() && P.Request.Call->getNumArgs() > 0)
        plant(MadeManaged, P,
              {P.Request.Call->getBeginLoc(),
               P.Request.Call->getArg(0)->getEndLoc()},
              ("devm_" + Request + "(" + Device + ", " +
               View.wholeText(P.Request.Call->getArg(0)))
                  .str());
    }
    if (P.Free.Model->Managed && Free.consume_front("devm_"))
      plant(FreedPlain, P,
            {P.Free.Call->getBeginLoc(), P.Free.Call->getArg(1)->getEndLoc()},
            (Free + "(" + View.wholeText(P.Free.Call->getArg(1))).str());
  }

  /// The members and variables that S names.
  void namesIn(const Stmt *S, llvm::DenseSet<const ValueDecl *> &Into) const {
    if (const auto *Member = dyn_cast<MemberExpr>(S)) {
      Into.insert(Member->getMemberDecl());
      return;
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
        Ref && isa<VarDecl>(Ref->getDecl()))
      Into.insert(Ref->getDecl());
    for (const Stmt *Child : S->children())
      if (Child)
        namesIn(Child, Into);
  }

  /// True if a condition that the request is under names one of Guard's, or
  /// sets one of them to a number beside the request.
  bool canBeFalse(const IrqPair &P,
                  const llvm::DenseSet<const ValueDecl *> &Guard) const {
    Syntax Around(*P.Request.In->getDefinition());
    auto Shares = [&](const Expr *E) {
      llvm::DenseSet<const ValueDecl *> Names;
      namesIn(E, Names);
      return llvm::any_of(
          Names, [&](const ValueDecl *D) { return Guard.count(D) != 0; });
    };
    auto Sets = [&](const BinaryOperator *Set) {
      return Set->getOpcode() == BO_Assign && Shares(Set->getLHS()) &&
             Set->getRHS()->isEvaluatable(Ctx);
    };
    return llvm::any_of(Around.all<IfStmt>(), [&](const IfStmt *If) {
      return Around.isWithin(P.Request.Call, If->getThen()) &&
             (Shares(If->getCond()) ||
              llvm::any_of(Around.within<BinaryOperator>(If->getThen()), Sets));
    });
  }

  void dropGuard(const IrqPair &P, const Syntax &In) {
    const Stmt *Free = asStatement(P, In);
    const Stmt *Body = Free;
    if (!Body)
      return;
    const auto *Block = dyn_cast_or_null<CompoundStmt>(In.parent(Body));
    if (Block && Block->size() == 1)
      Body = Block;
    const auto *If = dyn_cast_or_null<IfStmt>(In.parent(Body));
    if (!If || If->getThen() != Body || If->getElse())
      return;
    llvm::DenseSet<const ValueDecl *> Guard;
    namesIn(If->getCond(), Guard);
    plant(GuardDropped, P, {If->getBeginLoc(), Free->getEndLoc()},
          (Block == Body ? "{ " : "") + View.wholeText(Free),
          !canBeFalse(P, Guard) ? GuardIdle
          : !P.Request.Model->Managed &&
                  isFalseBelowZero(View, If->getCond(), P.Free.key())
              ? NoLine
              : "");
  }

  ASTContext &Ctx;
  SourceView View;
  IrqPairs Pairs;
  std::vector<Mutant> Mutants;
};

} // namespace

std::vector<Mutant> mutantsOf(ASTContext &Ctx, unsigned PerClass) {
  std::vector<Mutant> All = Planter(Ctx).all();
  auto Rank = [](const Mutant &M) {
    return std::tuple(M.Class->Name, !M.Apart.empty(), M.Change.Offset,
                      M.Change.Replacement);
  };
  llvm::sort(
      All, [&](const Mutant &A, const Mutant &B) { return Rank(A) < Rank(B); });
  auto Same = [&](const Mutant &A, const Mutant &B) {
    return Rank(A) == Rank(B);
  };
  All.erase(std::unique(All.begin(), All.end(), Same), All.end());
  std::vector<Mutant> Chosen;
  unsigned Taken = 0;
  for (Mutant &M : All) {
    Taken = Chosen.empty() || Chosen.back().Class != M.Class ? 0 : Taken;
    if (Taken++ < PerClass)
      Chosen.push_back(std::move(M));
  }
  return Chosen;
}

} // namespace epf
