#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace lab {

/// Which parts of one region of memory are taken: few, large blocks. It only keeps the books, in a table of fixed size,
/// so an allocator can be built on it; it allocates nothing itself and belongs to whoever holds that allocator's lock.
///
/// Blocks are laid from either end: what comes and goes often from one, what stays from the other, so that the free
/// space between them stays whole.
class BlockMap {
 public:
  enum class End { low, high };

  /// Sizes are rounded up to this.
  static constexpr std::size_t kGranularity = 64UL << 10;
  static constexpr std::size_t kMostBlocks = 256;

  /// A region of `size` bytes, rounded down.
  explicit constexpr BlockMap(std::size_t size) : size_(size - size % kGranularity) {}

  /// Takes from the smallest gap that holds `bytes`, so that a large one stays for what is large; of gaps of one size
  /// from the first, seen from that end. The offset of the block in the region, or nothing.
  std::optional<std::size_t> take(std::size_t bytes, End end);

  /// Gives back the block at `offset`, which take() must have returned.
  void give_back(std::size_t offset);

  /// Bytes of the block at `offset`, as rounded.
  [[nodiscard]] std::size_t size_at(std::size_t offset) const;

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t used() const;
  /// Bytes of the largest block that could be taken.
  [[nodiscard]] std::size_t largest_gap() const;
  /// The largest gaps in descending order, as many as there is room for; zero where there are fewer.
  void largest_gaps(std::span<std::int64_t> sizes) const;

 private:
  struct Block {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  [[nodiscard]] std::size_t find(std::size_t offset) const;
  /// The free bytes before block `index`, or after the last one.
  [[nodiscard]] Block gap_before(std::size_t index) const;
  void insert(std::size_t index, Block block);

  std::size_t size_;
  std::size_t count_ = 0;
  std::array<Block, kMostBlocks> blocks_{};  // the first count_, by ascending offset
};

}  // namespace lab
