#include "io/layer_exports.h"

#include "io/keras_classes.h"
#include "io/onnx_layers.h"
#include "io/pytorch_classes.h"
#include "io/pytorch_layers.h"
#include "io/table_row.h"

namespace lab {
namespace {

using Row = LayerExport;

constexpr auto kAny = LayerExport::Reads::any;
constexpr auto kFlat = LayerExport::Reads::flat;
constexpr auto kChannelsFirst = LayerExport::Reads::channels_first;
constexpr auto kReshaped = LayerExport::Reads::reshaped;
constexpr bool kActivates = true;
constexpr bool kPenalty = true;

// What several kinds have in common in Keras.
constexpr std::string_view kConvolution = "{out_channels}, kernel_size={kernel_size}{?strides}{?padding}{?kernel}";
constexpr std::string_view kPool = "{pool_size}{?strides}{?padding}";

// A row for each kind of layer: its name, the form of its input, whether it activates, and what it is in
// ONNX, in Keras and in PyTorch
// clang-format off
constexpr std::array kLayerExports = {
    Row{"dense", kFlat, kActivates, onnx_dense,
        {"layers.Dense", "{out}{?kernel}"},
        {"nn.Linear({in}, {out})"}},
    Row{"contractive_dense", kFlat, kActivates, onnx_dense,
        {"ContractiveDense", "{out}, {contraction}{?kernel}", keras_classes::kContractiveDense},
        {"ContractiveLinear({in}, {out}, {contraction}, {activation})", pytorch_classes::kContractiveLinear, kPenalty}},
    Row{"tied_dense", kFlat, kActivates, onnx_tied_dense,
        {"TiedDense", "model.get_layer(\"{owner}\"){?activation}", keras_classes::kTiedDense},
        {"TiedLinear(layers[\"{owner}\"])", pytorch_classes::kTiedLinear}},
    Row{"conv2d", kChannelsFirst, kActivates, onnx_conv2d,
        {"layers.Conv2D", kConvolution},
        {.write = pytorch_conv2d}},
    Row{"conv2d_transpose", kChannelsFirst, kActivates, onnx_conv2d_transpose,
        {"layers.Conv2DTranspose", kConvolution},
        {.write = pytorch_conv2d_transpose}},
    Row{"max_pooling2d", kChannelsFirst, false, onnx_max_pooling2d,
        {"layers.MaxPooling2D", kPool},
        {.write = pytorch_max_pooling2d}},
    Row{"average_pooling2d", kChannelsFirst, false, onnx_average_pooling2d,
        {"layers.AveragePooling2D", kPool},
        {.write = pytorch_average_pooling2d}},
    Row{"up_sampling2d", kChannelsFirst, false, onnx_resize,
        {"layers.UpSampling2D", "{size}{?interpolation}"},
        {.write = pytorch_resize}},
    Row{"resizing", kChannelsFirst, false, onnx_resize,
        {"layers.Resizing", "{height}, {width}{?interpolation}"},
        {.write = pytorch_resize}},
    Row{"batch_normalization", kChannelsFirst, false, onnx_batch_normalization,
        {"layers.BatchNormalization", "momentum={momentum}, epsilon={epsilon}"},
        {.write = pytorch_batch_normalization}},
    Row{"flatten", kReshaped, false, nullptr, {"layers.Flatten", ""}, {}},
    Row{"reshape", kReshaped, false, nullptr, {"layers.Reshape", "{shape}"}, {}},
    Row{"activation", kAny, kActivates, nullptr, {"layers.Activation", "{activation}"}, {}},
    Row{"leaky_relu", kAny, false, onnx_leaky_relu,
        {"layers.LeakyReLU", "{negative_slope}"},
        {"nn.LeakyReLU({negative_slope})"}},
    Row{"elu", kAny, false, onnx_elu, {"layers.ELU", "{alpha}"}, {"nn.ELU({alpha})"}},
    Row{"sampling", kFlat, false, onnx_sampling,
        {"Sampling", "{beta}", keras_classes::kSampling},
        {"Sampling({beta})", pytorch_classes::kSampling, kPenalty}},
    Row{"dropout", kAny, false, nullptr, {"layers.Dropout", "{rate}"}, {"nn.Dropout({rate})"}},
    Row{"gaussian_noise", kAny, false, nullptr,
        {"layers.GaussianNoise", "{stddev}"},
        {"GaussianNoise({stddev})", pytorch_classes::kGaussianNoise}},
    Row{"activity_regularization", kAny, false, nullptr,
        {"ActivityRegularization", "{l1}, {l2}", keras_classes::kActivityRegularization},
        {"ActivityRegularization({l1}, {l2})", pytorch_classes::kActivityRegularization, kPenalty}},
    Row{"kl_sparsity", kAny, false, nullptr,
        {"KLSparsity", "{target}, {weight}", keras_classes::kSparsity},
        {"KLSparsity({target}, {weight})", pytorch_classes::kSparsity, kPenalty}},
};
// clang-format on

}  // namespace

Result<LayerExport> layer_export(const LayerSpec& layer, const char* target) {
  return row_of(kLayerExports, layer.kind(), "layer", target);
}

}  // namespace lab
