// Presets, files and sizes, while the network trains.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "experiment/presets.h"
#include "ui/pages.h"

using lab_test::Robot;
using nlohmann::json;

TEST_CASE("every preset is drawn while it trains, at desktop and phone size") {
  for (const Robot::Page& page : {lab_test::kDesktop, lab_test::kPhone}) {
    Robot robot(page);
    for (const lab::ExperimentSpec& preset : lab::presets()) {
      CAPTURE(preset.name);
      robot.command({{"type", "preset"}, {"name", preset.name}});
      robot.command({{"type", "set"}, {"field", "batch_size"}, {"value", 16}});
      robot.command("train");
      robot.until([&](const json& now) { return now["preset"] == preset.name && now["step"] > 0; }, 60.0);
      robot.turn(2);
      CHECK(robot.status()["message"] == "");
    }
  }
}

TEST_CASE("the page follows its window through every size, in both themes") {
  Robot robot(lab_test::kDesktop);
  robot.command("train");
  for (const char* theme : {"dark", "light"}) {
    robot.command({{"type", "theme"}, {"value", theme}});
    for (const auto& [width, height, scale] : {std::tuple{1920.0F, 1080.0F, 1.0F},
                                               {320.0F, 568.0F, 2.0F},
                                               {740.0F, 360.0F, 1.5F},
                                               {100.0F, 60.0F, 1.0F},
                                               {390.0F, 844.0F, 3.0F},
                                               {1280.0F, 800.0F, 1.0F}}) {
      CAPTURE(width);
      robot.resize(width, height, scale);
      // At a size that nobody uses it need only be drawn.
      const int least = width < 200.0F ? 1 : 20;
      CHECK(robot.photograph("size-" + std::to_string(static_cast<int>(width)) + "-" + theme) > least);
    }
  }
}

TEST_CASE("a network is saved, and dropped on the window it is there again") {
  Robot robot(lab_test::kDesktop);
  robot.command("train");
  robot.until([](const json& now) { return now["epoch"] > 0; }, 60.0);
  robot.command("pause");
  for (const char* format : {"model", "onnx", "npz", "safetensors", "keras", "pytorch", "history"}) {
    robot.command({{"type", "save"}, {"format", format}});
    robot.until([](const json& now) { return now["notice"].get<std::string>().starts_with("Saved "); });
  }
  const auto model = robot.downloads() / "lab-dae.aelab";
  REQUIRE(std::filesystem::exists(model));
  robot.command({{"type", "preset"}, {"name", "mlp"}});
  robot.drop({model.string()});
  robot.until([](const json& now) { return now["preset"] == "lab-dae"; });
  robot.until([](const json& now) { return now["notice"].get<std::string>().starts_with("Opened "); });
  robot.click("undo");
  robot.until([](const json& now) { return now["preset"] == "mlp"; });
}

TEST_CASE("what is said again is the newest again") {
  Robot robot(lab_test::kDesktop);
  const auto drop = [&](const char* name) {
    std::ofstream(robot.downloads() / name) << "AELAB but not really";
    robot.drop({(robot.downloads() / name).string()});
    robot.until([&](const json& now) { return now["notice"].get<std::string>().starts_with(name); });
  };
  drop("one.aelab");
  drop("two.aelab");
  drop("one.aelab");
}

TEST_CASE("what a script changes is drawn although nothing else happens") {
  Robot robot(lab_test::kDesktop);
  robot.command("pause");
  robot.wait(2.0);
  const int drawn = robot.status()["framesDrawn"];
  robot.command({{"type", "theme"}, {"value", "dark"}});
  robot.until([&](const json& now) { return now["framesDrawn"] > drawn; }, 2.0);
}

TEST_CASE("files that are no images are refused with a sentence, and the images stay") {
  Robot robot(lab_test::kDesktop);
  robot.command("train");
  const auto file = robot.downloads() / "holiday.jpg";
  std::ofstream(file) << "no picture";
  const json before = robot.status();
  robot.drop({file.string()});
  const json after = robot.until([](const json& now) { return now["dataError"] != ""; });
  CHECK(after["trainCount"] == before["trainCount"]);
  robot.drop({(robot.downloads() / "nothing.png").string()});
  robot.until(
      [](const json& now) { return now["notice"].get<std::string>().find("nothing.png") != std::string::npos; });
}

TEST_CASE("what is refused a second time is said a second time") {
  Robot robot(lab_test::kDesktop);
  const auto images = robot.downloads() / "noise-idx3-ubyte";
  std::string bytes("\0\0\x08\x03\0\0\0\x3c\0\0\0\x1c\0\0\0\x1c", 16);  // 60 images of 28 x 28 without classes
  for (int i = 0; i < 60 * 784; ++i) bytes += static_cast<char>(i * 31 % 251);
  std::ofstream(images, std::ios::binary) << bytes;
  robot.drop({images.string()});
  robot.until([](const json& now) { return now["dataBusy"] == false && now["trainCount"] == 50; });
  const auto says = [](const char* words) {
    return [=](const json& now) { return now["notice"].get<std::string>().find(words) != std::string::npos; };
  };
  for (int time = 0; time < 2; ++time) {
    robot.command({{"type", "preset"}, {"name", "mlp"}});
    robot.until(says("labels"));
    robot.drop({(robot.downloads() / "nothing.png").string()});
    robot.until(says("nothing.png"));
  }
}
