#include "ui/panels/training_panel.h"

#include <algorithm>

#include "ui/field_controls.h"
#include "ui/widgets.h"

namespace lab::ui {
namespace {

constexpr double kLeastRate = 1e-5;
constexpr double kGreatestRate = 1.0;
constexpr int kLeastBatch = 16;
constexpr int kGreatestBatch = 512;
constexpr int kGreatestCode = 256;

}  // namespace

const std::vector<int>& TrainingPanel::stops(const char* field_name, bool powers_only) {
  stops_.clear();
  const Field* field = find_field(field_name);
  if (field == nullptr) return stops_;
  const int low = static_cast<int>(std::max(field->minimum, powers_only ? double{kLeastBatch} : 1.0));
  const int high =
      static_cast<int>(std::min(field->maximum, static_cast<double>(powers_only ? kGreatestBatch : kGreatestCode)));
  for (int power = 1; power <= high; power *= 2) {
    if (power >= low) stops_.push_back(power);
    const int between = power + power / 2;
    if (!powers_only && power >= 8 && between >= low && between <= high) stops_.push_back(between);
  }
  return stops_;
}

void TrainingPanel::draw(const Snapshot& snapshot, Commands& commands) {
  const FieldScope scope{shared_, snapshot, commands};
  heading(theme(), "Training");
  if (const Field* rate = find_field("learning_rate")) {
    SliderOptions options;
    options.scale = Scale::logarithmic;
    options.minimum = std::max(rate->minimum, kLeastRate);
    options.maximum = std::min(rate->maximum, kGreatestRate);
    options.key_step = 0.04;
    field_slider(scope, "learning_rate", options);
  }
  field_stops(scope, "batch_size", stops("batch_size", true));
  if (code_size(*snapshot.spec) > 0) field_stops(scope, "code_size", stops("code_size", false));
}

}  // namespace lab::ui
