#include "cli/predict.h"

#include <algorithm>
#include <memory>
#include <string>

#include "cli/files.h"
#include "cli/models.h"
#include "cli/output.h"
#include "core/thread_pool.h"
#include "io/npy.h"

namespace lab::cli {
namespace {

constexpr int kBatch = 64;

struct Options {
  std::string model, in, out;
  bool untrained = false;
  bool encoder = false;
  bool decoder = false;
};

/// The layers that are run: [first, last).
struct Part {
  int first;
  int last;
  Shape input;
  Shape output;
};

Result<Part> part_of(const Options& options, const ExperimentSpec& spec, const Network& network) {
  const int count = static_cast<int>(network.layers().size());
  Part part{0, count, network.input_shape(), network.output_shape()};
  if (!options.encoder && !options.decoder) return part;
  if (spec.code_layer < 0) return Error{"This network has no code layer, so it has no encoder and no decoder."};
  const Shape code = network.layers()[static_cast<std::size_t>(spec.code_layer)].output;
  if (options.encoder) {
    part.last = spec.code_layer + 1;
    part.output = code;
  } else {
    part.first = spec.code_layer + 1;
    part.input = code;
  }
  if (part.first >= part.last) return Error{"The code is this network's output, so there is no decoder."};
  return part;
}

std::vector<int> shape_of(int samples, const Shape& shape) {
  if (shape.is_flat) return {samples, shape.channels};
  return {samples, shape.height, shape.width, shape.channels};
}

int predict(const Options& options) {
  const auto model = load_model(options.model, options.untrained);
  if (!model) return fail(model.error().message);
  auto network = network_of(*model, kBatch);
  if (!network) return fail(network.error().message);
  const auto part = part_of(options, model->spec, *network);
  if (!part) return fail(part.error().message);
  const auto bytes = read_file(options.in);
  if (!bytes) return fail(bytes.error().message);
  const auto in = read_npy(options.in, *bytes);
  if (!in) return fail(in.error().message);

  const int inputs = part->input.size();
  const int samples = in->shape.empty() ? 0 : in->shape[0];
  if (samples == 0 || in->values.size() != static_cast<std::size_t>(samples) * static_cast<std::size_t>(inputs)) {
    return fail(options.in + " has the shape " + shape_text(in->shape) + ", but this needs (N, " +
                part->input.to_string().substr(1) + ".");
  }
  const int outputs = part->output.size();
  NamedArray out{options.out, shape_of(samples, part->output), {}};
  out.values.resize(static_cast<std::size_t>(samples) * static_cast<std::size_t>(outputs));
  ThreadPool pool(1);
  for (int first = 0; first < samples; first += kBatch) {
    const int count = std::min(kBatch, samples - first);
    const ConstMatrixView batch(in->values.data() + static_cast<std::ptrdiff_t>(first) * inputs, inputs, count);
    const ConstMatrixView result = network->predict(pool, batch, part->first, part->last);
    std::copy_n(result.data(), result.size(), out.values.begin() + static_cast<std::ptrdiff_t>(first) * outputs);
  }
  if (const Status status = write_file(options.out, write_npy(out)); !status) return fail(status.error().message);
  say("%s: %s\n", options.out.c_str(), shape_text(out.shape).c_str());
  return 0;
}

}  // namespace

std::function<int()> declare_predict(CLI::App& app) {
  auto o = std::make_shared<Options>();
  app.add_option("model", o->model, "A model file that `lab train --out` wrote")->required();
  app.add_option("in", o->in, "An .npy file, one sample per row: (N, 784), (N, 28, 28, 1) or whatever the model takes")
      ->required();
  app.add_option("out", o->out, "Where to write the outputs, another .npy file")->required();
  app.add_flag("--untrained", o->untrained, "MODEL is a preset (or a spec's .json file) with its first weights");
  auto* encoder = app.add_flag("--encoder", o->encoder, "Only up to the code");
  app.add_flag("--decoder", o->decoder, "Only from the code on; IN holds codes")->excludes(encoder);
  return [o] { return predict(*o); };
}

}  // namespace lab::cli
