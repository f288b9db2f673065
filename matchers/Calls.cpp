//===- Calls.cpp - The vocabulary of kernel calls -------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "matchers/Calls.h"
#include "matchers/Containers.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace epf {

static const CallModel Models[] = {
#define ACQUIRE(NAME, RESOURCE, OWNER, KEY, COOKIE, FLAGS, SUCCESS, MANAGED)   \
  {#NAME,  true,  Resource::RESOURCE, OWNER,  KEY,                             \
   COOKIE, FLAGS, Success::SUCCESS,   MANAGED},
#define RELEASE(NAME, RESOURCE, OWNER, KEY, COOKIE, MANAGED)                   \
  {#NAME,  false, Resource::RESOURCE, OWNER,  KEY,                             \
   COOKIE, -1,    Success::Zero,      MANAGED},
#include "matchers/Calls.def"
};

static llvm::StringRef nameOf(const FunctionDecl &F) {
  const IdentifierInfo *Name = F.getIdentifier();
  return Name ? Name->getName() : "";
}

const CallModel *callModel(llvm::StringRef Name) {
  static const auto Table = [] {
    llvm::StringMap<const CallModel *> Map;
    for (const CallModel &M : Models)
      Map[M.Name] = &M;
    return Map;
  }();
  return Table.lookup(Name);
}

const CallModel *callModel(const FunctionDecl &F) {
  const CallModel *M = callModel(nameOf(F));
  if (!M)
    return nullptr;
  int Last = std::max({M->Owner, M->Key, M->Cookie, M->Flags});
  return Last < int(F.getNumParams()) ? M : nullptr;
}

static constexpr MappingModel Mappings[] = {
#define MAPPING(NAME, BAR, ADDRESS, SPACE) {#NAME, BAR, ADDRESS, SPACE},
#include "matchers/Mappings.def"
};

const MappingModel *mappingModel(const FunctionDecl &F) {
  llvm::StringRef Name = nameOf(F);
  const auto *Row = llvm::find_if(
      Mappings, [&](const MappingModel &Each) { return Each.Name == Name; });
  return Row == std::end(Mappings) ? nullptr : Row;
}

static constexpr NumberModel Numbers[] = {
#define NUMBER(NAME, UNDO, ARGUMENT) {#NAME, #UNDO, ARGUMENT},
#include "matchers/Helpers.def"
};

const NumberModel *numberModel(const FunctionDecl &F) {
  llvm::StringRef Name = nameOf(F);
  const auto *Row = llvm::find_if(
      Numbers, [&](const NumberModel &Each) { return Each.Name == Name; });
  return Row == std::end(Numbers) ? nullptr : Row;
}

Helper helperOf(const FunctionDecl &F) {
  return llvm::StringSwitch<Helper>(nameOf(F))
#define HELPER(NAME, MEANING) .Case(#NAME, Helper::MEANING)
#include "matchers/Helpers.def"
      .Default(relinks(F) ? Helper::Relinks : Helper::None);
}

namespace {

struct Destructor {
  llvm::StringRef Struct, Member, Part;
};

const Destructor Destructors[] = {
#define DESTRUCTOR(STRUCT, MEMBER, PART) {#STRUCT, #MEMBER, #PART},
#include "matchers/Helpers.def"
};

} // namespace

bool isDestructor(const FieldDecl &F) {
  return llvm::any_of(Destructors, [&](const Destructor &D) {
    return F.getName() == D.Member && F.getParent()->getName() == D.Struct;
  });
}

bool takesPart(const FunctionDecl &F) {
  if (F.param_empty())
    return false;
  QualType T = F.getParamDecl(0)->getType()->getPointeeType();
  const RecordDecl *R = T.isNull() ? nullptr : T->getAsRecordDecl();
  return R && llvm::any_of(Destructors, [&](const Destructor &D) {
           return R->getName() == D.Part;
         });
}

bool runsArgument(const FunctionDecl &F) {
  Helper H = helperOf(F);
  return H == Helper::Deferred || H == Helper::LastPut ||
         soundsLikeVisiting(nameOf(F));
}

