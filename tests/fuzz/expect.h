#pragma once

#include <cstdlib>

#include "core/result.h"

/// What every fuzz target expects of what it calls, beside what the sanitizers see.
namespace lab::fuzz {

/// Ends the program, which libFuzzer takes for a finding, unless that holds.
inline void expect(bool holds) {
  if (!holds) std::abort();
}

/// What is refused gets a sentence.
template <class R>
void expect_sentence(const R& result) {
  expect(result || !result.error().message.empty());
}

}  // namespace lab::fuzz
