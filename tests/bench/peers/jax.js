// Trains a network with jax-js on its WebAssembly device, whole steps under jit, and leaves the result in window.peer; see
// networks.js for the address.

import {measure, threads} from './networks.js';

// The library starts as many threads as it takes the machine to have.
Object.defineProperty(navigator, 'hardwareConcurrency', {value: threads});
const {jit, lax, nn, numpy: np, random, tree, valueAndGrad} = await import('../node_modules/@jax-js/jax/dist/index.js');

const array = ({values, shape}) => np.array(values).reshape(shape);

// A function consumes its arguments: what is used once more is passed on as `.ref`.
const LAYERS = {
  dense: (x, _, [kernel, bias]) => np.matmul(x, kernel).add(bias),
  conv: (x, {padding, filters}, [kernel, bias]) => {
    const pads = [padding, padding];
    return lax.conv(x, kernel, [1, 1], [pads, pads]).add(bias.reshape([filters, 1, 1]));
  },
  relu: (x) => nn.relu(x),
  dropout: (x, _, __, key) => np.where(random.bernoulli(key, 0.5, x.shape), x.mul(2), 0),
  flatten: (x, {output}) => x.reshape([-1, ...output]),
  pool: (x, {ceil}) => {
    const even = ceil ? np.pad(x, [[0, 0], [0, 0], [0, ceil], [0, ceil]]) : x; // with zeros, as after relu
    return lax.reduceWindow(even, (window) => np.max(window), [2, 2], [2, 2]);
  },
  up: (x, {size}) => {
    const doubled = np.repeat(np.repeat(x, 2, 2), 2, 3);
    return doubled.shape[2] > size ? doubled.slice([], [], [0, size], [0, size]) : doubled;
  },
};

/// The output before the last activation.
function forward(layers, weights, x, key) {
  let next = 0;
  let y = x;
  for (const layer of layers) {
    y = LAYERS[layer.kind](y, layer, weights.slice(next, next + layer.weights.length), key);
    next += layer.weights.length;
  }
  return y;
}

const crossEntropy = (logits, y) => np.mean(nn.softplus(logits.ref).sub(logits.mul(y)));
const categorical = (logits, y) => np.mean(np.sum(nn.logSoftmax(logits).mul(y), -1)).neg();

function adam({power1, power2, firsts, seconds}, weights, gradients) {
  const powers = {power1: power1.mul(0.9), power2: power2.mul(0.999)};
  const correction = np.sqrt(np.subtract(1, powers.power2.ref));
  const rate = correction.ref.mul(0.001).div(np.subtract(1, powers.power1.ref));
  const moments = {
    firsts: firsts.map((first, i) => first.mul(0.9).add(gradients[i].ref.mul(0.1))),
    seconds: seconds.map((second, i) => second.mul(0.999).add(gradients[i].ref.mul(gradients[i]).mul(0.001))),
  };
  const updated = weights.map((weight, i) => {
    const root = np.sqrt(moments.seconds[i].ref).add(correction.ref.mul(1e-8));
    return weight.sub(moments.firsts[i].ref.div(root).mul(rate.ref));
  });
  tree.dispose([correction, rate]);
  return [updated, {...powers, ...moments}];
}

const sgd = (state, weights, gradients) => [weights.map((weight, i) => weight.sub(gradients[i].mul(0.1))), state];

async function prepare({layers, classifies, x, y, image}) {
  const zeros = () => layers.flatMap(({weights}) => weights).map(({shape}) => np.zeros(shape));
  let weights = layers.flatMap((layer) => layer.weights).map(array);
  let state = classifies ? {} : {power1: np.array(1), power2: np.array(1), firsts: zeros(), seconds: zeros()};
  let taken = 0;
  const lossOf = (weights, x, y, key) => (classifies ? categorical : crossEntropy)(forward(layers, weights, x, key), y);
  const step = jit((weights, state, x, y, key) => {
    const [loss, gradients] = valueAndGrad(lossOf)(tree.ref(weights), x, y, key);
    return [loss, ...(classifies ? sgd : adam)(state, weights, gradients)];
  });
  const predictor = jit((weights, x) => {
    const kept = layers.filter(({kind}) => kind !== 'dropout');
    const logits = forward(kept, weights, x);
    return classifies ? nn.softmax(logits) : nn.sigmoid(logits);
  });
  const [images, targets, one] = [x, y, image].map(array);

  const train = async (steps) => {
    let loss;
    for (let i = 0; i < steps; ++i) {
      loss?.dispose();
      taken += 1;
      [loss, weights, state] = step(weights, state, images.ref, targets.ref, random.key(taken));
    }
    return (await loss.data())[0];
  };
  const predict = async () => {
    await predictor(tree.ref(weights), one.ref).data();
  };
  return {train, predict};
}

measure(prepare);
