//===- Reach.cpp - Which functions a patch changes ------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tool/patch/Reach.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"
#include <vector>

using namespace llvm;
namespace tok = clang::tok;

namespace epf::patch {

namespace {

struct FunctionText {
  std::string Text;        ///< its tokens
  StringSet<> Identifiers; ///< of them
};

/// A C file as the tokens of its functions, and those of all else.
class Outline {
public:
  explicit Outline(StringRef Text);

  bool isWhole() const { return Whole; }
  StringMap<FunctionText> Functions;
  std::string Rest;

private:
  void take(const clang::Token &Token, StringRef Word);
  void end();

  bool Whole = true;
  unsigned Braces = 0, Parens = 0;
  bool Assigned = false, IsFunction = false;
  FunctionText Now;               ///< the construct so far
  std::string Last;               ///< the word before, if an identifier
  std::vector<std::string> Names; ///< that it may define: what is in front of (
};

} // namespace

Outline::Outline(StringRef Text) {
  std::string Copy = Text.str(); // the lexer wants a zero at the end
  clang::Lexer Lexer(clang::SourceLocation(), clang::LangOptions(), Copy.data(),
                     Copy.data(), Copy.data() + Copy.size());
  clang::Token Token;
  auto Next = [&] {
    Lexer.LexFromRawLexer(Token);
    return StringRef(Lexer.getBufferLocation() - Token.getLength(),
                     Token.getLength());
  };
  for (StringRef Word = Next(); Token.isNot(tok::eof);) {
    if (Token.isNot(tok::hash) || !Token.isAtStartOfLine()) {
      take(Token, Word);
      Word = Next();
      continue;
    }
    do {
      Rest += " " + Word.str();
      Word = Next();
    } while (Token.isNot(tok::eof) && !Token.isAtStartOfLine());
    Rest += "\n";
  }
  Rest += Now.Text;
  Whole &= Braces == 0 && Parens == 0;
}

void Outline::take(const clang::Token &Token, StringRef Word) {
  if (Token.is(tok::l_paren) && !Braces) {
    if (!Parens++ && !Last.empty())
      Names.push_back(Last);
  } else if (Token.is(tok::r_paren) && !Braces) {
    Parens -= Parens > 0;
  }
  Now.Text += " " + Word.str();
  Last = Token.is(tok::raw_identifier) ? Word.str() : "";
  if (!Last.empty())
    Now.Identifiers.insert(Last);
  Assigned |= Token.is(tok::equal) && !Braces;
  if (Token.is(tok::l_brace) && !Braces++)
    IsFunction = !Names.empty() && !Assigned && !Parens;
  else if (Token.is(tok::r_brace) && !Braces)
    Whole = false;
  else if (Token.is(tok::r_brace) && !--Braces && IsFunction)
    end();
  else if (Token.is(tok::semi) && !Braces && !Parens)
    end();
}

/// The end of a function, a declaration or the like.
void Outline::end() {
  if (IsFunction)
    for (const std::string &Name : Names) {
      Functions[Name].Text += Now.Text;
      for (const auto &Word : Now.Identifiers)
        Functions[Name].Identifiers.insert(Word.getKey());
    }
  else
    Rest += Now.Text + "\n";
  Now = {};
  Last.clear();
  Names.clear();
  Assigned = IsFunction = false;
}

/// Adds the functions of All that name one of Changed, and those that name
/// these: who hands on a callback lives with what it does.
static void addUsers(const Outline &All, StringSet<> &Changed) {
  for (bool More = true; More;) {
    More = false;
    for (auto &Function : All.Functions)
      if (!Changed.contains(Function.getKey()) &&
          any_of(Function.getValue().Identifiers, [&](const auto &Word) {
            return Changed.contains(Word.getKey());
          }))
        More = Changed.insert(Function.getKey()).second;
  }
}

std::optional<StringSet<>> functionsReached(StringRef Before, StringRef After) {
  Outline Old(Before), New(After);
  if (!Old.isWhole() || !New.isWhole() || Old.Rest != New.Rest)
    return std::nullopt;
  StringSet<> Changed;
  for (auto [One, Other] : {std::pair(&Old, &New), std::pair(&New, &Old)})
    for (auto &Function : One->Functions) {
      auto Same = Other->Functions.find(Function.getKey());
      if (Same == Other->Functions.end() ||
          Same->getValue().Text != Function.getValue().Text)
        Changed.insert(Function.getKey());
    }
  addUsers(Old, Changed);
  addUsers(New, Changed);
  return Changed;
}

} // namespace epf::patch
