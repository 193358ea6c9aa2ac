#include "io/foreign_weights.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>

#include "experiment/presets.h"
#include "io/weights.h"

using namespace lab;

namespace {

Network planned(const Shape& input, std::vector<LayerSpec> layers, bool rebuilds = false) {
  auto network = Network::plan({input, std::move(layers), "mse", rebuilds}, 1);
  REQUIRE_MESSAGE(network.ok(), network.error().message);
  std::iota(network->parameters().begin(), network->parameters().end(), 1.0F);
  return std::move(*network);
}

Network lab_dae() {
  const auto spec = find_preset("lab-dae");
  auto network = planned(spec->input, spec->layers, true);
  return network;
}

LayerSpec dense(int units) { return {"dense", {{"units", static_cast<double>(units)}}}; }

/// Element (i, j, ...) of an array, the last index running fastest.
float at(const NamedArray& array, const std::vector<int>& index) {
  std::size_t place = 0;
  for (std::size_t i = 0; i < index.size(); ++i) {
    place = place * static_cast<std::size_t>(array.shape[i]) + static_cast<std::size_t>(index[i]);
  }
  return array.values[place];
}

/// The array with its axes in another order: axis i of the result is axis order[i].
NamedArray transposed(const NamedArray& array, std::string name, const std::vector<std::size_t>& order) {
  NamedArray out{std::move(name), {}, {}};
  for (const std::size_t axis : order) out.shape.push_back(array.shape[axis]);
  std::vector<int> index(order.size());
  for (std::size_t i = 0; i < array.values.size(); ++i) {
    std::vector<int> source(order.size());
    for (std::size_t axis = 0; axis < order.size(); ++axis) source[order[axis]] = index[axis];
    out.values.push_back(at(array, source));
    for (std::size_t axis = order.size(); axis-- > 0;) {
      if (++index[axis] < out.shape[axis]) break;
      index[axis] = 0;
    }
  }
  return out;
}

NamedArray renamed(NamedArray array, std::string name) {
  array.name = std::move(name);
  return array;
}

/// load_weights() of these arrays into a network of zeros gives what `network` holds.
bool restores(Network& network, std::span<const NamedArray> arrays) {
  const std::vector<float> wanted(network.parameters().begin(), network.parameters().end());
  std::ranges::fill(network.parameters(), 0.0F);
  const Status status = load_weights("w", arrays, network);
  INFO((status ? "" : status.error().message));
  CHECK(status.ok());
  return std::ranges::equal(network.parameters(), wanted);
}

/// The weights of lab-dae as an nn.Sequential has them.
std::vector<NamedArray> sequential(const Network& network, const std::string& first, const std::string& second) {
  const auto own = weights_of(network);
  return {transposed(own[0], first + ".weight", {1, 0}), renamed(own[1], first + ".bias"),
          transposed(own[2], second + ".weight", {1, 0}), renamed(own[3], second + ".bias")};
}

std::string refusal(std::span<const NamedArray> arrays, Network network) {
  const Status status = load_weights("w.npz", arrays, network);
  return status ? std::string("(accepted)") : status.error().message;
}

}  // namespace

TEST_CASE("PyTorch's linear layers are transposed, whatever order their names stand in") {
  Network network = lab_dae();
  auto arrays = sequential(network, "0", "2");
  CHECK(restores(network, arrays));
  std::ranges::reverse(arrays);
  CHECK(restores(network, arrays));
  // As text "10" comes before "9".
  CHECK(restores(network, sequential(network, "net.9", "net.10")));
  // The order in the file is the wrong one, but shapes leave no doubt.
  auto named = sequential(network, "encoder.0", "decoder.0");
  std::ranges::rotate(named, named.begin() + 2);
  CHECK(restores(network, named));
}

TEST_CASE("Keras's weights under other layers' names, and without names, are taken as they are") {
  Network network = lab_dae();
  const auto own = weights_of(network);
  CHECK(restores(network, std::vector{renamed(own[0], "encoder/kernel:0"), renamed(own[1], "encoder/bias:0"),
                                      renamed(own[2], "decoder/kernel:0"), renamed(own[3], "decoder/bias:0")}));
  CHECK(restores(network, std::vector{renamed(own[0], "arr_0"), renamed(own[1], "arr_1"), renamed(own[2], "arr_2"),
                                      renamed(own[3], "arr_3")}));
}

