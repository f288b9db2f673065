//===- Remark.cpp - A finding as a reviewer would put it ------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The steps of a witness are made for reading one by one; a paragraph wants
// fewer. What a loop's condition was on each round is left out, and of long
// scenarios all but what was assumed last.
//
//===----------------------------------------------------------------------===//

#include "tool/report/Remark.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using namespace epf::patch;

namespace epf {

/// More assumptions and actions than these are not read anyway.
static constexpr size_t MostAssumed = 4, MostActions = 3;

std::string wrapped(StringRef Text) {
  std::string Result, Line;
  for (StringRef Word : split(Text, ' ')) {
    if (!Line.empty() && Line.size() + 1 + Word.size() > MailWidth) {
      Result += Line + "\n";
      Line.clear();
    }
    Line += (Line.empty() ? "" : " ") + Word.str();
  }
  return Result + Line + "\n";
}

std::string question(const ReviewedFinding &F) {
  return (F.isLeftOpen() ? "Is it still possible that " : "Can it be that ") +
         F.Last.Message + "?";
}

/// "a", "a and b", "a, b and c".
static std::string listed(ArrayRef<std::string> Items) {
  if (Items.size() < 2)
    return Items.empty() ? "" : Items.front();
  return join(Items.drop_back(), ", ") + " and " + Items.back();
}

/// The condition that a step is about, if it is one: "'i < n' is true" gives
/// "'i < n'".
static StringRef condition(StringRef Assumed) {
  if (Assumed.consume_back(" is true") || Assumed.consume_back(" is false"))
    return Assumed;
  return {};
}

/// The other way round: "a == b" for "a != b"; empty where that is not so
/// simple.
static std::string inverted(StringRef Condition) {
  static constexpr std::pair<StringLiteral, StringLiteral> Opposite[] = {
      {" == ", " != "}, {" != ", " == "}, {" <= ", " > "},
      {" >= ", " < "},  {" < ", " >= "},  {" > ", " <= "}};
  if (Condition.contains("&&") || Condition.contains("||") ||
      Condition.contains('?'))
    return "";
  for (auto [One, Other] : Opposite)
    if (auto [Left, Right] = Condition.split(One); !Right.empty())
      return (Left + Other + Right).str();
  return "";
}

/// "a != b" for "'a == b' is false": a reader should not have to turn it round.
static std::string plainly(StringRef Assumed) {
  if (StringRef Case = Assumed; Case.consume_front("the case "))
    return ("the case is " + Case).str();
  StringRef Text = condition(Assumed);
  if (!Text.consume_front("'") || !Text.consume_back("'"))
    return Assumed.str();
  std::string Inverse = inverted(Text);
  if (!Inverse.empty())
    return Assumed.ends_with(" is true") ? Text.str() : Inverse;
  if (Text.consume_front("!") && !Text.contains("&&") && !Text.contains("||"))
    return ("'" + Text + "' is " +
            (Assumed.ends_with(" is true") ? "false" : "true"))
        .str();
  return Assumed.str();
}

static std::vector<std::string> assumptions(const Finding &F) {
  std::vector<std::string> All;
  std::vector<Location> Taken;
  for (const Event &Step : F.Witness) {
    StringRef Text = Step.Message;
    if (Step.Kind == EventKind::Acquire)
      Taken.push_back(Step.Where);
    if (Step.Kind != EventKind::Assume || !Text.consume_front("assuming "))
      continue;
    // A call in a loop has taken something before.
    bool Again =
        Text.ends_with("() fails") && any_of(Taken, [&](const Location &Where) {
          return Where.File == Step.Where.File &&
                 Where.Line == Step.Where.Line &&
                 Where.Column == Step.Where.Column;
        });
    All.push_back(Text.str() + (Again ? " the next time" : ""));
  }
  std::vector<std::string> Result;
  for (const std::string &Text : All) {
    bool IsLoops =
        !condition(Text).empty() && any_of(All, [&](const std::string &Other) {
          return Other != Text && condition(Other) == condition(Text);
        });
    if (!IsLoops && !is_contained(Result, plainly(Text)))
      Result.push_back(plainly(Text));
  }
  if (Result.size() > MostAssumed)
    Result.erase(Result.begin(), Result.end() - MostAssumed);
  return Result;
}

static std::vector<std::string> actions(const Finding &F) {
  std::vector<std::string> Result;
  for (const Event &Step : F.Witness) {
    StringRef Text = Step.Message;
    bool IsAction =
        Step.Kind == EventKind::Acquire || Step.Kind == EventKind::Release;
    if (!IsAction || !Text.consume_back(" here"))
      continue;
    std::string Done = Text == "released" ? "it was released" : Text.str();
    if (size_t Is = Done.rfind("' is "); Is != std::string::npos)
      Done.replace(Is, 4, "' was");
    Result.push_back(Done + " in line " + std::to_string(Step.Where.Line));
  }
  if (Result.size() > MostActions)
    Result.erase(Result.begin(), Result.end() - MostActions);
  return Result;
}

static std::vector<std::string> calls(const Finding &F) {
  std::vector<std::string> Result;
  for (const Event &Step : F.Witness) {
    StringRef Text = Step.Message;
    if (Step.Kind == EventKind::Call &&
        (Text.consume_front("calling ") ||
         Text.consume_front("the kernel calls ")) &&
        !is_contained(Result, Text))
      Result.push_back(Text.str());
  }
  return Result;
}

std::string scenario(const Finding &F) {
  std::vector<std::string> Sentences;
  auto Assumed = assumptions(F), Done = actions(F), Way = calls(F);
  if (!Assumed.empty())
    Sentences.push_back("Say that " + listed(Assumed) + ".");
  if (!Done.empty())
    Sentences.push_back("By then, " + listed(Done) + ".");
  if (!Way.empty())
    Sentences.push_back("The way there is " + join(Way, ", ") + ".");
  return join(Sentences, " ");
}

} // namespace epf
