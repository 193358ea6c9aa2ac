// Everything that a mouse can do, while the network trains.
#include <doctest/doctest.h>

#include "ui/pages.h"

using lab_test::Place;
using lab_test::Robot;
using nlohmann::json;

TEST_CASE("the Train button trains and pauses") {
  Robot robot(lab_test::kDesktop);
  robot.click("train");
  robot.until([](const json& now) { return now["state"] == "training" && now["step"] > 3; });
  robot.click("train");
  robot.until([](const json& now) { return now["state"] == "paused"; });
  CHECK(robot.photograph("desktop") > 100);
}

TEST_CASE("every control that has a name can be pressed while it trains") {
  for (const Robot::Page& page : {lab_test::kDesktop, lab_test::kPhone, lab_test::kSideways, lab_test::kSmallest}) {
    CAPTURE(page.width);
    Robot robot(page);
    robot.command("train");
    for (const std::string& name : robot.spots()) {
      if (!robot.sees(name)) continue;
      robot.click(name);
      robot.key(SDLK_ESCAPE);
    }
    robot.command("train");
    const int step = robot.status()["step"];
    robot.until([step](const json& now) { return now["step"] > step; });
  }
}

TEST_CASE("menus open, and each of their items can be chosen") {
  for (const auto& [page, menus] : {std::pair{lab_test::kDesktop, std::vector<std::string>{"data", "save"}},
                                    std::pair{lab_test::kPhone, std::vector<std::string>{"more"}}}) {
    for (const std::string& menu : menus) {
      CAPTURE(menu);
      Robot robot(page);
      robot.command("train");
      robot.click(menu);
      CHECK(robot.photograph("menu-" + menu) > 100);
      // Down to the last item and past it; each is tried, and the menu opened again.
      for (int item = 1; item <= 12; ++item) {
        for (int i = 0; i < item; ++i) robot.key(SDLK_DOWN);
        robot.key(SDLK_RETURN);
        robot.key(SDLK_ESCAPE);
        robot.click(menu);
      }
      robot.key(SDLK_ESCAPE);
      robot.until([](const json& now) { return !now["dataBusy"].get<bool>(); }, 60.0);
    }
  }
}

TEST_CASE("a slider follows the mouse, and the training goes on") {
  Robot robot(lab_test::kDesktop);
  robot.command("train");
  const json rect = robot.status()["ui"]["noise_level"];
  const Place left{rect["x"].get<float>() + 4.0F, rect["y"].get<float>() + rect["h"].get<float>() / 2};
  robot.drag({left.x + rect["w"].get<float>() / 2, left.y}, left);
  const json after = robot.until([](const json& now) { return now["fields"]["noise_level"] < 0.1; });
  CHECK(after["state"] == "training");
  CHECK(after["step"] > 0);
}

TEST_CASE("wheel, drags and clicks anywhere do no harm") {
  for (const Robot::Page& page : {lab_test::kDesktop, lab_test::kPhone}) {
    CAPTURE(page.width);
    Robot robot(page);
    robot.command("train");
    constexpr int kSteps = 9;
    for (int i = 0; i < kSteps; ++i) {
      for (int j = 0; j < kSteps; ++j) {
        const Place at{page.width * (0.5F + static_cast<float>(i)) / kSteps,
                       page.height * (0.5F + static_cast<float>(j)) / kSteps};
        switch ((i + j) % 4) {
          case 0: robot.click(at); break;
          case 1: robot.wheel(at, j % 2 == 0 ? -2 : 2); break;
          case 2: robot.drag(at, {at.x + 40.0F, at.y + 15.0F}); break;
          default: robot.double_click(at);
        }
        if (robot.sees("train")) continue;
        robot.key(SDLK_ESCAPE);
      }
    }
    robot.key(SDLK_ESCAPE);
    CHECK(robot.sees("train"));
  }
}
