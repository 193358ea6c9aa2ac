#include "core/memory_budget.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <limits>

namespace lab {

MemoryBudget& MemoryBudget::of_machine() {
  constexpr std::int64_t kAddressable = std::numeric_limits<std::ptrdiff_t>::max();
  const std::int64_t physical = std::int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE);
  // Never destroyed: shares of it may live in other objects that live as long as the program.
  static auto* const kBudget =
      new MemoryBudget(physical > 0 ? std::min(physical, kAddressable) : kAddressable, "machine");
  return *kBudget;
}

bool hold_blocks(MemoryPieces pieces, std::span<const std::int64_t> blocks) {
  constexpr std::int64_t kRounding = 64 << 10;  // a heap may take so much more for a block
  for (const std::int64_t block : blocks) {
    std::int64_t* best = nullptr;
    for (std::int64_t& piece : pieces) {
      if (piece >= block + kRounding && (best == nullptr || piece < *best)) best = &piece;
    }
    if (best == nullptr) return false;
    *best -= block + kRounding;
  }
  return true;
}

bool MemoryBudget::promise(std::int64_t bytes) {
  std::int64_t before = promised();
  do {
    if (bytes > 0 && bytes > total_ - before) return false;
  } while (!promised_.compare_exchange_weak(before, before + bytes, std::memory_order_relaxed));
  return true;
}

bool MemoryShare::resize(std::int64_t bytes) {
  if (!budget_->promise(bytes - bytes_)) return false;
  bytes_ = bytes;
  return true;
}

MemoryShare MemoryShare::split(std::int64_t bytes) {
  MemoryShare part(*budget_);
  part.bytes_ = std::min(bytes, bytes_);
  bytes_ -= part.bytes_;
  return part;
}

namespace {

std::string mebibytes(std::int64_t bytes, double (*round)(double)) {
  const double count = static_cast<double>(std::max<std::int64_t>(bytes, 0)) / 1048576.0;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), count < 1.0 ? "%.1f MiB" : "%.0f MiB",
                count < 1.0 ? round(count * 10.0) / 10.0 : round(count));
  return text.data();
}

}  // namespace

std::string mebibytes_needed(std::int64_t bytes) { return mebibytes(bytes, std::ceil); }
std::string mebibytes_there(std::int64_t bytes) { return mebibytes(bytes, std::floor); }

}  // namespace lab
