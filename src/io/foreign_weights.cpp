#include "io/foreign_weights.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace lab {
namespace {

constexpr std::size_t kMostListed = 6;

/// What PyTorch calls an array, and what Keras does.
struct PartName {
  std::string_view torch, keras;
};
constexpr std::array kParts = {PartName{"weight", "kernel"}, PartName{"bias", "bias"},
                               PartName{"running_mean", "moving_mean"}, PartName{"running_var", "moving_variance"}};
constexpr std::array<std::string_view, 6> kKerasParts = {"kernel", "bias",        "gamma",
                                                         "beta",   "moving_mean", "moving_variance"};
/// PyTorch counts the batches that a normalization has seen, which nothing here asks for.
constexpr std::string_view kCounter = "num_batches_tracked";

struct Part {
  std::string keras;  ///< its name in Keras
  const NamedArray* array = nullptr;
  bool as_torch = false;  ///< in PyTorch's layout
};

/// The arrays of one layer.
struct Group {
  std::string owner;
  std::vector<Part> parts;

  [[nodiscard]] const Part* find(std::string_view keras) const {
    const auto at = std::ranges::find(parts, keras, &Part::keras);
    return at == parts.end() ? nullptr : &*at;
  }
};

/// A layer of the network that has arrays, and how its neighbours turn images into vectors and back.
struct Wanted {
  const NetworkLayer* layer = nullptr;
  Shape flattened;  ///< the image that comes to it as a vector, or empty
  Shape reshaped;   ///< the image that its output becomes, or empty
};

std::string_view owner_of(std::string_view name) {
  const std::size_t end = name.find_last_of("./");
  return end == std::string_view::npos ? std::string_view() : name.substr(0, end);
}

std::string_view part_of(std::string_view name) {
  if (name.ends_with(":0")) name.remove_suffix(2);
  const std::size_t end = name.find_last_of("./");
  return end == std::string_view::npos ? name : name.substr(end + 1);
}

/// The part that a name says, or nothing.
std::optional<Part> named_part(const NamedArray& array) {
  const std::string_view own = part_of(array.name);
  const auto* const torch = std::ranges::find(kParts, own, &PartName::torch);
  // Both call a bias so; the layout is that of the kernel beside it, and a bias has but one.
  if (torch != kParts.end()) return Part{std::string(torch->keras), &array, true};
  if (std::ranges::find(kKerasParts, own) == kKerasParts.end()) return {};
  return Part{std::string(own), &array, false};
}

/// Arrays whose names say their parts, a group for each layer; nothing where one does not.
std::optional<std::vector<Group>> groups_by_name(std::span<const NamedArray> arrays) {
  std::vector<Group> groups;
  for (const NamedArray& array : arrays) {
    if (part_of(array.name) == kCounter) continue;
    auto part = named_part(array);
    if (!part) return {};
    const std::string owner(owner_of(array.name));
    auto group = std::ranges::find(groups, owner, &Group::owner);
    if (group == groups.end()) group = groups.insert(groups.end(), Group{owner, {}});
    group->parts.push_back(*std::move(part));
  }
  // A normalization's weight and bias are what Keras calls gamma and beta.
  for (Group& group : groups) {
    if (group.find("moving_mean") == nullptr) continue;
    for (Part& part : group.parts) {
      if (part.as_torch && part.keras == "kernel") part.keras = "gamma";
      if (part.as_torch && part.keras == "bias") part.keras = "beta";
    }
  }
  return groups;
}

/// Arrays without names, in the network's order.
std::vector<Group> groups_by_order(std::span<const NamedArray> arrays, std::span<const Wanted> wanted) {
  std::vector<Group> groups;
  std::size_t next = 0;
  for (const Wanted& w : wanted) {
    Group& group = groups.emplace_back();
    for (const ParameterArray& parameter : w.layer->parameters) {
      if (next < arrays.size()) group.parts.push_back({parameter.name, &arrays[next], false});
      ++next;
    }
  }
  if (next != arrays.size()) groups.clear();
  return groups;
}

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// The name with every number as "#", and the numbers.
std::pair<std::string, std::vector<unsigned long>> numbered(const std::string& name) {
  std::pair<std::string, std::vector<unsigned long>> result;
  for (std::size_t i = 0; i < name.size();) {
    if (!is_digit(name[i])) {
      result.first.push_back(name[i++]);
      continue;
    }
    unsigned long number = 0;
    for (; i < name.size() && is_digit(name[i]); ++i) number = number * 10 + static_cast<unsigned long>(name[i] - '0');
    result.first.push_back('#');
    result.second.push_back(number);
  }
  return result;
}

void sort_by_numbers(std::vector<Group>& groups) {
  const std::string pattern = numbered(groups.front().owner).first;
  const bool alike =
      std::ranges::all_of(groups, [&](const Group& group) { return numbered(group.owner).first == pattern; });
  if (alike) std::ranges::stable_sort(groups, {}, [](const Group& group) { return numbered(group.owner).second; });
}

/// The shape in PyTorch of what Keras keeps as `keras`: (in, out) is (out, in), and (height, width, a, b) is
/// (b, a, height, width), of Conv2D and Conv2DTranspose alike.
std::vector<int> torch_shape(const std::vector<int>& keras) {
  if (keras.size() == 2) return {keras[1], keras[0]};
  if (keras.size() == 4) return {keras[3], keras[2], keras[0], keras[1]};
  return keras;
}

bool fits(const Group& group, const Wanted& wanted) {
  const auto& parameters = wanted.layer->parameters;
  return group.parts.size() == parameters.size() && std::ranges::all_of(parameters, [&](const ParameterArray& p) {
           const Part* const part = group.find(p.name);
           return part != nullptr && part->array->shape == (part->as_torch ? torch_shape(p.shape) : p.shape);
         });
}

/// Where number `i` of an image as a vector, as Keras counts (channels last), stands as PyTorch counts.
std::size_t channels_first(std::size_t i, const Shape& image) {
  const auto channels = static_cast<std::size_t>(image.channels);
  return channels < 2 ? i : i % channels * (static_cast<std::size_t>(image.size()) / channels) + i / channels;
}

/// The array of a PyTorch layer in Keras's layout.
std::vector<float> keras_values(const Part& part, const std::vector<int>& shape, const Wanted& wanted) {
  const std::vector<float>& from = part.array->values;
  if (!part.as_torch) return from;
  std::vector<float> to(from.size());
  const auto size = [&](std::size_t axis) { return static_cast<std::size_t>(shape[axis]); };
  if (shape.size() == 2) {
    for (std::size_t in = 0; in < size(0); ++in) {
      for (std::size_t out = 0; out < size(1); ++out) {
        to[in * size(1) + out] =
            from[channels_first(out, wanted.reshaped) * size(0) + channels_first(in, wanted.flattened)];
      }
    }
  } else if (shape.size() == 4) {
    const std::size_t area = size(0) * size(1);
    for (std::size_t at = 0; at < area; ++at) {
      for (std::size_t a = 0; a < size(2); ++a) {
        for (std::size_t b = 0; b < size(3); ++b) {
          to[(at * size(2) + a) * size(3) + b] = from[(b * size(2) + a) * area + at];
        }
      }
    }
  } else {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = from[channels_first(i, wanted.reshaped)];
  }
  return to;
}

std::vector<Wanted> wanted_layers(const Network& network) {
  std::vector<Wanted> wanted;
  Shape before = network.input_shape();
  Shape flattened;  // since the last layer that mixes the numbers of its input
  const auto keeps_order = [](const Wanted& w) { return w.layer->kind == "batch_normalization"; };
  for (const NetworkLayer& layer : network.layers()) {
    if (!before.is_flat && layer.output.is_flat) flattened = before;
    if (before.is_flat && !layer.output.is_flat) {
      for (std::size_t i = wanted.size(); i-- > 0;) {
        wanted[i].reshaped = layer.output;
        if (!keeps_order(wanted[i])) break;
      }
    }
    if (!layer.parameters.empty()) {
      Wanted& w = wanted.emplace_back(Wanted{&layer, flattened, Shape()});
      if (keeps_order(w)) {
        w.reshaped = flattened;
      } else {
        flattened = {};
      }
    }
    before = layer.output;
  }
  return wanted;
}

/// The group for every layer: in this order, or where each layer is the only one of its shapes; empty where neither is.
std::vector<const Group*> assign(const std::vector<Group>& groups, const std::vector<Wanted>& wanted) {
  std::vector<const Group*> result;
  if (groups.size() != wanted.size()) return result;
  bool in_order = true;
  for (std::size_t i = 0; i < wanted.size(); ++i) in_order = in_order && fits(groups[i], wanted[i]);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto same = [&](const Group& group) { return fits(group, wanted[i]); };
    if (!in_order && std::ranges::count_if(groups, same) != 1) return {};
    const Group* const group = in_order ? &groups[i] : &*std::ranges::find_if(groups, same);
    if (std::ranges::find(result, group) != result.end()) return {};
    result.push_back(group);
  }
  return result;
}

