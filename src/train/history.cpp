#include "train/history.h"

namespace lab {

void EpochLog::add(const EpochRecord& record) {
  if (!records_.empty() && !stays(records_.back())) records_.pop_back();
  records_.push_back(record);
  if (records_.size() < kMostRecords) return;
  stride_ *= 2;
  const EpochRecord newest = records_.back();
  std::erase_if(records_, [this](const EpochRecord& old) { return !stays(old); });
  if (records_.back().epoch != newest.epoch) records_.push_back(newest);
}

void LossCurve::add(double epoch, double loss, double weight) {
  sum_epoch_ += epoch * weight;
  sum_loss_ += loss * weight;
  pending_ += weight;
  if (pending_ < stride_) return;
  points_.push_back({static_cast<float>(sum_epoch_ / pending_), static_cast<float>(sum_loss_ / pending_)});
  sum_epoch_ = sum_loss_ = 0.0;
  pending_ = 0.0;
  if (points_.size() < kMaxPoints) return;
  // Full: halve the resolution by merging neighbours, and from now on average twice as many steps into a point.
  for (std::size_t i = 0; i < kMaxPoints / 2; ++i) {
    const LossPoint& a = points_[2 * i];
    const LossPoint& b = points_[2 * i + 1];
    points_[i] = {0.5F * (a.epoch + b.epoch), 0.5F * (a.loss + b.loss)};
  }
  points_.resize(kMaxPoints / 2);
  stride_ *= 2;
}

void LossCurve::clear() { *this = LossCurve(); }

}  // namespace lab
