//===- LateFixes_test.cpp - Fixes behind their findings -------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Talks to epflint-clangd as an editor does that does not wait for it.
//
//===----------------------------------------------------------------------===//

#include "testdata/Editor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Program.h"
#include <fcntl.h>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace epf;
using llvm::StringRef;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAreArray;

namespace {

/// A session that is read while it goes on.
class LiveSession {
public:
  explicit LiveSession(const TestTree &Tree, Json Capabilities)
      : Uri("file://" + Tree.path("driver.c")) {
    std::string In = Tree.path("in"), Out = Tree.path("out"),
                Err = Tree.path("err");
    EXPECT_EQ(mkfifo(In.c_str(), 0600), 0);
    EXPECT_EQ(mkfifo(Out.c_str(), 0600), 0);
    // Nobody waits for who opens the other end.
    int Ends[] = {::open(In.c_str(), O_RDWR), ::open(Out.c_str(), O_RDWR)};
    std::optional<StringRef> Redirects[] = {In, Out, Err};
    Program = llvm::sys::ExecuteNoWait(
        EPFLINT_CLANGD,
        {EPFLINT_CLANGD, "--log=error", "--background-index=false"},
        std::nullopt, Redirects);
    ToProgram.open(In);
    FromProgram.open(Out);
    for (int End : Ends)
      close(End);
    ask("initialize", {{"processId", nullptr},
                       {"rootUri", nullptr},
                       {"capabilities", std::move(Capabilities)}});
    say("initialized", Json::object());
  }
  ~LiveSession() {
    ask("shutdown", nullptr);
    say("exit", nullptr);
    std::string Error;
    EXPECT_EQ(llvm::sys::Wait(Program, std::nullopt, &Error).ReturnCode, 0);
  }

  void open(const std::string &Text) {
    say("textDocument/didOpen", {{"textDocument",
                                  {{"uri", Uri},
                                   {"languageId", "c"},
                                   {"version", 1},
                                   {"text", Text}}}});
  }
  void change(int Version, const std::string &Text) {
    say("textDocument/didChange",
        {{"textDocument", {{"uri", Uri}, {"version", Version}}},
         {"contentChanges", {{{"text", Text}}}}});
  }

  /// The next diagnostics that the program publishes of a version.
  Json diagnostics(int Version) {
    return next([&](const Json &Message) {
      return Message.value("method", "") == "textDocument/publishDiagnostics" &&
             Message["params"].value("version", 0) == Version;
    })["params"]["diagnostics"];
  }

  Json ask(const char *Method, Json Params) {
    int Id = ++LastId;
    send({{"id", Id}, {"method", Method}, {"params", std::move(Params)}});
    return next([&](const Json &Message) {
      return !Message.contains("method") && Message.value("id", 0) == Id;
    })["result"];
  }
  Json actions(const Json &Diagnostic) {
    return ask(
        "textDocument/codeAction",
        {{"textDocument", {{"uri", Uri}}},
         {"range", Diagnostic["range"]},
         {"context", {{"diagnostics", {Diagnostic}}, {"only", {"quickfix"}}}}});
  }

  const std::string Uri;

private:
  void say(const char *Method, Json Params) {
    send({{"method", Method}, {"params", std::move(Params)}});
  }
  void send(Json Message) {
    Message["jsonrpc"] = "2.0";
    std::string Text = Message.dump();
    ToProgram << "Content-Length: " << Text.size() << "\r\n\r\n"
              << Text << std::flush;
  }
  /// The next message that is Wanted. Others wait for who wants them.
  Json next(llvm::function_ref<bool(const Json &)> Wanted) {
    if (auto Known = llvm::find_if(Unread, Wanted); Known != Unread.end()) {
      Json Message = std::move(*Known);
      Unread.erase(Known);
      return Message;
    }
    std::string Word;
    for (size_t Length; FromProgram >> Word >> Length;) {
      std::string Text(Length, ' ');
      FromProgram.ignore(4).read(Text.data(), Length);
      Json Message = Json::parse(Text);
      if (Wanted(Message))
        return Message;
      Unread.push_back(std::move(Message));
    }
    ADD_FAILURE() << "the program says no more";
    return nullptr;
  }

