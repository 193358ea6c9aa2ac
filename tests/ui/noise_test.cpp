// The noise test: curves, pictures at all levels, and the judge.
#include <doctest/doctest.h>

#include <string>

#include "ui/pages.h"

using lab_test::Place;
using lab_test::Robot;
using nlohmann::json;

namespace {

/// A page that opens with the noise test, on 50 test digits; the judge learns from so many.
Robot::Page noise_page(Robot::Page page, int judge_digits, const char* preset = "lab-dae") {
  page.start = json{{"preset", preset}, {"view", "noise"}, {"judge_digits", judge_digits}, {"generated", 300}}.dump();
  return page;
}

bool judged(const json& now) { return !now["judge"]["model"].is_null(); }
bool shows(const json& now, const char* spot) { return now["ui"].contains(spot); }

/// Accuracy is the right-hand third of the choice of measures.
void choose_accuracy(Robot& robot) {
  const json rect = robot.status()["ui"]["noise-measure"];
  robot.click(Place{rect["x"].get<float>() + rect["w"].get<float>() * 5 / 6,
                    rect["y"].get<float>() + rect["h"].get<float>() / 2});
}

}  // namespace

TEST_CASE("noise: curves and pictures at every size, untrained, while it trains and afterwards") {
  for (const Robot::Page& page : {lab_test::kDesktop, Robot::Page{.width = 1920.0F, .height = 1080.0F},
                                  lab_test::kPhone, lab_test::kSideways, lab_test::kSmallest}) {
    CAPTURE(page.width);
    Robot robot(noise_page(page, 64));
    const std::string name = "noise-" + std::to_string(static_cast<int>(page.width));
    robot.until([](const json& now) { return shows(now, "noise-measure") && judged(now); }, 60.0);
    CHECK(robot.photograph(name + "-untrained") > 50);
    robot.command("train");
    robot.until([](const json& now) { return now["step"] > 50; }, 60.0);
    CHECK(robot.photograph(name + "-training") > 50);
    robot.command("pause");
    robot.wait(1.0);
    choose_accuracy(robot);
    robot.turn(3);
    CHECK(robot.photograph(name + "-accuracy") > 50);
    // On small pages one scrolls to it.
    const Place edge{page.width - 7.0F, page.height * 0.8F};
    for (int i = 0; i < 20 && !robot.sees("judge-open"); ++i) robot.swipe(edge, {edge.x, edge.y - 60.0F});
    CHECK(robot.sees("judge-open"));
    robot.command({{"type", "theme"}, {"value", "light"}});
    robot.turn(2);
    CHECK(robot.photograph(name + "-light") > 50);
  }
}

TEST_CASE("noise: other kinds are laid over by a tick, with mouse and finger") {
  for (const Robot::Page& page : {lab_test::kDesktop, lab_test::kPhone}) {
    CAPTURE(page.width);
    Robot robot(noise_page(page, 64));
    robot.command("train");
    robot.until([](const json& now) { return shows(now, "noise-kind-speckle") && now["step"] > 5; }, 60.0);
    CHECK_FALSE(robot.sees("noise-kind-gaussian"));  // what it is trained with
    robot.click("noise-kind-speckle");
    robot.tap(Place{3.0F, 3.0F});
    robot.turn(2);
    robot.tap("noise-kind-masking");
    robot.wait(1.0);
    robot.command("pause");
    robot.until([](const json& now) { return now["noiseImages"] == 50; }, 60.0);
    CHECK(robot.photograph("noise-kinds-" + std::to_string(static_cast<int>(page.width))) > 50);
    robot.command({{"type", "set"}, {"field", "noise"}, {"value", "speckle"}});
    robot.until([](const json& now) { return shows(now, "noise-kind-gaussian") && !shows(now, "noise-kind-speckle"); });
  }
}

TEST_CASE("noise: one sees the judge learn, and what the pointer points at") {
  Robot robot(noise_page(lab_test::kDesktop, 60'000));
  robot.until([](const json& now) { return shows(now, "noise-plot") && now["judge"]["progress"] > 0.0; }, 60.0);
  choose_accuracy(robot);
  robot.turn(2);
  CHECK(robot.photograph("noise-judge-learns") > 50);
  CHECK_FALSE(judged(robot.status()));
  robot.command("train");
  const auto before = robot.status()["judge"]["progress"].get<double>();
  robot.until([&](const json& now) { return now["judge"]["progress"] > before && now["step"] > 5; }, 60.0);
  robot.key(SDLK_1);  // nobody waits for it any more
  robot.until([](const json& now) { return now["view"] == "denoise"; });
  robot.key(SDLK_4);
  robot.until([](const json& now) { return shows(now, "noise-plot"); });
  const json rect = robot.status()["ui"]["noise-measure"];
  robot.click(Place{rect["x"].get<float>() + 5.0F, rect["y"].get<float>() + 5.0F});
  robot.move(robot.spot("noise-plot"));
  robot.turn(3);
  CHECK(robot.photograph("noise-hover") > 50);
}

TEST_CASE("noise: a classifier that is dropped judges, and is sent away again") {
  Robot robot(noise_page(lab_test::kDesktop, 64, "mlp"));
  robot.command("train");
  robot.until([](const json& now) { return now["step"] > 20; }, 60.0);
  robot.command("pause");
  robot.wait(0.5);
  choose_accuracy(robot);
  robot.wait(0.5);
  CHECK(robot.photograph("noise-classifier") > 50);
  robot.command({{"type", "save"}, {"format", "model"}});
  robot.until([](const json& now) { return now["notice"].get<std::string>().starts_with("Saved "); });
  robot.command({{"type", "preset"}, {"name", "dense-ae"}});
  robot.until([](const json& now) { return judged(now) && shows(now, "judge-open"); }, 60.0);
  CHECK(robot.photograph("noise-without-noise") > 50);
  robot.drop({(robot.downloads() / "mlp.aelab").string()});
  robot.until([](const json& now) { return shows(now, "judge-own"); });
  CHECK(robot.status()["preset"] == "dense-ae");
  const std::string opened = robot.status()["judge"]["model"];
  CHECK(robot.photograph("noise-judge-opened") > 50);
  robot.click("judge-own");
  robot.until([&](const json& now) { return judged(now) && now["judge"]["model"] != opened; });
  robot.command({{"type", "preset"}, {"name", "cifar-conv-ae"}});
  robot.until([](const json& now) { return now["preset"] == "cifar-conv-ae"; });
  robot.wait(1.0);
  CHECK(robot.photograph("noise-cannot-judge") > 50);
}
