//===- Clangd_test.cpp - The rules in epflint-clangd ----------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Speaks the language server protocol to the program over its standard input,
// as an editor does. With --sync each message is answered before the next one
// is read, so that what is said can be written down beforehand.
//
//===----------------------------------------------------------------------===//

#include "testdata/Editor.h"
#include "testdata/Hosts.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include <nlohmann/json.hpp>

using namespace epf;
using llvm::StringRef;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAreArray;

namespace {

/// What an editor says, and what it is told.
class Session {
public:
  explicit Session(const TestTree &Tree) : Tree(Tree) {
    Json Capabilities = Json::parse(R"({"textDocument": {
      "publishDiagnostics": {"relatedInformation": true,
                             "codeDescriptionSupport": true,
                             "codeActionsInline": true},
      "codeAction": {"codeActionLiteralSupport": {"codeActionKind":
                                                  {"valueSet": []}}}}})");
    request("initialize", {{"processId", nullptr},
                           {"rootUri", nullptr},
                           {"capabilities", Capabilities}});
    notify("initialized", Json::object());
  }

  int request(const char *Method, Json Params) {
    say({{"jsonrpc", "2.0"},
         {"id", ++LastId},
         {"method", Method},
         {"params", std::move(Params)}});
    return LastId;
  }

  void notify(const char *Method, Json Params) {
    say({{"jsonrpc", "2.0"}, {"method", Method}, {"params", Params}});
  }

  void open(StringRef Name, const std::string &Text) {
    notify("textDocument/didOpen", {{"textDocument",
                                     {{"uri", uri(Name)},
                                      {"languageId", "c"},
                                      {"version", 1},
                                      {"text", Text}}}});
  }

  /// Runs the program on all of it.
  void run(std::vector<std::string> Flags = {}) {
    request("shutdown", nullptr);
    notify("exit", nullptr);
    Flags.insert(Flags.begin(), {EPFLINT_CLANGD, "--sync", "--log=error",
                                 "--background-index=false"});
    HostOutcome O = runHost(Tree, Flags, Tree.write("stdin", Said));
    EXPECT_EQ(O.Status, 0) << O.Err;
    read(O.Out);
  }

  /// The last diagnostics of a file.
  Json diagnostics(StringRef Name) const {
    Json Last = Json::array();
    for (const Json &Message : Told)
      if (Message.value("method", "") == "textDocument/publishDiagnostics" &&
          Message["params"]["uri"] == uri(Name))
        Last = Message["params"]["diagnostics"];
    return Last;
  }

  Json answer(int Id) const {
    for (const Json &Message : Told)
      if (Message.contains("result") && Message.value("id", 0) == Id)
        return Message["result"];
    return nullptr;
  }

  std::string uri(StringRef Name) const { return "file://" + Tree.path(Name); }

private:
  void say(const Json &Message) {
    std::string Text = Message.dump();
    Said +=
        "Content-Length: " + std::to_string(Text.size()) + "\r\n\r\n" + Text;
  }

  void read(StringRef Text) {
    while (Text.consume_front("Content-Length: ")) {
      size_t Length = 0;
      ASSERT_FALSE(Text.consumeInteger(10, Length));
      ASSERT_TRUE(Text.consume_front("\r\n\r\n"));
      Told.push_back(Json::parse(Text.take_front(Length).str()));
      Text = Text.drop_front(Length);
    }
  }

  const TestTree &Tree;
  std::string Said;
  int LastId = 0;
  std::vector<Json> Told;
};

/// clangd begins a message with a capital and tells that there is a fix.
std::string original(StringRef Message) {
  Message.consume_back(" (fix available)");
  return llvm::toLower(Message.front()) + Message.drop_front().str();
}

Shown shown(const Json &D, StringRef Text) {
  const Json &At = D["range"]["start"];
  Shown S{D["code"],
          original(std::string(D["message"])),
          unsigned(At["line"]) + 1,
          unsigned(At["character"]) + 1,
          {},
          {},
          {}};
  for (const Json &Note : D.value("relatedInformation", Json::array())) {
    const Json &At = Note["location"]["range"]["start"];
    S.Steps.push_back(shownStep(unsigned(At["line"]) + 1,
                                unsigned(At["character"]) + 1,
                                std::string(Note["message"])));
  }
  for (const Json &Action : D.value("codeActions", Json::array())) {
    EXPECT_EQ(S.Fix, "") << "two fixes for " << S.Message;
    StringRef Title = Action["title"].get_ref<const std::string &>();
    EXPECT_TRUE(Title.consume_front("fix: ")) << Title.str();
    S.Fix = Title.str();
    S.Fixed = applied(Text, Action);
  }
  return S;
}

} // namespace

