#include "cli/figure.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/figure_files.h"
#include "cli/files.h"
#include "cli/models.h"
#include "cli/output.h"
#include "cli/sources.h"
#include "experiment/field_text.h"
#include "io/code_figures.h"
#include "io/layer_figures.h"
#include "io/model_figures.h"

namespace lab::cli {
namespace {

constexpr int kMostSide = 20;

struct Options {
  std::string kind, model, out;
  std::string data;
  std::optional<std::string> noise, level;
  std::uint64_t seed = 0;
  int side = 12;
  int from = 0;
  int to = 1;
  int layer = 0;
  int image = 0;
  FigureOptions files;
};

/// A figure of a model: what it is called, what it shows, and how it is drawn.
struct Kind {
  const char* name;
  const char* help;
  Result<Drawing> (*draw)(const Options& options, const Typeface& type, ModelSubject& model);
};

Error no_image(int index, int count) {
  return {"There is no test image " + std::to_string(index) + "; there are " + std::to_string(count) +
          ", counted from 0."};
}

Result<Drawing> draw_between(const Options& options, const Typeface& type, ModelSubject& model) {
  for (const int index : {options.from, options.to}) {
    if (index >= model.data().test.size()) return no_image(index, model.data().test.size());
  }
  return between_figure(type, model, options.from, options.to);
}

Status check_layer(const Options& options, const ModelSubject& model) {
  const auto count = static_cast<int>(model.network().layers().size());
  if (options.layer < count) return {};
  return Error{"There is no layer " + std::to_string(options.layer) + "; the model has " + std::to_string(count) +
               ", counted from 0."};
}

Result<Drawing> draw_weights(const Options& options, const Typeface& type, ModelSubject& model) {
  if (const Status status = check_layer(options, model); !status) return status.error();
  return weights_figure(type, model, options.layer);
}

Result<Drawing> draw_activations(const Options& options, const Typeface& type, ModelSubject& model) {
  if (const Status status = check_layer(options, model); !status) return status.error();
  if (options.image >= model.data().test.size()) return no_image(options.image, model.data().test.size());
  return activations_figure(type, model, options.layer, options.image);
}

constexpr std::array kKinds = {
    Kind{"map", "test images as points in the plane of their codes",
         [](const Options&, const Typeface& type, ModelSubject& model) { return map_figure(type, model); }},
    Kind{"grid", "what the decoder draws all over that plane (--side)",
         [](const Options& options, const Typeface& type, ModelSubject& model) {
           return grid_figure(type, model, options.side);
         }},
    Kind{"between", "from one test image to another (--from, --to), through the code and through the pixels",
         draw_between},
    Kind{"weights", "the kernels of a layer (--layer)", draw_weights},
    Kind{"activations", "what a layer (--layer) makes of a test image (--image)", draw_activations}};

Status set_noise(const Options& options, ExperimentSpec& spec) {
  if (options.noise) {
    if (const Status status = set_field_text(spec, "noise", *options.noise); !status) return status;
  }
  return options.level ? set_field_text(spec, "noise_level", *options.level) : Status();
}

Result<Drawing> draw(const Options& options, const Typeface& type) {
  std::optional<SavedModel> model;
  if (!options.model.empty()) {
    auto loaded = load_model(options.model, false);
    if (!loaded) return loaded.error();
    model.emplace(std::move(*loaded));
  }
  // Without a model images are shown as they are: the shape of the course's.
  auto data = load_source(options.data, 0, options.seed, model ? model->spec.input : Shape::image(28, 28, 1));
  if (!data) return data.error();
  if (options.kind == "samples") return samples_figure(type, **data, options.seed);
  if (!model) return Error{"This figure needs a model: lab figure " + options.kind + " MODEL."};
  if (const Status status = set_noise(options, model->spec); !status) return status.error();
  if (options.kind == "first-ten") return first_ten_figure(type, *model, **data, model->spec.noise, options.seed);
  auto subject = ModelSubject::make(std::move(*model), std::move(*data), options.seed);
  if (!subject) return subject.error();
  return std::ranges::find(kKinds, std::string_view(options.kind), &Kind::name)->draw(options, type, *subject);
}

int figure(const Options& options) {
  // The name may say the format.
  std::string name = options.out;
  FigureOptions as = options.files;
  for (const char* ending : {".png", ".svg"}) {
    if (!name.ends_with(ending)) continue;
    if (as.formats.empty()) as.formats = {ending + 1};
    name.resize(name.size() - std::strlen(ending));
    break;
  }
  const auto files = FigureFiles::open(as);
  if (!files) return fail(files.error().message);
  const auto drawing = draw(options, files->type());
  if (!drawing) return fail(drawing.error().message);
  std::vector<OutputFile> written;
  files->add(written, name, *drawing);
  for (const OutputFile& file : written) {
    if (const Status status = write_file(file.name, file.bytes); !status) return fail(status.error().message);
    say("%s: %s\n", file.name.c_str(), files->size_text(file, *drawing).c_str());
  }
  return 0;
}

}  // namespace

std::function<int()> declare_figure(CLI::App& app) {
  auto o = std::make_shared<Options>();
  std::vector<std::string> names{"first-ten", "samples"};
  std::string help =
      "first-ten: ten test images, clean, noisy and denoised; samples: five random training and test images";
  for (const Kind& kind : kKinds) {
    names.emplace_back(kind.name);
    help += std::string("; ") + kind.name + ": " + kind.help;
  }
  app.add_option("kind", o->kind, help)->required()->check(CLI::IsMember(names));
  app.add_option("model", o->model, "A model file that `lab train --out` wrote; samples can do without");
  app.add_option("--data", o->data, "Where the images come from, as for `lab train`");
  app.add_option("--noise", o->noise, "Another noise than the model was trained with");
  app.add_option("--level", o->level, "Another strength");
  app.add_option("--seed", o->seed, "Names the random numbers of the noise or of the choice");
  app.add_option("--side", o->side, "Pictures along each side of a grid")
      ->check(CLI::Range(2, kMostSide))
      ->capture_default_str();
  app.add_option("--from", o->from, "The test image that between begins with")->check(CLI::NonNegativeNumber);
  app.add_option("--to", o->to, "The one that it ends with")->check(CLI::NonNegativeNumber)->capture_default_str();
  app.add_option("--layer", o->layer, "A layer, counted from 0 as `lab summary` lists them")
      ->check(CLI::NonNegativeNumber);
  app.add_option("--image", o->image, "A test image, counted from 0")->check(CLI::NonNegativeNumber);
  declare_figure_options(app, o->files);
  app.add_option("--out", o->out, "The file to write; a name that ends in .svg asks for SVG")->required();
  return [o] { return figure(*o); };
}

}  // namespace lab::cli
