#include "train/observations/layer.h"

#include "train/observer.h"

namespace lab {
namespace {

class LayerActivationsObserver final : public Observer<LayerActivations> {
 public:
  [[nodiscard]] Watched watched() const override { return {}; }
  [[nodiscard]] bool wanted(const Subject& /*subject*/) const override { return false; }
  std::shared_ptr<const LayerActivations> observe(const Subject& /*subject*/, bool /*first*/) override {
    return std::make_shared<const LayerActivations>();
  }
};

class LayerUnitsObserver final : public Observer<LayerUnits> {
 public:
  [[nodiscard]] Watched watched() const override { return {}; }
  [[nodiscard]] bool wanted(const Subject& /*subject*/) const override { return false; }
  std::shared_ptr<const LayerUnits> observe(const Subject& /*subject*/, bool /*first*/) override {
    return std::make_shared<const LayerUnits>();
  }
};

class LayerWeightsObserver final : public Observer<LayerWeights> {
 public:
  [[nodiscard]] Watched watched() const override { return {}; }
  [[nodiscard]] bool wanted(const Subject& /*subject*/) const override { return false; }
  std::shared_ptr<const LayerWeights> observe(const Subject& /*subject*/, bool /*first*/) override {
    return std::make_shared<const LayerWeights>();
  }
};

}  // namespace

std::unique_ptr<Observer<LayerActivations>> LayerActivations::make_observer() {
  return std::make_unique<LayerActivationsObserver>();
}
std::unique_ptr<Observer<LayerUnits>> LayerUnits::make_observer() { return std::make_unique<LayerUnitsObserver>(); }
std::unique_ptr<Observer<LayerWeights>> LayerWeights::make_observer() {
  return std::make_unique<LayerWeightsObserver>();
}

}  // namespace lab
