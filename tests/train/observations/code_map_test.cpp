#include "train/observations/code_map.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <Eigen/QR>
#include <Eigen/SVD>
#include <utility>

#include "core/random.h"
#include "train/trainer_fixture.h"

using namespace lab;

namespace {

constexpr int kImages = 90;

struct Trained {
  explicit Trained(const ExperimentSpec& spec, const DatasetPtr& data = lab_test::square_data(60, kImages))
      : trainer(spec, 1) {
    lab_test::apply(trainer, command::UseData{data});
    lab_test::run(trainer);
  }
  explicit Trained(const char* preset) : Trained(lab_test::small_spec(preset, 2)) {}

  [[nodiscard]] Subject subject(int spotlight = 0) {
    return *trainer.subject({.spotlight = spotlight, .view = OpenView::code});
  }
  [[nodiscard]] std::shared_ptr<const CodeMap> map() { return observe_now<CodeMap>(subject()); }
  /// The codes of all test images without noise, one per column, each made on its own.
  [[nodiscard]] Matrix codes() {
    Matrix all;
    for (int i = 0; i < kImages; ++i) {
      const auto code = observe_now<Code>(subject(i));
      const std::vector<float>& values = code->clean.empty() ? code->values : code->clean;
      if (i == 0) all.resize(static_cast<Eigen::Index>(values.size()), kImages);
      all.col(i) = ConstVectorView(values.data(), all.rows());
    }
    return all;
  }
  Trainer trainer;
};

/// One observer's results one after the other, as the page sees them.
class Watching {
 public:
  explicit Watching(Trained& trained) : trained_(trained) {}
  std::shared_ptr<const CodeMap> look() {
    std::shared_ptr<const CodeMap> map;
    for (bool first = true; !map; first = false) map = observer_->observe(trained_.subject(), first);
    return map;
  }
  void forget() { observer_->forget(); }

 private:
  Trained& trained_;
  std::unique_ptr<Observer<CodeMap>> observer_ = CodeMap::make_observer();
};

/// The sine of the largest angle between the planes that the columns span.
float angle_between(const Matrix& a, const Matrix& b) {
  const auto basis = [](const Matrix& m) {
    return Matrix(Eigen::HouseholderQR<Matrix>(m).householderQ() * Matrix::Identity(m.rows(), m.cols()));
  };
  const Eigen::JacobiSVD<Matrix> angles(basis(a).transpose() * basis(b));
  const float cosine = std::min(angles.singularValues().minCoeff(), 1.0F);
  return std::sqrt(1.0F - cosine * cosine);
}

}  // namespace

TEST_CASE("the map of codes is that of their singular vectors, with the share of variance that these explain") {
  for (const char* preset : {"sp-dae", "conv-dae", "vae", "linear-ae", "sparse-ae"}) {
    CAPTURE(preset);
    Trained trained(preset);
    const auto map = trained.map();
    Matrix codes = trained.codes();
    const Eigen::VectorXf mean = codes.rowwise().mean();
    codes.colwise() -= mean;
    const Eigen::JacobiSVD<Matrix> svd(codes, Eigen::ComputeThinU);
    const Eigen::VectorXf share = svd.singularValues().array().square() / codes.squaredNorm();
    CHECK_FALSE(map->plane.as_they_are);
    REQUIRE(map->plane.size() == static_cast<std::size_t>(codes.rows()));
    CHECK(map->variance == doctest::Approx(codes.squaredNorm() / kImages).epsilon(1e-3));
    REQUIRE(map->x.size() == kImages);
    REQUIRE(map->y.size() == kImages);
    for (std::size_t axis = 0; axis < 2; ++axis) {
      const auto k = static_cast<Eigen::Index>(axis);
      CHECK(map->plane.explained[axis] == doctest::Approx(share(k)).epsilon(2e-3));
      // Which of two that are about equal comes first is left to chance.
      if (share(k) - share(k + 1) < 0.02F || (k > 0 && share(k - 1) - share(k) < 0.02F)) continue;
      const ConstVectorView direction(map->plane.axes[axis].data(), codes.rows());
      CHECK(std::fabs(direction.dot(svd.matrixU().col(k))) > 0.999F);
    }
    const float spread = std::sqrt(map->variance);
    float off = 0.0F;
    for (Eigen::Index i = 0; i < kImages; ++i) {
      const Eigen::VectorXf code = codes.col(i) + mean;
      const auto at = map->plane.project({code.data(), static_cast<std::size_t>(code.size())});
      off = std::max({off, std::fabs(at[0] - map->x[static_cast<std::size_t>(i)]),
                      std::fabs(at[1] - map->y[static_cast<std::size_t>(i)])});
    }
    CHECK(off < 1e-3F * spread);
    // What lies in the plane comes back as it was.
    const auto back = map->plane.project(map->plane.code_at(0.5F, -2.0F));
    CHECK(back[0] == doctest::Approx(0.5).epsilon(1e-3));
    CHECK(back[1] == doctest::Approx(-2.0).epsilon(1e-3));
  }
}

