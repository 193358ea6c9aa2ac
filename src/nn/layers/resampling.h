#pragma once

#include <vector>

#include "core/shape.h"
#include "nn/layer.h"
#include "nn/layer_settings.h"

namespace lab {

enum class Interpolation { nearest, bilinear };

/// "interpolation" of a layer's settings.
Result<Interpolation> interpolation_setting(const LayerSpec& spec, Interpolation fallback);

/// Scales images to `height` x `width` pixels with half-pixel centres, as TensorFlow's image operations do. What
/// UpSampling2D and Resizing run.
class Resampling final : public Layer {
 public:
  /// Sizes in pixels, or (is_factor) as whole factors of the input's.
  Resampling(Extent size, bool is_factor, Interpolation interpolation)
      : size_(size), is_factor_(is_factor), interpolation_(interpolation) {}

  Result<LayerPlan> plan(const Shape& input) override;
  [[nodiscard]] Extent repeats() const override;
  void forward(const ForwardPass& pass) const override;
  void backward(const BackwardPass& pass) const override;

 private:
  /// The one or two input pixels that an output pixel is mixed from, along one axis.
  struct Tap {
    int low = 0;
    int high = 0;
    float weight = 0.0F;  ///< of `high`; `low` has the rest
  };
  [[nodiscard]] std::vector<Tap> taps(int in, int out) const;

  Extent size_;
  bool is_factor_;
  Interpolation interpolation_;
  Shape input_;
  std::vector<Tap> rows_;     // per output row
  std::vector<Tap> columns_;  // per output column
};

}  // namespace lab
