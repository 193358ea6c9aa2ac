#include "nn/kernels/convolution_method.h"

#include "nn/kernels/direct_convolution.h"
#include "nn/kernels/repeated_convolution.h"
#include "nn/kernels/winograd_convolution.h"

namespace lab {

std::unique_ptr<ConvolutionMethod> make_convolution_method(const Window2D& window, int filters, Extent repeats) {
  if (repeats != Extent{} && window.rows.stride == 1 && window.columns.stride == 1) {
    return std::make_unique<RepeatedConvolution>(window, filters, repeats);
  }
  if (WinogradConvolution::suits(window, filters)) return std::make_unique<WinogradConvolution>(window, filters);
  return std::make_unique<DirectConvolution>(window, filters);
}

}  // namespace lab
