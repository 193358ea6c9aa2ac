// The map of codes: points, decoded places, the grid, samples.
#include <doctest/doctest.h>

#include "experiment/presets.h"
#include "ui/pages.h"

using lab_test::Place;
using lab_test::Robot;
using nlohmann::json;

namespace {

/// Opens the view and waits for the map.
void open_map(Robot& robot) {
  robot.command({{"type", "view"}, {"name", "code"}});
  robot.until([](const json& now) { return now["ui"].contains("map"); }, 60.0);
}

bool decoded(const json& now) { return now["codeChosen"].get<bool>(); }

struct Rect {
  float x, y, w, h;
};
Rect rect_of(const json& now, const char* spot) {
  const json& r = now["ui"][spot];
  return {r["x"].get<float>(), r["y"].get<float>(), r["w"].get<float>(), r["h"].get<float>()};
}

/// A place in the map, from its upper left corner (0, 0) to (1, 1).
Place in_map(const Robot& robot, float x, float y) {
  const Rect map = rect_of(robot.status(), "map");
  return {map.x + x * map.w, map.y + y * map.h};
}

/// Goes across the map until the pointer is over a point.
Place find_point(Robot& robot) {
  for (const float y : {0.5F, 0.4F, 0.6F, 0.3F, 0.7F}) {
    for (float x = 0.3F; x < 0.75F; x += 0.05F) {
      const Place at = in_map(robot, x, y);
      robot.move(at);
      robot.turn(3);
      if (robot.sees("map-bubble")) return at;
    }
  }
  FAIL("no point was found");
  return {};
}

}  // namespace

TEST_CASE("pointing at the map shows the picture, a click looks at it, and dragging decodes") {
  Robot robot({.start = R"({"preset": "code-2d", "view": "code"})"});
  open_map(robot);
  robot.command("train");
  robot.until([](const json& now) { return now["epoch"] >= 2; }, 60.0);
  robot.command("pause");
  robot.wait(0.3);
  const Place point = find_point(robot);
  CHECK(robot.photograph("map-bubble") > 200);
  const json before = robot.status()["spotlight"];
  robot.click(point);
  robot.turn(10);
  CHECK_FALSE(decoded(robot.status()));
  CHECK(robot.status()["spotlight"] != before);
  robot.drag(in_map(robot, 0.3F, 0.3F), in_map(robot, 0.6F, 0.6F));
  robot.until(decoded);
  CHECK(robot.photograph("map-decoded") > 200);
  robot.click("code-back");
  robot.until([](const json& now) { return !decoded(now); });
  // A corner is empty: a click there decodes it too.
  robot.click(in_map(robot, 0.01F, 0.02F));
  robot.until(decoded);
  // Whoever looks at a picture has its code again.
  robot.click(find_point(robot));
  robot.until([](const json& now) { return !decoded(now); });
}

TEST_CASE("the wheel zooms, the right button moves, and all points come back") {
  Robot robot({.start = R"({"preset": "lab-dae", "view": "code"})"});
  open_map(robot);
  CHECK_FALSE(robot.sees("map-reset"));
  robot.wheel(in_map(robot, 0.4F, 0.4F), 3);
  CHECK(robot.sees("map-reset"));
  CHECK(robot.photograph("map-zoomed") > 100);
  robot.drag(in_map(robot, 0.4F, 0.4F), in_map(robot, 0.6F, 0.5F), SDL_BUTTON_RIGHT);
  CHECK(robot.sees("map-reset"));
  CHECK_FALSE(decoded(robot.status()));
  robot.double_click(in_map(robot, 0.5F, 0.5F));
  CHECK_FALSE(robot.sees("map-reset"));
  robot.wheel(in_map(robot, 0.4F, 0.4F), 3);
  robot.click("map-reset");
  CHECK_FALSE(robot.sees("map-reset"));
}

TEST_CASE("two fingers zoom the map, one decodes whichever way it goes") {
  Robot robot(lab_test::kPhone);
  robot.tap(Place{3.0F, 3.0F});  // fingers make everything larger
  open_map(robot);
  robot.pinch(in_map(robot, 0.5F, 0.5F), 2.0F);
  CHECK(robot.sees("map-reset"));
  CHECK_FALSE(decoded(robot.status()));
  robot.tap("map-reset");
  CHECK_FALSE(robot.sees("map-reset"));
  robot.swipe(in_map(robot, 0.5F, 0.3F), in_map(robot, 0.5F, 0.7F));
  robot.until(decoded);
}

TEST_CASE("the map is used by keys: arrows decode, plus and minus zoom, Enter looks at the nearest picture") {
  Robot robot({.start = R"({"preset": "code-2d", "view": "code"})"});
  open_map(robot);
  robot.click(in_map(robot, 0.5F, 0.5F));
  robot.key(SDLK_TAB);  // shows that the focus is on what was clicked
  robot.photograph("map-keys");
  robot.key(SDLK_UP);
  robot.key(SDLK_RIGHT);
  robot.until(decoded);
  robot.type("+");
  robot.turn(4);
  CHECK(robot.sees("map-reset"));
  robot.type("-");
  robot.turn(4);
  robot.key(SDLK_RETURN);
  robot.until([](const json& now) { return !decoded(now); });
}

