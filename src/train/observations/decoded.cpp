#include "train/observations/decoded.h"

#include <algorithm>
#include <utility>

#include "train/observations/code.h"
#include "train/observer.h"

namespace lab {
namespace {

class DecodedObserver final : public Observer<Decoded> {
 public:
  [[nodiscard]] Watched watched() const override { return {.attention = watches<&Attention::codes>}; }

  [[nodiscard]] bool wanted(const Subject& subject) const override {
    const CodeList* const codes = subject.attention.codes.get();
    return codes != nullptr && codes->count() > 0 && code_is_looked_at(subject) && codes->size == code_size(subject);
  }

  std::shared_ptr<const Decoded> observe(const Subject& subject, bool first) override {
    if (first) {
      decoded_ = std::make_shared<Decoded>();
      decoded_->shape = subject.test.shape();
      decoded_->codes = subject.attention.codes;
      done_ = 0;
    }
    const CodeList& codes = *decoded_->codes;
    const int part = std::min(code_part(subject), codes.count() - done_);
    decode(subject,
           ConstMatrixView(codes.values.data() + static_cast<Eigen::Index>(done_) * codes.size, codes.size, part),
           decoded_->pixels);
    done_ += part;
    return done_ < codes.count() ? nullptr : std::exchange(decoded_, nullptr);
  }

 private:
  std::shared_ptr<Decoded> decoded_;  // while it is made
  int done_ = 0;                      // codes
};

}  // namespace

std::unique_ptr<Observer<Decoded>> Decoded::make_observer() { return std::make_unique<DecodedObserver>(); }

}  // namespace lab
