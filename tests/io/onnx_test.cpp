#include "io/onnx.h"

#include <doctest/doctest.h>

#include <string>

#include "core/bytes.h"
#include "experiment/presets.h"

using namespace lab;

namespace {

/// The contents of every length-delimited field of that number in a Protocol Buffers message.
std::vector<std::span<const std::uint8_t>> fields(std::span<const std::uint8_t> message, unsigned wanted) {
  std::vector<std::span<const std::uint8_t>> found;
  ByteReader reader(message);
  const auto varint = [&] {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const unsigned byte = reader.take_u8();
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (reader.left() > 0) {
    const std::uint64_t tag = varint();
    switch (tag & 7U) {
      case 0: varint(); break;
      case 2: {
        const auto content = reader.take(varint());
        if (tag >> 3U == wanted) found.push_back(content);
        break;
      }
      case 5: reader.take(4); break;
      default: FAIL("a field of a type that is never written");
    }
    REQUIRE_FALSE(reader.failed());
  }
  return found;
}

std::string text(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

}  // namespace

// That runtimes understand the model, and compute what we do, is tested in tests/cli/export.test.mjs.
TEST_CASE("an ONNX model holds the network's nodes in order, and its weights under Keras's names") {
  const auto spec = find_preset("lab-dae");
  auto network = Network::plan({spec->input, spec->layers, spec->loss}, 1);
  REQUIRE(network.ok());
  network->initialize(1);
  const auto model = write_onnx(*spec, *network);
  REQUIRE(model.ok());

  const auto graphs = fields(*model, 7);
  REQUIRE(graphs.size() == 1);
  std::vector<std::string> operators;
  for (const auto node : fields(graphs[0], 1)) operators.push_back(text(fields(node, 4).at(0)));
  CHECK(operators == std::vector<std::string>{"Gemm", "Relu", "Gemm", "Sigmoid", "Identity"});
  const auto constants = fields(graphs[0], 5);
  REQUIRE(constants.size() == 4);
  CHECK(text(fields(constants[0], 8).at(0)) == "dense/kernel");
  const auto raw = fields(constants[0], 9).at(0);
  REQUIRE(raw.size() == std::size_t{784} * 32 * 4);
  float last = 0.0F;
  ByteReader(raw.last(4)).take_floats({&last, 1});
  CHECK(last == network->parameters()[std::size_t{784} * 32 - 1]);
}
