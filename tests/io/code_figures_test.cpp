#include "io/code_figures.h"

#include "io/drawing_fixture.h"
#include "io/subject_fixture.h"

using namespace lab;
using lab_test::all_of;
using lab_test::says;
using lab_test::typeface;
using lab_test::untrained;

TEST_CASE("the map has a dot for every image inside its axes, which say what they count") {
  ModelSubject model = untrained("sp-dae");
  const auto map = map_figure(typeface(), model);
  REQUIRE(map.ok());
  std::size_t dots = 0;
  for (const auto& item : all_of<drawn::Dots>(*map)) {
    dots += item.radius < 3.0F ? item.centers.size() : 0;
    for (const Position& at : item.centers) {
      CHECK(at.x < map->width());
      CHECK(at.y < map->height());
    }
  }
  CHECK(dots == 40);
  CHECK(map->title() == "Codes of 40 test images");
  bool variance = false;
  for (const auto& text : all_of<drawn::Text>(*map))
    variance = variance || (text.text.starts_with("Principal component 2 (") && text.style.turned);
  CHECK(variance);
  ModelSubject plane = untrained("code-2d");
  CHECK(says(*map_figure(typeface(), plane), "Number 2 of the code"));
}

TEST_CASE("classes are named beside the map and in it, and no name lies on another") {
  ModelSubject model = untrained("sp-dae");
  const auto map = map_figure(typeface(), model);
  REQUIRE(map.ok());
  lab_test::check_tidy(*map);
  int named = 0;
  for (const auto& text : all_of<drawn::Text>(*map))
    named += text.text == "0" && text.style.paint.color != Rgb{92, 98, 110} ? 1 : 0;
  CHECK(named == 2);
}

TEST_CASE("the grid is one image as large as the plane's axes") {
  ModelSubject model = untrained("sp-dae");
  const auto grid = grid_figure(typeface(), model, 3);
  REQUIRE(grid.ok());
  lab_test::check_tidy(*grid);
  const auto images = all_of<drawn::Image>(*grid);
  REQUIRE(images.size() == 1);
  CHECK(images[0].picture.width == 3 * 28);
  CHECK(images[0].picture.height == 3 * 28);
  CHECK(images[0].picture.pixels.size() == 9 * 784);
}

TEST_CASE("the way between two images has eleven steps in two rows; a classifier has no code") {
  ModelSubject model = untrained("sp-dae");
  const auto between = between_figure(typeface(), model, 0, 1);
  REQUIRE(between.ok());
  lab_test::check_tidy(*between);
  CHECK(all_of<drawn::Image>(*between).size() == 22);
  for (const char* label : {"through the code", "pixel by pixel", "0 %", "100 %"}) CHECK(says(*between, label));
  ModelSubject classifier = untrained("mlp");
  CHECK_FALSE(map_figure(typeface(), classifier).ok());
  CHECK_FALSE(grid_figure(typeface(), classifier, 3).ok());
  CHECK_FALSE(between_figure(typeface(), classifier, 0, 1).ok());
}
