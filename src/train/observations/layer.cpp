#include "train/observations/layer.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <utility>

#include "train/observations/noisy_images.h"

namespace lab {
namespace {

constexpr int kPart = 64;                         // images per call, at most
constexpr std::int64_t kPartNumbers = 1'500'000;  // activations per call: of large networks fewer images

bool is_open(const Subject& subject) { return subject.attention.view == OpenView::network; }

int chosen_layer(const Subject& subject) {
  return std::clamp(subject.attention.layer, 0, static_cast<int>(subject.network.layers().size()) - 1);
}

const NetworkLayer& layer_of(const Subject& subject, int layer) {
  return subject.network.layers()[static_cast<std::size_t>(layer)];
}

/// Whether these layers leave each number of a picture where it was, as Flatten and Dropout do.
bool keep_places(const Subject& subject, int first, int last) {
  const auto layers =
      subject.network.layers().subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
  const int pixels = subject.test.shape().size();
  return std::ranges::all_of(layers, [&](const NetworkLayer& layer) {
    return layer.parameters.empty() && layer.kind != "tied_dense" && layer.output.size() == pixels;
  });
}

bool reads_pixels(const Subject& subject, int layer) { return keep_places(subject, 0, layer); }

bool makes_pixels(const Subject& subject, int layer) {
  return subject.spec.reconstructs() && layer_of(subject, layer).output.size() == subject.test.shape().size() &&
         keep_places(subject, layer + 1, static_cast<int>(subject.network.layers().size()));
}

/// What the layers up to this one make of the columns of `images`; valid until the network runs again.
ConstMatrixView run_to(const Subject& subject, int layer, const Matrix& images) {
  return subject.network.predict(subject.pool, ConstMatrixView(images.data(), images.rows(), images.cols()), 0,
                                 layer + 1);
}

// --- activations -----------------------------------------------------------------------------------------------------

class LayerActivationsObserver final : public Observer<LayerActivations> {
 public:
  [[nodiscard]] Watched watched() const override {
    return {.noise = true, .attention = watches<&Attention::spotlight, &Attention::layer>};
  }
  [[nodiscard]] bool wanted(const Subject& subject) const override { return is_open(subject); }

  std::shared_ptr<const LayerActivations> observe(const Subject& subject, bool /*first*/) override {
    auto result = std::make_shared<LayerActivations>();
    result->layer = chosen_layer(subject);
    const NetworkLayer& layer = layer_of(subject, result->layer);
    result->name = layer.name;
    result->shape = layer.output;
    const bool pixels = reads_pixels(subject, result->layer + 1) || makes_pixels(subject, result->layer);
    result->picture = pixels ? subject.test.shape() : layer.output;
    Matrix image(subject.test.shape().size(), 1);
    subject.read(subject.attention.spotlight, true, image.data());
    const ConstMatrixView column = run_to(subject, result->layer, image);
    result->values.assign(column.data(), column.data() + column.size());
    result->zeros = static_cast<float>((column.array() == 0.0F).count()) / static_cast<float>(column.size());
    return result;
  }
};

// --- units -----------------------------------------------------------------------------------------------------------

class LayerUnitsObserver final : public Observer<LayerUnits> {
 public:
  [[nodiscard]] Watched watched() const override { return {.noise = true, .attention = watches<&Attention::layer>}; }
  [[nodiscard]] bool wanted(const Subject& subject) const override { return is_open(subject); }
  void forget() override { pixels_ = nullptr; }

