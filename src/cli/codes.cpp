#include "cli/codes.h"

#include <memory>
#include <string>
#include <vector>

#include "cli/files.h"
#include "cli/models.h"
#include "cli/output.h"
#include "cli/sources.h"
#include "io/model_subject.h"
#include "io/npy.h"

namespace lab::cli {
namespace {

struct Options {
  std::string model, out;
  std::string data;
  int count = 0;
  std::uint64_t seed = 0;
};

NamedArray vectors(const char* name, int count, const std::vector<float>& values) {
  return {name, {count, static_cast<int>(values.size()) / count}, values};
}

/// The codes of the first `count` test images, and the plane of the map.
Result<std::vector<NamedArray>> arrays_of(ModelSubject& model, int count) {
  const auto map = observe_now<CodeMap>(model.look({.view = OpenView::code}));
  if (!map || map->x.empty()) return Error{"This network has no code."};
  std::vector<float> clean, noisy, labels, points;
  for (int i = 0; i < count; ++i) {
    const Subject subject = model.look({.spotlight = i, .view = OpenView::code});
    const auto code = observe_now<Code>(subject);
    const std::vector<float>& values = code->clean.empty() ? code->values : code->clean;
    clean.insert(clean.end(), values.begin(), values.end());
    if (!code->clean.empty()) noisy.insert(noisy.end(), code->values.begin(), code->values.end());
    const auto point = map->plane.project(values);
    points.insert(points.end(), point.begin(), point.end());
    if (const int label = subject.label(i); label >= 0) labels.push_back(static_cast<float>(label));
  }
  std::vector<NamedArray> arrays{vectors("codes", count, clean), vectors("points", count, points)};
  if (!noisy.empty()) arrays.push_back(vectors("noisy_codes", count, noisy));
  if (static_cast<int>(labels.size()) == count) arrays.push_back({"labels", {count}, labels});
  const CodePlane& plane = map->plane;
  std::vector<float> components = plane.axes[0];
  components.insert(components.end(), plane.axes[1].begin(), plane.axes[1].end());
  const int rows = plane.axes[1].empty() ? 1 : 2;
  arrays.push_back({"mean", {static_cast<int>(plane.origin.size())}, plane.origin});
  arrays.push_back(vectors("components", rows, components));
  arrays.push_back({"explained", {2}, {plane.explained.begin(), plane.explained.end()}});
  return arrays;
}

int codes(const Options& options) {
  auto model = load_model(options.model, false);
  if (!model) return fail(model.error().message);
  auto data = load_source(options.data, 0, options.seed, model->spec.input);
  if (!data) return fail(data.error().message);
  const int all = (*data)->test.size();
  auto subject = ModelSubject::make(std::move(*model), std::move(*data), options.seed);
  if (!subject) return fail(subject.error().message);
  const auto arrays = arrays_of(*subject, options.count > 0 ? std::min(options.count, all) : all);
  if (!arrays) return fail(arrays.error().message);
  if (const Status status = write_file(options.out, write_npz(*arrays)); !status) return fail(status.error().message);
  say("%s:", options.out.c_str());
  for (const NamedArray& array : *arrays) say(" %s %s", array.name.c_str(), shape_text(array.shape).c_str());
  say("\n");
  return 0;
}

}  // namespace

std::function<int()> declare_codes(CLI::App& app) {
  auto o = std::make_shared<Options>();
  app.add_option("model", o->model, "A model file that `lab train --out` wrote")->required();
  app.add_option("--data", o->data, "Where the images come from, as for `lab train`");
  app.add_option("--count", o->count, "How many of the first test images; all by default")
      ->check(CLI::Range(1, 1'000'000));
  app.add_option("--seed", o->seed, "Names the random numbers of the noise");
  app.add_option("--out", o->out,
                 "The .npz file to write: codes and noisy_codes (without and with noise), labels, and of the first "
                 "2,000 images' codes mean, components, explained (shares of the variance); points (in that plane)")
      ->required();
  return [o] { return codes(*o); };
}

}  // namespace lab::cli
