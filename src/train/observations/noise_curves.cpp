#include "train/observations/noise_curves.h"

#include "train/observer.h"

namespace lab {
namespace {

class NoiseCurvesObserver final : public Observer<NoiseCurves> {
 public:
  [[nodiscard]] Watched watched() const override { return {}; }
  [[nodiscard]] bool wanted(const Subject& /*subject*/) const override { return false; }
  std::shared_ptr<const NoiseCurves> observe(const Subject& /*subject*/, bool /*first*/) override {
    return std::make_shared<const NoiseCurves>();
  }
};

class NoiseLevelsObserver final : public Observer<NoiseLevels> {
 public:
  [[nodiscard]] Watched watched() const override { return {}; }
  [[nodiscard]] bool wanted(const Subject& /*subject*/) const override { return false; }
  std::shared_ptr<const NoiseLevels> observe(const Subject& /*subject*/, bool /*first*/) override {
    return std::make_shared<const NoiseLevels>();
  }
};

}  // namespace

std::unique_ptr<Observer<NoiseCurves>> NoiseCurves::make_observer() { return std::make_unique<NoiseCurvesObserver>(); }
std::unique_ptr<Observer<NoiseLevels>> NoiseLevels::make_observer() { return std::make_unique<NoiseLevelsObserver>(); }

}  // namespace lab
