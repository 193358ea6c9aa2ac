// Pictures of one's own: photos in which a digit is found, and the tray.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "data/digits/digits.h"
#include "data/png.h"
#include "data/synthetic_photo.h"
#include "ui/pages.h"

using lab_test::Robot;
using nlohmann::json;

namespace {

/// Writes a photo of that digit as a PNG file where the robot finds it.
std::string photo_file(const Robot& robot, int digit, const lab_test::Scene& scene = {}) {
  const lab::ImageSet digits = lab::make_digits(10, 5);
  int index = 0;
  while (digits.labels[static_cast<std::size_t>(index)] != digit) ++index;
  const auto path = robot.downloads() / ("photo of " + std::to_string(digit) + ".png");
  const auto png = lab::encode_png(lab_test::photograph(digits.image(index), scene));
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
  return path.string();
}

void drop_photo(Robot& robot, int digit, const lab_test::Scene& scene = {}) {
  robot.drop({photo_file(robot, digit, scene)});
  robot.until([](const json& now) { return now["ui"].contains("photo-steps"); });
}

bool looks_at_own(const json& now) { return now["spotlight"].is_null(); }

/// Brings the middle of that spot on the screen by turning the wheel over the column it is in.
void scroll_to(Robot& robot, const std::string& name) {
  const float width = robot.page().width;
  const float height = robot.page().height;
  const bool wide = width > height;
  const lab_test::Place column{width * (wide ? 0.85F : 0.5F), height * 0.7F};
  const float top = height * (height < 500.0F ? 0.2F : 0.42F);
  const float bottom = height - 70.0F;
  constexpr int kTurns = 30;
  for (int i = 0; i < kTurns; ++i) {
    const float y = robot.sees(name) ? robot.spot(name).y : bottom + 1.0F;
    if (y >= top && y <= bottom) break;
    robot.wheel(column, y > bottom && i < kTurns / 2 ? -1 : 1);
    robot.turn(6);
  }
}

void press(Robot& robot, const std::string& name) {
  scroll_to(robot, name);
  robot.click(name);
}

}  // namespace

TEST_CASE("a dropped photo of a digit is found, looked at and kept, at every size and in both themes") {
  for (const Robot::Page& page : {lab_test::kDesktop, lab_test::kPhone, lab_test::kSideways, lab_test::kSmallest}) {
    CAPTURE(page.width);
    Robot robot(page);
    const std::string name = std::to_string(static_cast<int>(page.width));
    const json before = robot.status();
    robot.command("train");
    drop_photo(robot, 5, {.light_x = 0.3F, .colour = true});
    robot.until(looks_at_own);
    CHECK(robot.status()["trainCount"] == before["trainCount"]);  // it is no data set
    for (const char* theme : {"dark", "light"}) {
      robot.command({{"type", "theme"}, {"value", theme}});
      CHECK(robot.photograph("photo-" + name + "-" + theme) > 100);
    }
    press(robot, "photo-keep");
    robot.until([](const json& now) { return !now["ui"].contains("photo-steps"); });
    CHECK(looks_at_own(robot.status()));
    drop_photo(robot, 2);
    press(robot, "photo-keep");
    press(robot, "tray-train");
    CHECK(robot.photograph("tray-" + name + "-light") > 100);
    robot.command({{"type", "theme"}, {"value", "dark"}});
    CHECK(robot.photograph("tray-" + name + "-dark") > 100);
  }
}

TEST_CASE("how the digit is found can be adjusted, and the photo can be taken as it is or discarded") {
  Robot robot(lab_test::kDesktop);
  drop_photo(robot, 3);
  robot.until(looks_at_own);
  const lab_test::Place threshold = robot.spot("photo-threshold");
  robot.drag(threshold, {threshold.x + 60.0F, threshold.y});
  CHECK(looks_at_own(robot.status()));
  press(robot, "photo-light");  // what the pen has left free
  CHECK(robot.photograph("photo-light") > 100);
  press(robot, "photo-light");
  robot.until(looks_at_own);
  press(robot, "photo-as-it-is");
  robot.until([](const json& now) { return !now["ui"].contains("photo-threshold"); });
  CHECK(robot.photograph("photo-as-it-is") > 100);
  CHECK(robot.sees("tray-1"));
  CHECK_FALSE(robot.sees("tray-2"));
  press(robot, "photo-discard");
  robot.until([](const json& now) { return !now["ui"].contains("tray-1") && !looks_at_own(now); });
  CHECK(robot.photograph("tray-empty") > 100);
}

TEST_CASE("an empty sheet is said to be empty, and nothing is kept of it") {
  Robot robot(lab_test::kDesktop);
  const auto path = robot.downloads() / "empty.png";
  const auto png = lab::encode_png({300, 200, 1, std::vector<std::uint8_t>(300 * 200, 220)});
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
  robot.drop({path.string()});
  robot.until([](const json& now) { return now["ui"].contains("photo-steps"); });
  CHECK(robot.photograph("photo-nothing") > 100);
  CHECK_FALSE(looks_at_own(robot.status()));
  CHECK_FALSE(robot.sees("tray-1"));
}

