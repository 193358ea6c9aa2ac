// Files as people have them, written by NumPy and PyTorch themselves: whatever form the same images and weights come in,
// they give the same figures, and what is left out is told. Damaged files and the finer points are in tests/data.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { good, lab, readNpy, refused } from './support/lab.mjs';
import { python } from './support/python.mjs';

const scratch = mkdtempSync(path.join(tmpdir(), 'lab-data-'));
after(() => rmSync(scratch, { recursive: true }));
const inScratch = (name) => path.join(scratch, name);

const ONE_EPOCH = ['--epochs', '1', '--json', '-', '--quiet'];
const trainOn = (data, ...words) => JSON.parse(good('train', 'mlp', '--data', inScratch(data), ...ONE_EPOCH, ...words));

const WRITE_IMAGES = `
import gzip, os, struct, sys, zipfile, numpy
os.chdir(sys.argv[1])
random = numpy.random.default_rng(0)
y = random.integers(0, 10, 500).astype("u1")
x = (random.random((500, 28, 28)) * 60 + y[:, None, None] * 19).astype("u1")
(x1, x2), (y1, y2) = numpy.split(x, [400]), numpy.split(y, [400])

def idx(array, code):
    big = array.astype(array.dtype.newbyteorder(">"))
    return struct.pack(">BBBB", 0, 0, code, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape) + big.tobytes()

def write(name, data):
    os.makedirs(os.path.dirname(name), exist_ok=True)
    with open(name, "wb") as file: file.write(data)

parts = {"train-images-idx3-ubyte": idx(x1, 8), "train-labels-idx1-ubyte": idx(y1, 8),
         "t10k-images-idx3-ubyte": idx(x2, 8), "t10k-labels-idx1-ubyte": idx(y2, 8)}
for name, data in parts.items():
    write(f"idx/{name}", data)
    write(f"nested/archive/{name}/{name}", data)
columns = lambda y: numpy.stack([y, *[numpy.arange(len(y))] * 7], 1).astype("i4")
for name, data in {**parts, "train-labels-idx2-int": idx(columns(y1), 12), "t10k-labels-idx2-int": idx(columns(y2), 12)}.items():
    if "idx1" not in name: write(f"qmnist/{name}.gz", gzip.compress(data))
for name, data in {**parts, "train-images-idx3-ubyte": idx((x1 / 255).astype("f4"), 13),
                   "t10k-images-idx3-ubyte": idx((x2 / 255).astype("f8"), 14)}.items():
    write(f"floats/{name}", data)
with zipfile.ZipFile("download.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for name, data in parts.items():
        archive.writestr(f"mnist/{name}", data)
        archive.writestr(f"__MACOSX/mnist/._{name}", b"clutter")
arrays = dict(x_train=x1, y_train=y1, x_test=x2, y_test=y2)
numpy.savez("plain.npz", **arrays)
numpy.savez_compressed("odd.npz", x_train=numpy.asfortranarray(x1 / 255), y_train=y1.astype(">i8"),
                       x_test=numpy.asfortranarray((x2 / 255).astype(">f8")), y_test=numpy.eye(10)[y2])
for name, part_x, part_y in (("train", x1, y1), ("test", x2, y2)):
    rows = numpy.concatenate([part_y[:, None], part_x.reshape(len(part_x), -1)], 1)
    head = "label," + ",".join(f"pixel{i}" for i in range(784))
    os.makedirs("tables", exist_ok=True)
    numpy.savetxt(f"tables/{name}.csv", rows, "%d", ",", header=head, comments="")
    os.makedirs("bare", exist_ok=True)
    numpy.savetxt(f"bare/{name}.csv", rows, "%d", ";")
write("white/train-images-idx3-ubyte", idx(255 - x1 // 4, 8))
`;

test('one data set in all its forms trains to the same figures', () => {
  python(WRITE_IMAGES, scratch);
  const expected = trainOn('idx');
  for (const form of ['nested', 'qmnist', 'floats', 'download.zip', 'plain.npz', 'odd.npz', 'tables', 'bare']) {
    assert.deepEqual(trainOn(form).history, expected.history, form);
  }
});

test('ink on white paper is noticed, and --invert turns it round, in sweeps too', () => {
  const hint = /dark on light.*--invert/;
  const data = inScratch('white');
  const short = ['lab-dae', '--data', data, '--epochs', '1'];
  assert.match(good('train', ...short), hint);
  assert.doesNotMatch(good('train', ...short, '--invert'), hint);
  const folder = inScratch('sweep');
  good('sweep', ...short, '--invert', '--grid', 'learning_rate=0.001,0.01', '--out', folder);
  refused(/There is no data source/, 'train', 'lab-dae', '--data', 'inverted:nowhere');
});

