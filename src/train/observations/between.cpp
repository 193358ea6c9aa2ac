#include "train/observations/between.h"

#include <algorithm>

#include "train/observations/code.h"
#include "train/observer.h"

namespace lab {
namespace {

/// From the first column of `ends` to the second one. Both ends come out as they are, to the bit.
Matrix steps_between(const Matrix& ends) {
  Matrix steps(ends.rows(), Between::kSteps);
  for (int i = 0; i < Between::kSteps; ++i) {
    const float t = static_cast<float>(i) / (Between::kSteps - 1);
    steps.col(i) = (1.0F - t) * ends.col(0) + t * ends.col(1);
  }
  return steps;
}

class BetweenObserver final : public Observer<Between> {
 public:
  [[nodiscard]] Watched watched() const override {
    return {.attention = watches<&Attention::between_from, &Attention::between_to>};
  }
  [[nodiscard]] bool wanted(const Subject& subject) const override { return code_is_looked_at(subject); }

  std::shared_ptr<const Between> observe(const Subject& subject, bool /*first*/) override {
    auto between = std::make_shared<Between>();
    between->shape = subject.test.shape();
    const Eigen::Index pixels = between->shape.size();
    Matrix pictures(pixels, 2);
    subject.read(subject.attention.between_from, false, pictures.col(0).data());
    subject.read(subject.attention.between_to, false, pictures.col(1).data());
    Matrix codes(code_size(subject), 2);
    for (Eigen::Index i = 0; i < 2; ++i)
      codes.col(i) = encode(subject, ConstMatrixView(pictures.col(i).data(), pixels, 1));
    between->from.assign(codes.col(0).begin(), codes.col(0).end());
    between->to.assign(codes.col(1).begin(), codes.col(1).end());

    const Matrix steps = steps_between(codes);
    for (int done = 0; done < kSteps;) {
      const int part = std::min(code_part(subject), kSteps - done);
      decode(subject, ConstMatrixView(steps.col(done).data(), steps.rows(), part), between->through_code);
      done += part;
    }
    const Matrix blended = steps_between(pictures);
    between->through_pixels = to_bytes({blended.data(), static_cast<std::size_t>(blended.size())});
    return between;
  }

 private:
  static constexpr int kSteps = Between::kSteps;
};

}  // namespace

std::unique_ptr<Observer<Between>> Between::make_observer() { return std::make_unique<BetweenObserver>(); }

}  // namespace lab
