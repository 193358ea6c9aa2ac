// What other programs make of exported models: ONNX Runtime, NumPy and PyTorch must see the very network that we do.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import * as ort from 'onnxruntime-web';

import { good, randomNumbers, readNpy, readSafetensors, refused, writeNpy, writeSafetensors } from './support/lab.mjs';
import { networks } from './support/layers.mjs';
import { python } from './support/python.mjs';

const kTolerance = 1e-5;
const kSamples = 3;

ort.env.wasm.numThreads = 1;
ort.env.logLevel = 'error';
const scratch = mkdtempSync(path.join(tmpdir(), 'lab-export-'));
after(() => rmSync(scratch, { recursive: true }));
const inScratch = (name) => path.join(scratch, name);

/** Every weight moved a little, so that biases and running statistics are not what they start as. */
function disturb(arrays, random) {
  for (const [name, { values }] of Object.entries(arrays)) {
    const positive = name.endsWith('variance');
    for (let i = 0; i < values.length; ++i) values[i] += (random() - (positive ? 0 : 0.5)) * 0.2;
  }
  return arrays;
}

/** Makes a model of a preset or a spec's file, with weights of its own, and its answer to some input of that shape. */
function makeModel(name, source, sample) {
  const files = {};
  for (const kind of ['safetensors', 'aelab', 'npz', 'onnx', 'py', 'in.npy', 'out.npy', 'torch.npy']) {
    files[kind] = inScratch(`${name}.${kind}`);
  }
  good('export', '--untrained', source, '--safetensors', files.safetensors);
  writeSafetensors(files.safetensors, disturb(readSafetensors(files.safetensors), randomNumbers(7)));
  good('import', source, files.safetensors, '--out', files.aelab);

  const shape = [kSamples, ...sample];
  const random = randomNumbers(11);
  const input = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, random);
  writeNpy(files['in.npy'], shape, input);
  good('predict', files.aelab, files['in.npy'], files['out.npy']);
  return { name, files, shape, input, output: readNpy(files['out.npy']) };
}

function assertClose(actual, expected, what) {
  assert.equal(actual.length, expected.length, what);
  let worst = 0;
  for (let i = 0; i < actual.length; ++i) {
    const difference = Math.abs(actual[i] - expected[i]);
    worst = difference > worst || Number.isNaN(difference) ? difference : worst;
  }
  assert.ok(worst <= kTolerance, `${what} differs by ${worst}`);
}

async function checkOnnx({ name, files, shape, input, output }) {
  good('export', files.aelab, '--onnx', files.onnx);
  const session = await ort.InferenceSession.create(readFileSync(files.onnx));
  const { output: result } = await session.run({ input: new ort.Tensor('float32', input, shape) });
  assert.deepEqual([...result.dims], output.shape, name);
  assertClose(result.data, output.values, name);
  // The batch is free.
  const one = input.subarray(0, input.length / kSamples);
  const { output: first } = await session.run({ input: new ort.Tensor('float32', one, [1, ...shape.slice(1)]) });
  assertClose(first.data, output.values.subarray(0, output.values.length / kSamples), name);
}

/** All scripts in one Python, because starting PyTorch takes seconds. */
function checkPytorch(models) {
  for (const { files } of models) good('export', files.aelab, '--pytorch', files.py);
  python(`
import json, runpy, sys
for script, *arguments in json.loads(sys.argv[1]):
    sys.argv = [script, "predict", *arguments]
    runpy.run_path(script, run_name="__main__")
`, JSON.stringify(models.map(({ files }) => [files.py, files['in.npy'], files['torch.npy']])));
  for (const { name, files, output } of models) {
    const { shape, values } = readNpy(files['torch.npy']);
    assert.deepEqual(shape, output.shape, name);
    assertClose(values, output.values, name);
  }
}

/** A spec's file with the given network. */
function specFile(name, input, layers, more = {}) {
  const file = inScratch(`${name}.json`);
  writeFileSync(file, JSON.stringify({ name, title: name, input, layers, loss: 'mse', ...more }));
  return file;
}

// Presets stand indented under the titles of their groups.
const presets = good('list').split('\n').map((line) => /^  ([a-z][a-z0-9-]*) /.exec(line)?.[1]).filter(Boolean);
const presetModels = [];
const layerModels = [];

