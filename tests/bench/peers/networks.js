// The presets' networks with weights and images to train them on, for peers that are told every layer. A page's address
// says what: ?id=A4&batch=128&threads=2&seconds=3; its result goes into window.peer.

const dense = (units) => ({kind: 'dense', units});
const conv = (filters, padding = 1) => ({kind: 'conv', filters, padding}); // 3x3
const pool = (ceil = 0) => ({kind: 'pool', ceil}); // the largest of 2x2; ceil: of an odd row's last, too
const up = (size) => ({kind: 'up', size}); // doubles rows and columns, and cuts what exceeds this size
const relu = {kind: 'relu'};
const dropout = {kind: 'dropout'}; // of half the values
const flatten = {kind: 'flatten'};
const withRelu = (layers) => layers.flatMap((layer) => (/dense|conv/.test(layer.kind) ? [layer, relu] : [layer])).slice(0, -1);

// Autoencoders end in a sigmoid and binary cross-entropy and are trained with Adam; C3 in softmax and cross-entropy, with
// SGD at 0.1.
const NETWORKS = {
  A4: [784, [dense(32), dense(784)]],
  A6: [784, [dense(128), dense(96), dense(128), dense(784)]],
  A2: [784, [dense(512), dense(32), dense(512), dense(784)]],
  B2: [
    [1, 28, 28],
    [conv(32), pool(), conv(32), pool(), conv(16), pool(1), up(7), conv(16), up(14), conv(32), up(28), conv(32), conv(1)],
  ],
  B3: [
    [3, 32, 32],
    [conv(16), pool(), conv(8), pool(), conv(8), pool(), conv(8), up(8), conv(8), up(16), conv(16), up(32), conv(3)],
  ],
  C3: [
    [1, 28, 28],
    [conv(32, 0), pool(), conv(64, 0), pool(), conv(64, 0), dropout, flatten, dense(64), dense(10)],
  ],
};

const query = new URLSearchParams(globalThis.location?.search);
export const threads = Number(query.get('threads'));
const batch = Number(query.get('batch'));
const seconds = Number(query.get('seconds'));

const size = (shape) => shape.reduce((product, length) => product * length, 1);
const uniform = (shape, low, high) => {
  return {shape, values: Float32Array.from({length: size(shape)}, () => low + (high - low) * Math.random())};
};
/// As Keras begins: uniform kernels, and biases of nothing.
function kernel(shape, inputs, outputs) {
  const limit = Math.sqrt(6 / (inputs + outputs));
  return uniform(shape, -limit, limit);
}

const PLANS = {
  dense: ([inputs], {units}) => ({
    output: [units],
    weights: [kernel([inputs, units], inputs, units), uniform([units], 0, 0)],
  }),
  conv: ([channels, height, width], {filters, padding}) => ({
    output: [filters, height + 2 * padding - 2, width + 2 * padding - 2],
    weights: [kernel([filters, channels, 3, 3], 9 * channels, 9 * filters), uniform([filters], 0, 0)],
  }),
  pool: ([channels, ...sizes], {ceil}) => ({output: [channels, ...sizes.map((length) => (length + ceil) >> 1)]}),
  up: ([channels], {size}) => ({output: [channels, size, size]}),
  flatten: (input) => ({output: [size(input)]}),
};

/// Layers with the shapes of one image before and after them, and with weights {shape, values}.
function plan([input, layers]) {
  let shape = [input].flat();
  return withRelu(layers).map((layer) => {
    const planned = {...layer, input: shape, weights: [], output: shape, ...PLANS[layer.kind]?.(shape, layer)};
    shape = planned.output;
    return planned;
  });
}

/// Four pixels in five are black, as in the images that ours trains on and whose products it leaves out.
function digits(shape) {
  const images = uniform(shape, -4, 1);
  images.values.forEach((value, i) => (images.values[i] = Math.max(0, value)));
  return images;
}

/// What a workload trains: {layers, classifies, x, y, image}, of which the last three are {shape, values}.
function workload(id) {
  const layers = plan(NETWORKS[id]);
  const {input} = layers[0];
  const image = digits([1, ...input]);
  if (id !== 'C3') return {layers, classifies: false, x: digits([batch, ...input]), y: digits([batch, ...input]), image};
  const [x, y] = [uniform([batch, ...input], 0, 0), uniform([batch, 10], 0, 0)];
  const examples = Array.from({length: 10}, () => digits(input).values);
  for (let i = 0; i < batch; ++i) {
    x.values.set(examples[i % 10], i * size(input));
    y.values[10 * i + (i % 10)] = 1;
  }
  return {layers, classifies: true, x, y, image};
}

/// What is slow at first gets 0.3 s to warm up.
async function measured(prepare) {
  const {train, predict} = await prepare(workload(query.get('id')));
  const timed = async (action) => {
    const start = performance.now();
    const result = await action();
    return [(performance.now() - start) / 1000, result];
  };
  const [warming, first] = await timed(() => train(1));
  let step = warming;
  for (let left = 0.3 - warming; left > 0; left -= step) [step] = await timed(() => train(1));

  const atOnce = Math.max(1, Math.min(10, Math.round(0.1 / step))); // a tenth of a second: nothing waits for a single step
  let [steps, passed, loss] = [0, 0, first];
  while (passed < seconds || steps < 3) {
    const [time, last] = await timed(() => train(atOnce));
    steps += atOnce;
    passed += time;
    loss = last;
  }
  if (!(loss < first)) throw new Error(`the loss went from ${first} to ${loss}`);

  await predict();
  const predictions = 50;
  const [time] = await timed(async () => {
    for (let i = 0; i < predictions; ++i) await predict();
  });
  return {samplesPerSecond: (steps * batch) / passed, predictMs: (1000 * time) / predictions, threads, loss};
}

/// Leaves the figures, or {error}, in window.peer. `prepare` takes a workload and resolves to {train, predict}: train(n) takes
/// n steps and resolves to the loss of the last, predict() resolves when one image went through.
export async function measure(prepare) {
  window.peer = await measured(prepare).catch((error) => ({error: error.message}));
}
