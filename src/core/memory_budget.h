#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>

namespace lab {

/// The free pieces of a memory whose blocks stay where they are, in bytes, the largest first; all zero where that does
/// not matter, because the machine maps its memory as it likes.
using MemoryPieces = std::array<std::int64_t, 8>;

/// Whether blocks of so many bytes find a place, taken in this order, each from the smallest piece that holds it (as
/// BlockMap takes them).
[[nodiscard]] bool hold_blocks(MemoryPieces pieces, std::span<const std::int64_t> blocks);

/// How much memory a program may fill with what is large (networks, images, files, copies of models), and how much of
/// it is promised. Whoever is about to hold something large takes a MemoryShare first and says no when there is none,
/// so that running out of memory is a sentence and not the end. Callable from any thread; never blocks.
class MemoryBudget {
 public:
  /// The pieces that are free once these blocks are given back.
  using PiecesWithout = MemoryPieces (*)(std::span<const void* const> given_back);

  /// `owner` is whose memory it is, in sentences: "page", "machine". A literal.
  MemoryBudget(std::int64_t total_bytes, const char* owner, PiecesWithout pieces = nullptr)
      : total_(total_bytes), owner_(owner), pieces_(pieces) {}
  MemoryBudget(const MemoryBudget&) = delete;
  MemoryBudget& operator=(const MemoryBudget&) = delete;

  /// The physical memory of this machine: for the command line, and for tests.
  static MemoryBudget& of_machine();

  [[nodiscard]] std::int64_t total() const { return total_; }
  [[nodiscard]] std::int64_t promised() const { return promised_.load(std::memory_order_relaxed); }
  [[nodiscard]] const char* owner() const { return owner_; }
  [[nodiscard]] MemoryPieces pieces_without(std::span<const void* const> given_back) const {
    return pieces_ != nullptr ? pieces_(given_back) : MemoryPieces{};
  }

 private:
  friend class MemoryShare;

  /// False, and nothing has changed, if more than the total would be promised.
  bool promise(std::int64_t bytes);

  const std::int64_t total_;
  const char* const owner_;
  const PiecesWithout pieces_;
  std::atomic<std::int64_t> promised_{0};
};

/// A part of a MemoryBudget, given back when it goes. One thread at a time; the budget must outlive it.
class MemoryShare {
 public:
  explicit MemoryShare(MemoryBudget& budget) : budget_(&budget) {}
  MemoryShare(MemoryShare&& other) noexcept : budget_(other.budget_), bytes_(std::exchange(other.bytes_, 0)) {}
  MemoryShare& operator=(MemoryShare&& other) noexcept {
    std::swap(budget_, other.budget_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MemoryShare() { (void)resize(0); }

  /// Asks for so many bytes instead of those it has. False, and nothing has changed, where they are not to be had;
  /// fewer always are.
  [[nodiscard]] bool resize(std::int64_t bytes);

  /// Takes over all bytes of `other`, a share of the same budget.
  void absorb(MemoryShare&& other) { bytes_ += std::exchange(other.bytes_, 0); }

  /// Hands so many of its bytes on, or all it has if that is less.
  [[nodiscard]] MemoryShare split(std::int64_t bytes);

  [[nodiscard]] std::int64_t bytes() const { return bytes_; }

  /// What resize() would grant.
  [[nodiscard]] std::int64_t most() const { return budget_->total() - budget_->promised() + bytes_; }

 private:
  MemoryBudget* budget_;
  std::int64_t bytes_ = 0;
};

/// Keeps `value` for all who share it, and with it its part of the memory.
template <class T>
[[nodiscard]] std::shared_ptr<const T> hold(T value, MemoryShare share) {
  struct Held {
    MemoryShare share;
    T value;
  };
  auto held = std::make_shared<const Held>(Held{std::move(share), std::move(value)});
  return {held, &held->value};
}

/// "312 MiB", rounded up, as is said of what is needed, or down, as is said of what there is; "0.4 MiB" below one.
[[nodiscard]] std::string mebibytes_needed(std::int64_t bytes);
[[nodiscard]] std::string mebibytes_there(std::int64_t bytes);

}  // namespace lab
