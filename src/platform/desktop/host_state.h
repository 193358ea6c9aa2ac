#pragma once

#include <filesystem>
#include <functional>
#include <future>
#include <string>
#include <vector>

namespace lab::platform::host {

/// What the functions of host.h work on and what they leave for Desktop to act on. They take no object, so this is the
/// desktop's one global. Main thread only.
struct HostState {
  void (*frame)(void*) = nullptr;
  void* argument = nullptr;
  bool looping = false;
  bool ready = false;
  std::function<void()> presents;    ///< called, if there is one, with each picture that is drawn, before it is shown
  std::string failure;               ///< why nothing more can be done; empty while all is well
  std::filesystem::path downloads;   ///< the folder that files are saved in
  std::filesystem::path data;        ///< the folder that is kept between visits
  std::future<std::string> chooser;  ///< the dialog that is open, if one is: the chosen paths, a line each
};
HostState& state();

/// Where keep_pictures() keeps them; empty where there is no such place.
[[nodiscard]] std::filesystem::path pictures_file();

}  // namespace lab::platform::host
