#pragma once

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "nn/network.h"

namespace lab_test {

/// The integer hash of tests/golden/steps.py: element k of stream `salt`, in [0, 1).
inline double hash_unit(std::uint64_t k, std::uint64_t salt) {
  return static_cast<double>((k * 2654435761U + salt * 40503U + 12345U) % 4294967296U) / 4294967296.0;
}

inline lab::LayerSpec dense(int units, const char* activation) {
  return {"dense", {{"units", static_cast<double>(units)}, {"activation", std::string(activation)}}};
}

inline lab::Network plan(const lab::NetworkSpec& spec, int max_batch) {
  auto network = lab::Network::plan(spec, max_batch);
  if (!network) FAIL(network.error().message);
  return std::move(*network);
}

/// Fixed inputs, targets and labels for `count` samples, made by hash.
class FixedBatch {
 public:
  FixedBatch(int input_size, int target_size, int count)
      : input_(input_size, count), target_(target_size, count), labels_(static_cast<std::size_t>(count)) {
    for (Eigen::Index i = 0; i < input_.size(); ++i) {
      const double u = hash_unit(static_cast<std::uint64_t>(i), 1000);
      input_.data()[i] = static_cast<float>(u * u);
    }
    for (Eigen::Index i = 0; i < target_.size(); ++i) {
      target_.data()[i] = static_cast<float>(hash_unit(static_cast<std::uint64_t>(i), 2000));
    }
    for (int i = 0; i < count; ++i) labels_[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(i % 10);
  }

  /// Autoencoder: the target is the input.
  void copy_input_to_target() { target_ = input_; }

  void operator()(int first, lab::MatrixView input, lab::MatrixView target, std::span<std::uint8_t> labels) const {
    input = input_.middleCols(first, input.cols());
    if (target.cols() > 0) target = target_.middleCols(first, target.cols());
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = labels_[static_cast<std::size_t>(first) + i];
  }

 private:
  lab::Matrix input_, target_;
  std::vector<std::uint8_t> labels_;
};

}  // namespace lab_test
