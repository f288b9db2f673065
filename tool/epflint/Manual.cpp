//===- Manual.cpp - The manual page ---------------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// roff takes a line that begins with a dot or a quote for a request, and every
// backslash for an escape; a hyphen that is to be typed is \-.
//
//===----------------------------------------------------------------------===//

#include "tool/epflint/Manual.h"
#include "rules/Analysis.h"
#include "tool/report/Formats.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace epf {

/// One line of text.
static std::string escaped(StringRef Line) {
  std::string Result;
  if (Line.starts_with(".") || Line.starts_with("'"))
    Result = "\\&";
  for (char C : Line)
    if (C == '\\')
      Result += "\\e";
    else if (C == '-')
      Result += "\\-";
    else
      Result += C;
  return Result;
}

static void writeParagraph(raw_ostream &OS, StringRef Text) {
  OS << ".PP\n";
  for (StringRef Line : split(Text, '\n'))
    OS << escaped(Line.ltrim()) << '\n';
}

/// As much of Markdown as the rules' pages use.
static void writeMarkdown(raw_ostream &OS, StringRef Text) {
  bool InCode = false;
  std::string Paragraph;
  auto Flush = [&] {
    if (!Paragraph.empty())
      writeParagraph(OS, StringRef(Paragraph).rtrim());
    Paragraph.clear();
  };
  for (StringRef Line : split(Text, '\n')) {
    if (Line.starts_with("```")) {
      Flush();
      OS << (InCode ? ".fi\n.RE\n" : ".PP\n.RS 4\n.nf\n");
      InCode = !InCode;
    } else if (InCode) {
      // Where lines are kept, an empty one needs something to stand for it.
      OS << (Line.empty() ? "\\&" : escaped(Line)) << '\n';
    } else if (Line.starts_with("#")) {
      Flush();
      OS << ".PP\n.B " << escaped(Line.ltrim("# ")) << '\n';
    } else if (Line.empty()) {
      Flush();
    } else if (Line.starts_with("- ") || Line.starts_with("* ")) {
      Flush();
      OS << ".IP \\(bu 2\n" << escaped(Line.drop_front(2)) << '\n';
    } else {
      Paragraph += (Line + "\n").str();
    }
  }
  Flush();
}

static void writeOptions(raw_ostream &OS, const CommandText &Command) {
  for (const OptionText &Option : Command.Options) {
    OS << ".TP\n";
    for (auto [I, Name] : enumerate(Option.Names))
      OS << (I ? ", " : "") << "\\fB" << escaped(Name) << "\\fR";
    if (!Option.Value.empty())
      OS << (Option.Names.empty() ? "" : " ") << "\\fI" << escaped(Option.Value)
         << "\\fR";
    OS << '\n'
       << escaped(Option.Help.empty() ? "The name" : Option.Help) << '\n';
  }
}

void writeManual(ArrayRef<CommandText> Commands, raw_ostream &OS) {
  OS << ".TH EPFLINT 1 \"\" \"epflint " EPFLINT_VERSION "\"\n"
        ".SH NAME\nepflint \\- interrupt and doorbell mistakes in Linux "
        "drivers\n.SH SYNOPSIS\n";
  for (const CommandText &Command : Commands.drop_front())
    OS << (Command.Name == Commands[1].Name ? "" : ".br\n") << ".B epflint "
       << Command.Name << "\n[options] ...\n";
  OS << ".SH DESCRIPTION\n" << escaped(Commands.front().Help) << ".\n";
  writeOptions(OS, Commands.front());
  for (const CommandText &Command : Commands.drop_front()) {
    OS << ".SH EPFLINT " << StringRef(Command.Name).upper() << '\n'
       << escaped(Command.Help) << ".\n";
    writeOptions(OS, Command);
    for (StringRef Text = Command.Footer; !Text.empty();) {
      auto [First, Rest] = Text.split("\n\n");
      writeParagraph(OS, First);
      Text = Rest;
    }
  }
  OS << ".SH FORMATS\n";
  for (const Format &F : allFormats())
    OS << ".TP\n.B " << F.Name << '\n' << escaped(F.Use) << '\n';
  OS << ".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nNo colours, if it is not "
        "empty\n.SH FILES\n.TP\n.I .epflint.json\nRules that are off and "
        "findings that are suppressed, for the files in its directory and "
        "below\n.SH RULES\n";
  for (const RuleInfo &Rule : allRules()) {
    OS << ".SS " << escaped(Rule.Name) << '\n' << escaped(Rule.Summary) << '\n';
    // The page's first paragraphs are the name and the summary.
    writeMarkdown(OS, Rule.Page.split("\n\n").second.split("\n\n").second);
  }
}

} // namespace epf
