#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "io/named_array.h"
#include "nn/network.h"

namespace lab {

/// All arrays of a network in slab order, trainable or not, under Keras's names ("dense/kernel", "dense_1/bias",
/// "batch_normalization/moving_mean") and in Keras's layouts.
[[nodiscard]] std::vector<NamedArray> weights_of(const Network& network);

/// Puts the arrays where their names say; order does not matter, and the ":0" that older versions of Keras append to
/// names is ignored. Names and shapes must be exactly the network's; otherwise the network stays as it is, and the
/// error (which begins with `file`) names the arrays that are missing, surplus or of another shape.
Status load_weights(const std::string& file, std::span<const NamedArray> arrays, Network& network);

}  // namespace lab
