#pragma once

#include <string_view>

namespace lab::keras_classes {

// Layers that Keras 3 does not have, as the exported script defines them: each as its source, and only where it is
// used.

inline constexpr std::string_view kTiedDense = R"(
class TiedDense(layers.Layer):
    """Uses the kernel of another layer, transposed; only the bias is its own."""

    def __init__(self, owner, activation=None, **settings):
        super().__init__(**settings)
        self.kernel_of_owner = lambda: owner.kernel  # a function, so that Keras does not count it twice
        self.activation = keras.activations.get(activation)

    def build(self, shape):
        self.bias = self.add_weight(name="bias", shape=(self.kernel_of_owner().shape[0],), initializer="zeros")

    def call(self, x):
        return self.activation(ops.matmul(x, ops.transpose(self.kernel_of_owner())) + self.bias)
)";

// Layers that add a term to the loss: a mean over the batch, as the loss is.

inline constexpr std::string_view kActivityRegularization = R"(
class ActivityRegularization(layers.Layer):
    """Passes its input on; its size is a term of the loss."""

    def __init__(self, l1, l2, **settings):
        super().__init__(**settings)
        self.l1, self.l2 = l1, l2

    def call(self, x):
        sizes = ops.sum(self.l1 * ops.abs(x) + self.l2 * ops.square(x), axis=tuple(range(1, len(x.shape))))
        self.add_loss(ops.mean(sizes))
        return x
)";

inline constexpr std::string_view kSparsity = R"(
class KLSparsity(layers.Layer):
    """Passes its input on; while training, the mean of each number over the batch is pulled towards `target`."""

    def __init__(self, target, weight, **settings):
        super().__init__(**settings)
        self.target, self.weight = target, weight

    def call(self, x, training=False):
        if training:
            mean = ops.clip(ops.mean(x, axis=0), 1e-6, 1 - 1e-6)
            t = self.target
            self.add_loss(self.weight * ops.sum(t * ops.log(t / mean) + (1 - t) * ops.log((1 - t) / (1 - mean))))
        return x
)";

inline constexpr std::string_view kContractiveDense = R"(
class ContractiveDense(layers.Dense):
    """A Dense layer; `contraction` times the squared norm of its Jacobian is a term of the loss."""

    SLOPES = {
        "linear": lambda h: ops.ones_like(h),
        "relu": lambda h: ops.cast(h > 0, h.dtype),
        "sigmoid": lambda h: h * (1 - h),
        "tanh": lambda h: 1 - ops.square(h),
    }

    def __init__(self, units, contraction, activation="linear", **settings):
        super().__init__(units, activation=activation, **settings)
        self.contraction, self.slope = contraction, self.SLOPES[activation]

    def call(self, x, training=None):
        h = super().call(x)
        norms = ops.sum(ops.square(self.slope(h)) * ops.sum(ops.square(self.kernel), axis=0), axis=1)
        self.add_loss(self.contraction * ops.mean(norms))
        return h
)";

inline constexpr std::string_view kSampling = R"(
class Sampling(layers.Layer):
    """A variational code: means and log variances come in, a draw goes out (the means when not training)."""

    def __init__(self, beta, **settings):
        super().__init__(**settings)
        self.beta = beta
        self.seed = keras.random.SeedGenerator()

    def call(self, x, training=False):
        mean, log_variance = ops.split(x, 2, axis=1)
        divergence = 0.5 * ops.sum(ops.square(mean) + ops.exp(log_variance) - 1 - log_variance, axis=1)
        self.add_loss(self.beta * ops.mean(divergence))
        if not training:
            return mean
        return mean + ops.exp(0.5 * log_variance) * keras.random.normal(ops.shape(mean), seed=self.seed)
)";

}  // namespace lab::keras_classes
