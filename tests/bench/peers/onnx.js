// Trains a network in ONNX Runtime Web (WebAssembly with SIMD and threads), by a graph of our own making, and leaves the
// result in window.peer; see networks.js for the address.

import {measure, threads} from './networks.js';
import {predictingModel, trainingModel} from './onnx_training.js';

const {ort} = globalThis;
const DIST = '../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded';

/// The server does not know .mjs as a script.
async function script(address) {
  const text = await (await fetch(address)).text();
  return URL.createObjectURL(new Blob([text], {type: 'text/javascript'}));
}

const tensor = ({values, shape}) => new ort.Tensor('float32', values, shape);

async function prepare(workload) {
  ort.env.wasm.numThreads = threads;
  ort.env.wasm.wasmPaths = {mjs: await script(`${DIST}.mjs`), wasm: new URL(`${DIST}.wasm`, location.href).href};
  const open = (model) => ort.InferenceSession.create(model, {executionProviders: ['wasm']});
  const {model, state, before, after} = trainingModel(workload);
  const trainer = await open(model);
  const [x, y] = [workload.x, workload.y].map(tensor);
  const image = tensor(workload.image);
  let values = state.map(tensor);
  let predictor;

  const train = async (count) => {
    const feeds = {steps: new ort.Tensor('int64', [BigInt(count)], []), x, y};
    before.forEach((name, i) => (feeds[name] = values[i]));
    const results = await trainer.run(feeds);
    values = after.slice(0, -1).map((name) => results[name]);
    return results[after.at(-1)].data.at(-1);
  };
  const predict = async () => {
    predictor ??= await open(predictingModel(workload, values.map(({data, dims}) => ({values: data, shape: dims}))));
    await predictor.run({x: image});
  };
  return {train, predict};
}

measure(prepare);
