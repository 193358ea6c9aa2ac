#include "core/block_map.h"

#include <doctest/doctest.h>

#include <array>
#include <map>
#include <random>

using lab::BlockMap;
using End = BlockMap::End;

namespace {

constexpr std::size_t kUnit = BlockMap::kGranularity;

}  // namespace

TEST_CASE("blocks are laid from either end and the space between stays whole") {
  BlockMap map(10 * kUnit + 17);
  CHECK(map.size() == 10 * kUnit);
  CHECK(map.take(2 * kUnit, End::low) == 0);
  CHECK(map.take(3 * kUnit, End::high) == 7 * kUnit);
  CHECK(map.take(1, End::low) == 2 * kUnit);
  CHECK(map.size_at(2 * kUnit) == kUnit);
  CHECK(map.largest_gap() == 4 * kUnit);
  CHECK_FALSE(map.take(4 * kUnit + 1, End::low));
  map.give_back(0);
  CHECK(map.take(2 * kUnit, End::low) == 0);
  map.give_back(7 * kUnit);
  map.give_back(2 * kUnit);
  CHECK(map.largest_gap() == 8 * kUnit);
  CHECK(map.used() == 2 * kUnit);
}

TEST_CASE("a block goes where the least is left over, so that large gaps stay whole") {
  BlockMap map(20 * kUnit);
  REQUIRE(map.take(3 * kUnit, End::low) == 0);
  REQUIRE(map.take(kUnit, End::low) == 3 * kUnit);
  map.give_back(0);
  CHECK(map.take(2 * kUnit, End::high) == kUnit);
  CHECK(map.largest_gap() == 16 * kUnit);
  std::array<std::int64_t, 3> gaps{};
  map.largest_gaps(gaps);
  CHECK(gaps == std::array<std::int64_t, 3>{16 * kUnit, kUnit, 0});
  CHECK(map.take(16 * kUnit, End::high) == 4 * kUnit);
}

TEST_CASE("sizes that no region holds are refused") {
  BlockMap map(4 * kUnit);
  CHECK_FALSE(map.take(static_cast<std::size_t>(-1), End::low));
  CHECK_FALSE(map.take(4 * kUnit + 1, End::high));
  CHECK(map.take(0, End::low) == 0);
  CHECK(map.take(4 * kUnit, End::low) == std::nullopt);
}

TEST_CASE("a full table refuses instead of overflowing") {
  BlockMap map(2 * BlockMap::kMostBlocks * kUnit);
  for (std::size_t i = 0; i < BlockMap::kMostBlocks; ++i) REQUIRE(map.take(kUnit, End::low) == i * kUnit);
  CHECK_FALSE(map.take(kUnit, End::low));
  CHECK(map.largest_gap() == 0);
  map.give_back(7 * kUnit);
  CHECK(map.take(kUnit, End::high) == 7 * kUnit);
}

TEST_CASE("blocks never overlap, whatever comes and goes") {
  std::mt19937 random(1);
  BlockMap map(200 * kUnit);
  std::map<std::size_t, std::size_t> taken;  // offset to end
  for (int i = 0; i < 20'000; ++i) {
    if (taken.size() > 20 || (random() % 2 == 0 && !taken.empty())) {
      const auto victim = std::next(taken.begin(), static_cast<std::ptrdiff_t>(random() % taken.size()));
      map.give_back(victim->first);
      taken.erase(victim);
      continue;
    }
    const std::size_t bytes = random() % (30 * kUnit);
    const std::size_t gap = map.largest_gap();
    const auto offset = map.take(bytes, random() % 2 == 0 ? End::low : End::high);
    if (bytes <= gap && gap > 0) REQUIRE(offset);
    if (!offset) continue;
    REQUIRE(*offset + map.size_at(*offset) <= map.size());
    REQUIRE(map.size_at(*offset) >= bytes);
    const auto next = taken.lower_bound(*offset);
    if (next != taken.end()) REQUIRE(*offset + map.size_at(*offset) <= next->first);
    if (next != taken.begin()) REQUIRE(std::prev(next)->second <= *offset);
    taken[*offset] = *offset + map.size_at(*offset);
  }
}
