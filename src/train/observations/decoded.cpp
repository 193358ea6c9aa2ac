#include "train/observations/decoded.h"

#include "train/observer.h"

namespace lab {
namespace {

class DecodedObserver final : public Observer<Decoded> {
 public:
  [[nodiscard]] Watched watched() const override { return {}; }
  [[nodiscard]] bool wanted(const Subject& /*subject*/) const override { return false; }
  std::shared_ptr<const Decoded> observe(const Subject& /*subject*/, bool /*first*/) override {
    return std::make_shared<const Decoded>();
  }
};

}  // namespace

std::unique_ptr<Observer<Decoded>> Decoded::make_observer() { return std::make_unique<DecodedObserver>(); }

}  // namespace lab
