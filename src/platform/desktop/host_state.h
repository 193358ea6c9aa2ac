#pragma once

#include <filesystem>
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
  std::string failure;               ///< why nothing more can be done; empty while all is well
  std::filesystem::path downloads;   ///< the folder that files are saved in
  std::future<std::string> chooser;  ///< the dialog that is open, if one is: the chosen paths, a line each
};
HostState& state();

}  // namespace lab::platform::host
