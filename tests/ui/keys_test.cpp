// The page by keyboard alone.
#include <doctest/doctest.h>

#include "ui/pages.h"

using lab_test::Robot;
using nlohmann::json;

TEST_CASE("keys train, step, reset, draw another seed, and change what is shown") {
  Robot robot(lab_test::kDesktop);
  robot.key(SDLK_SPACE);
  robot.until([](const json& now) { return now["state"] == "training"; });
  robot.key(SDLK_SPACE);
  robot.until([](const json& now) { return now["state"] == "paused"; });
  const int step = robot.status()["step"];
  robot.key(SDLK_s);
  robot.until([step](const json& now) { return now["step"] == step + 1; });
  robot.key(SDLK_r);
  robot.until([](const json& now) { return now["step"] == 0; });
  const json seed = robot.status()["seed"];
  robot.key(SDLK_n);
  robot.until([&](const json& now) { return now["seed"] != seed; });
  robot.key(SDLK_RIGHT);
  robot.until([](const json& now) { return now["spotlight"] == 1; });
  const json theme = robot.status()["theme"];
  robot.key(SDLK_t);
  robot.until([&](const json& now) { return now["theme"] != theme; });
  robot.key(SDLK_d);
  CHECK(robot.photograph("difference") > 100);
  robot.type("?");
  robot.turn(5);
  CHECK(robot.photograph("help") > 100);
  robot.key(SDLK_ESCAPE);
}

TEST_CASE("Tab goes round the whole page; every control takes its keys while it trains") {
  for (const Robot::Page& page : {lab_test::kDesktop, lab_test::kPhone}) {
    CAPTURE(page.width);
    Robot robot(page);
    robot.command("train");
    for (int i = 0; i < 60; ++i) {
      robot.key(SDLK_TAB, i % 7 == 6 ? KMOD_SHIFT : KMOD_NONE);
      robot.key(i % 2 == 0 ? SDLK_RIGHT : SDLK_LEFT);
      if (i % 3 == 0) {
        robot.key(SDLK_RETURN);
        robot.key(SDLK_DOWN);
        robot.key(SDLK_ESCAPE);
      }
    }
    robot.until([](const json& now) { return !now["dataBusy"].get<bool>(); }, 60.0);
    CHECK(robot.sees("train"));
  }
}
