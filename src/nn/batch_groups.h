#pragma once

#include <algorithm>

namespace lab {

/// How a batch is cut for the first phase of a step. Sums over samples are formed group by group and added up in the
/// order of the groups, which the batch and the network alone decide. A shard, the groups that one task runs through
/// the layers, may be as large as suits the number of threads: layers treat each sample by itself, so that makes no
/// difference to a single bit.
class BatchGroups {
 public:
  /// Groups for products: eight samples, the last one between 4 and 11 unless the whole batch is smaller. Eight, so
  /// that every shard begins where a product's tile of columns does whatever shards there are, and four, because
  /// products of less go another way.
  [[nodiscard]] static BatchGroups of_eight(int batch) { return {batch, 8, std::max(1, (batch + 4) / 8)}; }

  /// At most `most` groups as equal as they can be, of four samples at least.
  [[nodiscard]] static BatchGroups at_most(int most, int batch) {
    const int size = std::max(4, (batch + most - 1) / most);
    return {batch, size, (batch + size - 1) / size};
  }

  [[nodiscard]] int count() const { return count_; }
  /// The first sample of a group; of that after the last one: the end of the batch.
  [[nodiscard]] int first(int group) const { return group == count_ ? batch_ : group * size_; }

  [[nodiscard]] int size(int group) const { return first(group + 1) - first(group); }

  /// How many groups a shard has where every sample is work for a product alone. One thread takes as many as products
  /// run best with. More of them take fewer, so that each has several shards and one that is on a busy core does not
  /// hold up the others; a small batch, whose products suffer from that the most, is cut only as often as it must be.
  [[nodiscard]] int per_shard(int threads) const {
    constexpr int kBest = 4;
    constexpr int kBalanced = 2;
    constexpr int kSmallBatch = 16;
    const int most = threads == 1 || count_ < kSmallBatch ? kBest : kBalanced;
    return std::clamp(count_ / threads, 1, most);
  }

 private:
  BatchGroups(int batch, int size, int count) : batch_(batch), size_(size), count_(count) {}

  int batch_;
  int size_;
  int count_;
};

}  // namespace lab
