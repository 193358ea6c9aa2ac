// The one place where stb_truetype is compiled (with warnings off, see CMakeLists.txt).
#define STB_TRUETYPE_IMPLEMENTATION
#include <stb/stb_truetype.h>
