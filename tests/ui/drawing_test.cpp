// Pictures of one's own, drawn with mouse and finger.
#include "ui/drawing.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "ui/look.h"
#include "ui/pages.h"

using lab::PenPoint;
using lab::PenStroke;
using lab::ui::Drawing;
using lab_test::Place;
using lab_test::Robot;
using nlohmann::json;

namespace {

bool shows_own(const json& status) { return status["spotlight"].is_null(); }

/// The spot's rectangle, in which strokes are given from 0 to 1.
struct Area {
  explicit Area(const Robot& robot, const char* name = "draw-area") {
    const json rect = robot.status()["ui"][name];
    left = rect["x"];
    top = rect["y"];
    width = rect["w"];
    height = rect["h"];
  }
  [[nodiscard]] Place at(float x, float y) const { return {left + x * width, top + y * height}; }

  float left, top, width, height;
};

void until_seen(Robot& robot, const char* spot, bool seen = true) {
  robot.until([&](const json& now) { return now["ui"].contains(spot) == seen; });
}

void until_drawn(Robot& robot, int frames) {
  robot.until([&](const json& now) { return now["framesDrawn"] >= frames; });
}

void open_area(Robot& robot) {
  until_seen(robot, "pencil");
  robot.click("pencil");
  until_seen(robot, "draw-area");
  robot.wait(0.2);  // until the column has its height
}

void draw_seven(Robot& robot) {
  const Area area(robot);
  robot.press(area.at(0.25F, 0.2F));
  for (const Place to : {area.at(0.5F, 0.19F), area.at(0.75F, 0.2F), area.at(0.6F, 0.5F), area.at(0.45F, 0.85F)})
    robot.move(to);
  robot.release(area.at(0.45F, 0.85F));
  robot.until(shows_own);
}

void draw_bar_by_finger(Robot& robot) {
  const Area area(robot);
  robot.finger(SDL_FINGERDOWN, area.at(0.2F, 0.5F));
  for (const float x : {0.4F, 0.6F, 0.8F}) robot.finger(SDL_FINGERMOTION, area.at(x, 0.5F));
  robot.finger(SDL_FINGERUP, area.at(0.8F, 0.5F));
  robot.turn(4);
}

}  // namespace

TEST_CASE("a drawing takes strokes, takes them back and is wiped out") {
  Drawing drawing;
  CHECK(drawing.picture() == nullptr);
  drawing.extend({0.5F, 0.5F});  // the pen is up
  CHECK(drawing.empty());
  drawing.begin({0.1F, 0.1F});
  drawing.extend({0.9F, 0.1F});
  drawing.end();
  const auto one = drawing.picture();
  CHECK(drawing.picture() == one);
  drawing.begin({0.9F, 0.1F});
  drawing.extend({0.5F, 0.9F});
  drawing.end();
  CHECK(drawing.picture() != one);
  drawing.undo();
  CHECK(drawing.picture()->image.pixels == one->image.pixels);
  drawing.clear();
  CHECK(drawing.picture() == nullptr);
  drawing.undo();
  CHECK(drawing.picture()->image.pixels == one->image.pixels);
  drawing.undo();
  CHECK_FALSE(drawing.can_undo());
}

TEST_CASE("a drawing has room for long strokes, and only for so many") {
  Drawing drawing;
  drawing.begin({0.0F, 0.0F});
  for (int i = 0; i < 20000; ++i)
    drawing.extend({static_cast<float>(i % 100) / 100.0F, static_cast<float>(i % 7) / 7.0F});
  CHECK(drawing.strokes()[0].size() <= Drawing::kMostPoints);
  CHECK(drawing.strokes()[0].size() > Drawing::kMostPoints / 3);
  CHECK(drawing.strokes()[0].front() == PenPoint{0.0F, 0.0F});
  CHECK(drawing.strokes()[0].back() == PenPoint{0.99F, static_cast<float>(19999 % 7) / 7.0F});
  for (std::size_t i = 0; i < 2 * Drawing::kMostStrokes; ++i) drawing.begin({0.5F, 0.5F});
  CHECK(drawing.strokes().size() == Drawing::kMostStrokes);
}

