// Files as people have them: archives, arrays, tables, pictures that only the browser can decode, ink on white paper.
// What each format may look like is tested natively (tests/data); here it is that the page takes and tells.

import assert from 'node:assert/strict';
import {npyBytes, zipOf} from './support/arrays.mjs';
import {idxImages, idxLabels} from './support/idx.mjs';
import {isolatedSite, labTest} from './support/lab.mjs';

const SIDE = 28;
const pixels = (count) => idxImages(count).subarray(16);
const labels = (count) => idxLabels(count).subarray(8);

/// One image a row, the label first, under a header.
function table(count) {
  const all = pixels(count);
  const rows = Array.from({length: count}, (_, i) => [i % 10, ...all.subarray(i * SIDE ** 2, (i + 1) * SIDE ** 2)]);
  return Buffer.from(`label,${Array.from({length: SIDE ** 2}, (_, p) => `pixel${p}`)}\n${rows.join('\n')}\n`);
}

const pgm = (level) => Buffer.concat([Buffer.from('P5 9 9 255\n'), Buffer.alloc(81, level)]);

/// QMNIST's labels: integers of 32 bits in eight columns, the class first.
function wideLabels(count) {
  const file = Buffer.alloc(12 + 32 * count);
  [0x00000c02, count, 8].forEach((value, i) => file.writeUInt32BE(value, 4 * i));
  for (let i = 0; i < count; i++) file.writeUInt32BE(i % 10, 12 + 32 * i);
  return file;
}

/// `file` of bytes as IDX of 32-bit floats between 0 and 1.
function asFloats(file) {
  const header = file[3] * 4 + 4;
  const floats = Buffer.alloc(header + 4 * (file.length - header));
  file.copy(floats, 0, 0, header);
  floats[2] = 0x0d;
  for (let i = header; i < file.length; i++) floats.writeFloatBE(file[i] / 255, header + 4 * (i - header));
  return floats;
}

const LOTS = {
  'an archive with a folder inside': [
    {
      name: 'digits.zip',
      content: zipOf([
        {name: 'digits/train-images-idx3-ubyte', content: idxImages(60)},
        {name: 'digits/train-labels-idx1-ubyte', content: idxLabels(60)},
        {name: '__MACOSX/digits/._train-labels-idx1-ubyte', content: Buffer.from('clutter')},
      ]),
    },
  ],
  "Keras's mnist.npz": [
    {
      name: 'mnist.npz',
      content: zipOf([
        {name: 'x_train.npy', content: npyBytes([50, SIDE, SIDE], pixels(50))},
        {name: 'y_train.npy', content: npyBytes([50], labels(50))},
        {name: 'x_test.npy', content: npyBytes([10, SIDE, SIDE], pixels(10))},
        {name: 'y_test.npy', content: npyBytes([10], labels(10))},
      ]),
    },
  ],
  "QMNIST's labels": [
    {name: 'qmnist-train-images-idx3-ubyte', content: idxImages(60)},
    {name: 'qmnist-train-labels-idx2-int', content: wideLabels(60)},
  ],
  'IDX of floats': [
    {name: 'train-images-idx3-float', content: asFloats(idxImages(60))},
    {name: 'train-labels-idx1-ubyte', content: idxLabels(60)},
  ],
  'files in folders of their own names': [
    {
      name: 'mnist.zip',
      content: zipOf([
        {name: 'train-images.idx3-ubyte/train-images.idx3-ubyte', content: idxImages(60)},
        {name: 'train-labels.idx1-ubyte/train-labels.idx1-ubyte', content: idxLabels(60)},
      ]),
    },
  ],
  'an archive of pictures for training and testing': [
    {
      name: 'shades.zip',
      content: zipOf(
        Array.from({length: 60}, (_, i) => ({
          name: `shades/${i < 48 ? 'train' : 'test'}/${i % 2 ? 'dark' : 'light'}/${i}.pgm`,
          content: pgm(i % 2 ? i : 200 - i),
        })),
      ),
    },
  ],
  'a table': [{name: 'digits.csv', content: table(60)}],
  'an array a class': ['cat', 'sun'].map((name, i) => ({
    name: `${name}.npy`,
    content: npyBytes([30, SIDE ** 2], pixels(60).subarray(i * 30 * SIDE ** 2, (i + 1) * 30 * SIDE ** 2)),
  })),
};

