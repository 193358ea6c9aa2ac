#include "data/scenes/style.h"

namespace lab {
namespace {

constexpr SceneStyleField kFields[] = {
    {"size", "Size (pixels from the middle)", &SceneStyle::size, 6.0F, 15.0F},
    {"size_spread", "Size, variation (pixels)", &SceneStyle::size_spread, 0.0F, 5.0F},
    {"shift", "Place, variation (pixels)", &SceneStyle::shift, 0.0F, 10.0F},
    {"rotation", "Rotation, variation (degrees)", &SceneStyle::rotation, 0.0F, 45.0F},
    {"stretch", "Width, variation", &SceneStyle::stretch, 0.0F, 0.5F},
    {"proportions", "Proportions, variation", &SceneStyle::proportions, 0.0F, 1.5F},
    {"odd_colours", "Unusual colours", &SceneStyle::odd_colours, 0.0F, 1.0F},
    {"outlines", "Outlines", &SceneStyle::outlines, 0.0F, 1.0F},
    {"texture", "Background texture", &SceneStyle::texture, 0.0F, 1.0F},
    {"clutter", "Shapes behind", &SceneStyle::clutter, 0.0F, 6.0F},
    {"overlap", "Something in front", &SceneStyle::overlap, 0.0F, 1.0F},
    {"light", "Light, variation", &SceneStyle::light, 0.0F, 1.0F},
    {"grain", "Grain", &SceneStyle::grain, 0.0F, 0.2F},
};

}  // namespace

std::span<const SceneStyleField> scene_style_fields() { return kFields; }

}  // namespace lab
