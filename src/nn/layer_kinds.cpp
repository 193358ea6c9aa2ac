#include "nn/layer_kinds.h"

#include <algorithm>
#include <array>

#include "nn/layers/activation.h"
#include "nn/layers/activity_regularization.h"
#include "nn/layers/average_pooling2d.h"
#include "nn/layers/batch_normalization.h"
#include "nn/layers/contractive_dense.h"
#include "nn/layers/conv2d.h"
#include "nn/layers/conv2d_transpose.h"
#include "nn/layers/dense.h"
#include "nn/layers/dropout.h"
#include "nn/layers/elu.h"
#include "nn/layers/flatten.h"
#include "nn/layers/gaussian_noise.h"
#include "nn/layers/kl_sparsity.h"
#include "nn/layers/leaky_relu.h"
#include "nn/layers/max_pooling2d.h"
#include "nn/layers/reshape.h"
#include "nn/layers/resizing.h"
#include "nn/layers/sampling.h"
#include "nn/layers/tied_dense.h"
#include "nn/layers/up_sampling2d.h"

namespace lab {
namespace {

const std::array kKinds = {
    LayerKind{"activation", "Activation", activation_settings(), make_activation},
    LayerKind{"activity_regularization", "ActivityRegularization", activity_regularization_settings(),
              make_activity_regularization},
    LayerKind{"average_pooling2d", "AveragePooling2D", average_pooling2d_settings(), make_average_pooling2d},
    LayerKind{"batch_normalization", "BatchNormalization", batch_normalization_settings(), make_batch_normalization},
    LayerKind{"contractive_dense", "ContractiveDense", contractive_dense_settings(), make_contractive_dense},
    LayerKind{"conv2d", "Conv2D", conv2d_settings(), make_conv2d},
    LayerKind{"conv2d_transpose", "Conv2DTranspose", conv2d_transpose_settings(), make_conv2d_transpose},
    LayerKind{"dense", "Dense", dense_settings(), make_dense},
    LayerKind{"dropout", "Dropout", dropout_settings(), make_dropout},
    LayerKind{"elu", "ELU", elu_settings(), make_elu},
    LayerKind{"flatten", "Flatten", flatten_settings(), make_flatten},
    LayerKind{"gaussian_noise", "GaussianNoise", gaussian_noise_settings(), make_gaussian_noise},
    LayerKind{"kl_sparsity", "KLSparsity", kl_sparsity_settings(), make_kl_sparsity},
    LayerKind{"leaky_relu", "LeakyReLU", leaky_relu_settings(), make_leaky_relu},
    LayerKind{"max_pooling2d", "MaxPooling2D", max_pooling2d_settings(), make_max_pooling2d},
    LayerKind{"reshape", "Reshape", reshape_settings(), make_reshape},
    LayerKind{"resizing", "Resizing", resizing_settings(), make_resizing},
    LayerKind{"sampling", "Sampling", sampling_settings(), make_sampling},
    LayerKind{"tied_dense", "TiedDense", tied_dense_settings(), make_tied_dense},
    LayerKind{"up_sampling2d", "UpSampling2D", up_sampling2d_settings(), make_up_sampling2d},
};

Status check_settings(const LayerKind& kind, const LayerSpec& spec) {
  for (const auto& [name, value] : spec.settings()) {
    const auto known = std::ranges::find(kind.settings, std::string_view(name), &LayerSetting::name);
    if (known == kind.settings.end())
      return Error{std::string(kind.title) + " layers have no setting \"" + name + "\"."};
    const bool is_text = std::holds_alternative<std::string>(value);
    if (known->type != LayerSetting::Type::extent && is_text != (known->type == LayerSetting::Type::text)) {
      return Error{"\"" + name + "\" of a " + std::string(kind.title) + " layer must be a " +
                   (is_text ? "number." : "text.")};
    }
  }
  for (const auto& setting : kind.settings) {
    if (setting.required && !spec.has(setting.name)) {
      return Error{std::string(kind.title) + " layers need the setting \"" + std::string(setting.name) + "\"."};
    }
  }
  return {};
}

}  // namespace

std::span<const LayerKind> layer_kinds() { return kKinds; }

const LayerKind* find_layer_kind(std::string_view name) {
  const auto* it = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.name == name; });
  return it == kKinds.end() ? nullptr : it;
}

Result<std::unique_ptr<Layer>> make_layer(const LayerSpec& spec) {
  const LayerKind* kind = find_layer_kind(spec.kind());
  if (kind == nullptr) return Error{"There is no layer called \"" + spec.kind() + "\"."};
  if (const Status status = check_settings(*kind, spec); !status) return status.error();
  return kind->make(spec);
}

}  // namespace lab
