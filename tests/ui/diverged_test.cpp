// Training that goes astray, as it is seen.
#include <doctest/doctest.h>

#include "ui/pages.h"

using lab_test::Robot;
using nlohmann::json;

TEST_CASE("training that goes astray is explained, and goes on with half the learning rate at a press") {
  for (const Robot::Page& page : {lab_test::kDesktop, lab_test::kPhone}) {
    Robot robot(page);
    robot.command({{"type", "set"}, {"field", "learning_rate"}, {"value", 0.5}});
    robot.command("train");
    const json now = robot.until([](const json& status) { return status["state"] == "diverged"; });
    CHECK(now["notice"].get<std::string>().find("half the learning rate, 0.25, may do") != std::string::npos);
    robot.turn(2);
    robot.photograph("diverged");
    REQUIRE(robot.sees("halve"));
    robot.click("halve");
    robot.until([](const json& status) { return status["fields"]["learning_rate"] == 0.25; });
    // It may be too large as well; a rate that is small enough takes the words away.
    robot.command({{"type", "set"}, {"field", "learning_rate"}, {"value", 0.001}});
    robot.command("train");
    const int step = robot.status()["step"];
    robot.until([&](const json& status) { return status["state"] == "training" && status["step"] > step + 20; });
    CHECK(robot.status()["message"] == "");
    CHECK_FALSE(robot.sees("halve"));
  }
}

TEST_CASE("what is said on a phone leaves Train and the views in reach") {
  for (const Robot::Page& page : {lab_test::kPhone, lab_test::kSideways, lab_test::kSmallest}) {
    Robot robot(page);
    robot.command({{"type", "set"}, {"field", "learning_rate"}, {"value", 0.5}});
    robot.command("train");
    robot.until([](const json& status) { return status["state"] == "diverged"; });
    robot.turn(2);
    REQUIRE(robot.sees("halve"));
    robot.click("view-code");
    robot.until([](const json& status) { return status["view"] == "code"; });
    CHECK(robot.sees("halve"));
    robot.command({{"type", "set"}, {"field", "learning_rate"}, {"value", 0.001}});
    robot.click("train");
    robot.until([](const json& status) { return status["state"] == "training"; });
  }
}
