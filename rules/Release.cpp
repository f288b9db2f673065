//===- Release.cpp - What gives back what was taken -----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Release.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

// The call that gives back what Model takes: Calls.def has one for each.
static const CallModel *counterpart(const CallModel &Model) {
  for (llvm::StringRef Name : callNames()) {
    const CallModel *M = callModel(Name);
    if (!M->Acquires && M->Kind == Model.Kind && M->Managed == Model.Managed)
      return M;
  }
  return nullptr;
}

std::vector<const Expr *> releaseArguments(const Holding &H) {
  std::vector<const Expr *> Args;
  for (int I : {H.Model->Key, H.Model->Cookie, H.Model->Owner})
    if (const Expr *A = argument(H.Site, I))
      Args.push_back(A);
  return Args;
}

std::string releaseCall(const SourceView &View, const Holding &H,
                        const std::map<const VarDecl *, std::string> &Names) {
  const CallModel *Back = counterpart(*H.Model);
  if (!Back)
    return "";
  std::string Text = Back->Name.str() + "(";
  int Last = std::max({Back->Owner, Back->Key, Back->Cookie});
  for (int I = 0; I <= Last; ++I) {
    int From = I == Back->Owner ? H.Model->Owner
               : I == Back->Key ? H.Model->Key
                                : H.Model->Cookie;
    const Expr *Arg = argument(H.Site, From);
    if (!Arg)
      return "";
    Text += (I ? ", " : "") + spell(View, Arg, Names);
  }
  return Text + ")";
}

// The field that a key is read from: "irq" of "p->line[i].irq".
static const ValueDecl *fieldOf(const Expr *Key) {
  Key = Key->IgnoreParenImpCasts();
  while (const auto *Sub = dyn_cast<ArraySubscriptExpr>(Key))
    Key = Sub->getBase()->IgnoreParenImpCasts();
  if (const auto *Mem = dyn_cast<MemberExpr>(Key))
    return Mem->getMemberDecl();
  const auto *Ref = dyn_cast<DeclRefExpr>(Key);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && !V->isLocalVarDeclOrParm() ? V : nullptr;
}

bool sameWords(const SourceView &View, const Expr *A, const Expr *B) {
  auto Words = [&](const Expr *E) {
    std::string Text = View.folded(E->IgnoreParenImpCasts());
    llvm::erase(Text, ' ');
    return Text;
  };
  return Words(A) == Words(B);
}

// Whether the function that took H copies the number between Field and the
// argument that it requested: `irq = p->irqs[i]` in front of the request, or
// `board->irq = dev->irq` behind it.
static bool isCopied(const SourceView &View, const Holding &H,
                     const ValueDecl *Field) {
  const Expr *Taken = argument(H.Site, H.Model->Key);
  std::string Text = View.folded(Taken);
  Syntax In(H.Where->Of->function());
  return llvm::any_of(In.all<BinaryOperator>(), [&](const auto *Set) {
    if (Set->getOpcode() != BO_Assign)
      return false;
    bool Before = View.isBefore(Set, H.Site);
    const Expr *Copy = Before ? Set->getRHS() : Set->getLHS();
    const Expr *Own = Before ? Set->getLHS() : Set->getRHS();
    return View.folded(Own) == Text && fieldOf(Copy) == Field;
  });
}

bool givesBack(const SourceView &View, const CallExpr *Call, const Holding &H) {
  const FunctionDecl *F = Call->getDirectCallee();
  const CallModel *M = F ? callModel(*F) : nullptr;
  if (!M || M->Acquires || M->Kind != H.Model->Kind ||
      M->Managed != H.Model->Managed)
    return false;
  const Expr *Given = argument(Call, M->Key);
  const Expr *Taken = argument(H.Site, H.Model->Key);
  const ValueDecl *Freed = fieldOf(Given);
  if (Freed && fieldOf(Taken) != Freed && isCopied(View, H, Freed))
    return true;
  if (const ValueDecl *Field = fieldOf(Taken))
    return Freed == Field;
  return sameWords(View, Given, Taken);
}

static std::vector<const CallExpr *> callsOf(const FunctionDecl &F) {
  return Syntax(F).all<CallExpr>();
}

