// Writes what the fuzz targets begin with, small files by the project's own writers, into tests/fuzz/corpus:
//
//   node tests/fuzz/corpus.mjs [build/native/lab]
//
// The same program gives the same bytes. What is text in the first place (commands, address) is written by hand and lies
// there too. To add files of another target: a function here with the target's name.

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import zlib from 'node:zlib';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LAB = path.resolve(process.argv[2] ?? path.join(ROOT, 'build/native/lab'));
const CORPUS = path.join(ROOT, 'tests/fuzz/corpus');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-corpus-'));
const LONGEST = 4096; // what targets that read text take

/// Runs the program in the scratch folder, where the files lie that it writes.
const lab = (...words) => execFileSync(LAB, words, {cwd: scratch, stdio: ['ignore', 'pipe', 'pipe']});
const made = (name) => fs.readFileSync(path.join(scratch, name));

const ramp = (size) => Buffer.from(Array.from({length: size}, (_, i) => (i * 7) % 256));
const bigEndian = (...numbers) => Buffer.concat(numbers.map((number) => Buffer.from(number.toString(16).padStart(8, '0'), 'hex')));
const shorts = (...numbers) => Buffer.from(new Uint16Array(numbers).buffer);
const longs = (...numbers) => Buffer.from(new Uint32Array(numbers).buffer);

/// What chooses how an input is read, and the input.
const choose = (choice, ...parts) => Buffer.concat([Buffer.from([choice]), ...parts.map((part) => Buffer.from(part))]);

/// IDX: images (3 sizes) or labels (1).
const idx = (...sizes) => Buffer.concat([bigEndian(0x800 + sizes.length, ...sizes), ramp(sizes.reduce((a, b) => a * b))]);

