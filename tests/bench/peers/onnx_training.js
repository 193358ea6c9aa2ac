// A network's training steps as an ONNX graph of standard operators, since ONNX Runtime Web has none for training: forward,
// backward and Adam, in a Loop, so that weights stay within the runtime from step to step.

import {Graph} from './onnx_graph.js';

const halves = {kernel_shape: [2, 2], strides: [2, 2]};
const biasGradient = (graph, dy, ...axes) => graph.add('ReduceSum', [dy, graph.integers(...axes)], {keepdims: 0});

const convolved = (graph, x, kernel, padding) => graph.add('Conv', [x, kernel], {pads: Array(4).fill(padding)});
const exchanged = (graph, x) => graph.add('Transpose', [x], {perm: [1, 0, 2, 3]});
function turned(graph, kernel) {
  const [last, past, axes] = [[-1, -1], [-9, -9], [2, 3]].map((values) => graph.integers(...values));
  return graph.add('Slice', [kernel, last, past, axes, last]);
}

/// Convolves over the batch, with images as kernels: those of the side that has more channels, as that is faster.
function kernelGradient(graph, x, dy, {padding, input, filters}) {
  const [inputs, outputs] = [exchanged(graph, x), exchanged(graph, dy)];
  return filters < input[0]
    ? turned(graph, convolved(graph, outputs, inputs, 2 - padding))
    : exchanged(graph, convolved(graph, inputs, outputs, padding));
}