TEST_CASE("codes of one or two numbers are drawn as they are, and the images come along") {
  for (const int size : {1, 2}) {
    ExperimentSpec spec = lab_test::small_spec("code-2d", 2);
    spec.layers[2].set("units", static_cast<double>(size));
    Trained trained(spec);
    const auto map = trained.map();
    const Matrix codes = trained.codes();
    CHECK(map->plane.as_they_are);
    REQUIRE(map->x.size() == kImages);
    REQUIRE(map->y.size() == kImages);
    for (Eigen::Index i = 0; i < kImages; ++i) {
      CHECK(map->x[static_cast<std::size_t>(i)] == doctest::Approx(codes(0, i)).epsilon(1e-4));
      CHECK(map->y[static_cast<std::size_t>(i)] == doctest::Approx(size > 1 ? codes(1, i) : 0.0F).epsilon(1e-4));
    }
    CHECK(map->plane.explained[0] + map->plane.explained[1] == doctest::Approx(1.0));
    const std::vector<float> code = map->plane.code_at(3.0F, 4.0F);
    CHECK(code == (size == 2 ? std::vector<float>{3.0F, 4.0F} : std::vector<float>{3.0F}));
    REQUIRE(map->images);
    CHECK(*map->images == trained.subject().data.test.pixels);
    CHECK(map->labels == trained.subject().data.test.labels);
  }
}

TEST_CASE("the map of a linear autoencoder of two numbers spans the plane of the images' principal components") {
  // Two patterns of clearly different strength, and a little of everything.
  constexpr int kPatterned = 64;
  Matrix random(784, 2 + kPatterned);
  fill_normal(random_key(8, Stream::noise), {random.data(), static_cast<std::size_t>(random.size())});
  Matrix amounts(2, kPatterned);
  fill_normal(random_key(9, Stream::noise), {amounts.data(), static_cast<std::size_t>(amounts.size())});
  Matrix images(784, kPatterned);
  for (Eigen::Index i = 0; i < kPatterned; ++i) {
    const auto patterns =
        0.07F * amounts(0, i) * random.col(0) + 0.05F * amounts(1, i) * random.col(1) + 0.01F * random.col(2 + i);
    images.col(i) = (0.5F + patterns.array()).cwiseMax(0.0F).cwiseMin(1.0F);
  }
  ImageSet set;
  set.pixels = to_bytes({images.data(), static_cast<std::size_t>(images.size())});
  set.labels.assign(kPatterned, 0);

  ExperimentSpec spec = lab_test::small_spec("linear-ae", 5000);
  spec.layers[0].set("units", 2.0);
  spec.batch_size = kPatterned;
  spec.optimizer.learning_rate = 0.002F;
  Trained trained(spec, std::make_shared<const Dataset>(Dataset{"Patterns", set, set}));
  const auto map = trained.map();
  REQUIRE(map->x.size() == kPatterned);
  Matrix places(kPatterned, 2);
  places.col(0) = ConstVectorView(map->x.data(), kPatterned);
  places.col(1) = ConstVectorView(map->y.data(), kPatterned);
  places.rowwise() -= places.colwise().mean().eval();
  const Matrix centred = images.colwise() - images.rowwise().mean();
  const Eigen::JacobiSVD<Matrix> svd(centred, Eigen::ComputeThinV);
  CHECK(angle_between(places, svd.matrixV().leftCols(2)) < 0.05F);
  CHECK(angle_between(places, svd.matrixV().middleCols(1, 2)) > 0.5F);
}

