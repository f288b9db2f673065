//===- LateFixes.cpp - Findings first, their fixes when tried -------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two locks: Lock for what is known of documents, Wire for what is sent. Who
// has Wire does not wait for Lock; neither is held while repairs are tried.
//
//===----------------------------------------------------------------------===//

#include "tool/hosts/LateFixes.h"
#include "tool/hosts/Pages.h"
#include "tool/hosts/QuickFix.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include <condition_variable>
#include <mutex>
#include <sys/resource.h>
#include <thread>

using namespace llvm;
using clang::clangd::Transport;

namespace epf {

static bool AreLate = false;
static thread_local std::shared_ptr<const GuestUnit> ToFix;

bool fixesAreLate() { return AreLate; }

void fixLater(std::shared_ptr<const GuestUnit> Unit) {
  ToFix = std::move(Unit);
}

/// The finding of Unit that Diagnostic shows, or null. clangd begins a message
/// with a capital and puts more behind it.
static const Finding *shownBy(const json::Object &Diagnostic,
                              const GuestUnit &Unit) {
  const json::Object *Range = Diagnostic.getObject("range");
  const json::Object *Start = Range ? Range->getObject("start") : nullptr;
  auto Line = Start ? Start->getInteger("line") : std::nullopt;
  auto Code = Diagnostic.getString("code");
  auto Message = Diagnostic.getString("message");
  if (!Line || !Code || !Message)
    return nullptr;
  for (const Finding &F : Unit.findings())
    if (F.Rule == *Code && F.Where.Line == *Line + 1 &&
        Message->drop_front().starts_with(StringRef(F.Message).drop_front()))
      return &F;
  return nullptr;
}

namespace {

/// Diagnostics as they were published last, and what comes of their repairs.
struct Publication {
  struct Part {
    size_t Index; ///< in Diagnostics
    const Finding *Shows;
    bool Tried = false;
    std::optional<json::Object> Action = std::nullopt;
  };
  /// The answer to a codeAction that waits for repairs.
  struct Answer {
    json::Value Id;
    json::Array Actions;
    json::Array Asked; ///< diagnostics
  };

  std::shared_ptr<const GuestUnit> Unit;
  json::Object Params;
  std::vector<Part> Parts;
  std::vector<Answer> Waiting;

  json::Array &diagnostics() { return *Params.getArray("diagnostics"); }
  bool isDone() const {
    return all_of(Parts, [](const Part &Each) { return Each.Tried; });
  }
};

class LateFixes : public Transport {
public:
  LateFixes(std::unique_ptr<Transport> Editor, std::function<bool()> InTurn)
      : Editor(std::move(Editor)), InTurn(std::move(InTurn)) {}

  ~LateFixes() override {
    {
      std::lock_guard<std::mutex> Held(Lock);
      Stops = true;
    }
    News.notify_all();
    if (Worker.joinable())
      Worker.join();
  }

  void notify(StringRef Method, json::Value Params) override {
    json::Object *Message = Params.getAsObject();
    if (Method != "textDocument/publishDiagnostics" || !Message ||
        !Message->getArray("diagnostics") || !Message->getString("uri"))
      return send(Method, std::move(Params));
    dropUnsure(*Message->getArray("diagnostics"));
    for (json::Value &Each : *Message->getArray("diagnostics"))
      if (json::Object *Diagnostic = Each.getAsObject())
        linkToPage(*Diagnostic);
    publish(std::move(*Message));
  }

  void call(StringRef Method, json::Value Params, json::Value Id) override {
    std::lock_guard<std::mutex> Held(Wire);
    Editor->call(Method, std::move(Params), std::move(Id));
  }

  void reply(json::Value Id, Expected<json::Value> Result) override;
  Error loop(MessageHandler &Handler) override;

  /// What the editor asks or says.
  void asks(StringRef Method, const json::Object &Params,
            const json::Value &Id);
  void says(StringRef Method, const json::Object &Params);

private:
  using Ptr = std::shared_ptr<Publication>;

  void send(StringRef Method, json::Value Params) {
    std::lock_guard<std::mutex> Held(Wire);
    Editor->notify(Method, std::move(Params));
  }

  void answer(json::Value Id, Expected<json::Value> Result) {
    std::lock_guard<std::mutex> Held(Wire);
    Editor->reply(std::move(Id), std::move(Result));
  }

  void publish(json::Object Params);
  void work();
  void tryNext(const Ptr &P, std::unique_lock<std::mutex> &Held);
  void showFixes(Publication &P);
  void finish(Publication &P, Publication::Answer &Waiting) const;
  void abandon(StringRef Uri);

