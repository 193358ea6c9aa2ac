// The user's own images: dropped and opened, good and bad. Bad files get a sentence and leave the page as it was.

import assert from 'node:assert/strict';
import {isolatedSite, labTest} from './support/lab.mjs';
import {idxImages, idxLabels} from './support/idx.mjs';

const GOOD = [
  {name: 'my-images-idx3-ubyte', content: idxImages(600)},
  {name: 'my-labels-idx1-ubyte', content: idxLabels(600)},
];

/// The page still trains.
async function stillWorks(lab) {
  const {step} = await lab.status();
  await lab.command('train');
  await lab.until((now, before) => now.step > before + 2, step);
  await lab.command('pause');
}

for (const threads of [2, 0]) {
  labTest(`dropped IDX files become the data (threads=${threads})`, {}, async (lab) => {
    await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=${threads}`);
    await lab.drop(GOOD);
    const status = await lab.until((now) => !now.dataBusy && now.trainCount + now.testCount === 600);
    assert.equal(status.dataError, '');
    assert.equal(status.trainCount, 500);
    assert.equal(status.step, 0);
    await stillWorks(lab);
  });

  labTest(`bad files are refused with a sentence (threads=${threads})`, {}, async (lab) => {
    await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=${threads}`);
    const {trainCount, dataName} = await lab.status();
    const [images, labels] = GOOD;
    const cases = [
      ['cut off', [{...images, content: images.content.subarray(0, 10_000)}, labels]],
      ['garbage', [{name: 'holiday.jpg', content: Buffer.from('\xff\xd8\xff\xe0 not an image', 'latin1')}]],
      ['empty', [{name: 'empty-idx3-ubyte', content: Buffer.alloc(0)}]],
      ['too many labels', [images, {...labels, content: idxLabels(601)}]],
      [
        'broken gzip',
        [{name: 'images-idx3-ubyte.gz', content: Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8])}],
      ],
    ];
    for (const [title, files] of cases) {
      await lab.command({type: 'data', source: 'standard'});
      await lab.until((now) => !now.dataBusy && now.dataError === '');
      await lab.drop(files);
      const status = await lab.until((now) => !now.dataBusy && now.dataError !== '');
      lab.note(`${title}: ${status.dataError}`);
      assert.match(status.dataError, /^[A-Za-z].*\.$/s, title);
      assert.deepEqual([status.trainCount, status.dataName], [trainCount, dataName], title);
    }
    await stillWorks(lab);
  });
}

labTest('two lots dropped at once do not mix: the second is there in the end', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae`);
  const others = [
    {name: 'others-images-idx3-ubyte', content: idxImages(300)},
    {name: 'others-labels-idx1-ubyte', content: idxLabels(300)},
  ];
  await Promise.all([lab.drop(GOOD), lab.drop(others)]);
  const status = await lab.until((now) => !now.dataBusy && now.trainCount + now.testCount === 300);
  assert.equal(status.dataError, '');
  await stillWorks(lab);
});

labTest('good files load after bad ones', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae`);
  await lab.drop([{name: 'x', content: Buffer.from('nothing')}]);
  await lab.until((now) => now.dataError !== '');
  await lab.drop(GOOD);
  const status = await lab.until((now) => !now.dataBusy && now.trainCount === 500);
  assert.equal(status.dataError, '');
});

labTest("a click on Open files opens the browser's picker, and what it returns is loaded", {}, async (lab) => {
  await lab.open(await isolatedSite());
  // Asked for early: Playwright tells the browser in its own time that it wants to answer the picker.
  const chooser = lab.page.waitForEvent('filechooser');
  if (!(await lab.status()).ui.open) await lab.clickOn('data'); // the button lies in the data menu
  await lab.middleOf('open');
  await lab.calm(); // a menu takes a frame or two to find its size and place
  const {x, y} = await lab.middleOf('open');
  await lab.page.mouse.click(x, y);
  await (
    await chooser
  ).setFiles(GOOD.map(({name, content}) => ({name, mimeType: 'application/octet-stream', buffer: content})));
  await lab.until((now) => !now.dataBusy && now.trainCount === 500);
});

/// Drops folders, which a page can only simulate: {name: {name: ...}}, where a number stands for a picture as bright.
/// The browser hands out a folder's entries in portions.
async function dropFolders(lab, folders) {
  await lab.page.evaluate(async (tree) => {
    const picture = async (level) => {
      const context = new OffscreenCanvas(28, 28).getContext('2d');
      context.fillStyle = `rgb(${level} ${level} ${level})`;
      context.fillRect(0, 0, 28, 28);
      return context.canvas.convertToBlob();
    };
    const entry = async (path, name, content) => {
      const fullPath = `${path}/${name}`;
      if (typeof content === 'number') {
        const file = new File([await picture(content)], name);
        return {isDirectory: false, fullPath, file: (take) => take(file)};
      }
      const children = await Promise.all(Object.entries(content).map((child) => entry(fullPath, ...child)));
      const createReader = () => {
        const left = [...children];
        return {readEntries: (take) => take(left.splice(0, 3))};
      };
      return {isDirectory: true, fullPath, createReader};
    };
    const dropped = await Promise.all(Object.entries(tree).map((child) => entry('', ...child)));
    const event = new Event('drop', {bubbles: true, cancelable: true});
    event.dataTransfer = {types: ['Files'], files: [], items: dropped.map((one) => ({webkitGetAsEntry: () => one}))};
    document.body.dispatchEvent(event);
  }, folders);
}

const eight = (level) => Object.fromEntries(Array.from({length: 8}, (_, i) => [`${i}.png`, level + i]));

labTest('a dropped folder: its subfolders are the classes, and hidden files are left out', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae`);
  await dropFolders(lab, {pets: {cats: {...eight(40), '.DS_Store': 1}, dogs: eight(200)}});
  const status = await lab.until((now) => !now.dataBusy && now.trainCount + now.testCount === 16);
  assert.equal(status.dataError, '');
  assert.equal(status.spotlightClass, 'cats'); // the 7th picture in the order of names
  await lab.command({type: 'show', spotlight: 1});
  await lab.until((now) => now.spotlightClass === 'dogs'); // the 14th
});

labTest('folders dropped side by side are the classes themselves', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae`);
  await dropFolders(lab, {cats: eight(40), dogs: eight(200)});
  await lab.until((now) => !now.dataBusy && now.testCount === 2 && now.spotlightClass === 'cats');
});

labTest('more than the page takes is refused before it is read', {}, async (lab) => {
  await lab.open(await isolatedSite());
  await lab.page.evaluate(() => {
    const big = new File([], 'big.idx');
    Object.defineProperty(big, 'size', {value: 2e9});
    const event = new Event('drop', {bubbles: true, cancelable: true});
    event.dataTransfer = {types: ['Files'], files: [big]};
    document.body.dispatchEvent(event);
  });
  assert.match(await lab.page.locator('#notice').innerText(), /too large: 2000 MB/);
  assert.equal((await lab.status()).dataError, '');
});
