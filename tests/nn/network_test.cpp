#include "nn/network.h"

#include <doctest/doctest.h>

#include "nn/network_fixture.h"

using namespace lab;
using lab_test::dense;

namespace {

std::string refusal(const NetworkSpec& spec, int max_batch = 16) {
  const auto network = Network::plan(spec, max_batch);
  return network ? "" : network.error().message;
}

bool mentions(const std::string& sentence, const std::string& part) { return sentence.find(part) != std::string::npos; }

const Shape kImage = Shape::flat(784);

}  // namespace

TEST_CASE("parameter counts and names are Keras's") {
  const Network dae = lab_test::plan({kImage, {dense(32, "relu"), dense(784, "sigmoid")}, "binary_crossentropy"}, 8);
  CHECK(dae.parameter_count() == 50992);
  CHECK(dae.layers()[0].parameter_count == 25120);
  CHECK(dae.layers()[1].parameter_count == 25872);
  CHECK(dae.layers()[0].name == "dense");
  CHECK(dae.layers()[1].name == "dense_1");
  const Network mlp = lab_test::plan(
      {kImage, {dense(64, "relu"), dense(64, "relu"), dense(10, "softmax")}, "categorical_crossentropy"}, 8);
  CHECK(mlp.parameter_count() == 55050);
}

TEST_CASE("a plan that makes no sense is refused with a sentence that says where and why") {
  CHECK(mentions(refusal({kImage, {}, "mse"}), "no layers"));
  CHECK(mentions(refusal({kImage, {dense(784, "sigmoid")}, "hinge"}), "no loss called \"hinge\""));
  CHECK(mentions(refusal({kImage, {dense(32, "relu"), dense(700, "sigmoid")}, "mse"}), "(700)"));
  CHECK(mentions(refusal({kImage, {dense(32, "relu"), dense(700, "sigmoid")}, "mse"}), "(784)"));
  CHECK(mentions(refusal({kImage, {dense(32, "relu"), dense(10, "relu")}, "categorical_crossentropy"}), "softmax"));
  CHECK(mentions(refusal({kImage, {dense(0, "relu"), dense(784, "sigmoid")}, "mse"}), "Layer 1 (dense)"));
  CHECK(mentions(refusal({kImage, {dense(8, "relu"), dense(784, "swoosh")}, "mse"}), "Layer 2 (dense)"));
  CHECK(mentions(refusal({kImage, {{"lstm", {}}}, "mse"}), "no layer called \"lstm\""));
  CHECK(mentions(refusal({kImage, {{"dense", {}}}, "mse"}), "\"units\""));
  CHECK(mentions(refusal({kImage, {{"dense", {{"units", std::string("many")}}}}, "mse"}), "must be a number"));
  CHECK(mentions(refusal({kImage, {{"dense", {{"units", 5.0}, {"speed", 2.0}}}}, "mse"}), "no setting \"speed\""));
  const std::vector<LayerSpec> many(6, dense(8000, "relu"));
  CHECK(mentions(refusal({kImage, many, "mse", false}), "too much memory"));
  CHECK(mentions(refusal({kImage, {dense(8, "relu"), dense(784, "sigmoid")}, "mse"}, 2'000'000'000),
                 "more than this machine's memory"));
}

TEST_CASE("predict runs the whole network, the encoder alone and the decoder alone") {
  Network network =
      lab_test::plan({kImage, {dense(20, "relu"), dense(6, "tanh"), dense(784, "sigmoid")}, "binary_crossentropy"}, 40);
  network.initialize(1);
  ThreadPool pool(2);
  Matrix images = (Matrix::Random(784, 40).array() * 0.5F + 0.5F).matrix();
  const ConstMatrixView view(images.data(), 784, 40);
  const Matrix whole = network.predict(pool, view, 0, 3);
  const Matrix codes = network.predict(pool, view, 0, 2);
  CHECK(codes.rows() == 6);
  const Matrix decoded = network.predict(pool, ConstMatrixView(codes.data(), 6, 40), 2, 3);
  CHECK(decoded == whole);
  CHECK(whole.minCoeff() > 0.0F);
  CHECK(whole.maxCoeff() < 1.0F);
}

TEST_CASE("a network with room for another batch goes on exactly as before") {
  const NetworkSpec spec{kImage, {dense(16, "relu"), dense(784, "sigmoid")}, "binary_crossentropy"};
  Network constant = lab_test::plan(spec, 16);
  Network changed = lab_test::plan(spec, 16);
  constant.initialize(5);
  changed.initialize(5);
  ThreadPool pool(1);
  const lab_test::FixedBatch batch(784, 784, 16);
  const OptimizerSpec adam;
  (void)constant.train_step(pool, 16, adam, batch);
  (void)changed.train_step(pool, 16, adam, batch);
  changed.set_max_batch(64);
  CHECK(changed.max_batch() == 64);
  CHECK(changed.train_step(pool, 16, adam, batch).loss == constant.train_step(pool, 16, adam, batch).loss);
  CHECK(std::equal(constant.parameters().begin(), constant.parameters().end(), changed.parameters().begin()));
}

TEST_CASE("an outline knows shapes and memory without taking any") {
  const NetworkSpec spec{kImage, {dense(16, "relu"), dense(784, "sigmoid")}, "binary_crossentropy"};
  Network outline = Network::outline(spec, 2'000'000'000).value();
  CHECK(outline.output_shape().size() == 784);
  CHECK(outline.parameters().empty());
  // Parameters, gradients and two moments; inputs, targets, logits, what relu gives, its gradient, two shared buffers.
  const std::int64_t parameters = 784 * 16 + 16 + 16 * 784 + 784;
  const std::int64_t per_sample = 784 + 784 + 784 + 16 + 16;
  CHECK(outline.memory_bytes(100) - outline.memory_bytes(10) >= 4 * 90 * per_sample);
  CHECK(outline.memory_bytes(1) >= 4 * (4 * parameters + per_sample));
  CHECK(outline.memory_bytes(1) < 4 * (4 * parameters + 20 * per_sample));
}