TEST(Clangd, ShowsWhatTheCommandLineShows) {
  // Flags of gcc's that clang does not know.
  HostCases Cases("gcc -fconserve-stack -mrecord-mcount");
  Session Editor(Cases.Tree);
  for (auto &[Name, Text] : Cases.Texts)
    Editor.open(Name, Text);
  Editor.run();
  for (auto &[Name, Text] : Cases.Texts) {
    std::vector<std::string> Found;
    for (const Json &D : Editor.diagnostics(Name))
      Found.push_back(shown(D, Text).str(Name));
    EXPECT_THAT(Found, UnorderedElementsAreArray(Cases.expected(Name)));
  }
}

namespace {

class ClangdTest : public DriverTest {
protected:
  /// The rules that find something in a session with these flags.
  std::vector<std::string> rules(std::vector<std::string> Flags = {}) {
    Session Editor(Tree);
    Editor.open("driver.c", Driver);
    Editor.run(std::move(Flags));
    return rulesOf(Editor.diagnostics("driver.c"));
  }
};

} // namespace

TEST_F(ClangdTest, IsConfiguredAsUsual) {
  EXPECT_THAT(rules(), UnorderedElementsAreArray(Both));
  EXPECT_THAT(rules({"--clang-tidy=0"}), IsEmpty());
  Tree.write(".clangd", "Diagnostics:\n  ClangTidy:\n"
                        "    Remove: epf-irq-*\n    FastCheckFilter: Strict\n");
  EXPECT_THAT(rules({"--enable-config"}), ElementsAre("epf-doorbell-leak"));
}

TEST_F(ClangdTest, SaysNothingBehindAHeaderThatIsMissing) {
  Driver.insert(0, "#include <gone.h>\n");
  EXPECT_THAT(rules(), ElementsAre("pp_file_not_found"));
}

TEST_F(ClangdTest, FollowsEditsAndNolint) {
  std::string Text = Driver;
  Text.insert(Text.find("\treturn request_irq"),
              "\t/* NOLINTNEXTLINE(epf-irq-flags-ignored) */\n");
  Session Editor(Tree);
  Editor.open("driver.c", Driver);
  Editor.notify(
      "textDocument/didChange",
      {{"textDocument", {{"uri", Editor.uri("driver.c")}, {"version", 2}}},
       {"contentChanges", {{{"text", Text}}}}});
  Editor.run();
  EXPECT_THAT(rulesOf(Editor.diagnostics("driver.c")),
              ElementsAre("epf-doorbell-leak"));
}

TEST_F(ClangdTest, GivesItsFixesAsCodeActions) {
  Session First(Tree);
  First.open("driver.c", Driver);
  First.run();
  unsigned Fixes = 0;
  for (const Json &D : First.diagnostics("driver.c")) {
    if (D.value("codeActions", Json::array()).empty())
      continue;
    ++Fixes;
    Session Second(Tree);
    Second.open("driver.c", Driver);
    int Id = Second.request("textDocument/codeAction",
                            {{"textDocument", {{"uri", First.uri("driver.c")}}},
                             {"range", D["range"]},
                             {"context", {{"diagnostics", Json::array({D})}}}});
    Second.run();
    std::vector<std::string> Titles;
    for (const Json &Action : Second.answer(Id))
      Titles.push_back(Action["title"]);
    EXPECT_THAT(Titles, Contains(D["codeActions"][0]["title"]));
  }
  EXPECT_GE(Fixes, 1u);
}

TEST_F(ClangdTest, LinksRulesToTheirPages) {
  Session Editor(Tree);
  Editor.open("driver.c", Driver);
  Editor.run();
  for (const Json &D : Editor.diagnostics("driver.c")) {
    std::string Link = D["codeDescription"]["href"];
    StringRef Path = Link;
    ASSERT_TRUE(Path.consume_front("file://")) << Link;
    EXPECT_EQ(llvm::sys::path::filename(Path).str(),
              std::string(D["code"]) + ".md");
    EXPECT_TRUE(llvm::sys::fs::exists(Path)) << Link;
  }
}

TEST_F(ClangdTest, FindsClangsOwnHeaders) {
  Tree.write("compile_flags.txt", "-std=gnu11\n");
  Driver = "#include <stdatomic.h>\n";
  EXPECT_THAT(rules(), IsEmpty());
}
