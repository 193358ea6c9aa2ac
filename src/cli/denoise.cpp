#include "cli/denoise.h"

#include <memory>
#include <string>

#include "cli/files.h"
#include "cli/models.h"
#include "cli/output.h"
#include "data/fit_shape.h"
#include "data/png.h"
#include "io/restore_picture.h"

namespace lab::cli {
namespace {

struct Paths {
  std::string model, in, out;
};

int denoise(const Paths& paths) {
  const auto model = load_model(paths.model, false);
  if (!model) return fail(model.error().message);
  const auto bytes = read_file(paths.in);
  if (!bytes) return fail(bytes.error().message);
  const auto shape = image_shape_of(model->spec.input);
  if (!shape) return fail(shape.error().message);
  const auto picture = decode_picture(*bytes, shape->channels, paths.in);
  if (!picture) return fail(picture.error().message);
  const auto restored = restore_picture(*model, *picture);
  if (!restored) return fail(restored.error().message);
  if (const Status status = write_file(paths.out, encode_png(*restored)); !status) return fail(status.error().message);
  say("%s: %d x %d pixels, denoised by %s\n", paths.out.c_str(), restored->width, restored->height,
      model->spec.name.c_str());
  return 0;
}

}  // namespace

std::function<int()> declare_denoise(CLI::App& app) {
  auto paths = std::make_shared<Paths>();
  app.add_option("model", paths->model, "A model file that `lab train --out` wrote")->required();
  app.add_option("in", paths->in, "The noisy picture (PNG, JPEG or BMP)")->required();
  app.add_option("out", paths->out, "Where to write the denoised picture (PNG)")->required();
  return [paths] { return denoise(*paths); };
}

}  // namespace lab::cli
