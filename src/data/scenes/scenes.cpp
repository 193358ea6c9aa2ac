#include "data/scenes/scenes.h"

#include <cassert>
#include <cstddef>

#include "data/class_runs.h"
#include "data/digits/sketch.h"
#include "data/scenes/backdrop.h"
#include "data/scenes/things.h"

namespace lab {
namespace {

using scenes::Affine;
using scenes::Brush;
using scenes::Paper;

// Where the thing stands, how large and how much turned.
Affine stand(const scenes::Thing& thing, Brush& brush) {
  const SceneStyle& style = brush.style();
  const float size = brush.between(style.size - style.size_spread, style.size + style.size_spread);
  const float wide = size * brush.between(1.0F - style.stretch, 1.0F + style.stretch);
  const float degrees = thing.upright ? style.rotation : 180.0F;
  float s = 0.0F;
  float c = 0.0F;
  digits::sin_cos_turns(brush.between(-degrees, degrees) / 360.0F, s, c);
  const float x = brush.between(-style.shift, style.shift);
  const float y = brush.between(-style.shift, style.shift);
  constexpr float kMiddle = 0.5F * Paper::kSide;
  return {wide * c, -size * s, wide * s, size * c, {kMiddle + x, kMiddle + y}};
}

}  // namespace

void draw_scene(int thing, const SceneStyle& style, RandomSequence& random, std::span<std::uint8_t, 3072> picture) {
  assert(thing >= 0 && thing < kSceneClasses);
  Paper paper;
  Brush brush(style, random, paper);
  scenes::draw_backdrop(brush, paper);
  const scenes::Thing& what = scenes::things()[static_cast<std::size_t>(thing)];
  brush.place(stand(what, brush));
  const float light_x = brush.between(-0.03F, 0.03F);
  const float light_y = brush.between(-0.03F, 0.01F);
  brush.set_light({light_x, light_y});
  if (brush.chance(style.outlines)) {
    const float width = brush.between(0.5F, 1.0F);
    constexpr scenes::Colour kInk{0.08F, 0.07F, 0.10F};
    constexpr scenes::Colour kChalk{0.95F, 0.95F, 0.92F};
    brush.set_outline(width, brush.chance(0.75F) ? kInk : kChalk);
  }
  what.draw(brush);
  brush.set_light({});
  scenes::draw_front(brush);
  scenes::draw_light(brush, paper);
  const RandomKey noise{random.bits(), random.bits() | 1U};
  paper.develop(style.grain, noise, picture);
}

ImageSet make_scenes(int count, std::uint64_t seed, const SceneStyle& style, std::uint64_t first_index) {
  return draw_class_runs(Shape::image(Paper::kSide, Paper::kSide, 3), count, seed, Stream::scenes, first_index,
                         [&style](int thing, RandomSequence& random, std::span<std::uint8_t> image) {
                           draw_scene(thing, style, random, image.first<3072>());
                         });
}

std::vector<std::string> scene_names() {
  std::vector<std::string> names;
  names.reserve(kSceneClasses);
  for (const scenes::Thing& thing : scenes::things()) names.emplace_back(thing.name);
  return names;
}

}  // namespace lab
