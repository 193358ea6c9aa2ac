#include "data/digits/style.h"

namespace lab {
namespace {

constexpr DigitStyleField kFields[] = {
    {"pen_width", "Pen width (pixels)", &DigitStyle::pen_width, 1.0F, 5.0F},
    {"pen_spread", "Pen width, variation", &DigitStyle::pen_spread, 0.0F, 0.3F},
    {"pressure", "Pressure, variation", &DigitStyle::pressure, 0.0F, 0.4F},
    {"softness", "Soft edge (pixels)", &DigitStyle::softness, 0.2F, 3.0F},
    {"slant", "Slant", &DigitStyle::slant, -0.6F, 0.6F},
    {"slant_spread", "Slant, variation", &DigitStyle::slant_spread, 0.0F, 0.3F},
    {"rotation", "Rotation, variation (degrees)", &DigitStyle::rotation, 0.0F, 15.0F},
    {"width", "Width", &DigitStyle::width, 0.6F, 1.8F},
    {"aspect", "Width, variation", &DigitStyle::aspect, 0.0F, 0.25F},
    {"proportions", "Proportions, variation", &DigitStyle::proportions, 0.0F, 1.5F},
    {"jitter", "Unsteady points", &DigitStyle::jitter, 0.0F, 0.05F},
    {"bend", "Elastic bending", &DigitStyle::bend, 0.0F, 0.08F},
    {"wobble", "Wobble", &DigitStyle::wobble, 0.0F, 0.03F},
    {"variety", "Ways of writing", &DigitStyle::variety, 0.0F, 3.0F},
};

}  // namespace

std::span<const DigitStyleField> digit_style_fields() { return kFields; }

}  // namespace lab
