// The page under a finger.
#include <doctest/doctest.h>

#include "ui/pages.h"

using lab_test::Place;
using lab_test::Robot;
using nlohmann::json;

TEST_CASE("a tap trains, a swipe scrolls, a finger that rests explains") {
  Robot robot(lab_test::kPhone);
  robot.tap("train");
  robot.until([](const json& now) { return now["state"] == "training"; });
  CHECK(robot.photograph("phone") > 100);
  robot.swipe({190.0F, 780.0F}, {195.0F, 500.0F});
  robot.swipe({190.0F, 780.0F}, {195.0F, 300.0F});
  CHECK(robot.photograph("phone-scrolled") > 100);
  CHECK(robot.sees("train"));
  robot.hold(robot.spot("train"), 1.0);
  robot.turn(10);
}

TEST_CASE("everything that a finger meets on its way down the page can be tapped while it trains") {
  for (const Robot::Page& page : {lab_test::kPhone, lab_test::kSideways, lab_test::kSmallest}) {
    CAPTURE(page.width);
    Robot robot(page);
    robot.command("train");
    const float x = page.width > page.height ? page.width * 0.8F : page.width * 0.5F;
    for (int screen = 0; screen < 8; ++screen) {
      for (float y = page.height * 0.55F; y < page.height; y += 36.0F) robot.tap(Place{x, y});
      robot.key(SDLK_ESCAPE);
      robot.swipe({x, page.height * 0.9F}, {x, page.height * 0.6F});
    }
    robot.until([](const json& now) { return !now["dataBusy"].get<bool>(); }, 60.0);
    CHECK(robot.sees("train"));
  }
}