TEST_CASE("one's own pictures have one entry for each drawing") {
  lab::ui::Shared shared;
  lab::ui::Commands commands;
  shared.view.attention.spotlight = 5;
  const auto stroke = [&](float y) {
    shared.drawing.begin({0.1F, y});
    shared.drawing.extend({0.9F, y});
    look_at_drawing(shared, commands);
    CHECK(shared.view.attention.spotlight.own == shared.drawing.picture());
    shared.drawing.end();
    look_at_drawing(shared, commands);
  };
  stroke(0.2F);
  REQUIRE(shared.own_pictures.all().size() == 1);
  const auto first = shared.own_pictures.all()[0];
  stroke(0.8F);
  REQUIRE(shared.own_pictures.all().size() == 1);
  CHECK(shared.own_pictures.all()[0] != first);
  CHECK(shared.own_pictures.all()[0] == shared.drawing.picture());
  // Another drawing is another entry, and what is wiped out is none.
  shared.drawing.set({});
  stroke(0.5F);
  CHECK(shared.own_pictures.all().size() == 2);
  shared.drawing.clear();
  look_at_drawing(shared, commands);
  CHECK(shared.own_pictures.all().size() == 1);
  CHECK(shared.view.attention.spotlight == lab::Pick(5));
  // As scripts do it.
  shared.drawing.set({PenStroke{{0.1F, 0.1F}, {0.9F, 0.9F}}, PenStroke{}});
  look_at_drawing(shared, commands);
  CHECK(shared.own_pictures.all().size() == 2);
  CHECK(shared.drawing.strokes().size() == 1);
}

TEST_CASE("keys and the pencil open the drawing area and close it") {
  Robot robot(lab_test::kDesktop);
  until_seen(robot, "pencil");
  CHECK_FALSE(robot.sees("draw-area"));
  robot.key(SDLK_p);
  until_seen(robot, "draw-area");
  robot.key(SDLK_p);
  until_seen(robot, "draw-area", false);
  robot.click("pencil");
  until_seen(robot, "draw-area");
  robot.key(SDLK_ESCAPE);
  until_seen(robot, "draw-area", false);
  robot.click("pencil");
  until_seen(robot, "draw-area");
  robot.click("draw-close");
  until_seen(robot, "draw-area", false);
}

TEST_CASE("strokes of a mouse are looked at, taken back, wiped out and kept") {
  Robot robot(lab_test::kDesktop);
  robot.command({{"type", "show"}, {"spotlight", 3}});
  open_area(robot);
  CHECK(robot.photograph("draw-empty") > 100);
  draw_seven(robot);
  CHECK(robot.photograph("draw-untrained") > 100);
  const auto back_after = [&](const auto& act) {
    act();
    robot.until([](const json& now) { return now["spotlight"] == 3; });
    draw_seven(robot);
  };
  back_after([&] { robot.click("draw-undo"); });
  back_after([&] { robot.click("draw-clear"); });
  back_after([&] { robot.key(SDLK_z, KMOD_LCTRL); });
  robot.key(SDLK_BACKSPACE);
  robot.until([](const json& now) { return now["spotlight"] == 3; });
  draw_seven(robot);
  robot.click("draw-new");
  CHECK(shows_own(robot.status()));  // still looked at
  draw_seven(robot);
  robot.click("draw-undo");
  robot.until([](const json& now) { return now["spotlight"] == 3; });
  draw_seven(robot);
  // The ways back.
  until_seen(robot, "pencil-back");
  robot.click("pencil-back");
  robot.until([](const json& now) { return now["spotlight"] == 3; });
  until_seen(robot, "pencil-back", false);
  draw_seven(robot);
  robot.key(SDLK_RIGHT);
  robot.until([](const json& now) { return now["spotlight"] == 4; });
}

TEST_CASE("two frames after the pen has moved its picture is on the screen") {
  // Without threads, so that it does not hang on how fast another one is.
  Robot robot({.threads = 0});
  robot.tap(Place{3.0F, 3.0F});  // the first finger makes everything larger
  open_area(robot);
  const Area area(robot);
  const Area original(robot, "originalPanel");
  // The line may lie a pixel of the image beside the middle.
  const auto brightest = [&](float x, float y) {
    int most = 0;
    for (const float beside : {-1.0F, 0.0F, 1.0F})
      most = std::max(
          {most, robot.brightness(original.at(x + beside / 28, y)), robot.brightness(original.at(x, y + beside / 28))});
    return most;
  };
  const std::array picture = {original.at(0.25F, 0.5F), original.at(0.5F, 0.5F), original.at(0.75F, 0.5F)};
  // Each move's own two frames, counted from before it.
  const auto two_frames_after = [&](Uint32 type, Place at) {
    robot.wait(0.1);
    const int before = robot.status()["framesDrawn"];
    robot.finger(type, at);
    until_drawn(robot, before + 2);
    CHECK(robot.status()["framesDrawn"].get<int>() == before + 2);
  };
  robot.finger(SDL_FINGERDOWN, area.at(0.5F, 0.3F));
  two_frames_after(SDL_FINGERMOTION, area.at(0.5F, 0.9F));
  // A vertical bar: bright in the middle alone.
  CHECK(robot.brightness(picture[0]) < 20);
  CHECK(brightest(0.5F, 0.5F) > 200);
  CHECK(robot.brightness(picture[2]) < 20);
  robot.finger(SDL_FINGERUP, area.at(0.5F, 0.9F));
  robot.finger(SDL_FINGERDOWN, area.at(0.1F, 0.6F));
  two_frames_after(SDL_FINGERMOTION, area.at(0.9F, 0.6F));
  CHECK(brightest(0.25F, 0.5F) > 200);
  CHECK(brightest(0.75F, 0.5F) > 200);
}