// A driver's function that gives interrupts back and nothing else: teardown may
// call it on its own.
static bool isReleaser(const SourceView &View, const FunctionDecl &F,
                       const Holding &H) {
  if (!soundsLikeInterrupts(F.getName()) || !soundsLikeRelease(F.getName()))
    return false;
  bool Gives = false;
  for (const CallExpr *Call : callsOf(F)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const CallModel *M = Callee ? callModel(*Callee) : nullptr;
    if (M && M->Acquires)
      return false;
    Gives |= M && M->Kind == H.Model->Kind && M->Managed == H.Model->Managed;
  }
  return Gives;
}

bool givesBackWithin(const SourceView &View, const CallExpr *Call,
                     const Holding &H) {
  const FunctionDecl *F = Call->getDirectCallee();
  const FunctionDecl *Body = nullptr;
  return F && F->hasBody(Body) && isReleaser(View, *Body, H);
}

bool callsWithin(const FunctionDecl &F, const FunctionDecl &To,
                 unsigned Depth) {
  return llvm::any_of(callsOf(F), [&](const CallExpr *Call) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const FunctionDecl *Body = nullptr;
    return Callee && Callee->hasBody(Body) &&
           (Body == &To || (Depth && callsWithin(*Body, To, Depth - 1)));
  });
}

// By the text, since what this configuration leaves out matters to others.
bool registersBefore(const SourceView &View, const Syntax &In, const Stmt *S) {
  const SourceManager &SM = View.context().getSourceManager();
  unsigned Begin = SM.getFileOffset(
      SM.getExpansionLoc(In.function().getBody()->getBeginLoc()));
  unsigned End = SM.getFileOffset(SM.getExpansionLoc(S->getBeginLoc()));
  llvm::StringRef Text = SM.getBufferData(SM.getMainFileID()).slice(Begin, End);
  for (size_t At = Text.find('('); At != llvm::StringRef::npos;
       At = Text.find('(', At + 1)) {
    llvm::StringRef Before = Text.take_front(At);
    llvm::StringRef Name =
        Before.drop_front(Before
                              .rtrim("abcdefghijklmnopqrstuvwxyz_"
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
                              .size());
    if (Name.contains("register") && !Name.contains("unregister") &&
        !Name.starts_with("devm_"))
      return true;
  }
  return false;
}

std::vector<const FunctionDecl *> releasers(const SourceView &View,
                                            const Holding &H) {
  std::vector<const FunctionDecl *> Found = View.functions();
  llvm::erase_if(
      Found, [&](const FunctionDecl *F) { return !isReleaser(View, *F, H); });
  return Found;
}

// The variable whose object is no more behind Call, or null.
static const VarDecl *endedBy(const CallExpr *Call, unsigned Depth = 3) {
  const FunctionDecl *F = Call->getDirectCallee(), *Body = nullptr;
  if (!F || !F->getIdentifier() || !Depth)
    return nullptr;
  bool Frees = F->getName() == "kfree" || F->getName() == "kvfree" ||
               F->getName() == "free_netdev";
  for (unsigned I = 0; I < Call->getNumArgs(); ++I) {
    const auto *Ref =
        dyn_cast<DeclRefExpr>(Call->getArg(I)->IgnoreParenImpCasts());
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!V || !V->getType()->isPointerType())
      continue;
    if (Frees || (F->hasBody(Body) && I < Body->getNumParams() &&
                  llvm::any_of(
                      callsOf(*Body),
                      [&](const CallExpr *Each) {
                        return endedBy(Each, Depth - 1) ==
                               Body->getParamDecl(I);
                      })))
      return V;
  }
  return nullptr;
}

// Whether Text has Name as a word of its own.
static bool hasName(llvm::StringRef Text, llvm::StringRef Name) {
  for (size_t At = Text.find(Name); At != llvm::StringRef::npos;
       At = Text.find(Name, At + 1))
    if ((!At || !isAsciiIdentifierContinue(Text[At - 1])) &&
        (At + Name.size() == Text.size() ||
         !isAsciiIdentifierContinue(Text[At + Name.size()])))
      return true;
  return false;
}

bool endsObjectOf(const Syntax &In, const Stmt *S,
                  llvm::ArrayRef<std::string> Lines) {
  return llvm::any_of(In.within<CallExpr>(S), [&](const CallExpr *Call) {
    const VarDecl *Ended = endedBy(Call);
    return Ended && llvm::any_of(Lines, [&](llvm::StringRef Text) {
             return hasName(Text, Ended->getName());
           });
  });
}

