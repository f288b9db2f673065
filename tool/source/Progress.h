//===- Progress.h - How far a run has come -------------------- -*- C++ -*-===//
//
// Part of epflint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of a run on a terminal, standard error shows files done, the rate and the
// time left, on one line that is gone at the end. Elsewhere it shows nothing.
//
//===----------------------------------------------------------------------===//

#ifndef EPFLINT_TOOL_SOURCE_PROGRESS_H
#define EPFLINT_TOOL_SOURCE_PROGRESS_H

#include <chrono>
#include <mutex>
#include <string>

namespace epf {

/// "120 of 1508 files, 14.2/s, 1:38 left", after so many seconds.
std::string progressText(size_t Done, size_t Total, double Seconds);

class Progress {
public:
  explicit Progress(size_t Total);
  Progress(const Progress &) = delete;
  Progress &operator=(const Progress &) = delete;
  ~Progress();

  /// One file more is done. May be called from several threads.
  void done();

private:
  using Clock = std::chrono::steady_clock;

  const size_t Total;
  const bool Shown; ///< standard error is a terminal that can erase a line
  const Clock::time_point Start = Clock::now();
  std::mutex Writing;
  size_t Done = 0;
  Clock::time_point Written; ///< the last time; long ago at first
};

} // namespace epf

#endif // EPFLINT_TOOL_SOURCE_PROGRESS_H
