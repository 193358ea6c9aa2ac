#include "io/weights.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "io/foreign_weights.h"

namespace lab {
namespace {

constexpr std::size_t kMaxListed = 4;

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), kMaxListed); ++i) text += (i > 0 ? ", " : "") + names[i];
  if (names.size() > kMaxListed) text += " and " + std::to_string(names.size() - kMaxListed) + " more";
  return text;
}

std::string plain_name(std::string_view name) {
  if (name.ends_with(":0")) name.remove_suffix(2);
  return std::string(name);
}

}  // namespace

std::vector<NamedArray> weights_of(const Network& network) {
  std::vector<NamedArray> arrays;
  const auto all = network.parameters();
  for (const NetworkLayer& layer : network.layers()) {
    for (const ParameterArray& array : layer.parameters) {
      const auto values = all.subspan(static_cast<std::size_t>(array.offset), static_cast<std::size_t>(array.size));
      arrays.push_back({layer.name + "/" + array.name, array.shape, {values.begin(), values.end()}});
    }
  }
  return arrays;
}

namespace {

/// Whether the network has an array of that name.
bool is_known(const Network& network, std::string_view name) {
  return std::ranges::any_of(network.layers(), [&](const NetworkLayer& layer) {
    return std::ranges::any_of(layer.parameters,
                               [&](const ParameterArray& array) { return layer.name + "/" + array.name == name; });
  });
}

}  // namespace

Status load_weights(const std::string& file, std::span<const NamedArray> arrays, Network& network) {
  std::vector<NamedArray> adopted;
  if (!arrays.empty() &&
      !std::ranges::any_of(arrays, [&](const NamedArray& a) { return is_known(network, plain_name(a.name)); })) {
    auto known = adopt_weights(file, arrays, network);
    if (!known) return known.error();
    adopted = *std::move(known);
    arrays = adopted;
  }
  std::map<std::string, const NamedArray*> by_name;
  for (const NamedArray& array : arrays) {
    if (!by_name.emplace(plain_name(array.name), &array).second) {
      return Error{file + " holds two arrays called \"" + plain_name(array.name) + "\"."};
    }
  }
  std::vector<std::string> missing;
  for (const NetworkLayer& layer : network.layers()) {
    for (const ParameterArray& wanted : layer.parameters) {
      const std::string name = layer.name + "/" + wanted.name;
      const auto it = by_name.find(name);
      if (it == by_name.end()) {
        missing.push_back(name);
      } else if (it->second->shape != wanted.shape) {
        std::string sentence = name;
        sentence.append(" is ").append(shape_text(it->second->shape)).append(" in ").append(file);
        sentence.append(", but ").append(shape_text(wanted.shape)).append(" in the network.");
        return Error{std::move(sentence)};
      }
    }
  }
  if (!missing.empty()) return Error{file + " lacks these arrays of the network: " + listed(missing) + "."};

  std::vector<const NamedArray*> in_order;
  for (const NetworkLayer& layer : network.layers()) {
    for (const ParameterArray& array : layer.parameters) {
      in_order.push_back(by_name.extract(layer.name + "/" + array.name).mapped());
    }
  }
  if (!by_name.empty()) {
    std::vector<std::string> surplus;
    surplus.reserve(by_name.size());
    for (const auto& [name, array] : by_name) surplus.push_back(name);
    return Error{file + " holds arrays that the network has not: " + listed(surplus) + "."};
  }
  for (const NamedArray* array : in_order) {
    if (!std::ranges::all_of(array->values, [](float v) { return std::isfinite(v); })) {
      return Error{file + " holds values in " + array->name + " that are not numbers (NaN) or infinite."};
    }
  }
  auto to = network.parameters().begin();  // the arrays lie back to back, in this order
  for (const NamedArray* array : in_order) to = std::ranges::copy(array->values, to).out;
  return {};
}

}  // namespace lab