TEST_CASE("convolutions, normalizations and the step from images to vectors count as PyTorch does") {
  const LayerSpec conv("conv2d", {{"filters", 3.0}, {"kernel_size", 2.0}, {"padding", std::string("same")}});
  Network network = planned(Shape::image(4, 4, 2), {conv, {"batch_normalization", {}}, {"flatten", {}}, dense(5)});
  const auto own = weights_of(network);
  REQUIRE(own.size() == 8);
  CHECK(own[0].shape == std::vector<int>{2, 2, 2, 3});
  // The dense layer's rows: (height, width, channel) here, (channel, height, width) there.
  NamedArray rows{own[6].name, {4, 4, 3, 5}, own[6].values};
  NamedArray linear = transposed(rows, "4.weight", {3, 2, 0, 1});
  linear.shape = {5, 48};
  const std::vector<NamedArray> arrays = {transposed(own[0], "0.weight", {3, 2, 0, 1}),
                                          renamed(own[1], "0.bias"),
                                          renamed(own[2], "1.weight"),
                                          renamed(own[3], "1.bias"),
                                          renamed(own[4], "1.running_mean"),
                                          renamed(own[5], "1.running_var"),
                                          NamedArray{"1.num_batches_tracked", {}, {7.0F}},
                                          linear,
                                          renamed(own[7], "4.bias")};
  CHECK(restores(network, arrays));
}

TEST_CASE("vectors that become images, and transposed convolutions, too") {
  const LayerSpec back("conv2d_transpose", {{"filters", 2.0}, {"kernel_size", 2.0}, {"padding", std::string("same")}});
  const LayerSpec reshape("reshape", {{"target_shape", std::string("2x2x3")}});
  Network network = planned(Shape::flat(6), {dense(12), reshape, back});
  const auto own = weights_of(network);
  REQUIRE(own.size() == 4);
  NamedArray columns{"", {6, 2, 2, 3}, own[0].values};
  NamedArray linear = transposed(columns, "fc.weight", {3, 1, 2, 0});
  linear.shape = {12, 6};
  NamedArray bias = transposed({"", {2, 2, 3}, own[1].values}, "fc.bias", {2, 0, 1});
  bias.shape = {12};
  // Keras's (height, width, out, in) is PyTorch's (in, out, height, width).
  CHECK(restores(network,
                 std::vector{linear, bias, transposed(own[2], "up.weight", {3, 2, 0, 1}), renamed(own[3], "up.bias")}));
}

TEST_CASE("what leaves a doubt is refused with what there is and what was wanted") {
  Network network = lab_dae();
  const auto arrays = sequential(network, "0", "2");
  CHECK(
      refusal(std::span(arrays).first(2), lab_dae()) ==
      "w.npz holds 0.weight (32, 784), 0.bias (32,), and neither names nor order and shapes say how these become what "
      "the network wants: dense/kernel (784, 32), dense/bias (32,), dense_1/kernel (32, 784), dense_1/bias (784,).");
  CHECK(refusal({}, lab_dae()).find("w.npz lacks these arrays of the network: dense/kernel") == 0);
  // Two layers of the same shapes, and names that give no order.
  Network twins = planned(Shape::flat(4), {dense(4), dense(4)});
  const auto own = weights_of(twins);
  const std::vector<NamedArray> odd = {renamed(own[0], "a/kernel"), renamed(own[1], "a/bias"),
                                       renamed(own[2], "b/kernel")};
  CHECK(refusal(odd, planned(Shape::flat(4), {dense(4), dense(4)})).find("neither names nor order") !=
        std::string::npos);
}

TEST_CASE("numbers that are none are refused, whatever the names") {
  Network network = lab_dae();
  auto arrays = weights_of(network);
  arrays[2].values[5] = std::nanf("");
  CHECK(refusal(arrays, lab_dae()) == "w.npz holds values in dense_1/kernel that are not numbers (NaN) or infinite.");
  auto foreign = sequential(network, "0", "2");
  foreign[1].values[0] = HUGE_VALF;
  CHECK(refusal(foreign, lab_dae()).find("dense/bias that are not numbers") != std::string::npos);
}
