//===- Scope.h - What the file's functions call, read and write -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One look over all function bodies of the translation unit, before any path
// is walked. It tells which functions can reach a call of the vocabulary and
// are therefore entered, and reduces the others to the fields that they write.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_PATHS_SCOPE_H
#define EPFLINT_PATHS_SCOPE_H

#include "paths/Body.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include <functional>
#include <map>
#include <optional>

namespace epf {

/// What one function body does by itself and, for Writes and Reaches, through
/// the functions of the file that it calls.
struct Summary {
  const clang::FunctionDecl *Decl = nullptr;
  llvm::SetVector<const clang::FunctionDecl *> Calls; ///< with a body here
  llvm::SetVector<const clang::Decl *> Writes;        ///< fields and globals
  llvm::SetVector<const clang::Decl *> Uses; ///< fields read or written
  unsigned Statements = 0;
  bool Loops = false;
  bool Direct = false;   ///< calls the vocabulary itself
  bool Reaches = false;  ///< can reach a call of the vocabulary
  bool Acquires = false; ///< ... one that takes
  bool Releases = false; ///< ... one that gives back
  /// Fields that it takes or gives back the content of by itself; null for
  /// others.
  llvm::SetVector<const clang::FieldDecl *> Requested, Released;
  /// Calls what other files of the driver define, by names that say so.
  bool MayRelease = false;
  bool MayAcquire = false;
  bool MakesManaged = false; ///< makes objects that go with the device
  bool Watched = false;      ///< reads a watched field
  bool Escapes = false;      ///< its address is stored: callers are not known
  bool InMain = false;       ///< in the main file
  /// Holds code that clang gave up on, which may take or give back.
  bool Broken = false;
  std::vector<const clang::FunctionDecl *> Callers;
};

class Scope {
public:
  Scope(clang::ASTContext &Ctx,
        std::function<bool(const clang::FieldDecl *)> Watches);

  clang::ASTContext &context() const { return Ctx; }
  /// What is known of F, or null if its body is not in the unit.
  const Summary *summary(const clang::FunctionDecl *F) const;
  /// F prepared for exploration; null if that is not possible.
  const Body *body(const clang::FunctionDecl *F);
  /// True if code that is not seen, or not part of a walk, may have set D: its
  /// struct is not the file's own, or some function of the file writes it.
  bool isSetSomewhere(const clang::FieldDecl *D) const;
  /// True if some call takes what field D holds.
  bool isRequested(const clang::FieldDecl *D) const { return Keys.count(D); }
  /// True if F, or what it calls, gives back what a field D holds, or something
  /// that is not told by a field that is requested by its name.
  bool releases(const clang::FunctionDecl *F, const clang::FieldDecl *D) const;
  /// True if the bits Mask of D may be tested more than once: in more than one
  /// place, in a function that is called from several, or by another name.
  bool isMaskedAgain(const clang::Decl *D, int64_t Mask) const;
  /// The function that gives back when an object goes: set as its destructor,
  /// and no other. Null if there is none, or others may have a part in it.
  const clang::FunctionDecl *destructor() const { return Last; }
  /// F and what it reaches through calls.
  void closure(const clang::FunctionDecl *F,
               llvm::DenseSet<const clang::FunctionDecl *> &Into) const;
  /// All functions with a body, in the order of the file.
  const llvm::MapVector<const clang::FunctionDecl *, Summary> &all() const {
    return Functions;
  }
  /// True if F is declared by drivers rather than by the kernel's core: such
  /// functions may know the driver's objects and what they hold.
  bool isDriverLocal(const clang::FunctionDecl *F) const;

private:
  class Visitor;
  void propagate();
  void countMasks(
      llvm::ArrayRef<std::pair<const clang::FunctionDecl *, Visitor>> Looked);
  void findFunctions();
  void findNamed(const clang::Stmt *S);

  clang::ASTContext &Ctx;
  std::function<bool(const clang::FieldDecl *)> Watches;
  llvm::MapVector<const clang::FunctionDecl *, Summary> Functions;
  /// How often bits are tested: of which field, or null if it was read before,
  /// and which, or none if that is no constant.
  std::map<std::pair<const clang::Decl *, std::optional<int64_t>>, unsigned>
      Masks;
  llvm::DenseSet<const clang::FieldDecl *> Keys;
  /// What is set as a destructor; null for what is no function of the file.
  llvm::SmallSetVector<const clang::FunctionDecl *, 2> Destructors;
  const clang::FunctionDecl *Last = nullptr;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<Body>> Bodies;
};

/// True if the body of F counts: F is the driver's, of the main file or of a
/// header in its directory or below, or an accessor of the kernel's that paths
/// look into. All other bodies are as if they were not there, parsed or not.
bool isLookedInto(const clang::FunctionDecl &F);

/// True if Loc lies in the main file or in a header next to it.
bool isInDriver(clang::SourceLocation Loc, const clang::SourceManager &SM);

} // namespace epf

#endif // EPFLINT_PATHS_SCOPE_H
