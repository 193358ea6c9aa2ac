#include "platform/web/page_heap.h"

#include <emscripten.h>
#include <emscripten/heap.h>
#include <emscripten/threading.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#include <optional>

#include "core/block_map.h"
#include "core/thread_name.h"

// clang-format off
EM_JS(void, lab_js_out_of_memory, (double bytes), {
  abort('out of memory' + (bytes > 0 ? ', ' + Math.ceil(bytes / 1024) + ' KiB were asked for' : ""));
});
EM_JS(void, lab_js_heap_lost, (), {
  Module['labOnFatal']?.('A thread ended while it was busy with the memory that all share');
  throw 'unwind';
});
// clang-format on

// emmalloc under its own names; see its header comment.
extern "C" {
void* emmalloc_memalign(std::size_t alignment, std::size_t bytes);
void* emmalloc_realloc_try(void* memory, std::size_t bytes);
void emmalloc_free(void* memory);
std::size_t emmalloc_usable_size(void* memory);
}

namespace lab::platform {
namespace {

using End = BlockMap::End;

constexpr std::size_t kLarge = 1UL << 20;
constexpr std::size_t kAlignment = 64;
constexpr std::size_t kStack = 4UL << 20;         // as linked, see CompilerOptions.cmake
constexpr std::size_t kSmallThings = 24UL << 20;  // fonts, textures, vertices, texts, pictures being decoded
constexpr std::size_t kUnplanned = 8UL << 20;     // large all the same

/// Held for microseconds by code that neither waits nor fails. The page's main thread cannot sleep, so it spins; should
/// a thread have been ended by the browser in the middle, it says so after a second instead of spinning for ever.
class HeapLock {
 public:
#if LAB_HAS_THREADS
  HeapLock() {
    if (!held_.exchange(true, std::memory_order_acquire)) return;
    const bool main = emscripten_is_main_runtime_thread() != 0;
    const double begin = main ? emscripten_get_now() : 0.0;
    while (held_.exchange(true, std::memory_order_acquire)) {
      if (!main || (!lost_ && emscripten_get_now() - begin < kPatienceMs)) continue;
      lost_ = true;
      lab_js_heap_lost();
    }
  }
  ~HeapLock() { held_.store(false, std::memory_order_release); }

 private:
  static constexpr double kPatienceMs = 1000.0;
  static inline std::atomic<bool> held_{false};
  static inline bool lost_ = false;  // for good; the main thread's
#else
  HeapLock() = default;
  ~HeapLock() {}
#endif

 public:
  HeapLock(const HeapLock&) = delete;
  HeapLock& operator=(const HeapLock&) = delete;
};

struct Region {
  char* begin = nullptr;
  BlockMap blocks{0};
};
constinit Region region;
constinit std::size_t used = 0;
thread_local long allocation_count = 0;

/// What may be made to go wrong in the build for tests.
enum class Fault { none, fail, trap, trap_with_lock };

#ifdef LAB_FAIL_ALLOCATIONS
constinit const char* faulty_thread = nullptr;
constinit std::atomic<int> allocations_left{0};
constinit Fault fault_wanted = Fault::none;

/// The fault when this is the allocation of the thread that lab_fail_allocation() named.
Fault next_fault() {
  const bool now =
      faulty_thread != nullptr && std::strcmp(thread_name(), faulty_thread) == 0 && --allocations_left == 0;
  if (now && fault_wanted == Fault::trap) __builtin_trap();
  return now ? fault_wanted : Fault::none;
}
#else
constexpr Fault next_fault() { return Fault::none; }
#endif

bool is_large(const void* memory) {
  const char* at = static_cast<const char*>(memory);
  return region.begin != nullptr && at >= region.begin && at < region.begin + region.blocks.size();
}

std::size_t offset_of(const void* memory) {
  return static_cast<std::size_t>(static_cast<const char*>(memory) - region.begin);
}

// The functions below want the lock.

std::size_t size_of(void* memory) {
  return is_large(memory) ? region.blocks.size_at(offset_of(memory)) : emmalloc_usable_size(memory);
}

void* take_large(std::size_t bytes, End end) {
  if (region.begin == nullptr) return nullptr;
  const auto offset = region.blocks.take(bytes, end);
  return offset ? region.begin + *offset : nullptr;
}

void* take(std::size_t bytes, std::size_t alignment, End end) {
  // Where one of them is full the other may still have something.
  const bool large = bytes >= kLarge && alignment <= kAlignment;
  void* memory = large ? take_large(bytes, end) : emmalloc_memalign(alignment, bytes);
  if (memory == nullptr) memory = large ? emmalloc_memalign(alignment, bytes) : take_large(bytes, end);
  if (memory != nullptr) used += size_of(memory);
  return memory;
}

void give_back(void* memory) {
  used -= size_of(memory);
  if (is_large(memory)) {
    region.blocks.give_back(offset_of(memory));
  } else {
    emmalloc_free(memory);
  }
}

void* allocate(std::size_t bytes, std::size_t alignment, End end) {
  const Fault fault = next_fault();
  if (fault == Fault::fail) return nullptr;
  const HeapLock lock;
  if (fault == Fault::trap_with_lock) __builtin_trap();
  return take(bytes, alignment, end);
}

void* reallocate(void* memory, std::size_t bytes) {
  if (next_fault() == Fault::fail) return nullptr;
  const HeapLock lock;
  const std::size_t before = size_of(memory);
  // Not by emmalloc_realloc(): what it moves it frees by the C library's function, which wants the lock again.
  if (!is_large(memory) && bytes < kLarge && emmalloc_realloc_try(memory, bytes) != nullptr) {
    used += emmalloc_usable_size(memory) - before;
    return memory;
  }
  void* const moved = take(bytes, alignof(std::max_align_t), End::low);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, memory, std::min(before, bytes));
  give_back(memory);
  return moved;
}

}  // namespace

