#include "nn/schedules.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace lab {
namespace {

double progress(const RunPosition& at) { return std::clamp(at.epoch / at.total_epochs, 0.0, 1.0); }

/// From `begin` at t = 0 to `end` at t = 1 along half a cosine.
double cosine_between(double begin, double end, double t) {
  return end + (begin - end) * 0.5 * (1.0 + std::cos(std::numbers::pi * t));
}

double constant(const ScheduleSpec& /*spec*/, const RunPosition& /*at*/) { return 1.0; }

double step(const ScheduleSpec& spec, const RunPosition& at) {
  return std::pow(static_cast<double>(spec.decay), std::floor(at.epoch / std::max(1, spec.stage_epochs)));
}

double cosine(const ScheduleSpec& /*spec*/, const RunPosition& at) { return cosine_between(1.0, 0.0, progress(at)); }

double one_cycle(const ScheduleSpec& /*spec*/, const RunPosition& at) {
  constexpr double kRise = 0.3;
  constexpr double kStart = 1.0 / 25.0;
  constexpr double kEnd = kStart / 1e4;
  const double t = progress(at);
  return t < kRise ? cosine_between(kStart, 1.0, t / kRise) : cosine_between(1.0, kEnd, (t - kRise) / (1.0 - kRise));
}

constexpr std::array kKinds = {
    ScheduleKind{"constant", "Constant", constant},
    ScheduleKind{"step", "Step", step},
    ScheduleKind{"cosine", "Cosine", cosine},
    ScheduleKind{"one-cycle", "One cycle", one_cycle},
};

}  // namespace

std::span<const ScheduleKind> schedule_kinds() { return kKinds; }

const ScheduleKind* find_schedule(std::string_view name) {
  const auto* it = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.name == name; });
  return it == kKinds.end() ? nullptr : it;
}

}  // namespace lab