function png(width, height, channels) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    return Buffer.concat([bigEndian(data.length), body, bigEndian(crc32(body))]);
  };
  const kind = {1: 0, 3: 2, 4: 6}[channels];
  const rows = Array.from({length: height}, () => Buffer.concat([Buffer.from([0]), ramp(width * channels)]));
  const header = Buffer.concat([bigEndian(width, height), Buffer.from([8, kind, 0, 0, 0])]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', zlib.deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/// Of PNG and gzip (ISO 3309); Node's own came after the version that is asked for.
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/// A .npy file: numbers of that type, their shape as Python has it.
function npyOf(type, shape, values) {
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape}), }`;
  const header = Buffer.from(text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11) + '\n');
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), shorts(header.length), header, values]);
}

/// A ZIP archive of one deflated file.
function zip(name, content) {
  const packed = zlib.deflateRawSync(content);
  const entry = Buffer.concat([
    shorts(20, 0, 8, 0, 33),
    longs(crc32(content), packed.length, content.length),
    shorts(name.length, 0),
  ]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), entry, Buffer.from(name), packed]);
  const listed = Buffer.concat([Buffer.from('PK\x01\x02'), shorts(20), entry, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.concat([Buffer.from('PK\x05\x06'), shorts(0, 0, 1, 1), longs(listed.length, local.length), shorts(0)]);
  return Buffer.concat([local, listed, end]);
}

/// 2 x 2 pixels of 24 bits, rows of 8 bytes.
const bmp = () =>
  Buffer.concat([Buffer.from('BM'), longs(70, 0, 54, 40, 2, 2), shorts(1, 24), longs(0, 16, 2835, 2835, 0, 0), ramp(16)]);

/// The file of tests/data/small_jpeg.h, and the same turned by an EXIF entry.
function jpeg(orientation) {
  const source = fs.readFileSync(path.join(ROOT, 'tests/data/small_jpeg.h'), 'utf8');
  const bytes = Buffer.from([.../return \{([^}]*)\}/.exec(source)[1].matchAll(/0x([0-9A-F]{2})/g)].map(([, hex]) => parseInt(hex, 16)));
  if (!orientation) return bytes;
  const tiff = Buffer.concat([Buffer.from('II'), shorts(42), longs(8), shorts(1, 0x112, 3), longs(1, orientation, 0)]);
  const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0, 8 + tiff.length]), Buffer.from('Exif\0\0'), tiff]);
  return Buffer.concat([bytes.subarray(0, 20), exif, bytes.subarray(20)]);
}

/// The network of open_model_fuzz.cpp: its weights in all formats, and a model of it without the checksum, which the targets
/// put there.
function network() {
  const layers = [
    {kind: 'conv2d', filters: 2, kernel_size: 3, padding: 'same'},
    {kind: 'batch_normalization'},
    {kind: 'max_pooling2d'},
    {kind: 'flatten'},
    {kind: 'dense', units: 3},
    {kind: 'dense', units: 16, activation: 'sigmoid'},
    {kind: 'reshape', target_shape: '4x4x1'},
  ];
  fs.writeFileSync(path.join(scratch, 'small.json'), JSON.stringify({name: 'small', input: [4, 4, 1], layers, loss: 'mse'}));
  lab('export', '--untrained', 'small.json', '--npz', 'small.npz', '--safetensors', 'small.safetensors');
  lab('import', 'small.json', 'small.npz', '--out', 'small.aelab');
  return {npz: made('small.npz'), safetensors: made('small.safetensors'), model: made('small.aelab').subarray(0, -4)};
}

/// An array of the NPZ (ZIP without compression), as a file of its own.
function npy(npz) {
  const at = npz.indexOf('\x93NUMPY', 0, 'latin1');
  return npz.subarray(at, at + npz.readUInt32LE(18));
}

const small = network();

const targets = {
  // What idx_fuzz.cpp makes of the first byte: 0 a picture, 1 gzip, 4 a file, 5 two; + 32, 64, 96 other names, + 128 fitted.
  idx: () => {
    const images = idx(9, 4, 5);
    const labels = Buffer.concat([idx(2), Buffer.alloc(14)]);
    return {
      idx: choose(4, images),
      'idx-gzip': choose(4 + 64, zlib.gzipSync(images)),
      'idx-labels': choose(4 + 1, idx(2, 2, 2), labels),
      'cifar-gzip': choose(4 + 32, zlib.gzipSync(Buffer.concat([Buffer.from([3]), ramp(3072)]))),
      pictures: choose(4 + 224 + 1, png(6, 5, 3), png(6, 5, 3)),
      npy: choose(4 + 32, npyOf('|u1', '9, 4, 5', ramp(180))),
      'npy-classes': choose(5 + 32, npyOf('<f4', '2, 4, 4', ramp(128)), npyOf('>i2', '4, 4, 4', ramp(128))),
      csv: choose(4 + 64, `label,a,b,c,d,e,f,g,h,i\n${'3,0,1,2,3,4,5,6,7,8\n'.repeat(4)}`),
      cifar100: choose(4 + 64, Buffer.from([3, 70]), ramp(3072), Buffer.from([4, 71]), ramp(3072)),
      zip: choose(4 + 96, zip('x_train.npy', npyOf('|u1', '9, 4, 5', ramp(180)))),
      picture: choose(0, png(6, 5, 3)),
      gzip: choose(1, zlib.gzipSync('the same again, the same again')),
    };
  },
  picture: () => ({
    'grey.png': png(5, 4, 1),
    'rgb.png': png(6, 5, 3),
    'rgba.png': png(3, 3, 4),
    'plain.jpeg': jpeg(0),
    'turned.jpeg': jpeg(6),
    'colour.bmp': bmp(),
    'grey.pgm': Buffer.concat([Buffer.from('P5 5 4 255\n'), ramp(20)]),
    'deep.ppm': Buffer.concat([Buffer.from('P6\n# a remark\n2 2 65535\n'), ramp(24)]),
    'dot.gif': Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
  }),
  // Height and width less one, channels less one, threshold, and whether the ink is light; a ring of ink.
  photo: () => {
    const paper = Buffer.alloc(784, 230);
    for (let i = 0; i < 784; ++i) {
      const distance = Math.hypot((i % 28) - 14, Math.floor(i / 28) - 14);
      if (distance > 5 && distance < 8) paper[i] = 30;
    }
    return {dark: Buffer.concat([Buffer.from([27, 27, 0, 128, 0]), paper]), light: Buffer.concat([Buffer.from([27, 27, 0, 60, 1]), paper])};
  },
  interchange: () => ({
    npy: choose(0, npy(small.npz)),
    npz: choose(1, small.npz),
    safetensors: choose(2, small.safetensors),
    zip: choose(3, small.npz),
    model: choose(4, small.model),
  }),
  open_model: () => ({model: choose(0, small.model), npz: choose(1, small.npz), safetensors: choose(2, small.safetensors)}),
  // Every preset that has a layer which those before it have not, and settings of all types.
  spec: () => {
    const inputs = {
      settings: '\x00noise=masking\nnoise_level=0.3\nnoise_fresh=true\nseed=7\nl2=1e-4\n',
      'more-settings': '\x04optimizer=sgd\nlearning_rate=0.1\nmomentum=0.9\nepochs=3\ncode_size=5\n',
    };
    const seen = new Set();
    for (const [, preset] of lab('list').toString().matchAll(/^ {2}([a-z][a-z0-9-]*) /gm)) {
      lab('export', '--untrained', preset, '--safetensors', 'preset.safetensors');
      lab('import', preset, 'preset.safetensors', '--out', 'preset.aelab');
      const model = made('preset.aelab');
      const spec = model.subarray(12, 12 + model.readUInt32LE(8)).toString(); // see io/model_file.h
      const kinds = JSON.parse(spec).layers.map(({kind}) => kind);
      if (spec.length <= LONGEST && kinds.some((kind) => !seen.has(kind))) inputs[`${preset}.json`] = spec;
      for (const kind of kinds) seen.add(kind);
    }
    return inputs;
  },
  tables: () => {
    lab('train', 'code-2d', '--data', 'generated', '--train-size', '12', '--epochs', '2', '--threads', '1', '--json', 'run.json', '--out', 'run');
    // Figures of time are never the same.
    const run = made('run.json').toString().replace(/("(?:\w*seconds|samples_per_second)":\s*)[\d.e+-]+/g, '$11.5');
    const history = made('run/history.csv').toString().replace(/[^,\n]*$/gm, (cell) => (/^\d/.test(cell) ? '1.5' : cell));
    const plan = {preset: 'mlp', settings: {epochs: '2'}, grid: {l2: ['0', '1e-4'], noise: ['none', 'masking']}, replicates: 2};
    return {
      'run.json': run,
      'history.csv': history,
      'sweep.json': JSON.stringify({...plan, data: 'digits', test: ''}, null, 2),
      'sweep-short.json': '{"preset": "mlp", "grid": {"l2": [0, 1e-4], "learning_rate": "0.01:0.1:4"}}',
      axis: 'l2=1e-6:1e-3:5:log',
      levels: '0,0.1:0.5:5',
    };
  },
  // See io/kept_pictures.cpp: height, width, channels, class + 1, length of the name; the name, the pixels.
  kept: () => ({
    two: Buffer.concat([Buffer.from('AELPICS1'), shorts(5, 4, 1, 4, 5), Buffer.from('three'), ramp(20), shorts(2, 3, 3, 0, 0), ramp(18)]),
    none: Buffer.from('AELPICS1'),
  }),
};

for (const [target, inputs] of Object.entries(targets)) {
  const folder = path.join(CORPUS, target);
  fs.rmSync(folder, {recursive: true, force: true});
  fs.mkdirSync(folder, {recursive: true});
  for (const [name, content] of Object.entries(inputs())) fs.writeFileSync(path.join(folder, name), content);
}
fs.rmSync(scratch, {recursive: true});