template <class List, class Text>
std::string listed(const List& list, Text&& text) {
  std::string all;
  std::size_t count = 0;
  for (const auto& item : list) {
    if (count < kMostListed) all.append(count > 0 ? ", " : "").append(text(item));
    ++count;
  }
  if (count > kMostListed) all += " and " + std::to_string(count - kMostListed) + " more";
  return all;
}

Error in_doubt(const std::string& file, std::span<const NamedArray> arrays, const std::vector<Wanted>& wanted) {
  std::vector<std::string> names;
  for (const Wanted& w : wanted) {
    for (const ParameterArray& p : w.layer->parameters) {
      names.push_back(w.layer->name + "/" + p.name + " " + shape_text(p.shape));
    }
  }
  return Error{file + " holds " +
               listed(arrays, [](const NamedArray& a) { return a.name + " " + shape_text(a.shape); }) +
               ", and neither names nor order and shapes say how these become what the network wants: " +
               listed(names, [](const std::string& name) { return name; }) + "."};
}

}  // namespace

Result<std::vector<NamedArray>> adopt_weights(const std::string& file, std::span<const NamedArray> arrays,
                                              const Network& network) {
  const std::vector<Wanted> wanted = wanted_layers(network);
  auto groups = groups_by_name(arrays);
  if (!groups) groups = groups_by_order(arrays, wanted);
  if (groups->empty()) return in_doubt(file, arrays, wanted);
  if (groups->size() > 1) sort_by_numbers(*groups);
  const std::vector<const Group*> assigned = assign(*groups, wanted);
  if (assigned.empty()) return in_doubt(file, arrays, wanted);
  std::vector<NamedArray> adopted;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    for (const ParameterArray& p : wanted[i].layer->parameters) {
      adopted.push_back({wanted[i].layer->name + "/" + p.name, p.shape,
                         keras_values(*assigned[i]->find(p.name), p.shape, wanted[i])});
    }
  }
  return adopted;
}

}  // namespace lab
