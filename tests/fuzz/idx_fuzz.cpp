// Everything that reads files to train on: IDX, CIFAR-10, gzip, sets of pictures (picture_fuzz.cpp goes deeper into the
// decoders). The first byte chooses what the rest is read as, and where it is cut into files.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "data/cifar.h"
#include "data/file_set.h"
#include "data/gzip.h"
#include "data/idx.h"
#include "data/png.h"
#include "expect.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const unsigned choice = data[0];
  const std::vector<std::uint8_t> bytes(data + 1, data + size);
  if (choice % 8 == 0) {
    const auto picture = lab::decode_picture(bytes, static_cast<int>(choice / 8 % 5));
    lab::fuzz::expect_sentence(picture);
    return 0;
  }
  if (choice % 8 == 1) {
    const auto unpacked = lab::gunzip("x", bytes, 1U << 20);
    lab::fuzz::expect(!unpacked || unpacked->size() <= (1U << 20));
    return 0;
  }
  const char* const names[] = {"train-images", "t10k-labels.bin", "train/cats/x", "test/y"};
  const std::size_t count = choice % 4 + 1;
  std::vector<lab::NamedFile> files;
  for (std::size_t i = 0; i < count; ++i) {
    const auto first = static_cast<std::ptrdiff_t>(bytes.size() * i / count);
    const auto last = static_cast<std::ptrdiff_t>(bytes.size() * (i + 1) / count);
    files.emplace_back(names[(i + choice / 8) % 4],
                       std::vector<std::uint8_t>(bytes.begin() + first, bytes.begin() + last));
  }
  // Every way in; one of them recognises the files by itself.
  const lab::Shape inputs[] = {lab::Shape::flat(16), lab::Shape::image(5, 3, 3)};
  const unsigned way = choice / 32 % 4;
  const auto set = way == 0   ? lab::dataset_from_idx(files)
                   : way == 1 ? lab::dataset_from_cifar(files)
                   : way == 2 ? lab::dataset_from_files(files)
                              : lab::dataset_from_files(files, inputs[choice / 128]);
  lab::fuzz::expect_sentence(set);
  if (!set) return 0;
  // What was accepted must be consistent.
  for (const lab::ImageSet* part : {&set->train, &set->test}) {
    const auto n = static_cast<std::size_t>(part->size());
    lab::fuzz::expect(n > 0 && part->pixels.size() == n * static_cast<std::size_t>(part->shape.size()));
    lab::fuzz::expect(part->labels.empty() || part->labels.size() == n);
    lab::fuzz::expect(part->shape == set->train.shape);
  }
  return 0;
}