for (const preset of presets) {
  test(`ONNX Runtime agrees with us on the preset ${preset}`, async () => {
    const [, columns] = /\(Input\) +\(None, ([^)]*)\)/.exec(good('summary', preset));
    const model = makeModel(preset, preset, columns.split(',').filter((n) => n.trim()).map(Number));
    presetModels.push(model);
    await checkOnnx(model);
  });
}

for (const [name, input, layers] of networks) {
  test(`ONNX Runtime agrees with us on ${name}`, async () => {
    const model = makeModel(name.replaceAll(' ', '-'), specFile(name.replaceAll(' ', '-'), input, layers), input);
    layerModels.push(model);
    await checkOnnx(model);
  });
}

test('PyTorch, by the exported scripts, agrees with us on every preset', () => {
  assert.ok(presetModels.length > 0);
  checkPytorch(presetModels);
});

test('PyTorch, by the exported scripts, agrees with us on every kind of layer', () => {
  assert.ok(layerModels.length > 0);
  checkPytorch(layerModels);
});

test('the Keras scripts are Python, for every preset and every kind of layer', () => {
  const scripts = [...presetModels, ...layerModels].map(({ files }) => {
    const script = files.py.replace(/py$/, 'keras.py');
    good('export', files.aelab, '--keras', script);
    return script;
  });
  python('import ast, json, sys\nfor script in json.loads(sys.argv[1]): ast.parse(open(script).read(), script)',
    JSON.stringify(scripts));
});

test('NumPy reads in the NPZ what the safetensors hold', () => {
  const names = ['lab-dae', 'mlp'];
  for (const name of names) {
    good('export', '--untrained', name, '--npz', inScratch('numpy.npz'), '--safetensors', inScratch('numpy.safetensors'));
    const expected = readSafetensors(inScratch('numpy.safetensors'));
    const read = JSON.parse(python(`
import json, sys, numpy
with numpy.load(sys.argv[1]) as arrays:
    for name in arrays.files: arrays[name].tofile(f"{sys.argv[2]}-{name.replace('/', '-')}")
    print(json.dumps({name: [str(arrays[name].dtype), arrays[name].shape] for name in arrays.files}))
`, inScratch('numpy.npz'), inScratch('raw')));
    assert.deepEqual(Object.keys(read), Object.keys(expected));
    for (const [array, { shape, values }] of Object.entries(expected)) {
      assert.deepEqual(read[array], ['float32', shape]);
      const raw = readFileSync(inScratch(`raw-${array.replace('/', '-')}`));
      assert.ok(raw.equals(Buffer.from(values.buffer)), array);
    }
  }
});

test('a PyTorch script trains on, and its weights come back through NumPy, packed or not', () => {
  const spec = JSON.parse(readFileSync(specFile('again', [16], [
    { kind: 'contractive_dense', units: 8, activation: 'sigmoid', contraction: 0.01 },
    { kind: 'activity_regularization', l1: 0.001 }, { kind: 'kl_sparsity', target: 0.1, weight: 0.01 },
    { kind: 'batch_normalization' }, { kind: 'dropout', rate: 0.1 }, { kind: 'gaussian_noise', stddev: 0.1 },
    { kind: 'dense', units: 6, kernel_regularizer_l2: 0.001 }, { kind: 'sampling', beta: 0.01 },
    { kind: 'dense', units: 8, activation: 'relu' }, { kind: 'tied_dense', tied_to: 0, activation: 'sigmoid' },
  ])));
  const source = inScratch('again.json');
  const optimizer = { learning_rate: 0.01 };
  for (const [noise, fresh, more] of [
    ['gaussian', true, { optimizer: { ...optimizer, kind: 'adamw', clip_value: 0.5 }, schedule: { kind: 'one-cycle' } }],
    ['salt-pepper', false, { optimizer: { ...optimizer, kind: 'sgd', momentum: 0.9, nesterov: true }, patience: 5 }],
    ['masking', false, { optimizer: { ...optimizer, kind: 'rmsprop', global_clip_norm: 1 }, schedule: { kind: 'step' } }],
    ['speckle', true, { schedule: { kind: 'cosine' } }],
  ]) {
    const changes = {
      loss: 'binary_crossentropy', epochs: 2, batch_size: 8, noise: { kind: noise, level: 0.4, fresh }, ...more,
    };
    writeFileSync(source, JSON.stringify({ ...spec, ...changes }));
    good('export', '--untrained', source, '--pytorch', inScratch('again.py'));
    const printed = python(`
import runpy, sys, numpy
folder = sys.argv[1]
x = numpy.random.default_rng(0).integers(0, 256, (40, 4, 4), dtype=numpy.uint8)
numpy.savez(f"{folder}/data.npz", x_train=x, x_test=x[:8])
sys.argv = ["", "train", f"{folder}/data.npz", f"{folder}/trained.npz"]
module = runpy.run_path(f"{folder}/again.py", run_name="__main__")
with numpy.load(f"{folder}/trained.npz") as arrays:
    numpy.savez_compressed(f"{folder}/packed.npz", **arrays)
x = numpy.random.default_rng(1).random((3, 16), dtype=numpy.float32)
numpy.save(f"{folder}/x.npy", x)
model = module["network"].eval()
numpy.save(f"{folder}/y.npy", model(module["torch"].from_numpy(x)).detach().numpy())
`, scratch);
    assert.match(printed, /epoch 2\/2 .* test loss 0\.\d+/);
    const expected = readNpy(inScratch('y.npy')).values;
    for (const weights of ['trained.npz', 'packed.npz']) {
      good('import', source, inScratch(weights), '--out', inScratch('again.aelab'));
      good('predict', inScratch('again.aelab'), inScratch('x.npy'), inScratch('ours.npy'));
      assertClose(readNpy(inScratch('ours.npy')).values, expected, weights);
    }
  }
});

