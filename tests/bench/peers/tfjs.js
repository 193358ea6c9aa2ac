// Trains a dense autoencoder with TensorFlow.js's WASM backend (SIMD, threads) and leaves the result in window.peer.
// The address says what: ?dense=784,32,784&batch=128&threads=2&seconds=2. Images and noisy images are made beforehand, so
// that the figure is the library's alone; ours includes widening the images and drawing the noise.

const {tf} = globalThis;
const query = new URLSearchParams(location.search);
const widths = query.get('dense').split(',').map(Number);
const batch = Number(query.get('batch'));
const seconds = Number(query.get('seconds'));

function network() {
  const model = tf.sequential();
  widths.slice(1).forEach((units, i) => {
    const last = i === widths.length - 2;
    const inputShape = i === 0 ? [widths[0]] : undefined;
    model.add(tf.layers.dense({units, inputShape, activation: last ? 'sigmoid' : 'relu'}));
  });
  model.compile({optimizer: tf.train.adam(), loss: 'binaryCrossentropy'});
  return model;
}

/// Four pixels in five are black, as in the images that ours trains on and whose products it leaves out.
const digits = (count) => {
  const shape = [count, widths[0]];
  return tf.tidy(() => tf.mul(tf.randomUniform(shape), tf.cast(tf.less(tf.randomUniform(shape), 0.2), 'float32')));
};

async function measure() {
  tf.wasm.setThreadsCount(Number(query.get('threads')));
  tf.wasm.setWasmPaths('../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/');
  await tf.setBackend('wasm');
  await tf.ready();
  const model = network();
  const clean = digits(batch);
  const noisy = digits(batch);
  const first = await model.trainOnBatch(noisy, clean);
  for (let i = 0; i < 2; ++i) await model.trainOnBatch(noisy, clean);
  const start = performance.now();
  let steps = 0;
  let loss = 0;
  while (performance.now() - start < 1000 * seconds) {
    loss = await model.trainOnBatch(noisy, clean);
    steps += 1;
  }
  const passed = (performance.now() - start) / 1000;
  if (!(loss < first)) throw new Error(`the loss went from ${first} to ${loss}`);

  const image = digits(1);
  const predictions = 50;
  const predictStart = performance.now();
  for (let i = 0; i < predictions; ++i) {
    const output = model.predict(image);
    output.dataSync();
    output.dispose();
  }
  const predictMs = (performance.now() - predictStart) / predictions;
  return {samplesPerSecond: (steps * batch) / passed, predictMs, threads: tf.wasm.getThreadsCount(), loss};
}

measure().then(
  (result) => (window.peer = result),
  (error) => (window.peer = {error: error.message}),
);
