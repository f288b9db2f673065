//===- Helpers.cpp - Kernel helpers with a meaning of their own -----------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Containers.h"
#include "paths/Explorer.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;

namespace epf {

// The array that R begins, or R.
static const Region *arrayAt(const Region *R) {
  return R->Kind == RegionKind::Element && R->Of->isInt(0) ? R->Super : R;
}

// What is had if it is there is the same as what must be there: the function
// that F is a form of, or F.
static const FunctionDecl *plainForm(ASTContext &Ctx, const FunctionDecl *F) {
  llvm::StringRef Name = F->getName();
  if (Name.consume_back("_optional"))
    for (const NamedDecl *D :
         Ctx.getTranslationUnitDecl()->lookup(&Ctx.Idents.get(Name)))
      if (const auto *Plain = dyn_cast<FunctionDecl>(D))
        return Plain;
  return F;
}

bool Explorer::helper(State &S, const CallExpr *E, const FunctionDecl *F,
                      Helper H, llvm::ArrayRef<ValueRef> Args) {
  Evaluator Eval(M, S);
  QualType Int = M.Ctx.IntTy;
  ValueRef Zero = M.Pool.number(0);
  ValueRef First = Args.empty() ? Zero : Args[0];
  switch (H) {
  case Helper::IsErr:
    if (const CallExpr *Gave = First->call();
        Gave && Gave->getDirectCallee() &&
        !isOptional(*Gave->getDirectCallee()))
      if (auto Known = M.Facts.assume(
              S.Known, M.Pool.op(OpKind::Eq, First, Zero, Int), false))
        S.Known = *Known;
    Eval.keep(E, M.Pool.op(OpKind::Lt, First, Zero, Int));
    return true;
  case Helper::IsErrOrNull:
    Eval.keep(E, M.Pool.op(OpKind::Not, M.Pool.op(OpKind::Lt, Zero, First, Int),
                           nullptr, Int));
    return true;
  case Helper::IsValid:
    Eval.keep(E, M.Pool.op(OpKind::Not, M.Pool.op(OpKind::Lt, First, Zero, Int),
                           nullptr, Int));
    return true;
  case Helper::SameValue:
    Eval.keep(E, First);
    return true;
  case Helper::Second:
    Eval.keep(E, Args.size() > 1 ? Args[1] : Zero);
    return true;
  case Helper::ErrorOrZero: {
    ValueRef IsError = M.Pool.op(OpKind::Lt, First, Zero, Int);
    auto Error = M.Facts.assume(S.Known, IsError, true);
    auto Fine = M.Facts.assume(S.Known, IsError, false);
    if (Error && Fine) {
      State Other = S;
      Other.Known = *Error;
      Evaluator(M, Other).keep(E, First);
      ++Other.Index;
      Work.push_back(std::move(Other));
    }
    S.Known = Fine ? *Fine : *Error;
    Eval.keep(E, Fine ? Zero : First);
    return true;
  }
  case Helper::Zeroed: {
    ValueRef Memory = Eval.fresh(E);
    if (auto Known = M.Facts.assume(
            S.Known, M.Pool.op(OpKind::Lt, Memory, Zero, Int), false))
      S.Known = *Known;
    Eval.zero(M.Pool.pointee(Memory));
    Eval.keep(E, Memory);
    return true;
  }
  case Helper::Allocated:
  case Helper::AllocatedArray: {
    outside(S, E, F, Args);
    // Nobody asks for an array of no elements.
    if (H == Helper::AllocatedArray)
      if (auto Known = M.Facts.assume(
              S.Known, M.Pool.op(OpKind::Lt, Zero, First, Int), true))
        S.Known = *Known;
    ValueRef Memory = Eval.fresh(E);
    if (auto Known = M.Facts.assume(
            S.Known, M.Pool.op(OpKind::Lt, Memory, Zero, Int), false))
      S.Known = *Known;
    Eval.keep(E, Memory);
    return true;
  }
  case Helper::Pure: {
    ValueRef Index = Args.size() > 1 ? Args[1] : nullptr;
    ValueRef Gives =
        M.Pool.pure(plainForm(M.Ctx, F), First, Index, E->getType());
    // Nothing is at an index below 0: it is how drivers say that there is none.
    if (Index && Index->isInt() && static_cast<int>(Index->Number) < 0)
      if (auto Known = M.Facts.assume(
              S.Known, M.Pool.op(OpKind::Lt, Zero, Gives, Int), false))
        S.Known = *Known;
    Eval.keep(E, Gives);
    return true;
  }
  case Helper::NextBit:
    if (Args.size() > 2)
      nextBit(S, E, F, Args);
    return true;
  case Helper::SetBit:
  case Helper::ClearBit:
  case Helper::TestBit:
  case Helper::TestSetBit:
  case Helper::TestClearBit:
    if (Args.size() > 1)
      bit(S, E, H, Args);
    return true;
  case Helper::Zeroes:
  case Helper::Fills: {
    const Region *R = arrayAt(M.Pool.pointee(First));
    if (H == Helper::Zeroes || (Args.size() > 1 && Args[1]->isInt(0)))
      Eval.zero(R);
    else
      Eval.forget(R, E);
    Eval.keep(E, First);
    return true;
  }
  case Helper::Reorders:
    Eval.forget(arrayAt(M.Pool.pointee(First)), E);
    return true;
  case Helper::Writes: {
    handOver(S, E, Args);
    const Region *Begin = M.Pool.pointee(First);
    ValueRef Letter = Eval.load(Begin, M.Ctx.CharTy);
    if (auto Known = M.Facts.assume(
            S.Known, M.Pool.op(OpKind::Eq, Letter, Zero, Int), false))
      S.Known = *Known;
    return true;
  }
  // Empty or not is what drivers ask: the first letter stands for the length.
  case Helper::Length: {
    ValueRef Letter = Eval.load(M.Pool.pointee(First), M.Ctx.UnsignedCharTy);
    if (First->isInt() || (Letter->isInt() && !Letter->isInt(0))) {
      bool Empty = First->isInt();
      Letter = Eval.fresh(E);
      if (auto Known = M.Facts.assume(
              S.Known, M.Pool.op(OpKind::Lt, Zero, Letter, Int), true);
          Known && !Empty)
        S.Known = *Known;
    }
    Eval.keep(E, Letter);
    return true;
  }
  case Helper::Equal:
    Eval.keep(E, Args.size() > 1 ? M.Pool.op(OpKind::Eq, First, Args[1], Int)
                                 : Eval.fresh(E));
    return true;
  case Helper::Differ: {
    // Of numbers, which are read whole: structs have gaps.
    QualType T =
        Args.size() > 2 ? M.Pool.typeOf(M.Pool.pointee(Args[0])) : QualType();
    if (T.isNull() || !T->isIntegralOrEnumerationType() ||
        M.Pool.typeOf(M.Pool.pointee(Args[1])) != T ||
        !Args[2]->isInt(M.Ctx.getTypeSizeInChars(T).getQuantity())) {
      outside(S, E, F, Args);
      return true;
    }
    T = T.getUnqualifiedType();
    Eval.keep(E, M.Pool.op(OpKind::Xor, Eval.load(M.Pool.pointee(Args[0]), T),
                           Eval.load(M.Pool.pointee(Args[1]), T), T));
    return true;
  }
  case Helper::Relinks:
    for (const FieldDecl *Field : relinkedBy(*E))
      Eval.forgetDecl(Field);
    handOver(S, E, Args);
    return true;
  case Helper::AlwaysZero:
    outside(S, E, F, Args);
    Eval.keep(E, Zero);
    return true;
  case Helper::AtMost2:
  case Helper::AtMost3: {
    unsigned Most = H == Helper::AtMost2 ? 2 : 3;
    outside(S, E, F, Args);
    had(S, E, Most < Args.size() ? Args[Most] : nullptr);
    return true;
  }
  case Helper::LastPut:
    return put(S, E, F, Args);
  case Helper::MakesManaged:
    ManagedBy.insert(E);
    outside(S, E, F, Args);
    return true;
  case Helper::Destroys:
    return destroy(S, E, F, Args);
  case Helper::DestroysOnError:
    if (Now->Destroys && Args.size() > 1) {
      Eval.keep(E, Args[1]);
      return true;
    }
    return helper(S, E, F, Helper::LetsGo, Args);
  case Helper::LetsGo:
    if (!S.Held.isEmpty()) {
      S.Blurred = "a callback may give back what is held";
      drop(S.Blurred);
    }
    outside(S, E, F, Args);
    return true;
  case Helper::Deferred:
    return defer(S, E, Args);
  case Helper::NeverReturns:
    return false;
  case Helper::None:
    break;
  }
  llvm_unreachable("no helper");
}

// A bit of a bitmap is memory of its own: an element far behind the words.
static const Region *bitOf(ValuePool &Pool, const Region *Words, ValueRef N) {
  constexpr int64_t Behind = int64_t(1) << 32;
  return Pool.element(Words, Pool.op(OpKind::Add, N, Pool.number(Behind),
                                     Pool.context().LongTy));
}

// What bit N holds: it was written by itself, or with the word it lies in.
static ValueRef bitAt(Machine &M, State &S, const Region *Words, ValueRef N) {
  const Region *Bit = bitOf(M.Pool, Words, N);
  const ValueRef *Word = S.Store.lookup(Words);
  if (!S.Store.contains(Bit) && Word && (*Word)->isInt() && N->isInt() &&
      N->Number < 64)
    return M.Pool.number((*Word)->Number >> N->Number & 1);
  return Evaluator(M, S).load(Bit, M.Ctx.BoolTy);
}

// The first bit that is set from a number on. Where it is not known, it is the
// same as long as no bit was written on this path.
void Explorer::nextBit(State &S, const CallExpr *E, const FunctionDecl *F,
                       llvm::ArrayRef<ValueRef> Args) {
  constexpr int64_t Most = 256;
  Evaluator Eval(M, S);
  const Region *Words = M.Pool.pointee(Args[0]);
  ValueRef Bits = M.Facts.resolve(S.Known, Args[1]);
  ValueRef From = M.Facts.resolve(S.Known, Args[2]);
  if (Bits->isInt() && From->isInt() && Bits->Number <= Most) {
    int64_t N = From->Number;
    std::optional<bool> Set = false;
    for (; N < Bits->Number && Set == false; ++N)
      Set = M.Facts.truth(S.Known, bitAt(M, S, Words, M.Pool.number(N)));
    if (Set)
      return Eval.keep(E, M.Pool.number(*Set ? N - 1 : Bits->Number));
  }
  bool Written = S.Store.contains(Words);
  for (auto &[R, V] : S.Store)
    for (const Region *Part = R; Part && !Written; Part = Part->Super)
      Written = Part == Words;
  ValueRef Next =
      Written ? Eval.fresh(E) : M.Pool.pure(F, Args[0], From, E->getType());
  if (auto Known = M.Facts.assume(
          S.Known, M.Pool.op(OpKind::Lt, Next, From, E->getType()), false))
    S.Known = *Known;
  Eval.keep(E, Next);
}

void Explorer::bit(State &S, const CallExpr *E, Helper H,
                   llvm::ArrayRef<ValueRef> Args) {
  Evaluator Eval(M, S);
  const Region *Words = M.Pool.pointee(Args[1]);
  const Region *Bit = bitOf(M.Pool, Words, Args[0]);
  Eval.keep(E, bitAt(M, S, Words, Args[0]));
  if (Bit->Vague) {
    if (H != Helper::TestBit)
      Eval.store(Bit,
                 M.Pool.number(H == Helper::SetBit || H == Helper::TestSetBit));
    return;
  }
  if (H == Helper::SetBit || H == Helper::TestSetBit)
    S.Store = M.Make.Store.add(S.Store, Bit, M.Pool.number(1));
  if (H == Helper::ClearBit || H == Helper::TestClearBit)
    S.Store = M.Make.Store.add(S.Store, Bit, M.Pool.number(0));
}

// What Action frees is from here on as if a managed call had taken it. False if
// it is not certain what that is: the action branches, say.
bool Explorer::leaveToDevice(State &S, const CallExpr *E,
                             const FunctionDecl *Action,
                             llvm::ArrayRef<ValueRef> Args) {
  const Body *Of = Unit.body(Action);
  if (!Of || Joining || Of->function().getNumParams() != 1)
    return false;
  State Ends = S;
  Ends.Top = M.Make.callee(S, E, Of);
  Evaluator(M, Ends).store(
      M.Pool.local(Of->function().getParamDecl(0), Ends.Top), Args[2]);
  // Nothing is told of it: it does not happen here.
  llvm::SaveAndRestore Quietly(Silent, true);
  size_t Waiting = Work.size();
  bool Plain = true;
  for (const CFGBlock *B = &Of->entry(); B && Plain; B = *B->succ_begin()) {
    Ends.Block = B;
    for (Ends.Index = 0; Ends.Index < B->size() && Plain; ++Ends.Index)
      Plain = element(Ends, (*B)[Ends.Index]);
    if (Of->isExit(B))
      break;
    Plain &= B->succ_size() == 1;
  }
  Work.erase(Work.begin() + Waiting, Work.end());
  if (!Plain || Ends.Blurred)
    return false;
  auto Before = S.Held;
  for (auto &[H, Times] : Before) {
    if (Ends.Held.contains(H))
      continue;
    if (H->Model->Kind == Resource::Doorbell || Times > 1)
      return false;
    CallModel &Form = Managed.try_emplace(H->Model, *H->Model).first->second;
    Form.Managed = true;
    Holding Left = *H;
    Left.Model = &Form;
    S.Held =
        M.Make.Held.add(M.Make.Held.remove(S.Held, H), M.Make.holding(Left), 1);
  }
  return true;
}

// An action for the device core to run: at once if it can't be recorded, else
// after the last entry of the lifecycle, which is not followed.
bool Explorer::defer(State &S, const CallExpr *E,
                     llvm::ArrayRef<ValueRef> Args) {
  Evaluator Eval(M, S);
  const FunctionDecl *Action = nullptr;
  if (Args.size() > 2 && Args[1]->isAddr() &&
      Args[1]->Mem->Kind == RegionKind::Function)
    Action = llvm::cast<FunctionDecl>(Args[1]->Mem->Decl);
  ValueRef Code = Eval.fresh(E);
  ValueRef Fails = M.Pool.op(OpKind::Lt, Code, M.Pool.number(0), M.Ctx.IntTy);
  if (auto Known = M.Facts.assume(S.Known, Fails, true)) {
    State Failed = S;
    Failed.Known = *Known;
    Step Told = {};
    Told.Kind = StepKind::Fail;
    Told.Where = E;
    M.Make.step(Failed, Told);
    Evaluator(M, Failed).keep(E, Code);
    // The action returns nothing: the call's value stays Code.
    if (!Action || !enter(Failed, E, Action, Args[2])) {
      Evaluator(M, Failed).keep(E, Code);
      ++Failed.Index;
      Work.push_back(std::move(Failed));
    }
  }
  const Summary *Sum = Action ? Unit.summary(Action) : nullptr;
  if (!Action || !Sum || (Sum->Reaches && !leaveToDevice(S, E, Action, Args))) {
    S.Blurred = "an action of the device core gives back what is held";
    drop(S.Blurred);
  }
  Eval.keep(E, M.Pool.number(0));
  return true;
}

} // namespace epf
