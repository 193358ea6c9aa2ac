#pragma once

#include "data/scenes/brush.h"

namespace lab::scenes {

/// Covers the paper with sky, ground, walls or patterns and shapes without meaning, and tells the brush what lies
/// behind.
void draw_backdrop(Brush& brush, Paper& paper);
/// Hides a part of the thing, here and there.
void draw_front(Brush& brush);
/// Lets light fall on everything.
void draw_light(Brush& brush, Paper& paper);

}  // namespace lab::scenes