TEST_CASE("axes keep their order and their signs from one result to the next, and a run begins anew") {
  Trained trained("linear-ae");
  Watching watching(trained);
  const auto first = watching.look();
  CHECK(first->plane.explained[0] > first->plane.explained[1]);
  // Stretch the code along the second axis, so that it becomes the one of largest variance, and turn it round.
  const std::vector<float>& axis = first->plane.axes[1];
  const std::span<float> kernel = trained.trainer.network()->parameters().first(784 * 32);
  for (std::size_t pixel = 0; pixel < 784; ++pixel) {
    float along = 0.0F;
    for (std::size_t i = 0; i < 32; ++i) along += kernel[pixel * 32 + i] * axis[i];
    for (std::size_t i = 0; i < 32; ++i) kernel[pixel * 32 + i] += 9.0F * along * axis[i];
  }
  const auto second = watching.look();
  for (std::size_t i = 0; i < 2; ++i) {
    const ConstVectorView a(first->plane.axes[i].data(), 32);
    const ConstVectorView b(second->plane.axes[i].data(), 32);
    CHECK(a.dot(b) > 0.9F);
  }
  CHECK(second->plane.explained[1] > second->plane.explained[0]);
  CHECK(second->images == first->images);
  watching.forget();
  CHECK(watching.look()->plane.explained[0] > second->plane.explained[0]);
}

TEST_CASE("a map is made in parts, and only while somebody looks at a code") {
  Trained trained("dense-ae");
  const auto observer = CodeMap::make_observer();
  CHECK(observer->wanted(trained.subject()));
  CHECK_FALSE(observer->wanted(*trained.trainer.subject({.view = OpenView::denoise})));
  CHECK(observer->observe(trained.subject(), true) == nullptr);
  Trained classifier("mlp");
  CHECK_FALSE(observer->wanted(classifier.subject()));
}

TEST_CASE("codes that are no numbers give an empty map") {
  Trained trained("linear-ae");
  trained.trainer.network()->parameters()[784 * 32] = std::nanf("");  // a bias
  const auto map = trained.map();
  CHECK(map->x.empty());
  CHECK(map->y.empty());
}

TEST_CASE("the posterior is that of the picture looked at, with its noise, and no other network has one") {
  ExperimentSpec spec = lab_test::small_spec("vae", 2);
  spec.noise = {.kind = "salt-pepper", .level = 0.3F};
  Trained trained(spec);
  const Subject subject = trained.subject(5);
  const auto posterior = observe_now<Posterior>(subject);
  const NetworkLayer& layer = subject.network.layers()[1];
  const auto units = static_cast<std::size_t>(layer.output.size());
  REQUIRE(posterior->mean.size() == units / 2);
  REQUIRE(posterior->deviation.size() == units / 2);
  // Where nothing is trained the sampling layer passes on the means.
  CHECK(posterior->mean == observe_now<Code>(subject)->values);
  // The layer before it by hand: the second half of its outputs are logarithms of variances.
  Matrix image(784, 1);
  subject.read(5, true, image.data());
  const Matrix hidden = subject.network.predict(subject.pool, ConstMatrixView(image.data(), 784, 1), 0, 1);
  const std::span<const float> parameters = std::as_const(subject.network).parameters();
  const float* const kernel = &parameters[static_cast<std::size_t>(layer.parameters[0].offset)];
  const float* const bias = &parameters[static_cast<std::size_t>(layer.parameters[1].offset)];
  for (std::size_t i = 0; i < units / 2; ++i) {
    const std::size_t unit = units / 2 + i;
    auto sum = static_cast<double>(bias[unit]);
    for (Eigen::Index j = 0; j < hidden.rows(); ++j)
      sum +=
          static_cast<double>(hidden(j, 0)) * static_cast<double>(kernel[static_cast<std::size_t>(j) * units + unit]);
    CHECK(posterior->deviation[i] == doctest::Approx(std::exp(sum / 2)).epsilon(1e-3));
  }
  Trained plain("dense-ae");
  CHECK_FALSE(Posterior::make_observer()->wanted(plain.subject()));
}
