#include "train/observations/preview.h"

#include <algorithm>

#include "train/observations/code.h"
#include "train/observer.h"

namespace lab {
namespace {

std::vector<std::uint8_t> bytes_of(const ConstMatrixView& images) {
  return to_bytes({images.data(), static_cast<std::size_t>(images.size())});
}

class PreviewObserver final : public Observer<Preview> {
 public:
  [[nodiscard]] Watched watched() const override {
    return {.noise = true, .attention = watches<&Attention::spotlight, &Attention::strip_first, &Attention::code>};
  }

  std::shared_ptr<const Preview> observe(const Subject& subject, bool /*first*/) override {
    auto preview = std::make_shared<Preview>();
    choose(subject, *preview);
    Matrix images(preview->shape.size(), preview->count);
    const ConstMatrixView input(images.data(), images.rows(), images.cols());
    const auto read = [&](bool noisy) {
      subject.read(subject.attention.spotlight, noisy, images.data());
      for (int i = 1; i < preview->count; ++i)
        subject.read(preview->indices[static_cast<std::size_t>(i)], noisy, images.col(i).data());
      return bytes_of(input);
    };
    preview->original = read(false);
    preview->noisy = read(true);

    const auto layers = static_cast<int>(subject.network.layers().size());
    const ConstMatrixView answer = subject.network.predict(subject.pool, input, 0, layers);
    if (subject.spec.reconstructs()) {
      preview->denoised = bytes_of(answer);
      decode(subject, *preview);
      return preview;
    }
    preview->probabilities.assign(answer.col(0).data(), answer.col(0).data() + answer.rows());
    for (int i = 0; i < preview->count; ++i) {
      Eigen::Index best = 0;
      answer.col(i).maxCoeff(&best);
      preview->predicted.push_back(static_cast<int>(best));
    }
    return preview;
  }

 private:
  /// Puts what becomes of the code that was asked for in the spotlight's place.
  static void decode(const Subject& subject, Preview& preview) {
    const std::vector<float>& code = subject.attention.code;
    const int layer = code_layer(subject.spec, subject.network);
    const auto layers = subject.network.layers();
    if (layer < 0 || static_cast<int>(code.size()) != layers[static_cast<std::size_t>(layer)].output.size()) return;
    const ConstMatrixView input(code.data(), static_cast<Eigen::Index>(code.size()), 1);
    const std::vector<std::uint8_t> pixels =
        bytes_of(subject.network.predict(subject.pool, input, layer + 1, static_cast<int>(layers.size())));
    std::ranges::copy(pixels, preview.denoised.begin());
    preview.decoded = true;
  }

  static void choose(const Subject& subject, Preview& preview) {
    const Pick& spotlight = subject.attention.spotlight;
    preview.shape = subject.test.shape();
    preview.own = spotlight.own;
    preview.indices.push_back(spotlight.own ? -1 : subject.test_index(spotlight.index));
    preview.labels.push_back(subject.label(spotlight));
    const int first = subject.test_index(subject.attention.strip_first);
    for (int i = 0; i < Preview::kStrip; ++i) {
      preview.indices.push_back(subject.test_index(first + i));
      preview.labels.push_back(subject.label(preview.indices.back()));
    }
    preview.count = static_cast<int>(preview.indices.size());
    if (const auto label = static_cast<std::size_t>(preview.labels[0]);
        preview.labels[0] >= 0 && label < subject.data.class_names.size()) {
      preview.spotlight_class = subject.data.class_names[label];
    }
  }
};

}  // namespace

std::unique_ptr<Observer<Preview>> Preview::make_observer() { return std::make_unique<PreviewObserver>(); }

}  // namespace lab
