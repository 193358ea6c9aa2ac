#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "io/named_array.h"
#include "nn/network.h"

namespace lab {

/// Arrays that were saved under other names than the network's, under the network's names and in its layouts, as
/// load_weights() wants them:
///
/// - PyTorch's ("0.weight", "0.bias", "1.running_mean"): kernels are (out, in) or (out, in, height, width) and are
///   transposed, and where an image becomes a vector or the other way round PyTorch counts channels first;
/// - Keras's with other layers' names ("encoder/kernel");
/// - none at all ("arr_0", ...), as numpy.savez(path, *model.get_weights()) writes them: in the network's order.
///
/// Arrays of one layer share what stands before the last "." or "/" of their names. Layers go by the numbers in their
/// names where these differ in numbers alone, otherwise as they stand in the file; where that order does not fit, every
/// layer must be the only one of its shapes. Otherwise the sentence, which begins with `file`, says what there is and
/// what was wanted.
Result<std::vector<NamedArray>> adopt_weights(const std::string& file, std::span<const NamedArray> arrays,
                                              const Network& network);

}  // namespace lab
