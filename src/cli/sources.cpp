#include "cli/sources.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "cli/files.h"
#include "core/assets.h"
#include "data/data_job.h"
#include "data/fit_shape.h"
#include "data/folder.h"

namespace lab::cli {
namespace {

constexpr int kDefaultGenerated = 10'000;

Result<DatasetPtr> run(const std::unique_ptr<DataJob>& job, const Shape& input) {
  while (!job->advance(1000.0)) {
  }
  auto data = job->result();
  if (!data || (*data)->train.shape.size() == input.size()) return data;
  auto fitted = fit_to_shape(**data, input);
  if (!fitted) return fitted.error();
  return DatasetPtr(std::make_shared<const Dataset>(*std::move(fitted)));
}

}  // namespace

Result<DatasetPtr> load_source(const std::string& source, int train_size, std::uint64_t seed, const Shape& input) {
  if (source == "digits") {
    auto sheet = read_file(asset_path("digits.png").string());
    if (!sheet) return sheet.error();
    return run(sheet_job(std::move(*sheet)), input);
  }
  if (source == "generated") {
    return run(generate_job(train_size > 0 ? train_size : kDefaultGenerated, seed), input);
  }
  std::error_code ignored;
  if (!std::filesystem::exists(source, ignored)) {
    return Error{"There is no data source \"" + source +
                 "\": give `digits`, `generated`, or a folder of IDX files, CIFAR-10 batches or pictures."};
  }
  auto data = load_path(source, input);
  if (!data) return data.error();
  return DatasetPtr(std::make_shared<const Dataset>(*std::move(data)));
}

}  // namespace lab::cli