TEST_CASE("pieces of a dropped picture can be trained on") {
  Robot robot(lab_test::kDesktop);
  drop_photo(robot, 3, {.width = 700, .height = 600});
  press(robot, "photo-pieces");
  robot.until([](const json& now) { return !now["dataBusy"].get<bool>() && now["trainCount"] < 2500; });
  CHECK(robot.status()["dataError"] == "");
  CHECK_FALSE(robot.sees("photo-steps"));
}

TEST_CASE("own pictures are named, trained on, saved, deleted and brought back") {
  Robot robot({.start = R"({"preset": "mlp"})"});
  for (const int digit : {3, 7}) {
    drop_photo(robot, digit);
    press(robot, "photo-keep");
  }
  scroll_to(robot, "tray-2");
  REQUIRE(robot.sees("tray-2"));
  const int before = robot.status()["trainCount"];
  press(robot, "tray-2");  // the older one
  press(robot, "tray-class");
  robot.until([](const json& now) { return now["ui"].contains("tray-class-3"); });
  robot.turn(8);  // a list takes a few frames to find its size and place
  robot.click("tray-class-3");
  robot.until([](const json& now) { return now["spotlightClass"] == "digit 3"; });
  press(robot, "tray-train");
  robot.until([&](const json& now) { return now["trainCount"] == before + 1; });
  CHECK(robot.photograph("tray-named") > 100);

  // They stay through a reset and other data of the same classes, and learning goes on.
  robot.command("reset");
  robot.command({{"type", "data"}, {"source", "generated"}, {"size", 1000}});
  robot.until([](const json& now) { return now["trainCount"] == 1001; });
  robot.command("train");
  robot.until([](const json& now) { return now["step"] > 3; });
  robot.command("pause");
  const json paused = robot.status();

  press(robot, "tray-save");
  robot.until([](const json& now) { return now["notice"].get<std::string>().starts_with("Saved "); });
  const auto files = std::filesystem::directory_iterator(robot.downloads());
  CHECK(std::ranges::any_of(files, [](const auto& file) { return file.path().filename() == "photo of 3 (2).png"; }));

  press(robot, "tray-delete");
  robot.until([](const json& now) { return !now["ui"].contains("tray-2"); });
  CHECK(robot.status()["step"] == paused["step"]);  // nothing that was learned is lost
  robot.click("undo");
  robot.until([](const json& now) { return now["ui"].contains("tray-2") && now["spotlightClass"] == "digit 3"; });
  press(robot, "tray-train");
  robot.command("reset");
  robot.until([](const json& now) { return now["trainCount"] == 1000; });
}

TEST_CASE("own pictures are there again at the next visit") {
  {
    Robot robot(lab_test::kDesktop);
    for (const int digit : {1, 4}) {
      drop_photo(robot, digit);
      press(robot, "photo-keep");
    }
    robot.wait(1.5);
  }
  {
    Robot robot({.again = true});
    drop_photo(robot, 8);
    press(robot, "photo-keep");
    scroll_to(robot, "tray-3");
    CHECK(robot.sees("tray-3"));
    press(robot, "tray-3");
    press(robot, "tray-delete");
  }
  Robot robot({.again = true});
  drop_photo(robot, 9);
  press(robot, "photo-keep");
  scroll_to(robot, "tray-3");
  CHECK(robot.sees("tray-3"));
  CHECK_FALSE(robot.sees("tray-4"));
}

TEST_CASE("no more than a tray full is kept") {
  Robot robot({.width = 1280.0F, .height = 1200.0F});
  for (int i = 0; i < 26; ++i) {
    drop_photo(robot, i % 10);
    press(robot, "photo-keep");
  }
  scroll_to(robot, "tray-24");
  CHECK(robot.sees("tray-24"));
  CHECK(robot.photograph("tray-full") > 100);
}

TEST_CASE("a drawing keeps its class while it is drawn on, and is gone once it is deleted") {
  Robot robot({.start = R"({"preset": "mlp"})"});
  robot.key(SDLK_p);
  robot.until([](const json& now) { return now["ui"].contains("draw-area"); });
  const lab_test::Place middle = robot.spot("draw-area");
  robot.drag({middle.x, middle.y - 60.0F}, {middle.x, middle.y + 60.0F});
  scroll_to(robot, "tray-1");
  press(robot, "tray-class");
  robot.until([](const json& now) { return now["ui"].contains("tray-class-3"); });
  robot.turn(8);  // a list takes a few frames to find its size and place
  robot.click("tray-class-3");
  robot.until([](const json& now) { return now["spotlightClass"] == "digit 3"; });
  scroll_to(robot, "draw-area");
  const lab_test::Place again = robot.spot("draw-area");
  robot.drag({again.x - 40.0F, again.y}, {again.x + 40.0F, again.y});
  CHECK(robot.status()["spotlightClass"] == "digit 3");
  CHECK_FALSE(robot.sees("tray-2"));
  robot.key(SDLK_p);
  robot.key(SDLK_p);
  CHECK(robot.status()["spotlightClass"] == "digit 3");
  press(robot, "tray-delete");
  robot.until([](const json& now) { return !looks_at_own(now) && !now["ui"].contains("tray-1"); });
  robot.key(SDLK_p);
  robot.key(SDLK_p);
  CHECK_FALSE(looks_at_own(robot.status()));
}
