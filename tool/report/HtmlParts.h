//===- HtmlParts.h - The files of html/, compiled in ---------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// CMake makes the definitions from html/: a page needs no files beside it.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_REPORT_HTMLPARTS_H
#define EPFLINT_TOOL_REPORT_HTMLPARTS_H

namespace epf::HtmlParts {

extern const char *const Page;   ///< page.html, with @HASH@ and so on in it
extern const char *const Style;  ///< page.css
extern const char *const Script; ///< all scripts in the order of their use

} // namespace epf::HtmlParts

#endif // EPFLINT_TOOL_REPORT_HTMLPARTS_H
