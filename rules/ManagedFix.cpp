//===- ManagedFix.cpp - Requests that end with their device ---------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Some leaks are no matter of the way out: the driver frees nothing at all, and
// leaves everything else to the device's own clean-up.
//
//===----------------------------------------------------------------------===//

#include "rules/Releaser.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace epf {

// The variable that E is made of, if there is but one.
static const VarDecl *rootOf(const Expr *E) {
  std::vector<const VarDecl *> All = localsOf(E);
  return All.size() == 1 ? All.front() : nullptr;
}

// The device frees last. What the handler starts has ended by then, and must
// not be started again: the line is disabled before. False if that can't be.
bool Releaser::silence(Patch &P) const {
  const Expr *Key = argument(H.Site, H.Model->Key);
  std::string Flags = View.wholeText(H.Site);
  for (const Stop &Each : stopsBehind(View, H)) {
    auto Names = translate(View, Taker, *Each.In, {Key});
    // Others on the line want it on.
    if (!Names || !Names->Declarations.empty() || Each.In == &Taker ||
        Flags.find("IRQF_SHARED") != std::string::npos)
      return false;
    P.insertBefore(Syntax(*Each.In), Each.Call,
                   {"disable_irq(" + spell(View, Key, Names->Names) + ");"});
  }
  return true;
}

// Nothing in the file frees it, and what it is about lives as long as the
// device: so does the request.
std::optional<Fix> Releaser::managed() {
  const FunctionDecl *Request = H.Site->getDirectCallee();
  const CallModel *Managed =
      Request ? callModel(("devm_" + Request->getName()).str()) : nullptr;
  if (!Managed || !Managed->Acquires || !Managed->Managed)
    return std::nullopt;
  for (const FunctionDecl *Each : View.functions())
    for (const CallExpr *Call : Syntax(*Each).all<CallExpr>()) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      const CallModel *M = Callee ? callModel(*Callee) : nullptr;
      if (M && !M->Acquires && M->isIrq())
        return std::nullopt;
    }
  Syntax There(Taker);
  const VarDecl *Object = rootOf(argument(H.Site, H.Model->Key));
  for (const BinaryOperator *Set : There.all<BinaryOperator>()) {
    const auto *Ref =
        dyn_cast<DeclRefExpr>(Set->getLHS()->IgnoreParenImpCasts());
    std::string Whole = View.wholeText(Set->getRHS());
    llvm::StringRef Text = Whole;
    if (!Set->isAssignmentOp() || !Ref || !Object || Ref->getDecl() != Object ||
        !Text.consume_front("devm_"))
      continue;
    std::string Device = Text.substr(Text.find('(') + 1).split(',').first.str();
    if (!Text.contains("alloc(") || Device.empty())
      return std::nullopt;
    Patch P(View, "leave the free to the device", Applicability::Review);
    P.replace(H.Site->getCallee(), Managed->Name.str());
    P.replace(H.Site->getArg(0),
              Device + ", " + View.wholeText(H.Site->getArg(0)));
    return silence(P) ? P.take() : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Fix> leaveToDevice(const SourceView &View, const Holding &H) {
  Exit Own = {};
  Own.In = H.Where;
  return Releaser(View, H, Own).managed();
}

} // namespace epf
