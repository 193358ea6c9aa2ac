#include "io/noise_sweep_table.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

using namespace lab;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

NoiseSweepResult result(double accuracy) {
  NoiseSweepResult result{.shape = Shape::image(2, 2, 1), .images = 3, .clean_accuracy = accuracy};
  result.shown.assign(8, 10);
  for (const float level : {0.0F, 0.1F}) {
    result.levels.push_back({level,
                             {{"noisy", 10.0, 0.5, accuracy, std::vector<std::uint8_t>(8, 20)},
                              {"denoised", 20.0, 0.75, accuracy, std::vector<std::uint8_t>(8, 30)},
                              {"median", 15.0, kNaN, accuracy, {}}}});
  }
  return result;
}

}  // namespace

TEST_CASE("the table has a line per level; without a classifier there are no accuracies") {
  CHECK(noise_sweep_csv(result(kNaN)) ==
        "level,noisy_psnr,noisy_ssim,denoised_psnr,denoised_ssim,median_psnr,median_ssim\n"
        "0,10,0.5,20,0.75,15,\n"
        "0.1,10,0.5,20,0.75,15,\n");
  CHECK(noise_sweep_csv(result(0.25)).starts_with("level,noisy_psnr,noisy_ssim,noisy_accuracy,denoised_psnr"));
  CHECK(noise_sweep_csv({}) == "level\n");
}

TEST_CASE("the JSON says what was measured, and levels as they were typed") {
  const auto json = nlohmann::json::parse(noise_sweep_json(result(0.25), "salt-pepper", "m.aelab", "c.aelab"));
  CHECK(json["levels"][1]["level"] == 0.1);
  CHECK(json["levels"][1]["scores"]["denoised"]["psnr"] == 20.0);
  CHECK(json["levels"][1]["scores"]["median"]["ssim"].is_null());
  CHECK(json["clean_accuracy"] == 0.25);
  CHECK(json["classifier"] == "c.aelab");
  CHECK(nlohmann::json::parse(noise_sweep_json(result(kNaN), "n", "m", ""))["classifier"].is_null());
}

TEST_CASE("the figure shows original, noisy and denoised images of every level") {
  const Picture figure = noise_sweep_figure(result(kNaN));
  const auto pixels_of = [&](int grey) {
    int count = 0;
    for (std::size_t i = 0; i < figure.pixels.size(); i += 3) {
      count += figure.pixels[i] == grey && figure.pixels[i + 1] == grey ? 1 : 0;
    }
    return count;
  };
  for (const int grey : {10, 20, 30}) CHECK(pixels_of(grey) == 2 * 8 * 4);  // two levels, two images, each pixel 2 x 2
  CHECK(quality_plot(result(kNaN)).height == 2 * accuracy_plot(result(0.5)).height);
}
