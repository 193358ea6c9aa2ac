#include "cli/figure.h"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "cli/files.h"
#include "cli/models.h"
#include "cli/sources.h"
#include "data/png.h"
#include "experiment/field_text.h"
#include "io/model_figures.h"

namespace lab::cli {
namespace {

struct Options {
  std::string kind, model, out;
  std::string data = "digits";
  std::optional<std::string> noise, level;
  std::uint64_t seed = 0;
};

Result<Picture> draw(const Options& options) {
  std::optional<SavedModel> model;
  if (!options.model.empty()) {
    auto loaded = load_model(options.model, false);
    if (!loaded) return loaded.error();
    model.emplace(std::move(*loaded));
  }
  if (options.kind == "samples") {
    // Without a model images are shown as they are: the shape of the course's.
    const auto data = load_source(options.data, 0, options.seed, model ? model->spec.input : Shape::image(28, 28, 1));
    if (!data) return data.error();
    return samples_figure(**data, options.seed);
  }
  if (!model) return Error{"This figure needs a model: lab figure first-ten MODEL."};
  ExperimentSpec& spec = model->spec;
  if (options.noise) {
    if (const Status status = set_field_text(spec, "noise", *options.noise); !status) return status.error();
  }
  if (options.level) {
    if (const Status status = set_field_text(spec, "noise_level", *options.level); !status) return status.error();
  }
  const auto data = load_source(options.data, 0, options.seed, spec.input);
  if (!data) return data.error();
  return first_ten_figure(*model, **data, spec.noise, options.seed);
}

int figure(const Options& options) {
  const auto picture = draw(options);
  if (!picture) return fail(picture.error().message);
  if (const Status status = write_file(options.out, encode_png(*picture)); !status) return fail(status.error().message);
  std::printf("%s: %d x %d pixels\n", options.out.c_str(), picture->width, picture->height);
  return 0;
}

}  // namespace

std::function<int()> declare_figure(CLI::App& app) {
  auto o = std::make_shared<Options>();
  app.add_option("kind", o->kind,
                 "first-ten: ten test images, clean, noisy and denoised; samples: five random training and test images")
      ->required()
      ->check(CLI::IsMember({"first-ten", "samples"}));
  app.add_option("model", o->model, "A model file that `lab train --out` wrote; samples can do without");
  app.add_option("--data", o->data, "Where the images come from, as for `lab train`")->capture_default_str();
  app.add_option("--noise", o->noise, "Another noise than the model was trained with");
  app.add_option("--level", o->level, "Another strength");
  app.add_option("--seed", o->seed, "Names the random numbers of the noise or of the choice");
  app.add_option("--out", o->out, "The PNG file to write")->required();
  return [o] { return figure(*o); };
}

}  // namespace lab::cli
