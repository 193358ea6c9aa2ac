// The network view: its drawing, and the chosen layer's activations, weights and units.
#include <doctest/doctest.h>

#include <algorithm>

#include "experiment/presets.h"
#include "ui/pages.h"

using lab_test::Place;
using lab_test::Robot;
using nlohmann::json;

namespace {

void open_network(Robot& robot) {
  robot.command({{"type", "view"}, {"name", "network"}});
  robot.until([](const json& now) { return now["ui"].contains("layer-0"); });
}

/// A page with another preset, another size or other colours.
Robot::Page page_of(Robot::Page page, const std::string& preset) {
  page.start = json{{"preset", preset}}.dump();
  return page;
}

std::string name_of(const Robot::Page& page) { return std::to_string(static_cast<int>(page.width)); }

/// Chooses the first unit that some picture excites.
std::string choose_living(Robot& robot) {
  for (int i = 0;; ++i) {
    std::string unit = "unit-" + std::to_string(i);
    robot.click(unit);
    if (robot.sees("top-0")) return unit;
  }
}

constexpr float kFinger = 44.0F;

}  // namespace

TEST_CASE("network: a layer is chosen by a click, and a unit of it, whose pictures can be looked at") {
  Robot robot(page_of(lab_test::kDesktop, "sp-dae"));
  open_network(robot);
  robot.until([](const json& now) { return now["ui"].contains("unit-0"); });
  robot.photograph("network-fresh");
  robot.command("train");
  robot.until([](const json& now) { return now["epoch"] >= 1; });
  robot.photograph("network-training");
  robot.command("pause");
  robot.click("layer-3");
  robot.until([](const json& now) { return now["ui"].contains("unit-0") && !now["ui"].contains("unit-1"); });
  robot.photograph("network-output");  // one picture
  robot.click("layer-1");
  robot.until([](const json& now) { return now["ui"].contains("unit-5"); });
  CHECK_FALSE(robot.sees("top-0"));
  const std::string unit = choose_living(robot);
  robot.photograph("network-unit");
  robot.click("top-1");
  robot.click(unit);  // pressed again it is let go
  robot.until([](const json& now) { return !now["ui"].contains("top-0"); });
  robot.click("layer-0");
  robot.click("layer-weights");
  robot.until([](const json& now) { return now["ui"].contains("weights-next"); });
  robot.photograph("network-kernels");
  CHECK(robot.sees("unit-0"));
  robot.click("weights-next");
  robot.until([](const json& now) { return !now["ui"].contains("unit-0"); });
  robot.click("weights-previous");
  robot.until([](const json& now) { return now["ui"].contains("unit-0"); });
  (void)choose_living(robot);
  robot.photograph("network-kernel");
  robot.command({{"type", "theme"}, {"value", "light"}});
  robot.turn(3);
  robot.photograph("network-kernel-light");
}

TEST_CASE("network: kernels can be sorted by their norm") {
  Robot robot(page_of(lab_test::kDesktop, "sp-dae"));
  open_network(robot);
  robot.click("layer-weights");
  robot.until([](const json& now) { return now["ui"].contains("weights-sort"); });
  const auto shown = [&] {
    std::vector<std::string> names = robot.spots();
    std::erase_if(names, [](const std::string& name) { return !name.starts_with("unit-"); });
    std::ranges::sort(names);
    return names;
  };
  const auto by_number = shown();
  const Place sort = robot.spot("weights-sort");
  robot.click(Place{sort.x + 20.0F, sort.y});
  robot.until([&](const json& /*now*/) { return shown() != by_number; });
  robot.click(Place{sort.x - 20.0F, sort.y});
  robot.until([&](const json& /*now*/) { return shown() == by_number; });
}

