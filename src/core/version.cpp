#include "core/version.h"

namespace lab {

const char* version() { return LAB_VERSION; }

}  // namespace lab
