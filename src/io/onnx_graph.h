#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "io/named_array.h"
#include "io/protobuf.h"

namespace lab {

/// An ONNX graph as it grows, node by node (onnx.proto, ir_version 8, operator set 15). Values are named by strings.
class OnnxGraph {
 public:
  /// An attribute of a node.
  struct Attribute {
    static Attribute of(const std::string& name, std::int64_t value);
    static Attribute of(const std::string& name, float value);
    static Attribute of(const std::string& name, const char* value);
    static Attribute of(const std::string& name, const std::vector<std::int64_t>& values);

    ProtobufMessage message;
  };

  /// A size of the graph's input or output; a name where it is free ("N").
  struct Size {
    std::int64_t value = 0;
    std::string name;
  };

  /// Adds a node with one output; returns its name: the node's, made unique.
  std::string add(const std::string& op, const std::string& name, const std::vector<std::string>& inputs,
                  const std::vector<Attribute>& attributes = {});
  /// Adds constants; returns their name. A constant of the same name must be the same and is kept once.
  std::string constant(const std::string& name, const std::vector<int>& shape, std::span<const float> values);
  std::string constant(const std::string& name, const std::vector<std::int64_t>& values);

  void set_input(const std::string& name, const std::vector<Size>& shape);
  void set_output(const std::string& name, const std::vector<Size>& shape);

  /// The finished model, ready to be written to a file.
  [[nodiscard]] Bytes model(const std::string& title, const std::string& description) const;

 private:
  bool is_new(const std::string& name);

  ProtobufMessage graph_;
  std::vector<std::string> names_;
};

}  // namespace lab
