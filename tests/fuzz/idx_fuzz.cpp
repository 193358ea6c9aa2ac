// Everything that reads files to train on: IDX, NPY, tables, CIFAR, ZIP archives, gzip, sets of pictures
// (picture_fuzz.cpp goes deeper into the decoders). The first byte chooses what the rest is read as, how the files are
// called, and where it is cut into them.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "data/file_set.h"
#include "data/gzip.h"
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
  constexpr const char* kNames[][4] = {{"train-images", "t10k-labels.bin", "train/cats/x", "test/y"},
                                       {"x_train.npy", "y_train.npy", "cat.npy", "x_val.npz"},
                                       {"train.csv", "fine_label_names.txt", "train.bin.gz", "dogs/1.png"},
                                       {"a.zip", "b", "t10k-images", "test/cats/x"}};
  const unsigned way = choice / 32 % 4;
  const std::size_t count = choice % 4 + 1;
  std::vector<lab::NamedFile> files;
  for (std::size_t i = 0; i < count; ++i) {
    const auto first = static_cast<std::ptrdiff_t>(bytes.size() * i / count);
    const auto last = static_cast<std::ptrdiff_t>(bytes.size() * (i + 1) / count);
    files.emplace_back(kNames[way][(i + choice / 8) % 4],
                       std::vector<std::uint8_t>(bytes.begin() + first, bytes.begin() + last));
  }
  // Files are recognised by what is in them; half of the time they are fitted to a network too.
  const lab::Shape inputs[] = {lab::Shape::flat(16), lab::Shape::image(5, 3, 3)};
  const auto input = choice / 128 == 0 ? std::optional<lab::Shape>() : inputs[choice / 8 % 2];
  lab::fuzz::expect(lab::FileSet::memory_bytes(files, input) >= 0);
  const auto set = lab::dataset_from_files(std::move(files), input);
  lab::fuzz::expect_sentence(set);
  if (!set) return 0;
  // What was accepted must be consistent.
  for (const lab::ImageSet* part : {&set->train, &set->test}) {
    const auto n = static_cast<std::size_t>(part->size());
    lab::fuzz::expect(n > 0 && part->pixels.size() == n * static_cast<std::size_t>(part->shape.size()));
    lab::fuzz::expect(part->labels.empty() || part->labels.size() == n);
    lab::fuzz::expect(part->shape == set->train.shape);
    lab::fuzz::expect(part->labels.empty() == set->train.labels.empty());
  }
  return 0;
}
