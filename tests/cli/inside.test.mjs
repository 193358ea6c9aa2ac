// What the command line shows of a network's inside, against NumPy: codes, the plane of the map, decoded pictures.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { good, refused } from './support/lab.mjs';
import { python } from './support/python.mjs';

const scratch = mkdtempSync(path.join(tmpdir(), 'lab-inside-'));
after(() => rmSync(scratch, { recursive: true }));
const inScratch = (name) => path.join(scratch, name);
const data = inScratch('data');

/** Blurred spots in several places, which a linear network can learn, as MNIST's files. */
before(() => {
  python(`
import numpy, os, struct, sys
folder = sys.argv[1]
os.makedirs(folder)
random = numpy.random.default_rng(3)
y, x = numpy.mgrid[0:28, 0:28]
for name, count in (("train", 600), ("t10k", 120)):
    labels = random.integers(0, 10, count)
    images = numpy.stack([
        230 * numpy.exp(-((x - 7 - 1.6 * label - random.normal(0, 1)) ** 2 + (y - 14 - random.normal(0, 2)) ** 2) / 18)
        for label in labels])
    with open(f"{folder}/{name}-images-idx3-ubyte", "wb") as file:
        file.write(struct.pack(">IIII", 2051, count, 28, 28) + images.astype(numpy.uint8).tobytes())
    with open(f"{folder}/{name}-labels-idx1-ubyte", "wb") as file:
        file.write(struct.pack(">II", 2049, count) + labels.astype(numpy.uint8).tobytes())
`, data);
});

function train(preset, epochs = 3, ...more) {
  const out = inScratch(preset);
  good('train', preset, '--data', data, '--epochs', `${epochs}`, '--seed', '4', '--out', out, ...more);
  const model = path.join(out, 'model.aelab');
  good('export', model, '--npz', inScratch(`${preset}.npz`));
  return model;
}

const kSetUp = `
import numpy, sys
weights = dict(numpy.load(sys.argv[1]))
found = dict(numpy.load(sys.argv[2]))
raw = open(sys.argv[3] + "/t10k-images-idx3-ubyte", "rb").read()
images = numpy.frombuffer(raw, numpy.uint8, offset=16).reshape(-1, 784).astype(numpy.float64) / 255
labels = numpy.frombuffer(open(sys.argv[3] + "/t10k-labels-idx1-ubyte", "rb").read(), numpy.uint8, offset=8)

def dense(values, name):
    return values @ weights[name + "/kernel"] + weights[name + "/bias"]

def close(a, b, what, tolerance=2e-4):
    worst = numpy.abs(a - b).max()
    assert worst <= tolerance * max(1, numpy.abs(b).max()), f"{what} differ by {worst}"
`;

const kCheckPlane = `
codes = found["codes"].astype(numpy.float64)
mean = codes.mean(axis=0)
_, singular, rows = numpy.linalg.svd(codes - mean, full_matrices=False)
share = singular ** 2 / (singular ** 2).sum()
close(found["mean"], mean, "means")
close(found["explained"], share[:2], "shares")
for i in range(2):  # up to the sign
    assert abs(abs(found["components"][i] @ rows[i]) - 1) < 1e-3, found["components"][i] @ rows[i]
close(found["points"], (codes - mean) @ found["components"].T, "points")
`;

test('codes and their principal components are what NumPy finds with the exported weights', () => {
  for (const [preset, encode] of [
    ['linear-ae', 'dense(images, "dense")'],
    ['dense-ae', 'numpy.maximum(dense(images, "dense"), 0)'],
    ['sp-dae', 'numpy.maximum(dense(numpy.maximum(dense(images, "dense"), 0), "dense_1"), 0)'],
  ]) {
    const model = train(preset);
    const codes = inScratch(`${preset}-codes.npz`);
    assert.match(good('codes', model, '--data', data, '--out', codes), /codes \(120, \d+\)/);
    python(`${kSetUp}
close(found["codes"], ${encode}, "codes")
assert (found["labels"] == labels).all()
assert ("noisy_codes" in found) == ("${preset}" == "sp-dae")
${kCheckPlane}`, inScratch(`${preset}.npz`), codes, data);
  }
});

test('codes of two numbers are drawn as they are', () => {
  const model = train('code-2d');
  good('codes', model, '--data', data, '--count', '50', '--out', inScratch('two.npz'));
  python(`${kSetUp}
assert found["codes"].shape == (50, 2)
close(found["points"], found["codes"], "points")
close(found["components"], numpy.eye(2), "axes")
close(found["mean"], numpy.zeros(2), "origin")
`, inScratch('code-2d.npz'), inScratch('two.npz'), data);
});

test('the code of the linear autoencoder spans the plane of the images\' own principal components', () => {
  const model = train('linear-ae', 400, '--set', 'code_size=2', '--set', 'learning_rate=0.005');
  good('codes', model, '--data', data, '--out', inScratch('linear.npz'));
  python(`${kSetUp}
centred = images - images.mean(axis=0)
_, _, components = numpy.linalg.svd(centred, full_matrices=False)
plane, _ = numpy.linalg.qr(weights["dense_1/kernel"].T)
angles = numpy.linalg.svd(components[:2] @ plane, compute_uv=False)
assert angles.min() > 0.97, angles  # cosines of the angles between the two planes
`, inScratch('linear-ae.npz'), inScratch('linear.npz'), data);
});

test('every figure of a model is drawn, and what cannot be drawn is refused with a sentence', () => {
  const model = train('sp-dae');
  const picture = inScratch('figure.png');
  const figure = (kind, ...more) => ['figure', kind, model, '--data', data, '--out', picture, ...more];
  for (const words of [['map'], ['grid', '--side', '5'], ['between', '--from', '3', '--to', '8'],
    ['weights', '--layer', '0'], ['weights', '--layer', '3'], ['activations', '--layer', '1', '--image', '4']]) {
    assert.match(good(...figure(...words)), /\d+ x \d+ pixels/);
    assert.equal(readFileSync(picture).subarray(1, 4).toString(), 'PNG');
  }
  refused(/no layer 9; the model has 4/, ...figure('weights', '--layer', '9'));
  refused(/no test image 120; there are 120/, ...figure('between', '--to', '120'));
  refused(/--side/, ...figure('grid', '--side', '500'));
  good('train', 'mlp', '--data', data, '--epochs', '1', '--out', inScratch('mlp'));
  const classifier = path.join(inScratch('mlp'), 'model.aelab');
  refused(/no code/, 'figure', 'map', classifier, '--data', data, '--out', picture);
  refused(/no code/, 'codes', classifier, '--data', data, '--out', inScratch('x.npz'));
});
