#pragma once

#include "ui/robot.h"

namespace lab_test {

// The sizes that every part of the page is used in.
inline const Robot::Page kDesktop{};
inline const Robot::Page kPhone{.width = 390.0F, .height = 844.0F, .scale = 2.0F};
inline const Robot::Page kSideways{.width = 740.0F, .height = 360.0F, .scale = 2.0F};
inline const Robot::Page kSmallest{.width = 320.0F, .height = 568.0F, .scale = 2.0F};

}  // namespace lab_test
