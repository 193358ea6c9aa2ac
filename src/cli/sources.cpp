#include "cli/sources.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "data/drawn_set.h"
#include "data/fit_shape.h"
#include "data/folder.h"
#include "data/light_paper.h"

namespace lab::cli {
namespace {

constexpr int kDefaultGenerated = 10'000;

Result<DatasetPtr> drawn(const DrawnKind& kind, const DrawnSize& size, std::uint64_t seed, const Shape& input) {
  const int threads = static_cast<int>(std::max(std::thread::hardware_concurrency(), 1U));
  auto data = std::make_shared<Dataset>(draw_set(kind, size, seed, threads));
  if (data->train.shape.size() != input.size()) {
    auto fitted = fit_to_shape(*data, input);
    if (!fitted) return fitted.error();
    *data = *std::move(fitted);
  }
  return DatasetPtr(std::move(data));
}

}  // namespace

Result<DatasetPtr> load_source(const std::string& source, int train_size, std::uint64_t seed, const Shape& input) {
  if (source.starts_with(kInverted)) {
    auto data = load_source(source.substr(std::string_view(kInverted).size()), train_size, seed, input);
    if (!data) return data;
    auto inverted = std::make_shared<Dataset>(**data);
    invert(*inverted);
    return DatasetPtr(std::move(inverted));
  }
  if (source == "generated") {
    const int size = train_size > 0 ? train_size : kDefaultGenerated;
    return drawn(drawn_kind_for(input), generated_size(size), seed, input);
  }
  const DrawnKind* const kind = source.empty() ? &drawn_kind_for(input) : find_drawn_kind(source);
  if (kind != nullptr) return drawn(*kind, standard_size(*kind, train_size), kStandardSeed, input);
  std::error_code ignored;
  if (!std::filesystem::exists(source, ignored)) {
    return Error{"There is no data source \"" + source +
                 "\": give `digits`, `pictures`, `generated`, or a file or folder of images."};
  }
  auto data = load_path(source, input);
  if (!data) return data.error();
  for (const std::string& note : data->notes) std::fprintf(stderr, "%s: %s\n", data->name.c_str(), note.c_str());
  return DatasetPtr(std::make_shared<const Dataset>(*std::move(data)));
}

}  // namespace lab::cli
