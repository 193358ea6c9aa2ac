#include "data/cifar.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "byte_files.h"
#include "data_folder.h"
#ifndef __EMSCRIPTEN__
#include "data/folder.h"
#endif

using lab::kCifar10;
using lab::kCifar100;
using lab::looks_like_cifar;
using lab::parse_cifar;
using namespace lab_test;

TEST_CASE("planes of red, green and blue become pixels") {
  const auto set = parse_cifar(kCifar10, "x", cifar10(3, 7));
  REQUIRE(set.ok());
  CHECK(set->shape == lab::Shape::image(32, 32, 3));
  CHECK(set->size() == 3);
  CHECK(set->labels == Bytes{7, 8, 9});
  const auto image = set->image(2);
  CHECK(Bytes(image.begin(), image.begin() + 6) == Bytes{2, 0, 255, 2, 1, 254});
  const std::size_t last = 1023 % 251;
  CHECK(Bytes(image.end() - 3, image.end()) ==
        Bytes{2, static_cast<std::uint8_t>(last), static_cast<std::uint8_t>(255 - last)});
}

TEST_CASE("CIFAR-100 has a coarse label and a fine one, which counts") {
  const auto set = parse_cifar(kCifar100, "x", cifar({{19, 3}, {0, 99}}));
  REQUIRE(set.ok());
  CHECK(set->labels == Bytes{3, 99});
  CHECK(set->size() == 2);
  CHECK(set->image(1)[0] == 1);
  CHECK(set->image(1)[5] == 254);
}

TEST_CASE("what is no batch is refused with a sentence that names it") {
  const auto why = [](const lab::CifarKind& kind, const Bytes& bytes) {
    return refusal(parse_cifar(kind, "a.bin", bytes));
  };
  CHECK(why(kCifar10, {}) == "a.bin is empty.");
  CHECK(why(kCifar10, cut(cifar10(3))) ==
        "a.bin is not a whole CIFAR-10 batch: its images take 3073 bytes each, and 3072 bytes are left over.");
  CHECK(why(kCifar10, cifar({{1}, {9}, {10}})) ==
        "a.bin is not a CIFAR-10 batch: image 3 has the class 10, and there are only 0 to 9.");
  CHECK(why(kCifar100, cut(cifar({{1, 1}, {2, 2}}), 3000)) ==
        "a.bin is not a whole CIFAR-100 batch: its images take 3074 bytes each, and 74 bytes are left over.");
  CHECK(why(kCifar100, cifar({{1, 1}, {20, 2}})) ==
        "a.bin is not a CIFAR-100 batch: image 2 has the class 20, and there are only 0 to 19.");
  CHECK(why(kCifar100, cifar({{1, 1}, {2, 100}})) ==
        "a.bin is not a CIFAR-100 batch: image 2 has the class 100, and there are only 0 to 99.");
}

TEST_CASE("batches are recognised by their length and their labels") {
  CHECK(looks_like_cifar(kCifar10, cifar10(2)));
  CHECK(looks_like_cifar(kCifar100, cifar({{19, 99}})));
  CHECK_FALSE(looks_like_cifar(kCifar100, cifar10(2)));
  CHECK_FALSE(looks_like_cifar(kCifar10, cifar({{1, 1}})));
  CHECK_FALSE(looks_like_cifar(kCifar10, cut(cifar10(2))));
  CHECK_FALSE(looks_like_cifar(kCifar10, cifar({{1}, {10}})));
  CHECK_FALSE(looks_like_cifar(kCifar100, cifar({{20, 0}})));
  CHECK_FALSE(looks_like_cifar(kCifar100, cifar({{0, 100}})));
  CHECK_FALSE(looks_like_cifar(kCifar10, {}));
  CHECK(&lab::likelier_cifar(cut(cifar10(3))) == &kCifar10);
  CHECK(&lab::likelier_cifar(cut(cifar({{1, 50}, {2, 60}, {3, 70}}))) == &kCifar100);
  CHECK(&lab::likelier_cifar({}) == &kCifar10);
  CHECK(&lab::likelier_cifar(Bytes{19}) == &kCifar100);  // cut off between two labels
  CHECK(lab::named_like_cifar("set/data_batch_1.bin"));
  CHECK(lab::named_like_cifar("train.bin.gz"));
  CHECK_FALSE(lab::named_like_cifar("bin"));
  CHECK_FALSE(lab::named_like_cifar("a.bin.txt"));
}

TEST_CASE("CIFAR-10's classes have names") {
  const auto names = lab::cifar10_class_names();
  REQUIRE(names.size() == 10);
  CHECK(names[3] == "cat");
}

#ifndef __EMSCRIPTEN__
TEST_CASE("real CIFAR-10 batches load") {
  const std::string folder = lab_test::data_folder("cifar10-jpeg");
  if (folder.empty()) {
    MESSAGE("skipped: no data");
    return;
  }
  const auto set = lab::load_path(folder);
  REQUIRE_MESSAGE(set.ok(), set.error().message);
  CHECK(set->name == "cifar10-jpeg");
  CHECK(set->train.size() == 10000);
  CHECK(set->test.size() == 10000);
  CHECK(set->test.shape == lab::Shape::image(32, 32, 3));
  // Neighbours resemble each other only where channels were put in the right order.
  const auto image = set->train.image(0);
  long beside = 0;
  long across = 0;
  for (std::size_t i = 0; i + 3 < image.size(); ++i) {
    beside += std::abs(image[i] - image[i + 3]);
    across += std::abs(image[i] - image[(i + 1536) % image.size()]);
  }
  CHECK(beside * 2 < across);
}
#endif