  std::shared_ptr<const LayerUnits> observe(const Subject& subject, bool first) override {
    if (first) begin(subject);
    const auto affordable =
        static_cast<int>(kPartNumbers / std::max<std::int64_t>(subject.network.activations_per_sample(), 1));
    const int part = std::min({kPart, std::max(affordable, 1), subject.network.max_batch(),
                               static_cast<int>(indices_.size()) - units_.images});
    const auto indices =
        std::span(indices_).subspan(static_cast<std::size_t>(units_.images), static_cast<std::size_t>(part));
    const Matrix images = noisy_images(subject, indices);
    if (!pixels_) {
      const auto bytes = to_bytes({images.data(), static_cast<std::size_t>(images.size())});
      seen_.insert(seen_.end(), bytes.begin(), bytes.end());
    }
    const ConstMatrixView answers = run_to(subject, units_.layer, images);
    const auto channels = static_cast<Eigen::Index>(units_.dead.size());
    for (int i = 0; i < part; ++i, ++units_.images) {
      const ConstMatrixView answer(sample_of(answers, i), channels, answers.rows() / channels);
      high_ = answer.rowwise().maxCoeff();
      low_ = answer.rowwise().minCoeff();
      for (Eigen::Index unit = 0; unit < channels; ++unit)
        enter(static_cast<std::size_t>(unit), low_(unit), high_(unit));
    }
    if (units_.images < static_cast<int>(indices_.size())) return nullptr;
    if (!pixels_) pixels_ = std::make_shared<const std::vector<std::uint8_t>>(std::exchange(seen_, {}));
    units_.pixels = pixels_;
    return std::make_shared<const LayerUnits>(units_);
  }

 private:
  void begin(const Subject& subject) {
    indices_.resize(static_cast<std::size_t>(subject.judged_images()));
    std::iota(indices_.begin(), indices_.end(), 0U);
    if (noise_ != subject.spec.noise) pixels_ = nullptr;
    noise_ = subject.spec.noise;
    seen_.clear();
    units_ = {};
    units_.layer = chosen_layer(subject);
    units_.shape = subject.test.shape();
    const Shape& output = layer_of(subject, units_.layer).output;
    const auto units = static_cast<std::size_t>(output.channels);
    units_.dead.assign(units, true);
    units_.top.assign(units * LayerUnits::kTop, 0);
    units_.excitement.assign(units * LayerUnits::kTop, 0.0F);
  }

  /// What the unit does for image number units_.images: from `low` to `high`.
  void enter(std::size_t unit, float low, float high) {
    if (!(low == 0.0F && high == 0.0F)) units_.dead[unit] = false;
    if (std::isnan(high)) high = std::numeric_limits<float>::lowest();  // of a training that has failed
    const std::span<int> top = std::span(units_.top).subspan(unit * LayerUnits::kTop, LayerUnits::kTop);
    const std::span<float> best = std::span(units_.excitement).subspan(unit * LayerUnits::kTop, LayerUnits::kTop);
    const auto filled = static_cast<std::size_t>(units_.top_count());
    if (filled == top.size() && !(high > best.back())) return;
    std::size_t at = std::min(filled, top.size() - 1);
    for (; at > 0 && high > best[at - 1]; --at) {
      best[at] = best[at - 1];
      top[at] = top[at - 1];
    }
    best[at] = high;
    top[at] = units_.images;
  }

  std::vector<std::uint32_t> indices_;
  LayerUnits units_;  // of the images so far
  Eigen::VectorXf low_, high_;
  NoiseSpec noise_;                                          // that the pictures below have
  std::shared_ptr<const std::vector<std::uint8_t>> pixels_;  // of all images, once they have been seen
  std::vector<std::uint8_t> seen_;                           // until then: of the images so far
};

// --- weights ---------------------------------------------------------------------------------------------------------

/// Where the values of a kernel lie: value i belongs to number (i / stride) % count.
struct KernelLayout {
  int stride = 1;
  int count = 0;
};

KernelLayout layout_of(const LayerWeights& weights) {
  switch (weights.kind) {
    case KernelKind::none: return {};
    case KernelKind::to_pixels: return {weights.shape[1], weights.shape[0]};
    case KernelKind::transposed_patches: return {weights.shape[3], weights.shape[2]};
    case KernelKind::from_pixels:
    case KernelKind::patches:
    case KernelKind::rows: return {1, weights.shape.back()};
  }
  return {};
}

class LayerWeightsObserver final : public Observer<LayerWeights> {
 public:
  [[nodiscard]] Watched watched() const override { return {.attention = watches<&Attention::layer>}; }
  [[nodiscard]] bool wanted(const Subject& subject) const override { return is_open(subject); }

