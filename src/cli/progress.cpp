#include "cli/progress.h"

#include <chrono>
#include <cmath>
#include <string>

#include "cli/interrupt.h"
#include "cli/output.h"
#include "core/clock.h"
#include "core/text.h"
#include "io/format.h"

namespace lab::cli {
namespace {

constexpr int kBarWidth = 24;

std::string bar(int done, int total) {
  const int filled = total > 0 ? kBarWidth * done / total : 0;
  std::string text = "[";
  for (int i = 0; i < kBarWidth; ++i) text += i < filled ? '=' : i == filled ? '>' : '.';
  return text + "]";
}

std::string speed(float samples_per_second) {
  if (!std::isfinite(samples_per_second)) return "";
  return " - " + with_separators(std::lround(samples_per_second)) + " samples/s";
}

/// What stands on the terminal while an epoch runs.
class Progress {
 public:
  explicit Progress(bool with_accuracy);

  /// After every batch; redraws the bar a few times a second.
  void update(const Trainer& trainer);
  /// After an epoch: its final line.
  void finish_epoch(const Trainer& trainer);
  /// Ends an unfinished bar, before anything else is printed.
  void interrupt();

 private:
  bool with_accuracy_;
  bool is_terminal_;
  bool bar_open_ = false;
  Clock::time_point drawn_{};
};

Progress::Progress(bool with_accuracy) : with_accuracy_(with_accuracy), is_terminal_(says_to_terminal()) {}

void Progress::update(const Trainer& trainer) {
  const auto now = Clock::now();
  if (!is_terminal_ || now - drawn_ < std::chrono::milliseconds(100) || trainer.step_in_epoch() == 0) return;
  drawn_ = now;
  bar_open_ = true;
  say("\r%d/%d %s - loss: %.4f%s\x1b[K", trainer.step_in_epoch(), trainer.steps_per_epoch(),
      bar(trainer.step_in_epoch(), trainer.steps_per_epoch()).c_str(), static_cast<double>(trainer.running_loss()),
      speed(trainer.mean_samples_per_second()).c_str());
}

void Progress::finish_epoch(const Trainer& trainer) {
  const EpochRecord& record = trainer.epochs().back();
  const std::string accuracy = with_accuracy_ ? format(" - accuracy: %.4f", static_cast<double>(record.accuracy)) : "";
  const std::string val_accuracy =
      with_accuracy_ ? format(" - val_accuracy: %.4f", static_cast<double>(record.val_accuracy)) : "";
  say("%sEpoch %d/%d - %.1fs - loss: %.4f%s - val_loss: %.4f%s%s%s\n", bar_open_ ? "\r" : "", record.epoch,
      trainer.spec().epochs, record.seconds, static_cast<double>(record.loss), accuracy.c_str(),
      static_cast<double>(record.val_loss), val_accuracy.c_str(), speed(trainer.mean_samples_per_second()).c_str(),
      is_terminal_ ? "\x1b[K" : "");
  bar_open_ = false;
}

void Progress::interrupt() {
  if (bar_open_) say("\n");
  bar_open_ = false;
}

}  // namespace

void train_to_end(Trainer& trainer, bool with_accuracy) {
  Progress progress(with_accuracy);
  while (trainer.active() && !interrupted()) {
    const int epochs = trainer.epoch();
    trainer.advance();
    if (trainer.epoch() > epochs) {
      progress.finish_epoch(trainer);
    } else {
      progress.update(trainer);
    }
  }
  progress.interrupt();
}

}  // namespace lab::cli
