#include "io/figures.h"

#include <cmath>
#include <limits>

#include "io/drawing_fixture.h"

using namespace lab;
using lab_test::all_of;
using lab_test::text_of;
using lab_test::typeface;

namespace {

const Shape kDigit = Shape::image(28, 28, 1);

std::vector<std::uint8_t> images(int count, const Shape& shape = kDigit) {
  return std::vector<std::uint8_t>(static_cast<std::size_t>(count) * static_cast<std::size_t>(shape.size()), 7);
}

}  // namespace

TEST_CASE("image rows stand below each other, each with its label before it") {
  auto two = images(2);
  std::fill(two.begin() + 784, two.end(), std::uint8_t{200});
  const Drawing drawing = image_rows(typeface(), "A title", kDigit, {{"original", two}, {"noisy", two}}, {"a", "b"});
  lab_test::check_tidy(drawing);
  const auto shown = all_of<drawn::Image>(drawing);
  REQUIRE(shown.size() == 4);
  CHECK(shown[0].area.y == shown[1].area.y);
  CHECK(shown[0].area.right() < shown[1].area.x);
  CHECK(shown[0].area.bottom() < shown[2].area.y);
  CHECK(shown[1].picture.pixels == std::vector<std::uint8_t>(784, 200));
  const drawn::Text label = text_of(drawing, "noisy");
  CHECK(lab_test::area_of(drawing, label).right() < shown[2].area.x);
  CHECK(label.origin.y > shown[2].area.y);
  CHECK(label.origin.y < shown[2].area.bottom());
  CHECK(text_of(drawing, "b").origin.y < shown[1].area.y);
  CHECK(drawing.title() == "A title");
}

TEST_CASE("pixels of images are whole ones in the usual resolution, which is twice the figure's units") {
  for (const int count : {1, 3, 10, 11, 40}) {
    for (const Shape& shape : {kDigit, Shape::image(32, 32, 3), Shape::image(96, 64, 3)}) {
      const Drawing drawing = image_rows(typeface(), "t", shape, {{"original", images(count, shape)}});
      lab_test::check_tidy(drawing);
      for (const auto& image : all_of<drawn::Image>(drawing)) {
        const float zoom = 2.0F * image.area.width / static_cast<float>(shape.width);
        CHECK(zoom == std::round(zoom));
        CHECK(zoom >= 1.0F);
        CHECK(image.area.x == std::round(image.area.x * 2.0F) / 2.0F);
      }
    }
  }
}

TEST_CASE("blocks have captions, and the rows of each line a label") {
  std::vector<FigureBlock> blocks;
  for (int i = 0; i < 5; ++i) blocks.push_back({"level " + std::to_string(i), {images(4), images(4)}});
  const Drawing drawing = image_blocks(typeface(), "t", kDigit, 3, {"original", "noisy"}, blocks);
  lab_test::check_tidy(drawing);
  CHECK(all_of<drawn::Image>(drawing).size() == 5 * 8);
  int labels = 0;
  for (const auto& text : all_of<drawn::Text>(drawing)) labels += text.text == "noisy" ? 1 : 0;
  CHECK(labels == 2);
  CHECK(text_of(drawing, "level 4").origin.y > text_of(drawing, "level 2").origin.y);
}

TEST_CASE("tiles fill a field that is no wider than a page, beside the scale of their colours") {
  const ColorScale scale{{{0, 0, 0}, {255, 255, 255}}, -0.5F, 0.5F, "weight"};
  for (const Shape& shape : {kDigit, Shape::image(3, 3, 1), Shape::image(1, 128, 1)}) {
    for (const int count : {1, 32, 128}) {
      const Drawing drawing = image_tiles(typeface(), "t", shape, images(count, shape), scale);
      lab_test::check_tidy(drawing);
      CHECK(drawing.width() <= 641.0F);
      CHECK(all_of<drawn::Image>(drawing).size() == static_cast<std::size_t>(count) + 1);
      CHECK(lab_test::says(drawing, "0.0"));
      CHECK(lab_test::says(drawing, "weight"));
    }
  }
  // Wide ones are not made smaller than they are.
  CHECK(image_tiles(typeface(), "t", Shape::image(1, 2000, 1), images(2, Shape::image(1, 2000, 1)), scale).width() >
        1000.0F);
  lab_test::check_tidy(image_tiles(typeface(), "t", kDigit, {}, scale));
}

TEST_CASE("histories can be drawn of nothing, one epoch, and unmeasured values; their axis says the unit") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto check = [](const std::vector<EpochRecord>& epochs, bool accuracy) {
    const Drawing drawing = history_plot(typeface(), "t", "binary_crossentropy", epochs, accuracy);
    lab_test::check_tidy(drawing);
    CHECK(lab_test::says(drawing, "Binary cross-entropy (nats per pixel)"));
    CHECK(lab_test::says(drawing, "Accuracy (share of images)") == accuracy);
  };
  check({}, false);
  check({{1, 0.5F, 0.4F, 0.9F, 0.8F, 1.0}}, true);
  check({{1, 0.5F, nan, nan, nan, 1.0}, {2, 0.5F, nan, nan, nan, 1.0}}, true);
  CHECK(loss_axis("mse") == "Mean squared error (of pixels from 0 to 1)");
  CHECK(loss_axis("categorical_crossentropy") == "Categorical cross-entropy (nats)");
  CHECK(loss_axis("") == "Loss");
}