test('the encoder and the decoder can be run alone, and together are the whole', () => {
  writeNpy(inScratch('x.npy'), [5, 28, 28], Array.from({ length: 5 * 784 }, randomNumbers(3)));
  good('predict', '--untrained', 'sp-dae', inScratch('x.npy'), inScratch('code.npy'), '--encoder');
  assert.deepEqual(readNpy(inScratch('code.npy')).shape, [5, 96]);
  good('predict', '--untrained', 'sp-dae', inScratch('code.npy'), inScratch('rebuilt.npy'), '--decoder');
  good('predict', '--untrained', 'sp-dae', inScratch('x.npy'), inScratch('whole.npy'));
  assertClose(readNpy(inScratch('rebuilt.npy')).values, readNpy(inScratch('whole.npy')).values, 'decoder');
});

test('what does not fit is refused with a sentence', () => {
  good('export', '--untrained', 'mlp', '--npz', inScratch('mlp.npz'));
  refused(/dense\/kernel is \(784, 64\) in .*, but \(784, 32\) in the network/, 'import', 'lab-dae', inScratch('mlp.npz'),
    '--out', inScratch('no.aelab'));
  refused(/must end in .npz or .safetensors/, 'import', 'lab-dae', inScratch('x.npy'), '--out', inScratch('no.aelab'));
  refused(/Nothing to write/, 'export', '--untrained', 'mlp');
  refused(/no preset called "x"/, 'export', '--untrained', 'x', '--onnx', inScratch('no.onnx'));
  refused(/is not a model/, 'export', inScratch('mlp.npz'), '--onnx', inScratch('no.onnx'));
  writeNpy(inScratch('short.npy'), [2, 700], new Float32Array(1400));
  refused(/has the shape \(2, 700\), but this needs \(N, 784\)/, 'predict', '--untrained', 'mlp', inScratch('short.npy'),
    inScratch('no.npy'));
  refused(/no code layer/, 'predict', '--untrained', 'mlp', inScratch('x.npy'), inScratch('no.npy'), '--encoder');
});

test('names and titles of strangers cannot break out of a script', () => {
  const file = specFile('stranger', [4], [{ kind: 'dense', units: 4 }], { title: '"""\nraise SystemExit("broken out")\n"""' });
  good('export', '--untrained', file, '--pytorch', inScratch('stranger.py'), '--keras', inScratch('stranger"k.py'));
  for (const script of ['stranger.py', 'stranger"k.py']) {
    python('import ast, sys; tree = ast.parse(open(sys.argv[1]).read()); '
      + 'assert not any(isinstance(node, ast.Raise) for node in ast.walk(tree))', inScratch(script));
  }
});
