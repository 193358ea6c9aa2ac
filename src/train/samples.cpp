#include "train/samples.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/cache_lines.h"

namespace lab {

Status check_takes(const Shape& input, const Shape& images, const char* who) {
  if (images.size() == input.size()) return {};
  return Error{"The images have the shape " + images.to_string() + ", but the " + who + " takes " + input.to_string() +
               "."};
}

namespace {

/// A byte becomes the last bits of 2^23 + byte: two instructions. (LLVM converts bytes as the unsigned numbers that
/// they are, and WebAssembly's instruction for that takes x64 eight.)
float to_float(std::uint8_t byte) {
  constexpr std::uint32_t kBits = 0x4B000000U;
  return std::bit_cast<float>(kBits | byte) - std::bit_cast<float>(kBits);
}

}  // namespace

void FittedImages::read(std::uint32_t index, float* out) const {
  const auto own = static_cast<std::uint32_t>(images_->size());
  const bool added = index >= own;
  std::span<const std::uint8_t> pixels =
      added ? added_->image(static_cast<int>(index - own)) : images_->image(static_cast<int>(index));
  fetch(pixels);
  if (fitting_ != nullptr && !added) {
    thread_local std::vector<std::uint8_t> fitted;
    fitted.resize(static_cast<std::size_t>(fitting_->shape().size()));
    fitting_->apply(pixels, fitted);
    pixels = fitted;
  }
  for (std::size_t p = 0; p < pixels.size(); ++p) out[p] = to_float(pixels[p]) * (1.0F / 255.0F);
}

void fill_clean(const FittedImages& images, std::span<const std::uint32_t> indices, MatrixView out) {
  for (std::size_t i = 0; i < indices.size(); ++i) {
    images.read(indices[i], out.col(static_cast<Eigen::Index>(i)).data());
  }
}

std::vector<std::uint8_t> to_bytes(std::span<const float> values) {
  std::vector<std::uint8_t> bytes(values.size());
  std::ranges::transform(values, bytes.begin(), [](float value) {
    return static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0F, 1.0F) * 255.0F));
  });
  return bytes;
}

void add_noise(const NoiseDraw& draw, std::span<const std::uint32_t> indices, MatrixView images) {
  const std::uint64_t test = 0;
  const std::uint64_t once = 1;
  const std::uint64_t fresh = 2 + static_cast<std::uint64_t>(draw.epoch);
  const std::uint64_t drawing = draw.test ? test : draw.noise.fresh ? fresh : once;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    auto column = images.col(static_cast<Eigen::Index>(i));
    corrupt(draw.noise, random_key(draw.seed, Stream::noise, drawing, indices[i]),
            {column.data(), static_cast<std::size_t>(column.size())});
  }
}

void fill_samples(const FittedImages& images, const NoiseDraw& draw, std::span<const std::uint32_t> indices,
                  MatrixView input, MatrixView target, std::span<std::uint8_t> labels) {
  // One image after the other, so that it stays in the first-level cache from its bytes to its noise.
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const auto index = indices.subspan(i, 1);
    const auto sample = static_cast<Eigen::Index>(i);
    const MatrixView column(sample_of(input, sample), input.rows(), 1);
    images.read(indices[i], sample_of(input, sample));
    if (target.cols() > 0) target.col(sample) = column;
    add_noise(draw, index, column);
    if (!labels.empty()) labels[i] = images.label(index[0]);
  }
}

}  // namespace lab
