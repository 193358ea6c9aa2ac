#include "train/observations/between.h"

#include "train/observer.h"

namespace lab {
namespace {

class BetweenObserver final : public Observer<Between> {
 public:
  [[nodiscard]] Watched watched() const override { return {}; }
  [[nodiscard]] bool wanted(const Subject& /*subject*/) const override { return false; }
  std::shared_ptr<const Between> observe(const Subject& /*subject*/, bool /*first*/) override {
    return std::make_shared<const Between>();
  }
};

}  // namespace

std::unique_ptr<Observer<Between>> Between::make_observer() { return std::make_unique<BetweenObserver>(); }

}  // namespace lab
