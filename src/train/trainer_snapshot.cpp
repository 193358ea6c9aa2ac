// What the trainer shows: figures, previews, snapshots. See trainer.h.
#include <algorithm>
#include <cmath>
#include <utility>

#include "train/trainer.h"

namespace lab {

float Trainer::mean_samples_per_second() const {
  return total_seconds_ > 0.0 ? static_cast<float>(static_cast<double>(total_samples_) / total_seconds_) : kNotMeasured;
}

Quality Trainer::measure_quality() {
  noise_changed_ = true;
  update_quality();
  return quality_.quality();
}

void Trainer::update_quality() {
  if (!data_ || !network_ || !spec_->reconstructs()) {
    quality_.clear();
    return;
  }
  // While training, measuring may take a twentieth of the time at most.
  const auto interval = std::max<Clock::duration>(std::chrono::milliseconds(250), 20 * measure_cost_);
  const bool due = !active() || Clock::now() - measured_at_ >= interval;
  if (!noise_changed_ && (measured_step_ == step_ || !due)) return;
  const auto begin = Clock::now();
  if (noise_changed_)
    quality_.set_noise(pool_, test_images(), {.noise = spec_->noise, .seed = spec_->seed, .test = true},
                       QualityMeter::images_for(*network_));
  quality_.measure(pool_, test_images(), *network_);
  noise_changed_ = false;
  measured_step_ = step_;
  measured_at_ = Clock::now();
  measure_cost_ = measured_at_ - begin;
}

void Trainer::fill_preview(Preview& preview) {
  if (!data_ || !network_) return;
  const FittedImages test = test_images();
  preview.shape = test.shape();
  preview.indices.push_back(view_.spotlight);
  for (int i = 0; i < Preview::kStrip; ++i) preview.indices.push_back((view_.strip_first + i) % test.size());
  preview.count = static_cast<int>(preview.indices.size());
  for (const int index : preview.indices) {
    preview.labels.push_back(test.labels().empty() ? -1 : test.labels()[static_cast<std::size_t>(index)]);
  }

  if (const auto label = static_cast<std::size_t>(preview.labels[0]);
      preview.labels[0] >= 0 && label < data_->class_names.size()) {
    preview.spotlight_class = data_->class_names[label];
  }

  const std::vector<std::uint32_t> indices(preview.indices.begin(), preview.indices.end());
  Matrix images(test.shape().size(), preview.count);
  const MatrixView view(images.data(), images.rows(), images.cols());
  const auto bytes_of = [](const auto& values) {
    return to_bytes({values.data(), static_cast<std::size_t>(values.size())});
  };
  fill_clean(test, indices, view);
  preview.original = bytes_of(images);
  add_noise({.noise = spec_->noise, .seed = spec_->seed, .test = true}, indices, view);
  preview.noisy = bytes_of(images);

  const ConstMatrixView answer = network_->predict(pool_, ConstMatrixView(images.data(), images.rows(), images.cols()),
                                                   0, static_cast<int>(network_->layers().size()));
  if (spec_->reconstructs()) {
    preview.denoised = bytes_of(answer);
    return;
  }
  for (int i = 0; i < preview.count; ++i) {
    Eigen::Index best = 0;
    answer.col(i).maxCoeff(&best);
    preview.predicted.push_back(static_cast<int>(best));
  }
}

SnapshotPtr Trainer::snapshot() {
  auto snapshot = std::make_unique<Snapshot>();
  snapshot->generation = ++generation_;
  snapshot->run = run_;
  snapshot->spec = spec_;
  snapshot->state = state_;
  snapshot->message = message_;
  snapshot->began_with = began_with_;
  if (data_) {
    snapshot->data_name = data_->name;
    snapshot->generated = data_->generated;
    snapshot->test_count = data_->test.size();
  }
  snapshot->train_count = train_count();
  snapshot->parameters = network_ ? network_->parameter_count() : 0;
  snapshot->trainable_parameters = network_ ? network_->trainable_count() : 0;
  snapshot->summary = summary_;
  snapshot->epoch = epoch_;
  snapshot->epochs = target_epochs_;
  snapshot->step = step_;
  snapshot->step_in_epoch = step_in_epoch_;
  snapshot->steps_per_epoch = steps_per_epoch();
  const bool between_epochs = epoch_samples_ == 0 && !epochs().empty();
  snapshot->loss = between_epochs ? epochs().back().loss : running_loss();
  snapshot->accuracy = between_epochs ? epochs().back().accuracy : running_accuracy();
  if (!epochs().empty()) {
    snapshot->val_loss = epochs().back().val_loss;
    snapshot->val_accuracy = epochs().back().val_accuracy;
  }
  snapshot->samples_per_second = samples_per_second_;
  snapshot->threads = pool_.threads();
  snapshot->memory = room();
  snapshot->history = {epochs(), curve_.points()};
  update_quality();
  snapshot->quality = quality_.quality();
  fill_preview(snapshot->preview);
  return snapshot;
}

const char* to_string(TrainState state) {
  switch (state) {
    case TrainState::ready: return "ready";
    case TrainState::training: return "training";
    case TrainState::paused: return "paused";
    case TrainState::finished: return "finished";
    case TrainState::failed: return "failed";
  }
  return "";
}

}  // namespace lab
