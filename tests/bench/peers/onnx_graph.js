// Writes ONNX models: of the format's protocol buffers as much as graphs of standard operators need.

const join = (parts) => {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.length;
  }
  return bytes;
};

/// A number in groups of seven bits, the lowest first; negative ones as of 64 bits.
function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(rest & 127n) | (rest > 127n ? 128 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

const integer = (field, value) => join([varint(8 * field), varint(value)]);
const block = (field, bytes) => join([varint(8 * field + 2), varint(bytes.length), bytes]);
const text = (field, string) => block(field, new TextEncoder().encode(string));

const TYPES = {float: 1, int64: 7, bool: 9};
const OPSET = 21;

/// A value's name with its type, and its shape if it is given.
function valueInfo(name, type, shape) {
  const lengths = shape?.map((length) => block(1, integer(1, length)));
  const tensor = [integer(1, TYPES[type]), ...(lengths ? [block(2, join(lengths))] : [])];
  return join([text(1, name), block(2, block(1, join(tensor)))]);
}

/// Whole numbers, lists of them, words, and graphs.
function attribute(name, value) {
  const of = (type, ...fields) => join([text(1, name), ...fields, integer(20, type)]);
  if (value instanceof Graph) return of(5, block(6, value.bytes()));
  if (Array.isArray(value)) return of(7, ...value.map((one) => integer(8, one)));
  return typeof value === 'string' ? of(3, text(4, value)) : of(2, integer(3, value));
}

export class Graph {
  #parts = [];
  #names = 0;

  /// `prefix` keeps the names of graphs within graphs apart.
  constructor(prefix = '') {
    this.prefix = prefix;
  }

  #name() {
    this.#names += 1;
    return `${this.prefix}${this.#names}`;
  }

  input(type, shape, name = this.#name()) {
    this.#parts.push(block(11, valueInfo(name, type, shape)));
    return name;
  }

  output(name, type) {
    this.#parts.push(block(12, valueInfo(name, type)));
  }

  constant({values, shape}, type = 'float') {
    const name = this.#name();
    const dimensions = shape.map((length) => integer(1, length));
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#parts.push(block(5, join([...dimensions, integer(2, TYPES[type]), text(8, name), block(9, bytes)])));
    return name;
  }

  number = (value) => this.constant({values: Float32Array.of(value), shape: []});
  integers = (...values) => this.constant({values: BigInt64Array.from(values, BigInt), shape: [values.length]}, 'int64');

  /// Appends an operator and gives its output's name, or a list of names where it has several.
  add(operator, inputs, attributes = {}, outputs = 1) {
    const names = Array.from({length: outputs}, () => this.#name());
    const node = [
      ...inputs.map((name) => text(1, name)),
      ...names.map((name) => text(2, name)),
      text(4, operator),
      ...Object.entries(attributes).map(([name, value]) => block(5, attribute(name, value))),
    ];
    this.#parts.push(block(1, join(node)));
    return outputs === 1 ? names[0] : names;
  }

  bytes() {
    return join([text(2, `graph${this.prefix}`), ...this.#parts]);
  }

  model() {
    return join([integer(1, 10), block(7, this.bytes()), block(8, integer(2, OPSET))]);
  }
}
