#include "io/noise_sweep_table.h"

#include <limits>
#include <nlohmann/json.hpp>

#include "io/drawing_fixture.h"

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
  const Drawing figure = noise_sweep_figure(lab_test::typeface(), result(kNaN), "salt-pepper");
  const auto images_of = [&](int grey) {
    int count = 0;
    for (const auto& image : lab_test::all_of<drawn::Image>(figure)) count += image.picture.pixels[0] == grey ? 1 : 0;
    return count;
  };
  for (const int grey : {10, 20, 30}) CHECK(images_of(grey) == 2 * 2);  // two levels, two images
  for (const char* label : {"original", "noisy", "denoised", "level 0.1"}) CHECK(lab_test::says(figure, label));
  lab_test::check_tidy(figure);
}

TEST_CASE("the curves say what the level counts, and what they measure in which unit") {
  const Drawing quality = quality_plot(lab_test::typeface(), result(kNaN), "salt-pepper");
  lab_test::check_tidy(quality);
  const std::string level = "Salt and pepper noise: share of pixels replaced by black or white";
  for (const std::string& title : {std::string("PSNR (dB)"), level, std::string("Median filter")})
    CHECK(lab_test::says(quality, title));
  const Drawing accuracy = accuracy_plot(lab_test::typeface(), result(0.5), "salt-pepper");
  CHECK(lab_test::says(accuracy, "Accuracy (share of images)"));
  CHECK(quality.height() > 1.8F * accuracy.height());
}
