#include "train/run_memory.h"

#include <algorithm>
#include <bit>
#include <string>

#include "experiment/fields.h"
#include "nn/optimizers.h"

namespace lab {
namespace {

constexpr int kMinCapacity = 64;

/// Whether every large block of the run finds a piece of the memory that holds it.
bool finds_places(const Network& outline, const ExperimentSpec& spec, const MemoryRoom& room) {
  return room.pieces.front() == 0 || hold_blocks(room.pieces, outline.block_bytes(batch_capacity(spec.batch_size)));
}

bool fits(const ExperimentSpec& spec, int images, const MemoryRoom& room) {
  const auto outline = outline_network(spec);
  return !outline || (run_memory(*outline, spec, images) <= room.run && finds_places(*outline, spec, room));
}

/// The largest power of two below `value`.
int next_below(int value) { return static_cast<int>(std::bit_floor(static_cast<unsigned>(value - 1))); }

/// What would fit instead of `spec`, as half a sentence.
std::string what_fits(ExperimentSpec spec, int images, const MemoryRoom& room) {
  const int batch = spec.batch_size;
  for (int smaller = batch; smaller > kMinCapacity;) {
    spec.batch_size = smaller = next_below(smaller);
    if (fits(spec, images, room)) return "batch size " + std::to_string(smaller) + " fits";
  }
  for (int units = code_size(spec); units > 1;) {
    units = next_below(units);
    if (!set_field(spec, "code_size", static_cast<double>(units))) break;
    if (fits(spec, images, room)) {
      const std::string with_batch =
          spec.batch_size < batch ? " with batch size " + std::to_string(spec.batch_size) : "";
      return "code size " + std::to_string(units) + with_batch + " fits";
    }
  }
  return "a smaller network, or fewer or smaller images, may fit";
}

}  // namespace

int batch_capacity(int batch_size) { return std::max(batch_size, kMinCapacity); }

Result<Network> outline_network(const ExperimentSpec& spec) {
  if (const Status status = check(spec.optimizer); !status) return status.error();
  return Network::outline({spec.input, spec.layers, spec.loss}, batch_capacity(spec.batch_size));
}

std::int64_t run_memory(const Network& outline, const ExperimentSpec& spec, int images) {
  const std::int64_t weights = std::int64_t{outline.parameter_count()} * static_cast<std::int64_t>(sizeof(float));
  return outline.memory_bytes(batch_capacity(spec.batch_size)) +
         std::int64_t{images} * static_cast<std::int64_t>(sizeof(std::uint32_t)) +
         (spec.patience > 0 ? 2 : 1) * weights;
}

Error no_room(std::int64_t needed, const MemoryRoom& room, const std::string& advice) {
  return Error{"This needs " + mebibytes_needed(needed) + ", and " + mebibytes_there(room.run) + " of the " +
               room.owner + "'s " + mebibytes_there(room.total) + " are left for it" +
               (needed <= room.run ? ", but not in one piece" : "") + "; " + advice + "."};
}

Status check_room(const Network& outline, const ExperimentSpec& spec, int images, const MemoryRoom& room) {
  const std::int64_t needed = run_memory(outline, spec, images);
  if (needed <= room.run && finds_places(outline, spec, room)) return {};
  return no_room(needed, room, what_fits(spec, images, room));
}

Status check_room(const ExperimentSpec& spec, const MemoryRoom& room) {
  const auto outline = outline_network(spec);
  if (!outline) return outline.error();
  return check_room(*outline, spec, room.image_count, room);
}

}  // namespace lab
