#include "train/observations/code.h"

#include <algorithm>
#include <limits>
#include <numeric>

#include "train/observations/noisy_images.h"

namespace lab {
namespace {

class CodeObserver final : public Observer<Code> {
 public:
  [[nodiscard]] Watched watched() const override {
    return {.noise = true, .attention = watches<&Attention::spotlight>};
  }
  [[nodiscard]] bool wanted(const Subject& subject) const override { return code_is_looked_at(subject); }

  std::shared_ptr<const Code> observe(const Subject& subject, bool /*first*/) override {
    auto code = std::make_shared<Code>();
    code->layer = code_layer(subject.spec, subject.network);
    const auto values = [&](bool noisy) {
      Matrix image(subject.test.shape().size(), 1);
      subject.read(subject.attention.spotlight, noisy, image.data());
      const ConstMatrixView column = encode(subject, ConstMatrixView(image.data(), image.rows(), 1));
      return std::vector<float>(column.data(), column.data() + column.size());
    };
    code->values = values(true);
    if (subject.spec.has_noise()) code->clean = values(false);
    return code;
  }
};

class CodeUnitsObserver final : public Observer<CodeUnits> {
 public:
  [[nodiscard]] Watched watched() const override { return {.noise = true}; }
  [[nodiscard]] bool wanted(const Subject& subject) const override { return code_is_looked_at(subject); }

  std::shared_ptr<const CodeUnits> observe(const Subject& subject, bool first) override {
    if (first) begin(subject);
    const int part = std::min(code_part(subject), static_cast<int>(indices_.size()) - units_.images);
    const auto indices =
        std::span(indices_).subspan(static_cast<std::size_t>(units_.images), static_cast<std::size_t>(part));
    const Matrix images = noisy_images(subject, indices);
    const ConstMatrixView codes = encode(subject, ConstMatrixView(images.data(), images.rows(), images.cols()));
    for (std::size_t unit = 0; unit < units_.low.size(); ++unit) {
      const auto row = codes.row(static_cast<Eigen::Index>(unit));
      units_.low[unit] = std::min(units_.low[unit], row.minCoeff());
      units_.high[unit] = std::max(units_.high[unit], row.maxCoeff());
    }
    units_.images += part;
    if (units_.images < static_cast<int>(indices_.size())) return nullptr;
    for (std::size_t unit = 0; unit < units_.low.size(); ++unit) units_.dead += units_.is_dead(unit) ? 1 : 0;
    return std::make_shared<const CodeUnits>(units_);
  }

 private:
  void begin(const Subject& subject) {
    indices_.resize(static_cast<std::size_t>(subject.judged_images()));
    std::iota(indices_.begin(), indices_.end(), 0U);
    const auto units = static_cast<std::size_t>(code_size(subject));
    units_ = {};
    units_.low.assign(units, std::numeric_limits<float>::max());
    units_.high.assign(units, std::numeric_limits<float>::lowest());
  }

  std::vector<std::uint32_t> indices_;
  CodeUnits units_;  // of the images so far
};

}  // namespace

int code_layer(const ExperimentSpec& spec, const Network& network) {
  if (!spec.reconstructs()) return -1;
  if (spec.code_layer >= 0) return spec.code_layer;
  const auto layers = network.layers();
  int waist = -1;
  for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
    if (waist < 0 || layers[i].output.size() <= layers[static_cast<std::size_t>(waist)].output.size())
      waist = static_cast<int>(i);
  }
  return waist;
}

bool code_is_looked_at(const Subject& subject) {
  return subject.attention.view == OpenView::code && code_layer(subject.spec, subject.network) >= 0;
}

int code_size(const Subject& subject) {
  const int layer = code_layer(subject.spec, subject.network);
  return subject.network.layers()[static_cast<std::size_t>(layer)].output.size();
}

int code_part(const Subject& subject) {
  constexpr int kPart = 64;
  constexpr int kLargePart = 16;
  return std::min(subject.is_large() ? kLargePart : kPart, subject.network.max_batch());
}

ConstMatrixView encode(const Subject& subject, const ConstMatrixView& images) {
  return subject.network.predict(subject.pool, images, 0, code_layer(subject.spec, subject.network) + 1);
}

void decode(const Subject& subject, const ConstMatrixView& codes, std::vector<std::uint8_t>& pictures) {
  const ConstMatrixView decoded =
      subject.network.predict(subject.pool, codes, code_layer(subject.spec, subject.network) + 1,
                              static_cast<int>(subject.network.layers().size()));
  const std::vector<std::uint8_t> bytes = to_bytes({decoded.data(), static_cast<std::size_t>(decoded.size())});
  pictures.insert(pictures.end(), bytes.begin(), bytes.end());
}

std::unique_ptr<Observer<Code>> Code::make_observer() { return std::make_unique<CodeObserver>(); }
std::unique_ptr<Observer<CodeUnits>> CodeUnits::make_observer() { return std::make_unique<CodeUnitsObserver>(); }

}  // namespace lab
