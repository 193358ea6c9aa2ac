#include "nn/kernels/convolution_method.h"

#include "nn/kernels/direct_convolution.h"
#include "nn/kernels/repeated_convolution.h"
#include "nn/kernels/winograd_convolution.h"

namespace lab {

std::unique_ptr<ConvolutionMethod> make_convolution_method(const Window2D& window, int filters, Extent repeats) {
  const bool winograd = WinogradConvolution::suits(window, filters);
  if (repeats != Extent{} && window.rows.stride == 1 && window.columns.stride == 1) {
    auto repeated = std::make_unique<RepeatedConvolution>(window, filters, repeats);
    // Tiles' transforms take time that phases do not need: 28x28x32 gains 8 %, 14x14x16 loses 20.
    if (!winograd || 7 * WinogradConvolution::multiplications(window) > 4 * repeated->multiplications())
      return repeated;
  }
  if (winograd) return std::make_unique<WinogradConvolution>(window, filters);
  return std::make_unique<DirectConvolution>(window, filters);
}

}  // namespace lab
