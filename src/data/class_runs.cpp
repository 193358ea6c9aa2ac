#include "data/class_runs.h"

#include <array>
#include <numeric>

namespace lab {

// The second index of the key keeps the order of the classes and the drawings apart.

int class_in_run(std::uint64_t seed, Stream stream, std::uint64_t index) {
  constexpr std::uint64_t kClasses = 10;
  std::array<std::uint32_t, kClasses> order{};
  std::iota(order.begin(), order.end(), 0U);
  shuffle(random_key(seed, stream, index / kClasses, 1), order);
  return static_cast<int>(order[index % kClasses]);
}

RandomSequence picture_sequence(std::uint64_t seed, Stream stream, std::uint64_t index) {
  return RandomSequence(random_key(seed, stream, index, 0));
}

}  // namespace lab
