#pragma once

#include <filesystem>
#include <string_view>

namespace lab {

/// The path of a file that comes with a native program, such as "font-regular.ttf". It lies in share/autoencoder-lab
/// beside the program's folder (as `cmake --install` puts it) or inside that folder (as a build has it), so that a
/// program may be moved or copied together with it. Where there is no such file the path is the former one, for a
/// sentence.
[[nodiscard]] std::filesystem::path asset_path(std::string_view name);

}  // namespace lab
