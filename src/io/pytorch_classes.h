#pragma once

#include <string_view>

namespace lab::pytorch_classes {

// Modules that PyTorch 1.13 does not have, as the exported script defines them: each as its source, and only where it
// is used.

inline constexpr std::string_view kPermute = R"(
class Permute(nn.Module):
    """Changes the order of the dimensions."""

    def __init__(self, *order):
        super().__init__()
        self.order = order

    def forward(self, x):
        return x.permute(self.order)
)";

inline constexpr std::string_view kSamePool = R"(
class AveragePoolSame(nn.Module):
    """Average pooling with Keras's padding "same": pixels outside the image do not count."""

    def __init__(self, size, strides, padding):
        super().__init__()
        self.size, self.strides, self.padding = size, strides, padding

    def forward(self, x):
        inside = F.pad(torch.ones_like(x), self.padding)
        return F.avg_pool2d(F.pad(x, self.padding), self.size, self.strides) / F.avg_pool2d(
            inside, self.size, self.strides
        )
)";

inline constexpr std::string_view kTransposed = R"(
class ConvTranspose2d(nn.ConvTranspose2d):
    """A transposed convolution of Keras's size: `cut` says what to cut off (left, right, top, bottom)."""

    def __init__(self, *arguments, cut, **settings):
        super().__init__(*arguments, **settings)
        self.cut = cut

    def forward(self, x):
        return F.pad(super().forward(x), [-pixels for pixels in self.cut])
)";

inline constexpr std::string_view kGaussianNoise = R"(
class GaussianNoise(nn.Module):
    """Adds noise, but only while training."""

    def __init__(self, stddev):
        super().__init__()
        self.stddev = stddev

    def forward(self, x):
        return x + self.stddev * torch.randn_like(x) if self.training else x
)";

inline constexpr std::string_view kTiedLinear = R"(
class TiedLinear(nn.Module):
    """Uses the weights of another layer, transposed; only the bias is its own."""

    def __init__(self, owner):
        super().__init__()
        self.owner = [owner]  # in a list, so that its weights are not counted twice
        self.bias = nn.Parameter(torch.zeros(owner.in_features))

    def forward(self, x):
        return F.linear(x, self.owner[0].weight.T, self.bias)
)";

// Layers that add a term to the loss leave it in their member "penalty", a mean over the batch as the loss is.

inline constexpr std::string_view kActivityRegularization = R"(
class ActivityRegularization(nn.Module):
    """Passes its input on; its size is a term of the loss."""

    def __init__(self, l1, l2):
        super().__init__()
        self.l1, self.l2 = l1, l2

    def forward(self, x):
        self.penalty = (self.l1 * x.abs() + self.l2 * x.square()).sum() / len(x)
        return x
)";

inline constexpr std::string_view kSparsity = R"(
class KLSparsity(nn.Module):
    """Passes its input on; while training, the mean of each number over the batch is pulled towards `target`."""

    def __init__(self, target, weight):
        super().__init__()
        self.target, self.weight = target, weight

    def forward(self, x):
        mean = x.mean(dim=0).clamp(1e-6, 1 - 1e-6)
        t = self.target
        divergence = (t * (t / mean).log() + (1 - t) * ((1 - t) / (1 - mean)).log()).sum()
        self.penalty = self.weight * divergence if self.training else 0
        return x
)";

inline constexpr std::string_view kContractiveLinear = R"(
class ContractiveLinear(nn.Linear):
    """A linear layer; `contraction` times the squared norm of the Jacobian behind `activation` is a term of the loss."""

    SLOPES = {
        "linear": torch.ones_like,
        "relu": lambda z: (z > 0).float(),
        "sigmoid": lambda z: z.sigmoid() * (1 - z.sigmoid()),
        "tanh": lambda z: 1 - z.tanh().square(),
    }

    def __init__(self, inputs, units, contraction, activation):
        super().__init__(inputs, units)
        self.contraction, self.slope = contraction, self.SLOPES[activation]

    def forward(self, x):
        z = super().forward(x)
        self.penalty = self.contraction * (self.slope(z).square() @ self.weight.square().sum(dim=1)).sum() / len(x)
        return z
)";

inline constexpr std::string_view kSampling = R"(
class Sampling(nn.Module):
    """A variational code: means and log variances come in, a draw goes out (the means when not training)."""

    def __init__(self, beta):
        super().__init__()
        self.beta = beta

    def forward(self, x):
        mean, log_variance = x.chunk(2, dim=1)
        divergence = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum() / len(x)
        self.penalty = self.beta * divergence
        return mean + (0.5 * log_variance).exp() * torch.randn_like(mean) if self.training else mean
)";

}  // namespace lab::pytorch_classes
