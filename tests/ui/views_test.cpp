// What opens below the large pictures.
#include <doctest/doctest.h>

#include "experiment/presets.h"
#include "ui/pages.h"

using lab_test::Place;
using lab_test::Robot;
using nlohmann::json;

TEST_CASE("tabs and keys open the views, and the address can") {
  Robot robot(lab_test::kDesktop);
  CHECK(robot.status()["view"] == "denoise");
  robot.click("view-code");
  robot.until([](const json& now) { return now["view"] == "code" && now["ui"].contains("code-first"); });
  CHECK(robot.sees("train"));
  CHECK(robot.sees("originalPanel"));
  robot.key(SDLK_1);
  robot.until([](const json& now) { return now["view"] == "denoise"; });
  robot.key(SDLK_2);
  robot.until([](const json& now) { return now["view"] == "code"; });
  robot.command({{"type", "view"}, {"name", "denoise"}});
  CHECK(robot.status()["view"] == "denoise");
}

TEST_CASE("a view can be asked for at the start, and one that does not exist is named") {
  {
    Robot robot({.start = R"({"preset": "sp-dae", "view": "code"})"});
    robot.until([](const json& now) { return now["view"] == "code" && now["ui"].contains("code-first"); });
  }
  Robot robot({.start = R"({"view": "cellar"})"});
  CHECK(robot.status()["notice"] == "There is no view \"cellar\"; there are denoise, code, network and noise.");
}

TEST_CASE("a number of the code is dragged while it trains, and the third picture follows until one goes back") {
  // On a phone the numbers lie below the map, where the robot does not look yet.
  for (const Robot::Page& page : {lab_test::kDesktop}) {
    CAPTURE(page.width);
    Robot robot(page);
    robot.command("train");
    robot.click("view-code");
    robot.until([](const json& now) { return now["ui"].contains("code-first") && now["step"] > 5; });
    const std::string name = std::to_string(static_cast<int>(page.width));
    CHECK(robot.photograph("code-" + name) > 100);
    const Place at = robot.spot("code-first");
    robot.drag(at, {at.x + 60.0F, at.y});
    robot.until([](const json& now) { return now["ui"].contains("code-back"); });
    CHECK(robot.photograph("code-set-" + name) > 100);
    robot.click("code-back");
    robot.until([](const json& now) { return !now["ui"].contains("code-back"); });
    // A finger that moves sideways does the same, after the first one has made everything larger.
    robot.tap(Place{3.0F, 3.0F});
    const Place touched = robot.spot("code-first");
    robot.swipe(touched, {touched.x + 60.0F, touched.y});
    robot.until([](const json& now) { return now["ui"].contains("code-back"); });
    // The numbers were those of the network that is gone.
    robot.command("reset");
    robot.until([](const json& now) { return !now["ui"].contains("code-back"); });
  }
}

TEST_CASE("the arrow keys move a number that has the focus") {
  Robot robot({.start = R"({"preset": "code-2d", "view": "code"})"});
  robot.until([](const json& now) { return now["ui"].contains("code-first"); });
  robot.click("code-first");
  CHECK_FALSE(robot.sees("code-back"));  // pressing alone changes nothing
  robot.key(SDLK_TAB);
  robot.wait(0.2);
  robot.key(SDLK_RIGHT);
  robot.until([](const json& now) { return now["ui"].contains("code-back"); });
}

TEST_CASE("every preset has its code drawn while it trains") {
  Robot robot(lab_test::kDesktop);
  robot.command({{"type", "view"}, {"name", "code"}});
  for (const lab::ExperimentSpec& preset : lab::presets()) {
    CAPTURE(preset.name);
    robot.command({{"type", "preset"}, {"name", preset.name}});
    robot.command({{"type", "set"}, {"field", "batch_size"}, {"value", 16}});
    robot.command("train");
    robot.until(
        [&](const json& now) {
          return now["preset"] == preset.name && now["step"] > 0 &&
                 (now["ui"].contains("code-first") || !preset.reconstructs());
        },
        60.0);
    if (preset.name == "conv-dae" || preset.name == "dense-dae-gauss-deep") robot.photograph("code-" + preset.name);
  }
}
