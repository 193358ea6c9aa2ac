#include "train/observations/noise_curves.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "data/median_filter.h"
#include "train/judge.h"
#include "train/observer.h"
#include "train/restoration.h"

namespace lab {
namespace {

constexpr int kBlock = 8;                      // images per call: 24 pictures to compare and to name take some 2 ms
constexpr int kImagesInMotion = 104;           // while weights change: new figures soon rather than exact ones
constexpr const char* kTried = "salt-pepper";  // on networks without a noise of their own

float level_of(int index) { return static_cast<float>(index) / static_cast<float>(NoiseCurves::kLevels - 1); }

/// Keeps the figures of single images. Those of noisy and filtered ones stay; while the network trains, a result is
/// made after each block of images, from the figures that its images had last.
class NoiseCurvesObserver final : public Observer<NoiseCurves> {
 public:
  [[nodiscard]] Watched watched() const override {
    return {.noise = true, .judge = true, .attention = watches<&Attention::noise_kinds>};
  }

  [[nodiscard]] bool wanted(const Subject& subject) const override { return subject.attention.view == OpenView::noise; }

  void forget() override { tables_.clear(); }

  std::shared_ptr<const NoiseCurves> observe(const Subject& subject, bool first) override {
    if (first) begin(subject);
    judge_ = judge_of(subject);
    measure(subject);
    if (++level_ < NoiseCurves::kLevels) return nullptr;
    level_ = 0;
    tables_[table_].measured = std::max(tables_[table_].measured, std::min(count_, (block_ + 1) * kBlock));
    if (++table_ < tables_.size()) return nullptr;
    table_ = 0;
    block_ = (block_ + 1) % blocks();
    return --blocks_to_do_ > 0 ? nullptr : result();
  }

 private:
  /// What is known of one kind of noise: figures of images, level after level.
  struct Table {
    std::string kind;
    std::vector<ImageScore> noisy, median, denoised;
    std::vector<bool> compared;  ///< whether the images of a block have the first two, level after level
    int measured = 0;            ///< the first so many images have all
  };

  [[nodiscard]] int blocks() const { return (count_ + kBlock - 1) / kBlock; }

  [[nodiscard]] Network* judge_of(const Subject& subject) const {
    if (!subject.spec.reconstructs()) return &subject.network;
    return subject.judge != nullptr && no_accuracy_.empty() ? subject.judge->network() : nullptr;
  }

  void begin(const Subject& subject) {
    rebuilds_ = subject.spec.reconstructs();
    no_accuracy_.clear();
    if (rebuilds_ && subject.judge != nullptr) {
      const Status suits = subject.judge->suits(subject.test, subject.data.class_names);
      if (!suits) no_accuracy_ = suits.error().message;
    }
    const std::uint64_t judge = subject.judge != nullptr ? subject.judge->version() : 0;
    const NoiseSpec noise = tested_noise(subject.spec.noise);
    const bool stale = noise.clip != clip_ || judge != judge_version_;
    for (Table& table : tables_) {
      if (!stale) break;
      table.compared.assign(table.compared.size(), false);
      table.measured = 0;
    }
    clip_ = noise.clip;
    judge_version_ = judge;
    images_.resize(static_cast<std::size_t>(subject.judged_images()));
    std::iota(images_.begin(), images_.end(), 0U);

    std::size_t known_tables = 0;
    std::vector<Table> tables;
    const auto take = [&](const std::string& kind) {
      if (find_noise(kind) == nullptr || std::ranges::find(tables, kind, &Table::kind) != tables.end()) return;
      if (const auto known = std::ranges::find(tables_, kind, &Table::kind); known != tables_.end()) {
        ++known_tables;
        tables.push_back(std::move(*known));
        return;
      }
      Table& table = tables.emplace_back();
      table.kind = kind;
      const std::size_t scores = images_.size() * NoiseCurves::kLevels;
      for (auto* line : {&table.noisy, &table.median, &table.denoised}) line->resize(scores);
      table.compared.assign(scores, false);
    };
    take(noise.kind);
    for (const std::string& kind : subject.attention.noise_kinds) take(kind);
    const bool same = known_tables == tables.size() && known_tables == tables_.size();
    tables_ = std::move(tables);

    const auto all = static_cast<int>(images_.size());
    const int count = subject.training ? std::min(all, kImagesInMotion) : all;
    if (stale || !same || !subject.training || count != count_) block_ = 0;
    count_ = count;
    table_ = 0;
    level_ = 0;
    blocks_to_do_ = subject.training ? 1 : blocks();
  }

  /// The images of a block at one level of one kind.
  void measure(const Subject& subject) {
    Table& table = tables_[table_];
    const int first = block_ * kBlock;
    const int n = std::min({kBlock, count_ - first, subject.network.max_batch()});
    const auto indices = std::span(images_).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(n));
    const Shape& shape = subject.test.shape();
    Matrix clean(shape.size(), n);
    fill_clean(subject.test, indices, MatrixView(clean.data(), clean.rows(), clean.cols()));
    Matrix noisy = clean;
    NoiseDraw draw = subject.test_noise();
    draw.noise.kind = table.kind;
    draw.noise.level = level_of(level_);
    add_noise(subject.pool, draw, indices, noisy);

