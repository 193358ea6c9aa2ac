#include "data/noise/noise.h"

#include <cassert>

#include "data/noise/gaussian.h"
#include "data/noise/masking.h"
#include "data/noise/none.h"
#include "data/noise/salt_pepper.h"
#include "data/noise/speckle.h"

namespace lab {
namespace {

// One line per kind of noise; menus, the command line and specs read this table.
constexpr NoiseKind kKinds[] = {
    {"none", "None", "no level", 0.0F, 0.0F, add_no_noise},
    {"gaussian", "Gaussian", "standard deviation (1 = black to white)", 1.0F, 0.5F, add_gaussian_noise},
    {"salt-pepper", "Salt and pepper", "share of pixels replaced by black or white", 1.0F, 0.4F, add_salt_pepper_noise},
    {"masking", "Masking", "share of pixels set to black", 1.0F, 0.5F, add_masking_noise},
    {"speckle", "Speckle", "standard deviation relative to the pixel", 2.0F, 0.8F, add_speckle_noise},
};

}  // namespace

std::span<const NoiseKind> noise_kinds() { return kKinds; }

const NoiseKind* find_noise(std::string_view name) {
  for (const NoiseKind& kind : kKinds) {
    if (kind.name == name) return &kind;
  }
  return nullptr;
}

void corrupt(const NoiseSpec& spec, RandomKey key, std::span<float> pixels) {
  const NoiseKind* kind = find_noise(spec.kind);
  assert(kind != nullptr);
  if (kind == nullptr) return;
  kind->apply(spec.level, spec.clip ? PixelRange{0.0F, 1.0F} : PixelRange{}, key, pixels);
}

}  // namespace lab