  /// Three parts, of which each goes once through the array.
  std::shared_ptr<const LayerWeights> observe(const Subject& subject, bool first) override {
    if (first) {
      weights_ = std::make_shared<LayerWeights>();
      measured_ = false;
      copy(subject);
      if (!weights_->values.empty()) return nullptr;
    } else if (!measured_) {
      measure();
      measured_ = true;
      return nullptr;
    } else {
      count();
    }
    return std::exchange(weights_, nullptr);
  }

 private:
  void copy(const Subject& subject) {
    LayerWeights& w = *weights_;
    w.layer = chosen_layer(subject);
    const NetworkLayer& layer = layer_of(subject, w.layer);
    w.layer_name = layer.name;
    const auto values_of = [&](const ParameterArray& array) {
      return subject.network.parameters().subspan(static_cast<std::size_t>(array.offset),
                                                  static_cast<std::size_t>(array.size));
    };
    const bool tied = layer.kind == "tied_dense";
    for (const ParameterArray& array : layer.parameters) {
      const auto values = values_of(array);
      if (array.name == "bias") {
        w.bias.assign(values.begin(), values.end());
      } else if (w.name.empty()) {
        w.name = array.name;
        w.shape = array.shape;
        if (array.size <= LayerWeights::kMost) w.values.assign(values.begin(), values.end());
      } else {
        w.arrays.push_back({array.name, {values.begin(), values.end()}});
      }
    }
    if (tied) {
      const auto owner = static_cast<int>(subject.spec.layers[static_cast<std::size_t>(w.layer)].number("tied_to", 0));
      const ParameterArray& kernel = layer_of(subject, owner).parameters.front();
      const ConstMatrixView values(values_of(kernel).data(), kernel.shape[1], kernel.shape[0]);
      w.name = kernel.name;
      w.shape = {kernel.shape[1], kernel.shape[0]};
      if (kernel.size <= LayerWeights::kMost) {
        w.values.resize(static_cast<std::size_t>(kernel.size));
        MatrixView(w.values.data(), kernel.shape[0], kernel.shape[1]) = values.transpose();
      }
    }
    if (w.values.empty() || w.name != "kernel") return;
    w.kind = layer.kind == "conv2d_transpose" ? KernelKind::transposed_patches : KernelKind::patches;
    if (w.shape.size() == 2) {
      w.kind = reads_pixels(subject, w.layer)   ? KernelKind::from_pixels
               : makes_pixels(subject, w.layer) ? KernelKind::to_pixels
                                                : KernelKind::rows;
      if (w.kind != KernelKind::rows) w.picture = subject.test.shape();
    }
  }

  void measure() {
    LayerWeights& w = *weights_;
    for (const float value : w.values) w.reach = std::max(w.reach, std::fabs(value));
    const KernelLayout layout = layout_of(w);
    w.norms.assign(static_cast<std::size_t>(layout.count), 0.0F);
    if (layout.count == 0) return;
    const auto stride = static_cast<std::size_t>(layout.stride);
    for (std::size_t at = 0; at < w.values.size();) {
      for (float& norm : w.norms) {
        for (const std::size_t end = at + stride; at < end; ++at) norm += w.values[at] * w.values[at];
      }
    }
    for (float& norm : w.norms) norm = std::sqrt(norm);
  }

  void count() {
    LayerWeights& w = *weights_;
    if (!(w.reach > 0.0F) || !std::isfinite(w.reach)) return;
    const float bins = LayerWeights::kBins;
    const float scale = bins / (2.0F * w.reach);
    for (const float value : w.values) {
      const float at = std::clamp((value + w.reach) * scale, 0.0F, bins - 1.0F);
      if (at >= 0.0F) ++w.histogram[static_cast<std::size_t>(at)];
    }
  }

  std::shared_ptr<LayerWeights> weights_;  // under way
  bool measured_ = false;
};

}  // namespace

std::unique_ptr<Observer<LayerActivations>> LayerActivations::make_observer() {
  return std::make_unique<LayerActivationsObserver>();
}
std::unique_ptr<Observer<LayerUnits>> LayerUnits::make_observer() { return std::make_unique<LayerUnitsObserver>(); }
std::unique_ptr<Observer<LayerWeights>> LayerWeights::make_observer() {
  return std::make_unique<LayerWeightsObserver>();
}

}  // namespace lab
