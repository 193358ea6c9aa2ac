#include "data/drawn_set.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "data/digits/digits.h"
#include "data/scenes/scenes.h"

using namespace lab;

TEST_CASE("the kind that a network is for") {
  CHECK(drawn_kind_for(Shape::image(32, 32, 3)).name == "pictures");
  CHECK(drawn_kind_for(Shape::image(64, 64, 3)).name == "pictures");
  CHECK(drawn_kind_for(Shape::flat(3072)).name == "pictures");
  CHECK(drawn_kind_for(Shape::flat(784)).name == "digits");
  CHECK(drawn_kind_for(Shape::image(28, 28, 1)).name == "digits");
  CHECK(drawn_kind_for(Shape::flat(10)).name == "digits");
  CHECK(find_drawn_kind("pictures") == &drawn_kind_for(Shape::image(32, 32, 3)));
  CHECK(find_drawn_kind("sheet") == nullptr);
}

TEST_CASE(
    "standard sets are as large as what they stand for, and their tests do not depend on how many are trained on") {
  const DrawnKind& digits = *find_drawn_kind("digits");
  CHECK(standard_size(digits).train == 60'000);
  CHECK(standard_size(digits).test == 10'000);
  const Dataset few = draw_set(digits, {.train = 120, .test = 30, .test_first = standard_size(digits, 120).test_first},
                               kStandardSeed, 2);
  CHECK(few.train.pixels == make_digits(120, kStandardSeed).pixels);
  CHECK(few.train.labels == make_digits(120, kStandardSeed).labels);
  CHECK(few.test.pixels == make_digits(30, kStandardSeed, {}, 60'000).pixels);
  CHECK(few.name == "120 generated digits");
  CHECK(few.generated == 120);
  CHECK(few.to_come == 0);
}

TEST_CASE("generated sets have a sixth more for tests") {
  CHECK(generated_size(600).test == 100);
  CHECK(generated_size(600).test_first == 600);
  CHECK(generated_size(60'000).test == 10'000);
  CHECK(generated_size(600'000).test == 10'000);
  CHECK(generated_size(0).train == 1);
  CHECK(generated_size(0).test == 1);
}

TEST_CASE("a standard set takes two fifths of the memory at most, in its proportions") {
  const DrawnKind& pictures = *find_drawn_kind("pictures");
  constexpr std::int64_t kMemory = std::int64_t{210} << 20;
  const DrawnSize size = standard_size_within(pictures, kMemory);
  CHECK(size.train % 1000 == 0);
  CHECK(size.train > 15'000);
  CHECK(size.test == doctest::Approx(size.train / 5.0).epsilon(0.4));
  CHECK((std::int64_t{size.train} + size.test) * 3073 <= kMemory / 5 * 2);
  CHECK(size.test_first == 50'000);
  CHECK(standard_size_within(*find_drawn_kind("digits"), kMemory).train == 60'000);
  CHECK(standard_size_within(pictures, std::int64_t{1} << 40).train == 50'000);
  CHECK(standard_size_within(pictures, 0).train == 1000);
}

TEST_CASE("as many threads as there are draw the same set") {
  for (const DrawnKind& kind : drawn_kinds()) {
    const DrawnSize size{.train = 130, .test = 70, .test_first = 500};
    const Dataset one = draw_set(kind, size, 3, 1);
    const Dataset three = draw_set(kind, size, 3, 3);
    CHECK(one.train.pixels == three.train.pixels);
    CHECK(one.train.labels == three.train.labels);
    CHECK(one.test.pixels == three.test.pixels);
    CHECK(one.train.shape == kind.shape);
    CHECK(one.class_names.size() == 10);
  }
}

TEST_CASE("a job hands out the first images of a large set, and they stay the same ones") {
  const DrawnKind& digits = *find_drawn_kind("digits");
  const auto job = draw_job(digits, generated_size(9000), 4);
  DatasetPtr part;
  while (!job->advance(0.0) && !part) part = job->take_part();
  REQUIRE(part != nullptr);
  CHECK(part->to_come == 9000);
  CHECK(part->train.size() < 9000);
  CHECK(memory_bytes(*part) <= job->part_bytes());
  while (!job->advance(1000.0)) {
  }
  CHECK(job->take_part() == nullptr);
  const auto whole = job->result();
  REQUIRE(whole.ok());
  CHECK((*whole)->to_come == 0);
  CHECK((*whole)->name == part->name);
  CHECK((*whole)->train.pixels == make_digits(9000, 4).pixels);
  CHECK((*whole)->test.pixels == make_digits(1500, 4, {}, 9000).pixels);
  CHECK(std::equal(part->train.pixels.begin(), part->train.pixels.end(), (*whole)->train.pixels.begin()));
  CHECK(std::equal(part->test.labels.begin(), part->test.labels.end(), (*whole)->test.labels.begin()));

  // Of a small one there is no part to hand out.
  const auto small = draw_job(digits, generated_size(100), 4);
  CHECK(small->part_bytes() == 0);
  CHECK(small->advance(1e9));
  CHECK(small->take_part() == nullptr);
}
