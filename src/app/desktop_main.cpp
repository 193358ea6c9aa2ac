// The desktop program: the same user interface as the page, in a window.
#include <SDL.h>

#include <algorithm>
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "core/assets.h"
#include "core/version.h"
#include "platform/desktop/desktop.h"

namespace {

constexpr double kPatience = 10.0;  // seconds; whatever happens wakes the program anyway

/// "name=value" pairs as the address of the page has them.
nlohmann::json fields_of(const std::vector<std::string>& pairs) {
  nlohmann::json fields = nlohmann::json::object();
  for (const std::string& pair : pairs) {
    const std::size_t at = std::min(pair.find('='), pair.size());
    const std::string text = at < pair.size() ? pair.substr(at + 1) : "true";
    const auto value = nlohmann::json::parse(text, nullptr, false);
    fields[pair.substr(0, at)] = value.is_primitive() && !value.is_discarded() ? value : nlohmann::json(text);
  }
  return fields;
}

int run(int argc, char** argv) {
  lab::platform::Desktop::Options options{.fonts = lab::asset_path("font-regular.ttf").parent_path()};
  options.threads = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 8U));
  std::vector<std::string> files;
  std::vector<std::string> pairs;
  std::string preset;
  std::string theme;
  int generated = 0;

  CLI::App app{"Autoencoder Lab: trains small autoencoders and shows what they learn"};
  app.set_version_flag("--version", std::string("autoencoder-lab ") + lab::version());
  app.add_option("files", files, "Images, folders of images, or a saved model, to begin with");
  app.add_option("--preset", preset, "The experiment to begin with (lab list names them)");
  app.add_option("--set", pairs, "Settings, such as noise_level=0.3");
  app.add_option("--generated", generated, "So many generated images instead of the standard set");
  app.add_option("--threads", options.threads, "Threads that train")->check(CLI::Range(1, 64));
  app.add_option("--theme", theme, "dark or light")->check(CLI::IsMember({"dark", "light"}));
  app.add_option("--width", options.width, "Of the window, in pixels")->check(CLI::Range(200, 20000));
  app.add_option("--height", options.height, "Likewise")->check(CLI::Range(200, 20000));
  app.add_option("--scale", options.scale, "Everything so many times as large")->check(CLI::Range(0.5, 4.0));
  CLI11_PARSE(app, argc, argv);

  const nlohmann::json start = {
      {"preset", preset}, {"theme", theme}, {"generated", generated}, {"fields", fields_of(pairs)}};
  options.start = start.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);

  lab::platform::Desktop desktop;
  if (const lab::Status opened = desktop.open(options); !opened) {
    std::fprintf(stderr, "autoencoder-lab: %s\n", opened.error().message.c_str());
    return 1;
  }
  if (!files.empty()) desktop.open_files(files);
  while (desktop.turn(kPatience)) {
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "autoencoder-lab: %s\n", error.what());
    return 1;
  }
}
