#include "io/onnx_graph.h"

#include <algorithm>

namespace lab {
namespace {

constexpr std::int64_t kIrVersion = 8;
constexpr std::int64_t kOperatorSet = 15;
constexpr std::int64_t kFloat = 1;  // TensorProto.DataType
constexpr std::int64_t kInt64 = 7;

// Field numbers of onnx.proto, message by message.
namespace attribute_field {
constexpr unsigned kName = 1, kReal = 2, kInteger = 3, kText = 4, kIntegers = 8, kType = 20;
constexpr std::int64_t kTypeReal = 1, kTypeInteger = 2, kTypeText = 3, kTypeIntegers = 7;
}  // namespace attribute_field
namespace node_field {
constexpr unsigned kInput = 1, kOutput = 2, kName = 3, kOperator = 4, kAttribute = 5;
}
namespace tensor_field {
constexpr unsigned kSize = 1, kType = 2, kName = 8, kRawData = 9;
}
namespace graph_field {
constexpr unsigned kNode = 1, kName = 2, kInitializer = 5, kInput = 11, kOutput = 12;
}
namespace model_field {
constexpr unsigned kIrVersion = 1, kProducer = 2, kDescription = 6, kGraph = 7, kOperatorSets = 8;
}

ProtobufMessage named_attribute(const std::string& name, std::int64_t type) {
  ProtobufMessage message;
  message.text(attribute_field::kName, name);
  message.number(attribute_field::kType, type);
  return message;
}

/// ValueInfoProto: name = 1, type = 2; TypeProto: tensor_type = 1; Tensor: elem_type = 1, shape = 2; TensorShapeProto:
/// dim = 1; Dimension: dim_value = 1, dim_param = 2.
ProtobufMessage value_info(const std::string& name, const std::vector<OnnxGraph::Size>& shape) {
  ProtobufMessage sizes;
  for (const auto& size : shape) {
    ProtobufMessage dimension;
    if (size.name.empty()) {
      dimension.number(1, size.value);
    } else {
      dimension.text(2, size.name);
    }
    sizes.message(1, dimension);
  }
  ProtobufMessage tensor;
  tensor.number(1, kFloat);
  tensor.message(2, sizes);
  ProtobufMessage type;
  type.message(1, tensor);
  ProtobufMessage info;
  info.text(1, name);
  info.message(2, type);
  return info;
}

}  // namespace

OnnxGraph::Attribute OnnxGraph::Attribute::of(const std::string& name, std::int64_t value) {
  Attribute attribute{named_attribute(name, attribute_field::kTypeInteger)};
  attribute.message.number(attribute_field::kInteger, value);
  return attribute;
}
OnnxGraph::Attribute OnnxGraph::Attribute::of(const std::string& name, float value) {
  Attribute attribute{named_attribute(name, attribute_field::kTypeReal)};
  attribute.message.real(attribute_field::kReal, value);
  return attribute;
}
OnnxGraph::Attribute OnnxGraph::Attribute::of(const std::string& name, const char* value) {
  Attribute attribute{named_attribute(name, attribute_field::kTypeText)};
  attribute.message.text(attribute_field::kText, value);
  return attribute;
}
OnnxGraph::Attribute OnnxGraph::Attribute::of(const std::string& name, const std::vector<std::int64_t>& values) {
  Attribute attribute{named_attribute(name, attribute_field::kTypeIntegers)};
  for (const std::int64_t value : values) attribute.message.number(attribute_field::kIntegers, value);
  return attribute;
}

bool OnnxGraph::is_new(const std::string& name) {
  if (std::ranges::find(names_, name) != names_.end()) return false;
  names_.push_back(name);
  return true;
}

std::string OnnxGraph::add(const std::string& op, const std::string& name, const std::vector<std::string>& inputs,
                           const std::vector<Attribute>& attributes) {
  std::string unique = name;
  for (int i = 1; !is_new(unique); ++i) unique = name + "_" + std::to_string(i);
  ProtobufMessage node;
  for (const std::string& input : inputs) node.text(node_field::kInput, input);
  node.text(node_field::kOutput, unique);
  node.text(node_field::kName, unique);
  node.text(node_field::kOperator, op);
  for (const Attribute& attribute : attributes) node.message(node_field::kAttribute, attribute.message);
  graph_.message(graph_field::kNode, node);
  return unique;
}

std::string OnnxGraph::constant(const std::string& name, const std::vector<int>& shape, std::span<const float> values) {
  if (!is_new(name)) return name;
  ProtobufMessage tensor;
  for (const int size : shape) tensor.number(tensor_field::kSize, size);
  tensor.number(tensor_field::kType, kFloat);
  tensor.text(tensor_field::kName, name);
  Bytes raw;
  put_floats(raw, values);
  tensor.data(tensor_field::kRawData, raw);
  graph_.message(graph_field::kInitializer, tensor);
  return name;
}

std::string OnnxGraph::constant(const std::string& name, const std::vector<std::int64_t>& values) {
  if (!is_new(name)) return name;
  ProtobufMessage tensor;
  tensor.number(tensor_field::kSize, static_cast<std::int64_t>(values.size()));
  tensor.number(tensor_field::kType, kInt64);
  tensor.text(tensor_field::kName, name);
  Bytes raw;
  for (const std::int64_t value : values) put_u64(raw, static_cast<std::uint64_t>(value));
  tensor.data(tensor_field::kRawData, raw);
  graph_.message(graph_field::kInitializer, tensor);
  return name;
}

void OnnxGraph::set_input(const std::string& name, const std::vector<Size>& shape) {
  names_.push_back(name);
  graph_.message(graph_field::kInput, value_info(name, shape));
}

void OnnxGraph::set_output(const std::string& name, const std::vector<Size>& shape) {
  graph_.message(graph_field::kOutput, value_info(name, shape));
}

Bytes OnnxGraph::model(const std::string& title, const std::string& description) const {
  ProtobufMessage operator_set;  // OperatorSetIdProto: domain = 1, version = 2
  operator_set.text(1, "");
  operator_set.number(2, kOperatorSet);
  ProtobufMessage graph = graph_;
  graph.text(graph_field::kName, title);
  ProtobufMessage model;
  model.number(model_field::kIrVersion, kIrVersion);
  model.text(model_field::kProducer, "Autoencoder Lab");
  model.text(model_field::kDescription, description);
  model.message(model_field::kGraph, graph);
  model.message(model_field::kOperatorSets, operator_set);
  return model.bytes();
}

}  // namespace lab