    const std::size_t at = static_cast<std::size_t>(level_) * images_.size() + static_cast<std::size_t>(first);
    const auto score = [&](std::vector<ImageScore>& line, const Matrix& restored) {
      const auto scores = std::span(line).subspan(at, static_cast<std::size_t>(n));
      compare(subject.pool, shape, clean, restored, scores);
      if (judge_ == nullptr) return;
      const auto labels = std::span(subject.test.labels()).subspan(static_cast<std::size_t>(first));
      name_images(subject.pool, *judge_, restored, labels, scores);
    };
    Matrix restored(shape.size(), n);
    if (!table.compared[at]) {
      score(table.noisy, noisy);
      const auto filter = [&](std::span<const float> image, std::span<float> out) { median_filter(shape, image, out); };
      restore(subject.pool, filter, noisy, restored);
      score(table.median, restored);
      // A network that names digits changes what is known of these, too.
      table.compared[at] = rebuilds_;
    }
    if (!rebuilds_) return;
    restore(subject.pool, subject.network, noisy, restored);
    score(table.denoised, restored);
  }

  [[nodiscard]] NoiseCurve::Line means(const std::vector<ImageScore>& scores, int images) const {
    NoiseCurve::Line line;
    for (std::size_t level = 0; level < NoiseCurves::kLevels; ++level) {
      const MeanScore mean =
          mean_of(std::span(scores).subspan(level * images_.size(), static_cast<std::size_t>(images)));
      line.psnr.push_back(static_cast<float>(mean.psnr));
      line.ssim.push_back(static_cast<float>(mean.ssim));
      if (judge_ != nullptr) line.accuracy.push_back(static_cast<float>(mean.named));
    }
    return line;
  }

  [[nodiscard]] std::shared_ptr<const NoiseCurves> result() const {
    auto curves = std::make_shared<NoiseCurves>();
    for (int level = 0; level < NoiseCurves::kLevels; ++level) curves->levels.push_back(level_of(level));
    for (const Table& table : tables_) {
      const int images = std::min(table.measured, count_);
      NoiseCurve& curve = curves->curves.emplace_back();
      curve.kind = table.kind;
      curve.images = images;
      curve.noisy = means(table.noisy, images);
      curve.median = means(table.median, images);
      if (rebuilds_) curve.denoised = means(table.denoised, images);
    }
    curves->images = curves->curves.front().images;
    if (judge_ != nullptr) curves->clean_accuracy = curves->curves.front().noisy.accuracy.front();
    curves->no_accuracy = no_accuracy_;
    return curves;
  }

  std::vector<std::uint32_t> images_;  // 0, 1, 2, ...: all that may be measured
  std::vector<Table> tables_;
  int count_ = 0;  // images that are measured now
  bool clip_ = true;
  bool rebuilds_ = false;
  Network* judge_ = nullptr;
  std::uint64_t judge_version_ = 0;
  std::string no_accuracy_;

  // Where the measuring stands: which block, of it which table, of that which level.
  int block_ = 0;
  std::size_t table_ = 0;
  int level_ = 0;
  int blocks_to_do_ = 0;
};

class NoiseLevelsObserver final : public Observer<NoiseLevels> {
 public:
  [[nodiscard]] Watched watched() const override {
    return {.noise = true, .attention = watches<&Attention::spotlight>};
  }

  [[nodiscard]] bool wanted(const Subject& subject) const override { return subject.attention.view == OpenView::noise; }

  std::shared_ptr<const NoiseLevels> observe(const Subject& subject, bool /*first*/) override {
    auto levels = std::make_shared<NoiseLevels>();
    const Shape& shape = subject.test.shape();
    NoiseSpec noise = tested_noise(subject.spec.noise);
    levels->kind = noise.kind;
    levels->shape = shape;
    Matrix noisy(shape.size(), NoiseCurves::kLevels);
    for (int i = 0; i < NoiseCurves::kLevels; ++i) {
      noise.level = level_of(i);
      subject.read(subject.attention.spotlight, false, noisy.col(i).data());
      subject.add_noise(subject.attention.spotlight, noise, noisy.col(i).data());
    }
    const auto bytes = [](const Matrix& images) {
      return to_bytes({images.data(), static_cast<std::size_t>(images.size())});
    };
    levels->noisy = bytes(noisy);
    Matrix restored(shape.size(), NoiseCurves::kLevels);
    const auto filter = [&](std::span<const float> image, std::span<float> out) { median_filter(shape, image, out); };
    restore(subject.pool, filter, noisy, restored);
    levels->median = bytes(restored);
    if (subject.spec.reconstructs()) {
      restore(subject.pool, subject.network, noisy, restored);
      levels->denoised = bytes(restored);
    }
    return levels;
  }
};

}  // namespace

NoiseSpec tested_noise(const NoiseSpec& in_use) {
  NoiseSpec noise = in_use;
  if (noise.kind == "none") noise.kind = kTried;
  return noise;
}

std::unique_ptr<Observer<NoiseCurves>> NoiseCurves::make_observer() { return std::make_unique<NoiseCurvesObserver>(); }
std::unique_ptr<Observer<NoiseLevels>> NoiseLevels::make_observer() { return std::make_unique<NoiseLevelsObserver>(); }

}  // namespace lab