const CounterModel *counterModel(const FunctionDecl &F) {
  static const CounterModel Counters[] = {
#define COUNT(NAME, AT, SIGN, BY, GIVES)                                       \
  {#NAME, AT, Counting::SIGN, BY, Count::GIVES},
#include "matchers/Counters.def"
  };
  static const auto Table = [] {
    llvm::StringMap<const CounterModel *> Map;
    for (const CounterModel &M : Counters)
      Map[M.Name] = &M;
    return Map;
  }();
  return Table.lookup(nameOf(F));
}

bool givesNumber(const FunctionDecl &F) {
  return counterModel(F) || llvm::StringSwitch<bool>(nameOf(F))
#define READ(NAME) .Case(#NAME, true)
#include "matchers/Counters.def"
                                .Default(false);
}

bool isQuiet(const CallModel &Release) {
  return llvm::StringSwitch<bool>(Release.Name)
#define QUIET(NAME) .Case(#NAME, true)
#include "matchers/Calls.def"
      .Default(false);
}

bool keepsRequests(llvm::StringRef Struct) {
  return llvm::StringSwitch<bool>(Struct)
#define KEEPER(STRUCT) .Case(#STRUCT, true)
#include "matchers/Calls.def"
      .Default(false);
}

bool isAccessor(llvm::StringRef Name) {
  return llvm::StringSwitch<bool>(Name)
#define ACCESSOR(SUFFIX) .EndsWith(#SUFFIX, true)
#include "matchers/Helpers.def"
      .Default(false);
}

const std::vector<llvm::StringRef> &callNames() {
  static const auto Names = [] {
    std::vector<llvm::StringRef> List;
    for (const CallModel &M : Models)
      List.push_back(M.Name);
    return List;
  }();
  return Names;
}

// Whether one of the words stands in Name between underscores.
static bool hasWord(llvm::StringRef Name,
                    std::initializer_list<llvm::StringRef> Words) {
  for (llvm::StringRef Rest = Name; !Rest.empty();) {
    auto [Word, Tail] = Rest.split('_');
    if (llvm::is_contained(Words, Word.rtrim("0123456789")))
      return true;
    Rest = Tail;
  }
  return false;
}

bool isOptional(const FunctionDecl &F) {
  return hasWord(nameOf(F), {
#define OPTIONAL(WORD) #WORD,
#include "matchers/Helpers.def"
                            });
}

bool soundsLikeRelease(llvm::StringRef Name) {
  return hasWord(
      Name,
      {"free",   "release", "remove",    "destroy",    "teardown", "cleanup",
       "clean",  "exit",    "shutdown",  "stop",       "disable",  "unregister",
       "put",    "close",   "uninit",    "uninstall",  "deinit",   "fini",
       "detach", "unbind",  "down",      "del",        "delete",   "disconnect",
       "reset",  "unprobe", "term",      "terminate",  "kill",     "drop",
       "dtor",   "unload",  "suspend",   "deactivate", "finish",   "halt",
       "undo",   "unmap",   "dispose",   "quiesce",    "freeirq",  "unset",
       "clear",  "cancel",  "deregister"});
}

bool soundsLikeLettingGo(llvm::StringRef Name) {
  return hasWord(Name, {"free", "kfree", "vfree", "kvfree", "release", "unmap",
                        "iounmap", "put", "destroy", "dispose", "unprepare",
                        "delete"});
}

bool soundsLikeVisiting(llvm::StringRef Name) {
  return hasWord(Name, {"each", "foreach", "every", "walk", "iterate"});
}

bool soundsLikeUndoing(llvm::StringRef Name) {
  return hasWord(
      Name, {"free",   "kfree",     "vfree",      "kvfree",     "release",
             "remove", "destroy",   "teardown",   "cleanup",    "exit",
             "uninit", "uninstall", "unregister", "deinit",     "fini",
             "detach", "unbind",    "del",        "delete",     "undo",
             "unmap",  "iounmap",   "dispose",    "deregister", "unprepare"});
}

bool soundsLikeQuestion(llvm::StringRef Name) {
  return hasWord(Name, {"active", "is", "has", "num", "nr", "empty", "exists",
                        "present", "enabled", "disabled", "pending",
                        "supported", "supports", "needs", "equal", "strcmp",
                        "strncmp", "strcasecmp", "memcmp"});
}

bool soundsLikeResume(llvm::StringRef Name) {
  return hasWord(Name, {"resume", "thaw", "restore", "unfreeze"});
}

bool soundsLikeAcquire(llvm::StringRef Name) {
  return hasWord(Name,
                 {"request", "init",   "setup",     "enable",    "start",
                  "probe",   "open",   "register",  "alloc",     "attach",
                  "bind",    "up",     "add",       "create",    "connect",
                  "irq",     "irqs",   "intr",      "interrupt", "interrupts",
                  "resume",  "config", "configure", "activate",  "load",
                  "reset",   "restart"});
}

bool soundsLikeInterrupts(llvm::StringRef Name) {
  return Name.contains("irq") || Name.contains("intr") ||
         Name.contains("interrupt") || Name.contains("msi") ||
         Name.contains("doorbell");
}

std::string driverDataGetter(llvm::StringRef Setter) {
  auto [Bus, What] = Setter.split("_set_");
  if (!What.ends_with("drvdata") && !What.ends_with("clientdata"))
    return "";
  return (Bus + "_get_" + What).str();
}

} // namespace epf