TEST_CASE("a pen's pressure makes the line thicker, where it is told") {
  Robot robot({.threads = 0});
  open_area(robot);
  const Area area(robot);
  const auto edge = [&](float y, float pressure) {
    robot.finger(SDL_FINGERDOWN, area.at(0.1F, y), pressure);
    robot.finger(SDL_FINGERMOTION, area.at(0.9F, y), pressure);
    robot.finger(SDL_FINGERUP, area.at(0.9F, y), 0.0F);
    robot.turn(4);
    return robot.brightness(area.at(0.5F, y + 0.035F));
  };
  const int soft = edge(0.3F, 0.3F);
  const int hard = edge(0.7F, 0.9F);
  CHECK(hard > soft + 50);
}

TEST_CASE("one draws on every page, by mouse and by finger, while it trains") {
  for (const Robot::Page& page : {lab_test::kDesktop, lab_test::kPhone, lab_test::kSideways, lab_test::kSmallest,
                                  Robot::Page{.width = 1920.0F, .height = 1080.0F}}) {
    CAPTURE(page.width);
    Robot robot(page);
    const std::string name = std::to_string(static_cast<int>(page.width));
    robot.command("train");
    robot.until([](const json& now) { return now["step"] > 20; });
    open_area(robot);
    CHECK(robot.sees("train"));
    draw_seven(robot);
    robot.wait(0.5);
    CHECK(robot.photograph("draw-" + name) > 100);
    robot.command({{"type", "theme"}, {"value", "light"}});
    robot.photograph("draw-light-" + name);
    robot.click("draw-clear");
    robot.until([](const json& now) { return !shows_own(now); });
    // The first finger makes everything larger.
    robot.tap(Place{3.0F, 3.0F});
    robot.wait(0.5);
    const Area before(robot);
    draw_bar_by_finger(robot);
    robot.until(shows_own);
    robot.tap("draw-undo");
    robot.until([](const json& now) { return !shows_own(now); });
    // Up and down as well: nothing scrolls below the finger.
    robot.swipe(before.at(0.5F, 0.8F), before.at(0.5F, 0.2F));
    robot.until(shows_own);
    CHECK(Area(robot).top == before.top);
    robot.photograph("draw-touched-" + name);
    robot.tap("pencil");
    until_seen(robot, "draw-area", false);
    CHECK(shows_own(robot.status()));
    robot.photograph("drawn-" + name);
    until_seen(robot, "pencil-back");
    robot.tap("pencil-back");
    robot.until([](const json& now) { return !shows_own(now); });
  }
}

TEST_CASE("on a phone the views' tabs close the drawing area") {
  Robot robot(lab_test::kPhone);
  open_area(robot);
  robot.tap("view-denoise");
  until_seen(robot, "draw-area", false);
}

TEST_CASE("a classifier says what it thinks of a drawing, and of test images") {
  for (const Robot::Page& page : {lab_test::kDesktop, lab_test::kPhone, lab_test::kSideways, lab_test::kSmallest}) {
    CAPTURE(page.width);
    Robot robot(page);
    const std::string name = std::to_string(static_cast<int>(page.width));
    robot.command({{"type", "preset"}, {"name", "mlp"}});
    robot.until([](const json& now) { return now["preset"] == "mlp"; });
    robot.photograph("classes-untrained-" + name);
    robot.command("train");
    robot.until([](const json& now) { return now["step"] > 40; }, 60.0);
    robot.command("pause");
    CHECK(robot.photograph("classes-" + name) > 100);
    open_area(robot);
    draw_seven(robot);
    CHECK(robot.photograph("classes-own-" + name) > 100);
  }
}

TEST_CASE("colour networks take a drawing too") {
  Robot robot({.start = R"({"preset": "cifar-conv-ae"})"});
  open_area(robot);
  draw_seven(robot);
  CHECK(robot.photograph("draw-colour") > 100);
}
