#include "cli/sources.h"

#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "cli/files.h"
#include "data/data_job.h"
#include "data/idx.h"

namespace lab::cli {
namespace {

constexpr int kDefaultGenerated = 10'000;

Result<DatasetPtr> run(const std::unique_ptr<DataJob>& job) {
  while (!job->advance(1000.0)) {
  }
  return job->result();
}

}  // namespace

Result<DatasetPtr> load_source(const std::string& source, int train_size, std::uint64_t seed) {
  if (source == "digits") {
    auto sheet = read_file(LAB_ASSETS_DIR "/digits.png");
    if (!sheet) return sheet.error();
    return run(sheet_job(std::move(*sheet)));
  }
  if (source == "generated") return run(generate_job(train_size > 0 ? train_size : kDefaultGenerated, seed));
  std::error_code ignored;
  if (!std::filesystem::is_directory(source, ignored)) {
    return Error{"There is no data source \"" + source + "\": give `digits`, `generated` or a folder of IDX files."};
  }
  auto data = load_idx_folder(source);
  if (!data) return data.error();
  return DatasetPtr(std::make_shared<const Dataset>(std::move(*data)));
}

}  // namespace lab::cli