/// Each takes a graph, the name of a layer's input, the layer and its weights' names. It gives the output's name, and what
/// appends the way back: from the gradient of the output to that of the input (`dx`, called if wanted) and of the weights.
const LAYERS = {
  dense(graph, x, _, [kernel, bias]) {
    const back = (dy) => ({
      gradients: [graph.add('Gemm', [x, dy], {transA: 1}), biasGradient(graph, dy, 0)],
      dx: () => graph.add('Gemm', [dy, kernel], {transB: 1}),
    });
    return [graph.add('Gemm', [x, kernel, bias]), back];
  },
  conv(graph, x, layer, [kernel, bias]) {
    const back = (dy) => ({
      gradients: [kernelGradient(graph, x, dy, layer), biasGradient(graph, dy, 0, 2, 3)],
      dx: () => convolved(graph, dy, turned(graph, exchanged(graph, kernel)), 2 - layer.padding),
    });
    return [graph.add('Conv', [x, kernel, bias], {pads: Array(4).fill(layer.padding)}), back];
  },
  relu(graph, x) {
    const y = graph.add('Relu', [x]);
    return [y, (dy) => ({dx: () => graph.add('Mul', [dy, graph.add('Sign', [y])])})];
  },
  dropout(graph, x) {
    const training = graph.constant({values: Uint8Array.of(1), shape: []}, 'bool');
    const [y, kept] = graph.add('Dropout', [x, graph.number(0.5), training], {}, 2);
    return [y, (dy) => ({dx: () => graph.add('Where', [kept, graph.add('Add', [dy, dy]), graph.number(0)])})];
  },
  flatten(graph, x, {input}) {
    return [graph.add('Flatten', [x]), (dy) => ({dx: () => graph.add('Reshape', [dy, graph.integers(-1, ...input)])})];
  },
  pool(graph, x, {ceil}) {
    const windows = {...halves, pads: [0, 0, ceil, ceil]};
    const [y, places] = graph.add('MaxPool', [x], windows, 2);
    return [y, (dy) => ({dx: () => graph.add('MaxUnpool', [dy, places, graph.add('Shape', [x])], windows)})];
  },
  up(graph, x, {input, output, size}) {
    const doubled = {mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor'};
    const sizes = graph.add('Concat', [graph.add('Shape', [x], {end: 1}), graph.integers(...output)], {axis: 0});
    const y = graph.add('Resize', [x, '', '', sizes], doubled);
    const cut = 2 * input[1] - size;
    const back = (dy) => ({
      dx() {
        const means = graph.add('AveragePool', [dy], {...halves, pads: [0, 0, cut, cut], count_include_pad: 1});
        return graph.add('Mul', [means, graph.number(4)]);
      },
    });
    return [y, back];
  },
};

/// Appends a network's forward pass: its output before the last activation, and the ways back.
function forward(graph, x, layers, names) {
  const backs = [];
  let y = x;
  layers.forEach((layer, i) => {
    const [output, back] = LAYERS[layer.kind](graph, y, layer, names[i]);
    backs.push(back);
    y = output;
  });
  return [y, backs];
}

/// The mean loss and its gradient. Softplus in three operators takes a third of the time of its own.
function lossOf(graph, logits, y, {classifies, y: {shape, values}}) {
  const add = (operator, ...inputs) => graph.add(operator, inputs);
  const share = graph.number(1 / (classifies ? shape[0] : values.length));
  const output = add(classifies ? 'Softmax' : 'Sigmoid', logits);
  const likely = add('Mul', y, classifies ? add('LogSoftmax', logits) : logits);
  const softplus = () => add('Log', add('Add', add('Exp', logits), graph.number(1)));
  const losses = classifies ? add('Neg', likely) : add('Sub', softplus(), likely);
  const loss = add('Mul', graph.add('ReduceSum', [losses], {keepdims: 0}), share);
  return [loss, add('Mul', add('Sub', output, y), share)];
}

const sgd = {
  state: () => [],
  step: (graph, _, weights, gradients) => [
    weights.map((weight, i) => graph.add('Sub', [weight, graph.add('Mul', [gradients[i], graph.number(0.1)])])),
  ],
};

const zeros = ({shape, values}) => ({shape, values: new Float32Array(values.length)});
const one = {shape: [], values: Float32Array.of(1)};

/// The moments are kept as sums that are not yet multiplied by 0.1 and 0.001: two passes fewer over them.
const adam = {
  state: (weights) => [one, one, ...weights.map(zeros), ...weights.map(zeros)],
  step(graph, [power1, power2, ...moments], weights, gradients) {
    const name = (input) => (typeof input === 'number' ? graph.number(input) : input);
    const add = (operator, ...inputs) => graph.add(operator, inputs.map(name));
    const powers = [add('Mul', power1, 0.9), add('Mul', power2, 0.999)];
    const correction = add('Sqrt', add('Sub', 1, powers[1]));
    const rate = add('Div', add('Mul', correction, (0.001 * 0.1) / Math.sqrt(0.001)), add('Sub', 1, powers[0]));
    const epsilon = add('Mul', correction, 1e-8 / Math.sqrt(0.001));
    const firsts = gradients.map((gradient, i) => add('Add', add('Mul', moments[i], 0.9), gradient));
    const seconds = gradients.map((gradient, i) => {
      return add('Add', add('Mul', moments[weights.length + i], 0.999), add('Mul', gradient, gradient));
    });
    const updated = weights.map((weight, i) => {
      return add('Sub', weight, add('Mul', add('Div', firsts[i], add('Add', add('Sqrt', seconds[i]), epsilon)), rate));
    });
    return [updated, [...powers, ...firsts, ...seconds]];
  },
};

/// Hands each layer its part of a list.
const perLayer = (layers, list) => {
  let next = 0;
  return layers.map(({weights}) => list.slice(next, (next += weights.length)));
};

/// A model from `steps`, `x`, `y` and the state `before` to the state `after`, which the steps' losses follow.
export function trainingModel(workload) {
  const {layers, classifies, x, y} = workload;
  const weights = layers.flatMap((layer) => layer.weights);
  const optimizer = classifies ? sgd : adam;
  const state = [...weights, ...optimizer.state(weights)];

  const outer = new Graph();
  const count = outer.input('int64', [], 'steps');
  const given = [outer.input('float', x.shape, 'x'), outer.input('float', y.shape, 'y')];

  const body = new Graph('step');
  body.input('int64', []);
  const going = body.input('bool', []);
  const names = state.map(({shape}) => body.input('float', shape));
  const old = names.slice(0, weights.length);
  const [logits, backs] = forward(body, given[0], layers, perLayer(layers, old));
  let [loss, dy] = lossOf(body, logits, given[1], workload);
  const gradients = [];
  for (let i = layers.length - 1; i >= 0; --i) {
    const {gradients: own = [], dx} = backs[i](dy);
    gradients.unshift(...own);
    if (i > 0) dy = dx();
  }
  const [updated, rest = []] = optimizer.step(body, names.slice(weights.length), old, gradients);
  body.output(body.add('Identity', [going]), 'bool');
  for (const name of [...updated, ...rest, loss]) body.output(name, 'float');

  const before = state.map(({shape}) => outer.input('float', shape));
  const after = outer.add('Loop', [count, '', ...before], {body}, state.length + 1);
  for (const name of after) outer.output(name, 'float');
  return {model: outer.model(), state, before, after};
}

/// A model with the weights that a state begins with: from `x`, one image, to its output.
export function predictingModel({layers, classifies}, state) {
  const count = layers.flatMap(({weights}) => weights).length;
  const graph = new Graph();
  const x = graph.input('float', [1, ...layers[0].input], 'x');
  const names = state.slice(0, count).map((weight) => graph.constant(weight));
  const kept = layers.filter(({kind}) => kind !== 'dropout');
  const [logits] = forward(graph, x, kept, perLayer(kept, names));
  const output = graph.add(classifies ? 'Softmax' : 'Sigmoid', [logits]);
  graph.output(output, 'float');
  return graph.model();
}
