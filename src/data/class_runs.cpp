#include "data/class_runs.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>

namespace lab {

ImageSet draw_class_runs(const Shape& shape, int count, std::uint64_t seed, Stream stream, std::uint64_t first_index,
                         DrawClass draw) {
  constexpr std::uint64_t kClasses = 10;
  const auto size = static_cast<std::size_t>(shape.size());
  const auto n = static_cast<std::size_t>(std::max(count, 0));
  ImageSet set;
  set.shape = shape;
  set.pixels.resize(n * size);
  set.labels.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t index = first_index + i;
    // The second index of the key keeps the order of the classes and the drawings apart.
    std::array<std::uint32_t, kClasses> order{};
    std::iota(order.begin(), order.end(), 0U);
    shuffle(random_key(seed, stream, index / kClasses, 1), order);
    const std::uint32_t label = order[index % kClasses];
    RandomSequence random(random_key(seed, stream, index, 0));
    set.labels[i] = static_cast<std::uint8_t>(label);
    draw(static_cast<int>(label), random, {set.pixels.data() + i * size, size});
  }
  return set;
}

}  // namespace lab