  llvm::sys::ProcessInfo Program;
  std::ofstream ToProgram;
  std::ifstream FromProgram;
  std::vector<Json> Unread;
  int LastId = 0;
};

Json withLiterals() {
  return Json::parse(R"({"textDocument": {
      "publishDiagnostics": {"relatedInformation": true}, "codeAction":
      {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}})");
}

unsigned fixesSaid(const Json &Diagnostics) {
  return llvm::count_if(Diagnostics, [](const Json &D) {
    return StringRef(D["message"].get_ref<const std::string &>())
        .contains(" (fix available)");
  });
}

using LateFixesTest = DriverTest;

} // namespace

TEST_F(LateFixesTest, PublishesFindingsBeforeItsFixes) {
  LiveSession Editor(Tree, withLiterals());
  Editor.open(Driver);
  Json First = Editor.diagnostics(1);
  EXPECT_THAT(rulesOf(First), UnorderedElementsAreArray(Both));
  EXPECT_EQ(fixesSaid(First), 0u);
  Json Second = Editor.diagnostics(1);
  EXPECT_THAT(rulesOf(Second), UnorderedElementsAreArray(Both));
  EXPECT_GE(fixesSaid(Second), 1u);
}

TEST_F(LateFixesTest, HasFixesForWhoAsksAtOnce) {
  LiveSession Editor(Tree, withLiterals());
  Editor.open(Driver);
  for (const Json &D : Editor.diagnostics(1))
    if (D.value("code", "") == "epf-irq-flags-ignored") {
      Json Actions = Editor.actions(D);
      ASSERT_THAT(Actions, SizeIs(1));
      EXPECT_EQ(Actions[0]["isPreferred"], true);
      EXPECT_EQ(Actions[0]["diagnostics"][0], D);
      EXPECT_THAT(applied(Driver, Actions[0]),
                  testing::HasSubstr("rung, epf->db_msg[0].irq_flags"));
    }
}

TEST_F(LateFixesTest, HasNoFixesForTextsThatWere) {
  LiveSession Editor(Tree, withLiterals());
  Editor.open(Driver);
  Json Old = Editor.diagnostics(1);
  Editor.change(2, "\n" + Driver);
  EXPECT_THAT(Editor.actions(Old[0]), IsEmpty());
  EXPECT_THAT(rulesOf(Editor.diagnostics(2)), UnorderedElementsAreArray(Both));
}

TEST_F(LateFixesTest, CountsCharactersAndVersionsAsTheEditorDoes) {
  std::string Text = Driver;
  Text.insert(Text.find("return request_irq"),
              "/* \xc3\xa9\xf0\x9f\x98\x80 */ ");
  std::map<std::string, int> Columns;
  for (const char *Encoding : {"utf-8", "utf-16", "utf-32"}) {
    TestTree Own;
    writeFlags(Own);
    Json Capabilities = withLiterals();
    Capabilities["offsetEncoding"] = {Encoding};
    Capabilities["workspace"]["workspaceEdit"]["documentChanges"] = true;
    LiveSession Editor(Own, Capabilities);
    Editor.open(Text);
    for (const Json &D : Editor.diagnostics(1))
      if (D.value("code", "") == "epf-irq-flags-ignored") {
        Json Change = Editor.actions(D)[0]["edit"]["documentChanges"][0];
        EXPECT_EQ(Change["textDocument"],
                  Json({{"uri", Editor.Uri}, {"version", 1}}));
        Columns[Encoding] = Change["edits"][0]["range"]["start"]["character"];
      }
  }
  EXPECT_EQ(Columns["utf-8"], Columns["utf-32"] + 4);
  EXPECT_EQ(Columns["utf-16"], Columns["utf-32"] + 1);
}

TEST_F(LateFixesTest, GivesCommandsToEditorsWithoutActions) {
  LiveSession Editor(Tree, Json::object());
  Editor.open(Driver);
  for (const Json &D : Editor.diagnostics(1))
    if (D.value("code", "") == "epf-irq-flags-ignored") {
      Json Commands = Editor.actions(D);
      ASSERT_THAT(Commands, SizeIs(1));
      EXPECT_EQ(Commands[0]["command"], "clangd.applyFix");
      EXPECT_THAT(applied(Driver, {{"edit", Commands[0]["arguments"][0]}}),
                  testing::HasSubstr("rung, epf->db_msg[0].irq_flags"));
    }
}