for (const [what, files] of Object.entries(LOTS)) {
  labTest(`${what} becomes the data`, {}, async (lab) => {
    await lab.open(`${await isolatedSite()}?preset=mlp`);
    await lab.drop(files);
    await lab.until((now) => !now.dataBusy && now.trainCount + now.testCount === 60);
    await lab.command('train'); // a classifier, so the labels are there
    const status = await lab.until((now) => now.epoch > 2);
    assert.deepEqual([status.dataError, status.notice], ['', '']);
  });
}

/// Pictures as the browser writes them: [{name, content}].
async function pictures(lab) {
  const drawn = await lab.page.evaluate(async () => {
    const all = [];
    for (const [index, ending] of ['webp', 'webp', 'png', 'jpeg', 'webp', 'png'].entries()) {
      const context = new OffscreenCanvas(28, 28).getContext('2d');
      context.fillRect(0, 0, 28, 28);
      context.fillStyle = 'white';
      context.fillRect(4 + index, 4, 10, 18);
      const blob = await context.canvas.convertToBlob({type: `image/${ending}`});
      all.push({name: `${index}.${ending}`, content: [...new Uint8Array(await blob.arrayBuffer())]});
    }
    return all;
  });
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="100%" height="100%"/></svg>';
  const gif = 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
  return [
    ...drawn.map(({name, content}) => ({name, content: Buffer.from(content)})),
    {name: 'square.svg', content: Buffer.from(svg)},
    {name: 'dot.gif', content: Buffer.from(gif, 'base64')},
  ];
}

labTest('what the browser can decode is read, and what nobody can is counted and named', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae`);
  await lab.drop([
    ...(await pictures(lab)),
    {name: 'broken.webp', content: Buffer.from('RIFF....WEBPVP8 ')},
    {name: 'notes.txt', content: Buffer.from('not a picture')},
  ]);
  // The page tells what was left out in the frame after the data came.
  const status = await lab.until((now) => !now.dataBusy && now.trainCount + now.testCount === 8 && now.notice !== '');
  assert.equal(status.dataError, '');
  lab.note(status.notice);
  assert.match(status.notice, /^2 files were left out: broken\.webp .*; notes\.txt .*\.$/);
});

labTest('CIFAR-100 with the names of its classes', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=cifar-conv-ae`);
  const records = Buffer.alloc(14 * 3074, 90);
  for (let i = 0; i < 14; i++) records.set([i, 60 + i], i * 3074);
  const names = Array.from({length: 100}, (_, i) => `thing ${i}`).join('\n');
  await lab.drop([
    {name: 'train.bin', content: records},
    {name: 'fine_label_names.txt', content: Buffer.from(names)},
  ]);
  await lab.until((now) => !now.dataBusy && now.trainCount === 12 && now.spotlightClass !== '');
  await lab.calm(); // a notice comes a frame after its data
  const status = await lab.status();
  assert.deepEqual([status.dataError, status.notice, status.spotlightClass], ['', '', 'thing 72']);
});

labTest('ink on white paper is noticed, and turned round where that is wanted', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae`);
  const paper = idxImages(60);
  for (let i = 16; i < paper.length; i++) paper[i] = 255 - paper[i];
  await lab.drop([{name: 'paper-images-idx3-ubyte', content: paper}]);
  const {notice, psnrNoisy} = await lab.until((now) => now.notice !== '' && now.psnrNoisy !== null);
  assert.match(notice, /dark on light/);
  await lab.calm();
  await lab.clickOn('invert');
  await lab.until((now) => !now.dataBusy && now.notice === '');
  await lab.until((now, before) => now.psnrNoisy !== null && now.psnrNoisy !== before, psnrNoisy);
  assert.equal((await lab.status()).trainCount, 50);
});

labTest("one's own grey images on a preset for colour: a sentence says what that shows", {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae`);
  await lab.drop([{name: 'my-images-idx3-ubyte', content: idxImages(60)}]);
  await lab.until((now) => !now.dataBusy && now.trainCount === 50);
  await lab.command({type: 'preset', name: 'cifar-conv-ae'});
  await lab.until((now) => /These images are grey/.test(now.notice));
  await lab.command({type: 'preset', name: 'lab-dae'});
  await lab.until((now) => now.notice === '');
});
