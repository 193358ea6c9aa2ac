#include "core/assets.h"

#include <system_error>

namespace lab {

std::filesystem::path asset_path(std::string_view name) {
  std::error_code error;
  const auto folder = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  const auto file = std::filesystem::path("share/autoencoder-lab") / name;
  const auto beside = folder.parent_path() / file;
  if (std::filesystem::exists(beside, error)) return beside;
  const auto inside = folder / file;
  return std::filesystem::exists(inside, error) ? inside : beside;
}

}  // namespace lab
