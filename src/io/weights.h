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
/// names is ignored. Where no name is the network's, adopt_weights() finds out what they are; otherwise names and
/// shapes must be exactly the network's. On an error the network stays as it is, and the sentence (which begins with
/// `file`) names the arrays that are missing, surplus, of another shape or not finite.
Status load_weights(const std::string& file, std::span<const NamedArray> arrays, Network& network);

}  // namespace lab
