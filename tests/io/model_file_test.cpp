#include "io/model_file.h"

#include <doctest/doctest.h>

#include <numeric>

#include "experiment/presets.h"

using namespace lab;

namespace {

std::vector<std::uint8_t> sample() {
  std::vector<float> weights(50992);
  std::iota(weights.begin(), weights.end(), -3.5F);
  return write_model(*find_preset("lab-dae"), weights);
}

std::string refusal(const std::vector<std::uint8_t>& bytes) {
  const auto model = read_model("m.aelab", bytes);
  return model ? std::string() : model.error().message;
}

}  // namespace

TEST_CASE("a model comes back as it was written") {
  const auto model = read_model("m.aelab", sample());
  REQUIRE(model.ok());
  CHECK(model->spec == *find_preset("lab-dae"));
  CHECK(model->parameters.size() == 50992);
  CHECK(model->parameters[0] == -3.5F);
  CHECK(model->parameters[50991] == 50987.5F);
}

TEST_CASE("a damaged model is refused with a sentence, wherever it is cut or changed") {
  const auto good = sample();
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{5}, std::size_t{8}, std::size_t{11}, std::size_t{200}, good.size() - 1}) {
    CAPTURE(length);
    CHECK_FALSE(refusal({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)}).empty());
  }
  for (std::size_t at = 0; at < good.size(); at += at < 2000 ? 37 : 9973) {
    CAPTURE(at);
    auto changed = good;
    changed[at] ^= 0x40;
    CHECK_FALSE(refusal(changed).empty());
  }
  auto longer = good;
  longer.push_back(0);
  CHECK(refusal(longer).find("damaged") != std::string::npos);
  auto newer = good;
  newer[7] = 9;
  CHECK(refusal(newer).find("version 9") != std::string::npos);
  CHECK(refusal({'P', 'K', 3, 4, 0, 0, 0, 0, 0}).find("not a model") != std::string::npos);
}

TEST_CASE("weights that do not fit the network are refused") {
  const std::vector<float> few(10);
  CHECK(refusal(write_model(*find_preset("lab-dae"), few)).find("50992") != std::string::npos);
}
