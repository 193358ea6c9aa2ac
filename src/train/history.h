#pragma once

#include <cstddef>
#include <vector>

namespace lab {

/// What one epoch gave. Losses and accuracies as Keras prints them: training figures are means over the epoch's batches
/// while the weights change; validation figures are taken at its end. NaN: not measured.
struct EpochRecord {
  int epoch = 0;  ///< from 1
  float loss = 0.0F;
  float val_loss = 0.0F;
  float accuracy = 0.0F;
  float val_accuracy = 0.0F;
  double seconds = 0.0;  ///< wall time of training and validation
};

/// The mean training loss around one moment of the run.
struct LossPoint {
  float epoch = 0.0F;  ///< time, in epochs since the start
  float loss = 0.0F;
};

struct History {
  std::vector<EpochRecord> epochs;  ///< see EpochLog
  /// Training loss at a finer grain than epochs; thinned by halves so that it never exceeds LossCurve::kMaxPoints.
  std::vector<LossPoint> curve;
};

/// The finished epochs of a run, all of them until there are kMostRecords. From then on every second one is left out,
/// later three of four, and so on; the first ones and the newest are always there.
class EpochLog {
 public:
  static constexpr std::size_t kMostRecords = 4096;

  void add(const EpochRecord& record);
  void clear() { *this = EpochLog(); }
  [[nodiscard]] const std::vector<EpochRecord>& records() const { return records_; }

 private:
  [[nodiscard]] bool stays(const EpochRecord& record) const { return (record.epoch - 1) % stride_ == 0; }

  std::vector<EpochRecord> records_;
  int stride_ = 1;  // one epoch in so many stays
};

/// Collects the loss of every step into a bounded number of points.
class LossCurve {
 public:
  static constexpr std::size_t kMaxPoints = 1024;

  /// `epoch`: when the step ended, in epochs since the start of the run. `weight`: its share of a whole batch; the few
  /// images left at the end of an epoch have a mean too noisy to be a point of their own.
  void add(double epoch, double loss, double weight = 1.0);
  void clear();
  [[nodiscard]] const std::vector<LossPoint>& points() const { return points_; }

 private:
  std::vector<LossPoint> points_;
  int stride_ = 1;  // batches per point
  double pending_ = 0.0;
  double sum_epoch_ = 0.0;
  double sum_loss_ = 0.0;
};

}  // namespace lab
