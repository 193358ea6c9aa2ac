// From one picture to another.
#include <doctest/doctest.h>

#include "ui/pages.h"

using lab_test::Place;
using lab_test::Robot;
using nlohmann::json;

namespace {

bool decoded(const json& now) { return now["codeChosen"].get<bool>(); }

}  // namespace

TEST_CASE("two pictures are chosen and a slider decodes what lies between them while it trains") {
  for (const Robot::Page& page : {lab_test::kDesktop, Robot::Page{.width = 1920.0F, .height = 1080.0F},
                                  lab_test::kPhone, lab_test::kSideways, lab_test::kSmallest}) {
    CAPTURE(page.width);
    Robot robot(page);
    robot.command("train");
    robot.command({{"type", "view"}, {"name", "code"}});
    robot.until([](const json& now) { return now["epoch"] >= 1 && now["ui"].contains("map"); }, 60.0);
    if (robot.sees("code-between")) robot.click("code-between");
    // On a phone it is further down; a finger on the map would decode.
    const float x = page.width - 7.0F;
    for (int i = 0; i < 60 && !(robot.sees("between-slider") && robot.sees("between-row")); ++i)
      robot.swipe({x, page.height * 0.8F}, {x, page.height * 0.6F});
    robot.until([](const json& now) { return now["ui"].contains("between-slider"); });
    const std::string name = "between-" + std::to_string(static_cast<int>(page.width));
    CHECK(robot.photograph(name) > 100);
    const Place at = robot.spot("between-slider");
    robot.drag(at, {at.x + 40.0F, at.y});
    robot.until(decoded);
    CHECK(robot.photograph(name + "-set") > 100);
    robot.wait(0.5);
    CHECK(decoded(robot.status()));
    robot.click("between-row");
    robot.command({{"type", "theme"}, {"value", "light"}});
    if (robot.sees("between-b")) robot.click("between-b");
    robot.wait(0.3);
    CHECK(robot.photograph(name + "-light") > 100);
    robot.command("reset");
    robot.until([](const json& now) { return !decoded(now); });
  }
}