TEST_CASE("network: arrow keys go from layer to layer") {
  Robot robot(page_of(lab_test::kDesktop, "cnn"));
  open_network(robot);
  robot.click("layer-0");
  robot.until([](const json& now) { return now["ui"].contains("unit-31"); });  // 32 maps
  robot.key(SDLK_DOWN);
  robot.key(SDLK_DOWN);
  robot.until([](const json& now) { return now["ui"].contains("unit-32"); });  // 64
  robot.key(SDLK_UP);
  robot.until([](const json& now) { return !now["ui"].contains("unit-32") && now["ui"].contains("unit-31"); });
}

TEST_CASE("network: every layer of every preset is drawn while it trains") {
  Robot robot(lab_test::kDesktop);
  open_network(robot);
  bool odd = false;
  for (const lab::ExperimentSpec& preset : lab::presets()) {
    CAPTURE(preset.name);
    robot.command({{"type", "preset"}, {"name", preset.name}});
    robot.command({{"type", "set"}, {"field", "batch_size"}, {"value", 16}});
    robot.command("train");
    robot.until([&](const json& now) { return now["preset"] == preset.name && now["step"] > 0; }, 60.0);
    // Convolutions take their time under the sanitizers.
    if (!preset.input.is_flat) robot.command("pause");
    const bool weights = odd = !odd;
    robot.click(weights ? "layer-weights" : "layer-activations");
    for (std::size_t layer = 0; layer < preset.layers.size(); ++layer) {
      const std::string name = "layer-" + std::to_string(layer);
      if (!robot.sees(name)) robot.wheel(robot.spot("layers"), -5);  // long networks scroll
      robot.click(name);
      const std::string& kind = preset.layers[layer].kind();
      const bool kernel = kind.find("dense") != std::string::npos || kind.find("conv2d") != std::string::npos;
      robot.until(
          [&](const json& now) {
            return weights ? now["ui"].contains("weights-sort") == kernel : now["ui"].contains("unit-0");
          },
          60.0);
    }
  }
}

TEST_CASE("network: weights of all kinds") {
  struct Look {
    const char* preset;
    std::vector<int> layers;
  };
  Robot robot(lab_test::kDesktop);
  open_network(robot);
  robot.click("layer-weights");
  for (const Look& look : {Look{"conv-dae", {0, 2, 1}}, Look{"code-2d", {1, 3}}, Look{"tied-ae", {1}},
                           Look{"cifar-conv-bn", {1}}, Look{"conv-dae-transposed", {7}}}) {
    CAPTURE(look.preset);
    robot.command({{"type", "preset"}, {"name", look.preset}});
    robot.until([&](const json& now) { return now["preset"] == look.preset; });
    for (const int layer : look.layers) {
      robot.click("layer-" + std::to_string(layer));
      robot.wait(0.5);
      CHECK(robot.photograph("network-weights-" + std::string(look.preset) + "-" + std::to_string(layer)) > 100);
    }
  }
}

TEST_CASE("network: everything is there on phones, for fingers") {
  for (const Robot::Page& page : {lab_test::kPhone, lab_test::kSideways, lab_test::kSmallest}) {
    CAPTURE(page.width);
    Robot robot(page_of(page, "sp-dae"));
    robot.command("train");
    open_network(robot);
    robot.until([](const json& now) { return now["epoch"] >= 1; });
    robot.photograph("network-" + name_of(page));
    const json spots = robot.status()["ui"];
    for (const auto& [name, rect] : spots.items()) {
      if (!name.starts_with("layer-")) continue;
      CAPTURE(name);
      CHECK(rect["h"].get<float>() >= kFinger - 0.5F);
    }
    robot.tap("layer-0");
    // The card of the layer is below.
    const Place from{robot.spot("layers").x, page.height * 0.7F};
    for (int i = 0; i < 20 && !robot.sees("weights-next"); ++i) {
      // Not where the tabs of the views lie over it.
      if (robot.sees("layer-weights") && robot.spot("layer-weights").y < page.height * 0.88F)
        robot.tap("layer-weights");
      robot.swipe(from, {from.x, from.y - 120.0F});
      robot.wait(0.1);
    }
    robot.photograph("network-weights-" + name_of(page));
    CHECK(robot.sees("weights-next"));
    robot.tap("weights-next");
  }
}
