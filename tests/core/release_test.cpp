#include "core/release.h"

#include <doctest/doctest.h>

#include "core/aligned_vector.h"

using namespace lab;

TEST_CASE("what is released keeps no memory") {
  AlignedVector slab(1000, 1.0F);
  release(slab);
  CHECK(slab.empty());
  CHECK(slab.capacity() == 0);
}
