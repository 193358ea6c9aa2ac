#include "train/noise_sweep.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "data/baselines/baseline.h"
#include "experiment/field_text.h"
#include "train/restoration.h"
#include "train/samples.h"
#include "train/snapshot.h"
#include "train/sweep.h"

namespace lab {
namespace {

Status check_networks(const Network& denoiser, const Network* classifier, const Dataset& data) {
  if (denoiser.loss().needs_labels) return Error{"The model names classes; a noise sweep needs one that denoises."};
  if (data.test.size() == 0) return Error{"There are no test images."};
  const Shape& images = data.test.shape;
  if (const Status status = check_takes(denoiser.input_shape(), images, "model"); !status) return status;
  if (denoiser.output_shape().size() != images.size()) {
    return Error{"The model makes " + denoiser.output_shape().to_string() + " of images of the shape " +
                 images.to_string() + ", so it does not rebuild them."};
  }
  if (classifier == nullptr) return {};
  if (!classifier->loss().needs_labels) return Error{"The classifier does not name classes; it redraws images."};
  if (const Status status = check_takes(classifier->input_shape(), images, "classifier"); !status) return status;
  if (static_cast<int>(data.test.labels.size()) != data.test.size()) {
    return Error{"The test images come without labels, so no classifier can be judged on them."};
  }
  return {};
}

/// The images of one sweep and everything that is measured on them.
class Bench {
 public:
  Bench(const Dataset& data, const NoiseSweepOptions& options, ThreadPool& pool)
      : data_(data), options_(options), pool_(pool) {
    const int count = options.images > 0 ? std::min(options.images, data.test.size()) : data.test.size();
    indices_.resize(static_cast<std::size_t>(count));
    std::iota(indices_.begin(), indices_.end(), 0U);
    clean_.resize(data.test.shape.size(), count);
    fill_clean(data.test, indices_, MatrixView(clean_.data(), clean_.rows(), clean_.cols()));
  }

  [[nodiscard]] int count() const { return static_cast<int>(indices_.size()); }
  [[nodiscard]] const Matrix& clean() const { return clean_; }

  [[nodiscard]] Matrix noisy(const NoiseSpec& noise) {
    Matrix images = clean_;
    add_noise(pool_, {.noise = noise, .seed = options_.seed, .test = true}, indices_, images);
    return images;
  }

  Matrix restored_by(Network& network, const Matrix& noisy) {
    Matrix images(network.output_shape().size(), noisy.cols());
    restore(pool_, network, noisy, images);
    return images;
  }

  Matrix restored_by(const FittedBaseline& baseline, const Matrix& noisy) {
    Matrix images(noisy.rows(), noisy.cols());
    const auto filter = [&](std::span<const float> image, std::span<float> out) {
      baseline.apply(data_.test.shape, image, out);
    };
    restore(pool_, filter, noisy, images);
    return images;
  }

  RestorationScore judge(const std::string& name, const Matrix& images, Network* classifier) {
    std::vector<ImageScore> scores(indices_.size());
    compare(pool_, data_.test.shape, clean_, images, scores);
    if (classifier != nullptr) name_images(pool_, *classifier, images, data_.test.labels, scores);
    const MeanScore mean = mean_of(scores);
    return {.name = name,
            .psnr = mean.psnr,
            .ssim = mean.ssim,
            .accuracy = classifier != nullptr ? mean.named : static_cast<double>(kNotMeasured),
            .shown = shown(images)};
  }

  [[nodiscard]] std::vector<std::uint8_t> shown(const Matrix& images) const {
    const Eigen::Index values = images.rows() * std::min(options_.shown, count());
    return to_bytes({images.data(), static_cast<std::size_t>(values)});
  }

 private:
  const Dataset& data_;
  const NoiseSweepOptions& options_;
  ThreadPool& pool_;
  std::vector<std::uint32_t> indices_;
  Matrix clean_;  // pixels x images
};

}  // namespace

Result<std::vector<float>> parse_levels(const std::string& noise, const std::string& text) {
  ExperimentSpec spec;
  if (const Status status = set_field(spec, "noise", noise); !status) return status.error();
  const auto axis = parse_axis("noise_level=" + text);
  if (!axis) return axis.error();
  std::vector<float> levels;
  for (const std::string& value : axis->values) {
    if (const Status status = set_field_text(spec, "noise_level", value); !status) return status.error();
    levels.push_back(spec.noise.level);
  }
  return levels;
}

Result<NoiseSweepResult> noise_sweep(Network& denoiser, Network* classifier, const Dataset& data,
                                     const NoiseSweepOptions& options, ThreadPool& pool,
                                     const std::function<bool()>& stopped) {
  if (const Status status = check_networks(denoiser, classifier, data); !status) return status.error();
  if (find_noise(options.noise) == nullptr) return Error{"There is no noise called \"" + options.noise + "\"."};
  for (const std::string& name : options.baselines) {
    if (find_baseline(name) != nullptr) continue;
    std::string sentence = "There is no baseline called \"" + name + "\"; there are ";
    const char* before = "";
    for (const auto& kind : baseline_kinds()) sentence.append(std::exchange(before, ", ")).append(kind.name);
    return Error{sentence.append(".")};
  }

  Bench bench(data, options, pool);
  NoiseSweepResult result{.shape = data.test.shape,
                          .images = bench.count(),
                          .clean_accuracy = bench.judge("", bench.clean(), classifier).accuracy,
                          .shown = bench.shown(bench.clean()),
                          .levels = {}};
  for (const float level : options.levels) {
    const NoiseSpec noise{.kind = options.noise, .level = level, .fresh = false, .clip = options.clip};
    const Matrix noisy = bench.noisy(noise);
    NoiseLevelResult at{level, {}};
    at.scores.push_back(bench.judge("noisy", noisy, classifier));
    at.scores.push_back(bench.judge("denoised", bench.restored_by(denoiser, noisy), classifier));
    for (const std::string& name : options.baselines) {
      if (stopped()) return result;
      const auto fitted = fit_baseline(*find_baseline(name), data.train, noise);
      if (!fitted) return fitted.error();
      at.scores.push_back(bench.judge(name, bench.restored_by(*fitted, noisy), classifier));
    }
    if (stopped()) return result;
    result.levels.push_back(std::move(at));
  }
  return result;
}

}  // namespace lab
