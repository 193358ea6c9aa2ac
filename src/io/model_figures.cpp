#include "io/model_figures.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "core/random.h"
#include "core/thread_pool.h"
#include "io/figures.h"
#include "io/format.h"
#include "train/samples.h"

namespace lab {
namespace {

constexpr int kTen = 10;
constexpr int kSamples = 5;

std::vector<std::uint8_t> bytes_of(const ConstMatrixView& images) {
  return to_bytes({images.data(), static_cast<std::size_t>(images.size())});
}

FigureRow random_row(const char* caption, const ImageSet& images, std::uint64_t seed, std::uint64_t which) {
  std::vector<std::uint32_t> order(static_cast<std::size_t>(images.size()));
  std::iota(order.begin(), order.end(), 0U);
  shuffle(random_key(seed, Stream::shuffle, which, 2), order);
  FigureRow row{caption, {}};
  for (std::size_t i = 0; i < std::min<std::size_t>(order.size(), kSamples); ++i) {
    const auto pixels = images.image(static_cast<int>(order[i]));
    row.pixels.insert(row.pixels.end(), pixels.begin(), pixels.end());
  }
  return row;
}

}  // namespace

Drawing restored_figure(const Typeface& type, const ExperimentSpec& spec, const NoiseSpec& noise, const Shape& shape,
                        std::vector<std::uint8_t> original, std::vector<std::uint8_t> noisy,
                        std::vector<std::uint8_t> denoised) {
  std::string title = spec.title + ": " + (spec.reconstructs() ? "what it makes of test images" : "test images");
  if (!noisy.empty()) {
    title +=
        format(", %s noise %.3g", std::string(find_noise(noise.kind)->title).c_str(), static_cast<double>(noise.level));
  }
  std::vector<FigureRow> rows{{"original", std::move(original)}};
  if (!denoised.empty()) rows.push_back({noisy.empty() ? "rebuilt" : "denoised", std::move(denoised)});
  if (!noisy.empty()) rows.insert(rows.begin() + 1, {"noisy", std::move(noisy)});
  return image_rows(type, title, shape, rows);
}

Result<Drawing> first_ten_figure(const Typeface& type, const SavedModel& model, const Dataset& data,
                                 const NoiseSpec& noise, std::uint64_t seed) {
  const int count = std::min(data.test.size(), kTen);
  if (count == 0) return Error{"There are no test images."};
  auto network = network_of(model, count);
  if (!network) return network.error();
  const int size = data.test.shape.size();
  const Status fits = check_takes(network->input_shape(), data.test.shape, "model");
  if (!fits) return fits.error();
  std::vector<std::uint32_t> indices(static_cast<std::size_t>(count));
  std::iota(indices.begin(), indices.end(), 0U);
  Matrix images(size, count);
  const MatrixView view(images.data(), size, count);
  const ConstMatrixView seen(images.data(), size, count);
  fill_clean(data.test, indices, view);
  const std::vector<std::uint8_t> original = bytes_of(seen);
  std::vector<std::uint8_t> noisy;
  std::vector<std::uint8_t> denoised;
  if (noise.kind != "none") {
    add_noise({.noise = noise, .seed = seed, .test = true}, indices, view);
    noisy = bytes_of(seen);
  }
  if (model.spec.reconstructs()) {
    ThreadPool pool(1);
    denoised = bytes_of(network->predict(pool, seen, 0, static_cast<int>(network->layers().size())));
  }
  return restored_figure(type, model.spec, noise, data.test.shape, original, noisy, denoised);
}

Drawing samples_figure(const Typeface& type, const Dataset& data, std::uint64_t seed) {
  return image_rows(
      type, "Images of " + data.name, data.test.shape,
      {random_row("training images", data.train, seed, 0), random_row("test images", data.test, seed, 1)});
}

}  // namespace lab
