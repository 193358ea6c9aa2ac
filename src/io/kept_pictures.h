#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/result.h"
#include "train/pick.h"

namespace lab {

/// The pictures of one's own as they are kept between visits: a few hundred kilobytes at most.
[[nodiscard]] std::vector<std::uint8_t> pack_pictures(std::span<const OwnPicturePtr> pictures);

/// What pack_pictures() made; refused where it is anything else or damaged.
[[nodiscard]] Result<std::vector<OwnPicturePtr>> unpack_pictures(std::span<const std::uint8_t> bytes);

}  // namespace lab
