#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <optional>
#include <utility>

namespace lab {

/// A bounded queue between exactly one pushing and one popping thread. Never blocks, never locks.
template <class T, std::size_t kCapacity>
class SpscQueue {
 public:
  /// Pushing thread. False, leaving `item` untouched, when the queue is full.
  bool push(T& item) {
    const std::size_t tail = tail_.load(std::memory_order_relaxed);
    if (tail - head_.load(std::memory_order_acquire) == kCapacity) return false;
    slots_[tail % kCapacity] = std::move(item);
    tail_.store(tail + 1, std::memory_order_release);
    return true;
  }

  /// Popping thread. Empty when there is nothing.
  std::optional<T> pop() {
    const std::size_t head = head_.load(std::memory_order_relaxed);
    if (head == tail_.load(std::memory_order_acquire)) return std::nullopt;
    std::optional<T> item = std::exchange(slots_[head % kCapacity], std::nullopt);
    head_.store(head + 1, std::memory_order_release);
    return item;
  }

 private:
  std::array<std::optional<T>, kCapacity> slots_;
  alignas(64) std::atomic<std::size_t> head_{0};
  alignas(64) std::atomic<std::size_t> tail_{0};
};

}  // namespace lab
