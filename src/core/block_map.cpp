#include "core/block_map.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace lab {

BlockMap::Block BlockMap::gap_before(std::size_t index) const {
  return {index > 0 ? blocks_[index - 1].end : 0, index < count_ ? blocks_[index].begin : size_};
}

void BlockMap::insert(std::size_t index, Block block) {
  Block* const at = blocks_.data() + index;
  std::copy_backward(at, blocks_.data() + count_, blocks_.data() + count_ + 1);
  *at = block;
  ++count_;
}

std::optional<std::size_t> BlockMap::take(std::size_t bytes, End end) {
  if (count_ == kMostBlocks || bytes > size_) return std::nullopt;
  bytes = std::max(bytes + (kGranularity - 1), kGranularity) / kGranularity * kGranularity;
  std::optional<std::size_t> best;
  std::size_t least = size_ + 1;
  for (std::size_t i = 0; i <= count_; ++i) {
    const std::size_t index = end == End::low ? i : count_ - i;
    const Block gap = gap_before(index);
    const std::size_t free = gap.end - gap.begin;
    if (free < bytes || free >= least) continue;
    best = index;
    least = free;
  }
  if (!best) return std::nullopt;
  const Block gap = gap_before(*best);
  const std::size_t begin = end == End::low ? gap.begin : gap.end - bytes;
  insert(*best, {begin, begin + bytes});
  return begin;
}

std::size_t BlockMap::find(std::size_t offset) const {
  const auto blocks = std::span(blocks_).first(count_);
  const auto at = std::ranges::lower_bound(blocks, offset, {}, &Block::begin);
  assert(at != blocks.end() && at->begin == offset);
  return static_cast<std::size_t>(at - blocks.begin());
}

void BlockMap::give_back(std::size_t offset) {
  Block* const at = blocks_.data() + find(offset);
  std::copy(at + 1, blocks_.data() + count_, at);
  --count_;
}

std::size_t BlockMap::size_at(std::size_t offset) const {
  const Block& block = blocks_[find(offset)];
  return block.end - block.begin;
}

std::size_t BlockMap::used() const {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < count_; ++i) sum += blocks_[i].end - blocks_[i].begin;
  return sum;
}

std::size_t BlockMap::largest_gap() const {
  if (count_ == kMostBlocks) return 0;
  std::size_t largest = 0;
  for (std::size_t i = 0; i <= count_; ++i) {
    const Block gap = gap_before(i);
    largest = std::max(largest, gap.end - gap.begin);
  }
  return largest;
}

void BlockMap::largest_gaps(std::span<std::int64_t> sizes) const {
  std::ranges::fill(sizes, 0);
  for (std::size_t i = 0; i <= count_; ++i) {
    const Block gap = gap_before(i);
    auto size = static_cast<std::int64_t>(gap.end - gap.begin);
    for (std::int64_t& place : sizes) {
      if (size > place) std::swap(size, place);
    }
  }
}

}  // namespace lab