  /// Whether P is about the text that the editor has now.
  bool isCurrent(Publication &P) const {
    auto Known = Versions.find(*P.Params.getString("uri"));
    auto Version = P.Params.getInteger("version");
    return !Version || Known == Versions.end() || Known->second == *Version;
  }

  /// The publication to go on with: one that somebody waits for comes first.
  Ptr next() const {
    Ptr Next;
    for (auto &Each : Latest)
      if (!Each.second->isDone() && (!Next || !Each.second->Waiting.empty()))
        Next = Each.second;
    return Next;
  }

  std::unique_ptr<Transport> Editor;
  std::function<bool()> InTurn;
  std::mutex Wire;

  std::mutex Lock; ///< for all below
  std::condition_variable News;
  std::thread Worker; ///< begins with the first finding
  bool Stops = false;
  Agreement Agreed;
  StringMap<int64_t> Versions; ///< of documents, by URI
  StringMap<Ptr> Latest;       ///< by URI
  /// Calls that are not answered yet, by identity, with their parameters.
  StringMap<json::Object> Asked;
};

} // namespace

static std::string textOf(const json::Value &Id) {
  return formatv("{0}", Id).str();
}

void LateFixes::publish(json::Object Params) {
  auto P = std::make_shared<Publication>();
  P->Unit = std::exchange(ToFix, nullptr);
  P->Params = std::move(Params);
  if (P->Unit)
    for (auto [Index, Each] : enumerate(P->diagnostics()))
      if (const json::Object *Diagnostic = Each.getAsObject())
        if (const Finding *F = shownBy(*Diagnostic, *P->Unit))
          P->Parts.push_back({Index, F});
  std::string Uri = P->Params.getString("uri")->str();
  send("textDocument/publishDiagnostics", json::Object(P->Params));
  std::unique_lock<std::mutex> Held(Lock);
  abandon(Uri);
  if (P->Parts.empty() || !isCurrent(*P))
    return;
  Latest[Uri] = P;
  if (InTurn()) {
    while (!P->isDone())
      tryNext(P, Held);
  } else if (Worker.joinable()) {
    News.notify_all();
  } else {
    Worker = std::thread([this] { work(); });
  }
}

void LateFixes::work() {
  // What is typed meanwhile comes first. On Linux this is the thread's own.
  setpriority(PRIO_PROCESS, 0, 5);
  std::unique_lock<std::mutex> Held(Lock);
  while (!Stops)
    if (Ptr P = next())
      tryNext(P, Held);
    else
      News.wait(Held);
}

/// Tries the repairs of one finding of P, which has such, and shows what came
/// of it all after the last.
void LateFixes::tryNext(const Ptr &P, std::unique_lock<std::mutex> &Held) {
  Publication::Part &Part =
      *find_if(P->Parts, [](const auto &Each) { return !Each.Tried; });
  Held.unlock();
  std::optional<Fix> Repair = P->Unit->repair(*Part.Shows);
  Held.lock();
  Part.Tried = true;
  std::string Uri = P->Params.getString("uri")->str();
  const json::Value *Version = P->Params.get("version");
  if (Repair)
    Part.Action = quickFix(
        *Repair, {Uri, Version ? *Version : nullptr, P->Unit->text()}, Agreed);
  if (P->isDone() && Latest.lookup(Uri) == P)
    showFixes(*P);
}

void LateFixes::showFixes(Publication &P) {
  bool Any = false;
  for (Publication::Part &Part : P.Parts) {
    if (!Part.Action)
      continue;
    Any = true;
    json::Object &Shown = *P.diagnostics()[Part.Index].getAsObject();
    std::string Message = Shown.getString("message")->str();
    Message.insert(Part.Shows->Message.size(), " (fix available)");
    Shown["message"] = std::move(Message);
    if (Agreed.Inline) {
      json::Object Action = *Part.Action;
      Action["isPreferred"] = true;
      Shown["codeActions"] = json::Array{std::move(Action)};
    }
  }
  if (Any)
    send("textDocument/publishDiagnostics", json::Object(P.Params));
  for (Publication::Answer &Each : P.Waiting) {
    finish(P, Each);
    answer(std::move(Each.Id), std::move(Each.Actions));
  }
  P.Waiting.clear();
}

/// Adds the fixes of P that were asked for.
void LateFixes::finish(Publication &P, Publication::Answer &Waiting) const {
  unsigned Added = 0;
  for (json::Value &Each : Waiting.Asked) {
    const json::Object *Diagnostic = Each.getAsObject();
    auto Part = find_if(P.Parts, [&](const Publication::Part &Part) {
      const json::Object &Known = *P.diagnostics()[Part.Index].getAsObject();
      return Diagnostic && Part.Action && Diagnostic->get("range") &&
             Diagnostic->get("code") &&
             *Diagnostic->get("range") == *Known.get("range") &&
             *Diagnostic->get("code") == *Known.get("code");
    });
    if (Part == P.Parts.end())
      continue;
    json::Object Action = *Part->Action;
    if (Agreed.Actions)
      Action["diagnostics"] = json::Array{Each};
    // Quick-fixes come before what else can be done.
    Waiting.Actions.insert(Waiting.Actions.begin() + Added++,
                           Agreed.Actions ? std::move(Action)
                                          : asCommand(Action));
  }
  if (Agreed.Actions && Added != 0)
    preferOnly(Waiting.Actions);
}

/// Forgets what was published for a document. Who waits for its fixes gets
/// none.
void LateFixes::abandon(StringRef Uri) {
  Ptr Old = Latest.lookup(Uri);
  Latest.erase(Uri);
  if (!Old)
    return;
  for (Publication::Answer &Each : Old->Waiting)
    answer(std::move(Each.Id), std::move(Each.Actions));
  Old->Waiting.clear();
}

void LateFixes::reply(json::Value Id, Expected<json::Value> Result) {
  std::unique_lock<std::mutex> Held(Lock);
  auto Call = Asked.find(textOf(Id));
  if (Call == Asked.end() || !Result) {
    if (Call != Asked.end())
      Asked.erase(Call);
    Held.unlock();
    return answer(std::move(Id), std::move(Result));
  }
  json::Object Params = std::move(Call->second);
  Asked.erase(Call);
  json::Object *Document = Params.getObject("textDocument");
  json::Object *Context = Params.getObject("context");
  json::Array *Of = Context ? Context->getArray("diagnostics") : nullptr;
  json::Array *Actions = Result->getAsArray();
  if (!Document) { // it was the first call
    if (const json::Object *Told = Result->getAsObject())
      Agreed.reply(*Told);
  } else if (Of && Actions) {
    Ptr P = Latest.lookup(Document->getString("uri").value_or(""));
    if (P && isCurrent(*P)) {
      Publication::Answer Waiting{Id, std::move(*Actions), std::move(*Of)};
      if (!P->isDone()) {
        P->Waiting.push_back(std::move(Waiting));
        return;
      }
      finish(*P, Waiting);
      *Actions = std::move(Waiting.Actions);
    }
  }
  Held.unlock();
  answer(std::move(Id), std::move(Result));
}

void LateFixes::asks(StringRef Method, const json::Object &Params,
                     const json::Value &Id) {
  std::lock_guard<std::mutex> Held(Lock);
  if (Method == "initialize")
    Agreed.request(Params);
  else if (Method != "textDocument/codeAction" || !wantsFixes(Params))
    return;
  Asked[textOf(Id)] =
      Method == "initialize" ? json::Object() : json::Object(Params);
}

void LateFixes::says(StringRef Method, const json::Object &Params) {
  const json::Object *Document = Params.getObject("textDocument");
  auto Uri = Document ? Document->getString("uri") : std::nullopt;
  if (!Uri)
    return;
  std::lock_guard<std::mutex> Held(Lock);
  if (Method == "textDocument/didClose")
    Versions.erase(*Uri);
  else if (auto Version = Document->getInteger("version"))
    Versions[*Uri] = *Version;
  else if (Method != "textDocument/didChange")
    return;
  abandon(*Uri);
}

namespace {

/// Hears what the editor says before clangd does.
class Listener : public Transport::MessageHandler {
public:
  Listener(LateFixes &Fixes, MessageHandler &Server)
      : Fixes(Fixes), Server(Server) {}

  bool onNotify(StringRef Method, json::Value Params) override {
    if (const json::Object *Message = Params.getAsObject())
      Fixes.says(Method, *Message);
    return Server.onNotify(Method, std::move(Params));
  }

  bool onCall(StringRef Method, json::Value Params, json::Value Id) override {
    if (const json::Object *Message = Params.getAsObject())
      Fixes.asks(Method, *Message, Id);
    return Server.onCall(Method, std::move(Params), std::move(Id));
  }

  bool onReply(json::Value Id, Expected<json::Value> Result) override {
    return Server.onReply(std::move(Id), std::move(Result));
  }

private:
  LateFixes &Fixes;
  MessageHandler &Server;
};

} // namespace

Error LateFixes::loop(MessageHandler &Handler) {
  Listener Between(*this, Handler);
  return Editor->loop(Between);
}

std::unique_ptr<Transport> withLateFixes(std::unique_ptr<Transport> Editor,
                                         std::function<bool()> InTurn) {
  AreLate = true;
  return std::make_unique<LateFixes>(std::move(Editor), std::move(InTurn));
}

} // namespace epf