TEST_CASE("the legend filters, the grid is decoded while it trains, and samples come anew") {
  Robot robot({.start = R"({"preset": "vae", "view": "code"})"});
  open_map(robot);
  robot.until([](const json& now) { return now["ui"].contains("map-sample"); });
  robot.command("train");
  robot.until([](const json& now) { return now["epoch"] >= 3; }, 90.0);
  robot.click("map-legend-3");
  robot.click("map-legend-7");
  CHECK(robot.photograph("map-filtered") > 100);
  robot.click("map-legend-3");
  robot.click("map-legend-7");
  robot.click("map-grid");
  robot.wait(1.0);
  CHECK(robot.photograph("map-grid") > 200);
  robot.wheel(in_map(robot, 0.5F, 0.5F), 4);
  robot.wait(0.5);
  robot.click("map-sample");
  robot.until([](const json& now) { return now["ui"].contains("map-sample-first"); });
  robot.wait(0.5);
  CHECK(robot.photograph("map-samples") > 200);
  robot.click("map-sample-first");
  robot.until(decoded);
  robot.click("map-sample");
  robot.command("reset");
  robot.until([](const json& now) { return !now["ui"].contains("map-sample-first"); });
}

TEST_CASE("the map fits every page, in both schemes, before, while and after it trains, and fingers use it") {
  const Robot::Page pages[] = {lab_test::kDesktop,
                               {.width = 1920.0F, .height = 1080.0F},
                               {.width = 910.0F, .height = 700.0F},
                               lab_test::kPhone,
                               lab_test::kSideways,
                               lab_test::kSmallest};
  for (const Robot::Page& page : pages) {
    CAPTURE(page.width);
    Robot robot(page);
    robot.command({{"type", "preset"}, {"name", "vae"}});
    open_map(robot);
    const std::string name = "map-" + std::to_string(static_cast<int>(page.width));
    CHECK(robot.photograph(name + "-new") > 100);
    robot.command("train");
    robot.until([](const json& now) { return now["epoch"] >= 1; }, 60.0);
    const Rect map = rect_of(robot.status(), "map");
    CHECK(map.w >= 200.0F);
    CHECK(map.h >= 110.0F);
    CHECK(map.x + map.w <= page.width);
    CHECK(robot.photograph(name + "-training") > 100);
    robot.command("pause");
    robot.command({{"type", "theme"}, {"value", "light"}});
    robot.tap("map-grid");
    robot.tap("map-sample");
    robot.wait(0.6);
    CHECK(robot.photograph(name + "-light") > 100);
    // Where even the smallest page shows it without scrolling.
    robot.swipe(in_map(robot, 0.3F, 0.15F), in_map(robot, 0.7F, 0.17F));
    robot.until(decoded);
    robot.hold(in_map(robot, 0.5F, 0.15F), 0.8);
  }
}

TEST_CASE("every preset has its map, and classifiers say in one sentence that they have none") {
  Robot robot(lab_test::kDesktop);
  robot.command({{"type", "view"}, {"name", "code"}});
  for (const lab::ExperimentSpec& preset : lab::presets()) {
    CAPTURE(preset.name);
    robot.command({{"type", "preset"}, {"name", preset.name}});
    robot.command({{"type", "set"}, {"field", "batch_size"}, {"value", 16}});
    robot.until(
        [&](const json& now) {
          // At rest: the map that is there is this network's, on the images of its kind.
          return now["preset"] == preset.name && !now["observing"].get<bool>() && !now["dataBusy"].get<bool>() &&
                 now["ui"].contains("map") == preset.reconstructs();
        },
        60.0);
    if (!preset.reconstructs()) {
      robot.photograph("map-none");
      continue;
    }
    if (preset.name == "lab-dae") robot.click("map-grid");
    // From a corner, where no picture's point is.
    robot.drag(in_map(robot, 0.01F, 0.02F), in_map(robot, 0.6F, 0.4F));
    robot.until(decoded);
    if (preset.name == "conv-dae" || preset.name == "cifar-conv-bn") robot.photograph("map-" + preset.name);
  }
}

TEST_CASE("a code of one number is a line that can be used all the same") {
  Robot robot({.start = R"({"preset": "code-2d", "view": "code", "code_size": 1})"});
  open_map(robot);
  robot.wait(0.3);
  CHECK(robot.photograph("map-one-number") > 100);
  robot.drag(in_map(robot, 0.3F, 0.2F), in_map(robot, 0.6F, 0.2F));
  robot.until(decoded);
  robot.click("map-grid");
  robot.wait(0.3);
}
