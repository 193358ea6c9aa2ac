#pragma once

#include <memory>

namespace lab::ui {

/// An object that has been seen, to know whether the next one is another. Does not keep it: what was made from it stays
/// on the screen, or is forgotten with its view, while the object itself may go.
class Remembered {
 public:
  Remembered() = default;
  explicit Remembered(const std::shared_ptr<const void>& object) : object_(object), address_(object.get()) {}

  /// Never true of an object that has come to lie where the remembered one lay.
  [[nodiscard]] bool is(const std::shared_ptr<const void>& object) const {
    return address_ == object.get() && !object_.owner_before(object) && !object.owner_before(object_);
  }

 private:
  std::weak_ptr<const void> object_;
  const void* address_ = nullptr;
};

}  // namespace lab::ui