// Words of names, and those of what undoes it.
static constexpr struct {
  llvm::StringLiteral Does, Undoes;
} Opposites[] = {{"open", "close"},          {"open", "release"},
                 {"start", "stop"},          {"init", "exit"},
                 {"init", "deinit"},         {"init", "uninit"},
                 {"init", "fini"},           {"init", "free"},
                 {"init", "cleanup"},        {"init", "release"},
                 {"setup", "teardown"},      {"setup", "cleanup"},
                 {"setup", "free"},          {"setup", "release"},
                 {"request", "free"},        {"request", "release"},
                 {"alloc", "free"},          {"install", "uninstall"},
                 {"register", "unregister"}, {"attach", "detach"},
                 {"enable", "disable"},      {"up", "down"},
                 {"create", "destroy"},      {"add", "remove"},
                 {"startup", "shutdown"}};

bool isOpposite(llvm::StringRef Does, llvm::StringRef Undoes) {
  llvm::SmallVector<llvm::StringRef> A, B;
  Does.split(A, '_');
  Undoes.split(B, '_');
  if (A.size() != B.size())
    return false;
  unsigned Others = 0;
  bool Found = false;
  for (size_t I = 0; I < A.size(); ++I) {
    if (A[I] == B[I])
      continue;
    ++Others;
    Found |= llvm::any_of(Opposites, [&](const auto &Each) {
      return A[I] == Each.Does && B[I] == Each.Undoes;
    });
  }
  return Found && Others == 1;
}

// Whether F gives back what H took, itself or by a function of the file.
static bool givesBackSomewhere(const SourceView &View, const FunctionDecl &F,
                               const Holding &H, unsigned Depth = 3) {
  for (const CallExpr *Call : callsOf(F)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    const CallModel *M = Callee ? callModel(*Callee) : nullptr;
    if (M && !M->Acquires && M->Kind == H.Model->Kind &&
        M->Managed == H.Model->Managed)
      return true;
    const FunctionDecl *Body = nullptr;
    if (Depth && Callee && !M && Callee->hasBody(Body) &&
        View.context().getSourceManager().isInMainFile(Body->getLocation()) &&
        givesBackSomewhere(View, *Body, H, Depth - 1))
      return true;
  }
  return false;
}

const FunctionDecl *undoerOf(const SourceView &View, const FunctionDecl &Taker,
                             const Holding &H) {
  for (const FunctionDecl *F : View.functions())
    if (Taker.getIdentifier() && isOpposite(Taker.getName(), F->getName()) &&
        givesBackSomewhere(View, *F, H))
      return F;
  return nullptr;
}

std::optional<std::string> callOf(const SourceView &View,
                                  const FunctionDecl &Releaser,
                                  const FunctionDecl &In,
                                  const CallExpr *Taker) {
  if (Releaser.getCanonicalDecl() == In.getCanonicalDecl())
    return std::nullopt;
  auto Argument = [&](QualType T) -> std::string {
    if (!T->isPointerType())
      return "";
    if (Taker)
      for (const Expr *Arg : Taker->arguments())
        if (View.context().hasSameUnqualifiedType(Arg->getType(), T))
          return View.wholeText(Arg->IgnoreParenImpCasts());
    // What it gives is what it was made for.
    const auto *Set =
        Taker ? dyn_cast<BinaryOperator>(Syntax(In).statement(Taker)) : nullptr;
    if (Set && Set->getOpcode() == BO_Assign &&
        Set->getRHS()->IgnoreParenImpCasts() == Taker &&
        View.context().hasSameUnqualifiedType(Set->getLHS()->getType(), T))
      return View.wholeText(Set->getLHS());
    const VarDecl *Same = variableOf(View.context(), In, T);
    return Same ? Same->getNameAsString() : "";
  };
  std::string Text = Releaser.getNameAsString() + "(";
  for (const ParmVarDecl *P : Releaser.parameters()) {
    std::string Given = Argument(P->getType());
    if (Given.empty())
      return std::nullopt;
    Text += (P == Releaser.getParamDecl(0) ? "" : ", ") + Given;
  }
  return Text + ")";
}

} // namespace epf
