#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/random.h"
#include "data/image_set.h"
#include "data/scenes/style.h"

namespace lab {

inline constexpr int kSceneClasses = 10;

/// Draws one picture of a thing (0 to 9, see scene_names()), 32 x 32 pixels in colour, channel last: the thing varies
/// in size, place, proportions and colours before a changing background, so that neither colour nor place gives it
/// away. The same bytes on every machine. Callable from any thread.
void draw_scene(int thing, const SceneStyle& style, RandomSequence& random, std::span<std::uint8_t, 3072> picture);

/// Pictures first_index .. first_index + count - 1 of the endless collection that `seed` and `style` name, with labels.
/// Every run of ten (from a multiple of ten) has each thing once, in random order. Picture i depends on nothing but
/// seed, style and i, so parts can be made at any time, in any thread.
[[nodiscard]] ImageSet make_scenes(int count, std::uint64_t seed, const SceneStyle& style = {},
                                   std::uint64_t first_index = 0);

/// What their labels stand for: "sun", "tree", ...
[[nodiscard]] std::vector<std::string> scene_names();

}  // namespace lab
