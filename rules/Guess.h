//===- Guess.h - Scenarios that rest on a guess -----------------*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A driver remembers what it has requested: in a flag, a counter, a state, a
// pointer that is NULL. Where the path does not know what the memory says, it
// goes both ways, and one of them contradicts what another function stored
// there:
//
//   if (foo->irq_is_ours)          assuming 'foo->irq_is_ours' is false
//     free_irq(foo->irq, foo);     ... and the irq is left behind?
//
// Such a scenario may be or not be: nothing is reported, and it is counted. A
// call that fails is no guess, nor is what is asked of a number that no one
// here has anything to do with.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_RULES_GUESS_H
#define EPFLINT_RULES_GUESS_H

#include "paths/Explorer.h"

namespace epf {

// Each tells the step that is the guess, or null if there is none.

/// H is still held because a condition that the path does not decide was taken
/// to lead past a call that may give it back, in this function or in the
/// teardown.
const Step *guessPastRelease(const Path &P, const Holding &H, End How);

/// The path, before it took H, gave back one of the kind that it had
/// not taken, or passed by such a free for what it does not know: a reset,
/// after which things are as they were.
const Step *whyHeldBefore(const Path &P, const Holding &H);

/// H was taken because of what was assumed of a word of flags in which a caller
/// sets a bit before: by another pointer, so that the path does not know.
const Step *guessOfFlagSetBefore(const Path &P, const Holding &H);

/// H was taken because of a field that tells whether it was taken before, and
/// that still says so behind the teardown: the next set-up does not take it
/// again.
const Step *guessOfTakenOnce(const Path &P, const Holding &H);

/// The teardown went past the free because of what was assumed, behind the
/// request, about a field that stands in the condition of the free.
const Step *guessAgainstRelease(const Path &P, const Holding &H);

/// The call of Given, which the path stands in front of, was come to by a
/// condition that the path does not decide, or one led past Request, the call
/// that would have taken the same. Request may be null.
const Step *guessThatLedTo(const Path &P, const Holding &Given,
                           const Holding *Request);

/// What the path assumed of a field that the function of H, which requests it,
/// sets or counts once it has done so: it may have done so before.
const Step *guessOfRequestedBefore(const Path &P, const Holding &H);

/// V is made of nothing but what doorbells hold, which may be anything that
/// their contract allows: no driver keeps there what it has done.
bool isOfDoorbells(const Path &P, ValueRef V);

} // namespace epf

#endif // EPFLINT_RULES_GUESS_H
