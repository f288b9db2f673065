//===- Patch.h - A patch as a reviewer has it ----------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Plain data: what reading a mail, an mbox, a diff or a page copied from an
// archive gives, and what placing takes. Mail programs and archives damage
// patches; whatever was found wrong on the way is kept with the line of the
// input that it was found in, and so is every line of a hunk:
//
//   Series          [PATCH v2 0/3], its patches in order, what was replied
//     Patch         one mail: who, when, why, and the files that it changes
//       FilePatch   drivers/x.c, from blob 20efa27 to 39ba4d6
//         Hunk      @@ -134,6 +139,11 @@ struct epf_ntb {
//           Line    context, removed or added
//
// Lines of the input are counted from 1, in the bytes as they were given. Of a
// base64 part, the lines of the decoded text are counted from where the part
// begins.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_PATCH_PATCH_H
#define EPFLINT_TOOL_PATCH_PATCH_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace epf::patch {

enum class LineKind { Context, Removed, Added };

struct Line {
  LineKind Kind = LineKind::Context;
  std::string Text;       ///< without the marker and the line's end, UTF-8
  unsigned Input = 0;     ///< line of the input; 0 if the base had to tell
  bool NoNewline = false; ///< "\ No newline at end of file" follows
};

struct Hunk {
  /// As the header says, which damage may have made untrue. Lines of the file
  /// are counted from 1; a start is 0 if its count is.
  unsigned OldStart = 0, OldCount = 0, NewStart = 0, NewCount = 0;
  std::string Section; ///< what follows the second @@: mostly a function
  std::vector<Line> Lines;
  unsigned Input = 0; ///< line of the header
  /// Why this hunk must not be placed: damage that cannot be repaired without
  /// guessing. Empty if there is none.
  std::string Broken;
};

enum class FileKind { Modified, New, Deleted, Renamed };

/// What a patch does to one file. Paths are relative to the tree's root, have
/// no `a/` and `b/`, no `.` and `..`, and no NUL. They may name symbolic links
/// of the tree all the same: who opens them has to look.
struct FilePatch {
  std::string OldPath; ///< empty if the file is new
  std::string NewPath; ///< empty if the file is deleted
  FileKind Kind = FileKind::Modified;
  unsigned Mode = 0; ///< 0100644 and the like; 0 if not said
  std::string OldBlob,
      NewBlob; ///< from `index`, maybe short; empty if not said
  std::vector<Hunk> Hunks;
  unsigned Input = 0; ///< line that the file's part begins with
  /// The white space that lines begin with is lost, as in a page copied from a
  /// browser; placing takes it from the base and from clang-format.
  bool Stripped = false;

  const std::string &path() const {
    return NewPath.empty() ? OldPath : NewPath;
  }
};

/// Something that went wrong between the author and us.
struct Damage {
  unsigned Input = 0; ///< line of the input; 0 if it is of no line
  std::string What; ///< "wrapped by the mailer", "hunk 3 counts 12 lines, ..."
  bool Repaired = true;
};

/// "line 57: wrapped by the mailer"
std::string describe(const Damage &D);

/// The id that git gives to a file of this text, 40 hexadecimal digits.
std::string blobId(llvm::StringRef Text);

/// What every mail has. Anything may be empty: a plain diff has no header.
struct Mail {
  std::string Subject; ///< in one line, with its [PATCH ...] and Re:
  std::string Author;  ///< "Name <address>": of `From:` in the body if it is
                       ///< there, else of the header, else who signed last
  std::string ReplyTo; ///< likewise: whom an answer goes to; empty if nobody
                       ///< is named
  /// Who else got the mail: those of `To:` and `Cc:`, each as Author.
  std::vector<std::string> Recipients;
  std::string MessageId;               ///< without the angle brackets
  std::string InReplyTo;               ///< likewise
  std::vector<std::string> References; ///< likewise, oldest first
  std::string Date;                    ///< as the header has it
  std::string Body;                    ///< decoded, UTF-8, line ends are '\n'
  unsigned Input = 0;                  ///< line that the mail begins with
};

struct Patch : Mail {
  unsigned Version = 1;           ///< of [PATCH v2 1/3]
  unsigned Number = 1, Total = 1; ///< k of N, from 1
  std::string BaseCommit;         ///< hexadecimal; empty if not said
  std::vector<FilePatch> Files;
  std::vector<Damage> Damages; ///< by line

  /// "2/3", as reports name a patch.
  std::string name() const {
    return std::to_string(Number) + "/" + std::to_string(Total);
  }
};

/// The newest version of what the input has, in the order of application.
struct Series {
  std::vector<Patch> Patches; ///< at least one
  std::optional<Mail> Cover;
  std::vector<Mail> Replies; ///< in the order of the input
  /// What is wrong with the whole: a patch missing, older versions left out.
  std::vector<Damage> Damages;
};

} // namespace epf::patch

#endif // EPFLINT_TOOL_PATCH_PATCH_H