void set_up_heap(int threads) {
  std::set_new_handler([] { out_of_memory(0); });
  const HeapLock lock;
  if (region.begin != nullptr) return;
  const std::size_t reserve = kSmallThings + kStack * static_cast<std::size_t>(std::max(threads, 0));
  const auto taken = reinterpret_cast<std::uintptr_t>(sbrk(0));
  const std::size_t all = emscripten_get_heap_max();
  if (all < taken + reserve + kLarge) return;
  const std::size_t size = all - taken - reserve;
  auto* const begin = static_cast<char*>(sbrk(static_cast<std::intptr_t>(size)));
  if (reinterpret_cast<std::intptr_t>(begin) == -1) return;
  const std::size_t skipped = (kAlignment - reinterpret_cast<std::uintptr_t>(begin) % kAlignment) % kAlignment;
  region.blocks = BlockMap(size - skipped);
  region.begin = begin + skipped;
}

std::int64_t plannable_bytes() {
  const HeapLock lock;
  return std::max<std::int64_t>(
      0, static_cast<std::int64_t>(region.blocks.size()) - static_cast<std::int64_t>(kUnplanned));
}

MemoryPieces pieces_without(std::span<const void* const> given_back) {
  MemoryPieces pieces{};
  const HeapLock lock;
  BlockMap blocks = region.blocks;
  for (const void* const memory : given_back) {
    if (is_large(memory)) blocks.give_back(offset_of(memory));
  }
  blocks.largest_gaps(pieces);
  return pieces;
}

HeapFigures heap_figures() {
  const HeapLock lock;
  return {.used = used, .largest_gap = region.blocks.largest_gap()};
}

void out_of_memory(std::size_t bytes) {
  lab_js_out_of_memory(static_cast<double>(bytes));
  std::abort();
}

long allocations() { return allocation_count; }

void* allocate_or_end(std::size_t bytes) {
  ++allocation_count;
  void* const memory = std::malloc(std::max<std::size_t>(bytes, 1));
  if (memory == nullptr) out_of_memory(bytes);
  return memory;
}

}  // namespace lab::platform

// The program's own, so that they are counted.
void* operator new(std::size_t size) { return lab::platform::allocate_or_end(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }

// The C library's functions, which emmalloc defines as weak symbols so that a program may have its own.
extern "C" {

void* malloc(std::size_t bytes) {
  return lab::platform::allocate(bytes, alignof(std::max_align_t), lab::BlockMap::End::low);
}

void free(void* memory) {
  if (memory == nullptr) return;
  const lab::platform::HeapLock lock;
  lab::platform::give_back(memory);
}

void* calloc(std::size_t count, std::size_t size) {
  std::size_t bytes = 0;
  if (__builtin_mul_overflow(count, size, &bytes)) return nullptr;
  void* const memory = malloc(bytes);
  if (memory != nullptr) std::memset(memory, 0, bytes);
  return memory;
}

void* realloc(void* memory, std::size_t bytes) {
  if (memory == nullptr) return malloc(bytes);
  if (bytes > 0) return lab::platform::reallocate(memory, bytes);
  free(memory);
  return nullptr;
}

/// Only slabs ask for more than the usual alignment (core/aligned_vector.h), so this is how the heap knows them.
void* aligned_alloc(std::size_t alignment, std::size_t bytes) {
  return lab::platform::allocate(bytes, alignment, lab::BlockMap::End::high);
}

int posix_memalign(void** memory, std::size_t alignment, std::size_t bytes) {
  *memory = aligned_alloc(alignment, bytes);
  return *memory != nullptr ? 0 : ENOMEM;
}

#ifdef LAB_FAIL_ALLOCATIONS
/// The `which`-th allocation of `thread` (a text that stays) goes wrong in the way `fault` says.
EMSCRIPTEN_KEEPALIVE void lab_fail_allocation(const char* thread, int which, int fault) {
  lab::platform::faulty_thread = thread;
  lab::platform::allocations_left = which;
  lab::platform::fault_wanted = static_cast<lab::platform::Fault>(fault);
}
#endif

}  // extern "C"
