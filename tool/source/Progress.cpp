//===- Progress.cpp - How far a run has come ------------------------------===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A few lines a second are enough for the eye, and cost nothing.
//
//===----------------------------------------------------------------------===//

#include "tool/source/Progress.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace epf {

static constexpr std::chrono::milliseconds Pause{200};
static constexpr const char *EraseLine = "\r\x1b[K";

std::string progressText(size_t Done, size_t Total, double Seconds) {
  std::string Text = formatv("{0} of {1} files", Done, Total);
  if (Done == 0 || Seconds <= 0)
    return Text;
  double Rate = Done / Seconds;
  auto Left = static_cast<unsigned long>((Total - Done) / Rate + 0.5);
  Text += formatv(", {0:F1}/s, {1}:{2,0+2} left", Rate, Left / 60, Left % 60);
  return Text;
}

static bool isShown() {
  std::optional<std::string> Terminal = sys::Process::GetEnv("TERM");
  return sys::Process::StandardErrIsDisplayed() && Terminal &&
         *Terminal != "dumb";
}

Progress::Progress(size_t Total) : Total(Total), Shown(isShown()) {}

Progress::~Progress() {
  if (Shown)
    errs() << EraseLine;
}

void Progress::done() {
  std::lock_guard<std::mutex> Lock(Writing);
  ++Done;
  Clock::time_point Now = Clock::now();
  if (!Shown || Now - Written < Pause)
    return;
  Written = Now;
  std::chrono::duration<double> Took = Now - Start;
  errs() << EraseLine << progressText(Done, Total, Took.count());
}

} // namespace epf
