#include "nn/batch_groups.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace lab;

namespace {

void check_whole(const BatchGroups& groups, int batch, int least, int most) {
  CAPTURE(batch);
  REQUIRE(groups.count() >= 1);
  CHECK(groups.first(0) == 0);
  CHECK(groups.first(groups.count()) == batch);
  for (int group = 0; group < groups.count(); ++group) {
    CAPTURE(group);
    const bool last = group + 1 == groups.count();
    CHECK(groups.size(group) >= (last ? std::min(1, batch) : least));
    CHECK(groups.size(group) <= most);
  }
}

}  // namespace

TEST_CASE("groups of eight cover a batch, and none is too small for a product") {
  for (int batch = 1; batch <= 300; ++batch) {
    const BatchGroups groups = BatchGroups::of_eight(batch);
    check_whole(groups, batch, 8, 11);
    if (batch >= 4) CHECK(groups.size(groups.count() - 1) >= 4);
  }
}

TEST_CASE("where shards are dear there are no more than asked for") {
  for (int batch = 1; batch <= 300; ++batch) {
    const BatchGroups groups = BatchGroups::at_most(16, batch);
    CHECK(groups.count() <= 16);
    check_whole(groups, batch, 4, std::max(4, (batch + 15) / 16));
  }
}

TEST_CASE("each thread has a shard, and several where the batch is large") {
  const auto shards = [](int batch, int threads) {
    const BatchGroups groups = BatchGroups::of_eight(batch);
    const int size = groups.per_shard(threads);
    return (groups.count() + size - 1) / size;
  };
  for (const int batch : {64, 100, 128, 256, 1000}) {
    CAPTURE(batch);
    for (int threads = 1; threads <= 16; ++threads) {
      CAPTURE(threads);
      CHECK(shards(batch, threads) >= std::min(threads, batch / 8));
    }
  }
  CHECK(shards(64, 1) == 2);
  CHECK(shards(64, 2) == 2);
  CHECK(shards(64, 8) == 8);
  CHECK(shards(128, 2) == 8);
  CHECK(shards(256, 8) == 16);
}