/** A picture of one grey, as PGM. */
function pgm(name, level) {
  mkdirSync(path.dirname(inScratch(name)), { recursive: true });
  writeFileSync(inScratch(name), Buffer.concat([Buffer.from('P5 9 9 255\n'), Buffer.alloc(81, level)]));
}

test('what is left out is counted and named on standard error, and a class that is lost is an error', () => {
  for (const [name, level] of [['dark', 10], ['light', 150]]) {
    for (let i = 0; i < 9; i++) pgm(`shades/${name}/${i}.pgm`, level + i);
  }
  writeFileSync(inScratch('shades/dark/cut.pgm'), 'P5 9 9 255\n');
  writeFileSync(inScratch('shades/light/photo.heic'), 'no picture');
  const train = ['train', 'mlp', '--data', inScratch('shades'), '--epochs', '1'];
  const { status, stderr } = lab(...train, '--quiet');
  assert.equal(status, 0, stderr);
  assert.match(stderr, /^shades: 2 files were left out: dark\/cut\.pgm .*; light\/photo\.heic is none of the files that can be read here\.$/m);
  for (let i = 0; i < 9; i++) rmSync(inScratch(`shades/light/${i}.pgm`));
  refused(/The class "light" has lost all of its pictures/, ...train);
});

const WRITE_WEIGHTS = `
import os, sys, numpy, torch
from torch import nn
os.chdir(sys.argv[1])
torch.manual_seed(0)
dense = nn.Sequential(nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 784), nn.Sigmoid())
conv = nn.Sequential(nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
                     nn.Conv2d(64, 64, 3), nn.ReLU(), nn.Dropout(), nn.Flatten(), nn.Linear(576, 64), nn.ReLU(),
                     nn.Linear(64, 10), nn.Softmax(1)).eval()
x = torch.rand(4, 1, 28, 28)
numpy.save("x.npy", x.numpy().reshape(4, 28, 28))
numpy.save("flat.npy", x.numpy().reshape(4, 784))
numpy.save("dense.npy", dense(x.reshape(4, 784)).detach().numpy())
numpy.save("conv.npy", conv(x).detach().numpy())
state = lambda network: {name: value.numpy() for name, value in network.state_dict().items()}
numpy.savez("dense.npz", **state(dense))
numpy.savez("conv.npz", **state(conv))
keras = [value.T.copy() for value in state(dense).values()]
numpy.savez("unnamed.npz", *keras)
named = dict(zip(["dense/kernel", "dense/bias", "dense_1/kernel", "dense_1/bias"], keras))
numpy.savez("double.npz", **{name: numpy.asfortranarray(value.astype(">f8")) for name, value in named.items()})
numpy.savez("half.npz", **{name: value.astype("f2") for name, value in named.items()})
numpy.savez("nan.npz", **{name: value * numpy.nan for name, value in named.items()})
`;

test("PyTorch's own weights, and NumPy's of any type, come in and predict the same", () => {
  python(WRITE_WEIGHTS, scratch);
  for (const [weights, preset, input, output, tolerance] of [
    ['dense.npz', 'lab-dae', 'flat.npy', 'dense.npy', 1e-5],
    ['unnamed.npz', 'lab-dae', 'flat.npy', 'dense.npy', 1e-5],
    ['double.npz', 'lab-dae', 'flat.npy', 'dense.npy', 1e-5],
    ['half.npz', 'lab-dae', 'flat.npy', 'dense.npy', 1e-3],
    ['conv.npz', 'cnn', 'x.npy', 'conv.npy', 1e-5],
  ]) {
    good('import', preset, inScratch(weights), '--out', inScratch('m.aelab'));
    good('predict', inScratch('m.aelab'), inScratch(input), inScratch('ours.npy'));
    const expected = readNpy(inScratch(output)).values;
    const worst = Math.max(...readNpy(inScratch('ours.npy')).values.map((v, i) => Math.abs(v - expected[i])));
    assert.ok(worst < tolerance, `${weights}: ${worst}`);
  }
  refused(/dense\/kernel that are not numbers/, 'import', 'lab-dae', inScratch('nan.npz'), '--out', inScratch('no.aelab'));
  refused(/conv\.npz holds 0\.weight \(32, 1, 3, 3\).* what the network wants: dense\/kernel/, 'import', 'lab-dae',
    inScratch('conv.npz'), '--out', inScratch('no.aelab'));
});
