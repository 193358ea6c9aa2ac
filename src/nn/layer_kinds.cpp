#include "nn/layer_kinds.h"

#include <algorithm>
#include <array>

#include "nn/layers/dense.h"

namespace lab {
namespace {

const std::array kKinds = {
    LayerKind{"dense", "Dense", dense_settings(), make_dense},
};

Status check_settings(const LayerKind& kind, const LayerSpec& spec) {
  for (const auto& [name, value] : spec.settings()) {
    const auto known = std::ranges::find(kind.settings, std::string_view(name), &LayerSetting::name);
    if (known == kind.settings.end())
      return Error{std::string(kind.title) + " layers have no setting \"" + name + "\"."};
    if (known->is_text != std::holds_alternative<std::string>(value)) {
      return Error{"\"" + name + "\" of a " + std::string(kind.title) + " layer must be a " +
                   (known->is_text ? "text." : "number.")};
    }
  }
  for (const auto& setting : kind.settings) {
    if (setting.required && !spec.has(setting.name)) {
      return Error{std::string(kind.title) + " layers need the setting \"" + std::string(setting.name) + "\"."};
    }
  }
  return {};
}

}  // namespace

std::span<const LayerKind> layer_kinds() { return kKinds; }

const LayerKind* find_layer_kind(std::string_view name) {
  const auto* it = std::find_if(kKinds.begin(), kKinds.end(), [&](const auto& kind) { return kind.name == name; });
  return it == kKinds.end() ? nullptr : it;
}

Result<std::unique_ptr<Layer>> make_layer(const LayerSpec& spec) {
  const LayerKind* kind = find_layer_kind(spec.kind());
  if (kind == nullptr) return Error{"There is no layer called \"" + spec.kind() + "\"."};
  if (const Status status = check_settings(*kind, spec); !status) return status.error();
  return kind->make(spec);
}

}  // namespace lab
