#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/data_job.h"
#include "data/image_set.h"

namespace lab {

/// A kind of pictures that the program draws itself, as many as anybody wants: what presets train on until somebody
/// brings images of their own.
struct DrawnKind {
  std::string_view name;  ///< identifier and, for people, the plural of what is drawn: "digits"; a literal
  Shape shape;
  int train_size;  ///< training and test images of the standard set: as many as the set that it stands for has
  int test_size;
  ImageSet (*make)(int count, std::uint64_t seed, std::uint64_t first_index);  ///< like make_digits()
  std::vector<std::string> (*class_names)();
};

/// All kinds. Another one is a line here and its generator.
[[nodiscard]] std::span<const DrawnKind> drawn_kinds();
/// The kind of that name; null where there is none.
[[nodiscard]] const DrawnKind* find_drawn_kind(std::string_view name);
/// What a network of this input is trained on by default: colour pictures where they fit better than digits.
[[nodiscard]] const DrawnKind& drawn_kind_for(const Shape& input);

/// The collection that standard sets come from: everybody gets the same images, so that results can be compared.
inline constexpr std::uint64_t kStandardSeed = 1;

/// Some images of a collection: training images 0 .. train - 1, and test images test_first .. test_first + test - 1.
struct DrawnSize {
  int train = 0;
  int test = 0;
  std::uint64_t test_first = 0;  ///< at least `train`, so that no test image is trained on
};

/// The standard set's size. Of fewer training images (`train_size`; 0: all) the test images are the same.
[[nodiscard]] DrawnSize standard_size(const DrawnKind& kind, int train_size = 0);
/// `train_size` training images (at least 1) and the sixth of that, at most 10,000, that comes next as test images.
[[nodiscard]] DrawnSize generated_size(int train_size);
/// The standard set's size where there are `memory` bytes for everything: no more than two fifths of that, because the
/// network needs room, and the next set beside this one. In the set's proportions, in whole thousands.
[[nodiscard]] DrawnSize standard_size_within(const DrawnKind& kind, std::int64_t memory);

/// Draws on `threads` threads, the calling one counted.
[[nodiscard]] Dataset draw_set(const DrawnKind& kind, const DrawnSize& size, std::uint64_t seed, int threads);

/// The same bit by bit on one thread, see DataJob. Of more than a few thousand images the first are handed out after
/// some tens of milliseconds (DataJob::take_part()).
[[nodiscard]] std::unique_ptr<DataJob> draw_job(const DrawnKind& kind, const DrawnSize& size, std::uint64_t seed);

}  // namespace lab
