//===- Questions.cpp - The explorer questioned from C ---------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "testdata/Questions.h"
#include "matchers/Lifecycles.h"
#include "testdata/ParsedC.h"
#include "clang/Basic/SourceManager.h"
#include "gtest/gtest.h"
#include <set>

using namespace clang;

namespace epf {

static constexpr llvm::StringLiteral Prelude = R"(
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/interrupt.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

struct line {
	int irq;
	bool taken;
	struct list_head node;
};

void expect_held(int n);
void expect_true(long condition);
void expect_reached(void);
void expect_never(void);

int unknown(void);
bool maybe(void);
struct line *find_line(void);
irqreturn_t handler(int irq, void *data);
#line 1
)";

namespace {

/// Listens to the questions. Lines count from the snippet's first.
class Examiner : public Observer {
public:
  explicit Examiner(const SourceManager &Sources) : Sources(Sources) {}

  bool listensTo(const FunctionDecl &F) const override {
    return F.getIdentifier() && F.getName().starts_with("expect_");
  }

  void onCall(Path &P, const CallExpr &E,
              llvm::ArrayRef<ValueRef> Args) override {
    llvm::StringRef Name = question(&E);
    if (Name.empty())
      return;
    Reached.insert(&E);
    if (Name == "expect_never")
      complain(E, "is reached");
    if (Name == "expect_true" && !P.isKnown(Args[0], true))
      complain(E, P.isKnown(Args[0], false) ? "is false" : "is not known");
    if (Name == "expect_held")
      checkHeld(P, E, P.resolve(Args[0]));
  }

  /// Expects the questions of F to have been asked.
  void expectAsked(const Stmt *Body) {
    for (const Stmt *Child : Body->children())
      if (Child)
        expectAsked(Child);
    const auto *E = dyn_cast<CallExpr>(Body);
    llvm::StringRef Name = E ? question(E) : "";
    if (!Name.empty() && Name != "expect_never" && !Reached.count(E))
      complain(*E, "is not reached");
  }

  std::string wrong() const {
    std::string All;
    for (auto &[Line, Text] : Wrong)
      All += "line " + std::to_string(Line) + ": " + Text + "\n";
    return All;
  }

private:
  static llvm::StringRef question(const CallExpr *E) {
    const FunctionDecl *F = E->getDirectCallee();
    bool Asks = F && F->getIdentifier() && F->getName().starts_with("expect_");
    return Asks ? F->getName() : "";
  }

  void checkHeld(Path &P, const CallExpr &E, ValueRef Expected) {
    unsigned Held = 0;
    for (auto &[H, Times] : P.S.Held)
      Held += Times;
    if (!Expected->isInt())
      complain(E, "of a number that is not known");
    else if (Expected->Number != Held)
      complain(E, "of " + std::to_string(Expected->Number) + ", but " +
                      std::to_string(Held) + " are held");
  }

  void complain(const CallExpr &E, const std::string &What) {
    Wrong.insert({Sources.getPresumedLineNumber(E.getExprLoc()),
                  question(&E).str() + " " + What});
  }

public:
  /// Nothing was asked so far.
  void begin() {
    Reached.clear();
    Wrong.clear();
  }

private:
  const SourceManager &Sources;
  std::set<const CallExpr *> Reached;
  std::set<std::pair<unsigned, std::string>> Wrong;
};

} // namespace

static std::vector<Task> tasksOf(const ParsedC &C) {
  std::vector<Task> Tasks;
  for (const Lifecycle &L : findLifecycles(C.context()))
    Tasks.push_back({.Before = L.Before,
                     .Setup = L.Setup,
                     .Teardown = L.Teardown,
                     .IsEntry = true,
                     .Detached = L.Detached,
                     .AtLoad = L.AtLoad});
  for (const FunctionDecl *F : C.functions())
    if (F->getName().starts_with("test"))
      Tasks.push_back({{}, F, {}, false});
  return Tasks;
}

static Answers explore(llvm::StringRef Snippet, unsigned Budget, Limits Max,
                       bool Again) {
  ParsedC C((Prelude + Snippet).str());
  ASTContext &Ctx = C.context();
  Doorbell Bell = Doorbell::find(Ctx);
  Scope Unit(Ctx, [&](const FieldDecl *F) { return Bell.owns(F); });
  Examiner Listener(Ctx.getSourceManager());
  Observer *Observers[] = {&Listener};
  Explorer Walk(Ctx, Unit, Bell, Observers, Max);
  Answers Result;
  for (const Task &T : tasksOf(C)) {
    bool Complete = Walk.run(T, Budget);
    while (Again && !Complete && Walk.machine().Apart.hasNews()) {
      Listener.begin();
      Complete = Walk.run(T, Budget);
    }
    Result.Complete &= Complete;
    Result.States += Walk.states();
    if (const char *What = Walk.machine().Unsure)
      Result.Unsure = What;
  }
  for (const FunctionDecl *F : C.functions())
    Listener.expectAsked(F->getBody());
  Result.Wrong = Listener.wrong();
  Result.Dropped = Walk.dropped();
  return Result;
}

Answers ask(llvm::StringRef Snippet, unsigned Budget, Limits Max) {
  return explore(Snippet, Budget, Max, false);
}

static Limits joined() {
  Limits Max;
  Max.Apart = 1;
  return Max;
}

Answers askJoined(llvm::StringRef Snippet) {
  return explore(Snippet, 20000, joined(), false);
}

Answers askApart(llvm::StringRef Snippet) {
  return explore(Snippet, 20000, joined(), true);
}

void expectRight(llvm::StringRef Snippet) {
  Answers A = ask(Snippet);
  EXPECT_TRUE(A.Wrong.empty()) << A.Wrong << "in" << Snippet.str();
  EXPECT_TRUE(A.Complete);
}

} // namespace epf
