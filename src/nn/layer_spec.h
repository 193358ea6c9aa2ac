#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace lab {

/// One layer of a network as plain data: its kind and the settings that differ from the kind's defaults, under Keras's
/// names ("units", "activation"). Which settings a kind takes is declared beside that kind (see layer_kinds()).
class LayerSpec {
 public:
  using Value = std::variant<double, std::string>;
  using Setting = std::pair<std::string, Value>;

  LayerSpec() = default;
  LayerSpec(std::string kind, std::vector<Setting> settings) : kind_(std::move(kind)), settings_(std::move(settings)) {}

  [[nodiscard]] const std::string& kind() const { return kind_; }
  [[nodiscard]] const std::vector<Setting>& settings() const { return settings_; }

  /// The number stored under `name`, or `fallback`.
  [[nodiscard]] double number(std::string_view name, double fallback) const;
  /// The text stored under `name`, or `fallback`.
  [[nodiscard]] std::string text(std::string_view name, std::string_view fallback) const;
  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  void set(std::string_view name, Value value);

  bool operator==(const LayerSpec&) const = default;

 private:
  [[nodiscard]] const Value* find(std::string_view name) const;

  std::string kind_;
  std::vector<Setting> settings_;
};

}  // namespace lab
