#include "cli/summary.h"

#include <cstdio>
#include <memory>
#include <string>

#include "core/text.h"
#include "experiment/presets.h"
#include "nn/network.h"

namespace lab::cli {
namespace {

int print_summary(const std::string& preset) {
  const auto spec = find_preset(preset);
  if (!spec) return fail(spec.error().message);
  const auto network = Network::outline({spec->input, spec->layers, spec->loss}, 1);
  if (!network) return fail(network.error().message);

  const std::string rule(65, '-');
  const auto row = [](const std::string& layer, const std::string& shape, const std::string& parameters) {
    std::printf("%-28s %-22s %13s\n", layer.c_str(), shape.c_str(), parameters.c_str());
  };
  std::printf("Model: \"%s\"\n%s\n", spec->name.c_str(), rule.c_str());
  row("Layer (type)", "Output Shape", "Param #");
  std::printf("%s\n", rule.c_str());
  row("input (Input)", "(None, " + spec->input.to_string().substr(1), "0");
  for (const NetworkLayer& layer : network->layers()) {
    row(layer.name + " (" + layer.title + ")", "(None, " + layer.output.to_string().substr(1),
        with_separators(layer.parameter_count));
  }
  const int total = network->parameter_count();
  const int trainable = network->trainable_count();
  std::printf("%s\nTotal params: %s\nTrainable params: %s\nNon-trainable params: %s\n", rule.c_str(),
              with_separators(total).c_str(), with_separators(trainable).c_str(),
              with_separators(total - trainable).c_str());
  return 0;
}

}  // namespace

std::function<int()> declare_summary(CLI::App& app) {
  auto preset = std::make_shared<std::string>();
  app.add_option("preset", *preset, "One of `lab list`")->required();
  return [preset] { return print_summary(*preset); };
}

}  // namespace lab::cli
