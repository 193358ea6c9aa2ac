// Trained networks leave the page as files and come back: through the menu, through window.lab, opened and dropped.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import {isolatedSite, labTest, PHONE} from './support/lab.mjs';

/// The file that `action` makes the browser save: {name, content}.
async function download(lab, action) {
  const coming = lab.page.waitForEvent('download', {timeout: 15_000});
  await action();
  const file = await coming;
  return {name: file.suggestedFilename(), content: fs.readFileSync(await file.path())};
}

/// The same, asked for by a script.
const save = (lab, format) => download(lab, () => lab.command({type: 'save', format}));

/// Trains for some batches and then rests; returns the status at rest.
async function trained(lab, batches = 40) {
  await lab.command('train');
  await lab.until((now, wanted) => now.step >= wanted, batches);
  await lab.command('pause');
  await lab.until((now) => now.state === 'paused');
  await lab.calm();
  return lab.status();
}

async function pressItem(lab, name, press) {
  await lab.middleOf(name);
  await lab.calm(); // a menu takes a frame or two to find its size and place
  const {x, y} = await lab.middleOf(name);
  await press(x, y);
}

for (const threads of [2, 0]) {
  labTest(`a saved model shows the same in a fresh page (threads=${threads})`, {}, async (lab) => {
    const site = await isolatedSite();
    await lab.open(`${site}?preset=lab-dae&noise_level=0.35&threads=${threads}`);
    const before = await trained(lab);
    const file = await download(lab, async () => {
      await lab.clickOn('save');
      await pressItem(lab, 'save-model', (x, y) => lab.page.mouse.click(x, y));
    });
    assert.equal(file.name, 'lab-dae.aelab');
    assert.equal(file.content.subarray(0, 5).toString(), 'AELAB');
    await lab.until((now) => now.notice === 'Saved lab-dae.aelab.');

    await lab.open(`${site}?preset=mlp&threads=${threads}`);
    await lab.drop([file]);
    await lab.until((now) => now.preset === 'lab-dae' && now.notice.startsWith('Opened lab-dae.aelab: '));
    await lab.calm();
    const after = await lab.status();
    assert.equal(after.state, 'ready');
    assert.equal(after.fields.noise_level, before.fields.noise_level);
    assert.equal(after.psnrDenoised, before.psnrDenoised);
    assert.ok((await lab.steps(2)).step === 2, 'and it trains on');
  });
}

labTest('every format downloads under its name, and wrong ones are refused with a sentence', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&epochs=1&threads=2`);
  assert.match(await lab.refusal({type: 'save', format: 'pdf'}), /^There is no format "pdf"; there are model, onnx/);
  assert.match(await lab.refusal({type: 'save'}), /^There is no format/);
  assert.match(await lab.refusal({type: 'save', format: 'history'}), /^No epoch is finished yet/);
  await lab.command('train');
  await lab.until((now) => now.state === 'finished', undefined, 60_000);
  for (const [format, name, start] of [
    ['model', 'lab-dae.aelab', 'AELAB'],
    ['onnx', 'lab-dae.onnx', '\x08\x08'],
    ['npz', 'lab-dae.npz', 'PK'],
    ['safetensors', 'lab-dae.safetensors', ''],
    ['keras', 'lab-dae-keras.zip', 'PK'],
    ['pytorch', 'lab-dae-pytorch.zip', 'PK'],
    ['history', 'lab-dae-history.csv', 'epoch,loss'],
  ]) {
    const file = await save(lab, format);
    assert.equal(file.name, name);
    assert.equal(file.content.subarray(0, start.length).toString('latin1'), start, format);
    assert.ok(file.content.length > 50, format);
  }
});

labTest('a script that saves, changes and saves again gets both networks', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=2`);
  const names = [];
  lab.page.on('download', (file) => names.push(file.suggestedFilename()));
  await lab.page.evaluate(() => {
    window.lab.command({type: 'save', format: 'onnx'});
    window.lab.command({type: 'preset', name: 'sp-dae'});
    window.lab.command({type: 'save', format: 'npz'});
  });
  await lab.until((now) => now.notice === 'Saved sp-dae.npz.');
  await lab.page.waitForTimeout(300);
  assert.deepEqual(names.sort(), ['lab-dae.onnx', 'sp-dae.npz']);
});

labTest('weights open in their own network and are refused by another; the run goes on', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=2`);
  const {psnrDenoised} = await trained(lab);
  const files = [await save(lab, 'npz'), await save(lab, 'safetensors')];
  for (const file of files) {
    await lab.command('reset');
    await lab.until((now) => now.step === 0);
    await lab.drop([file]);
    await lab.until((now, name) => now.notice.startsWith(`Opened ${name}`), file.name);
    await lab.calm();
    assert.equal((await lab.status()).psnrDenoised, psnrDenoised, file.name);
  }
  await lab.command({type: 'preset', name: 'sp-dae'});
  const before = await trained(lab, 5);
  await lab.drop([files[0]]);
  const {notice, step, preset} = await lab.until((now) => /lab-dae\.npz/.test(now.notice));
  assert.match(notice, /lab-dae\.npz.*\.$/);
  assert.deepEqual([step, preset], [before.step, 'sp-dae']);
});

labTest('damaged models and more than one are refused; undo brings the former network back', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=2`);
  const file = await save(lab, 'model');
  const before = await trained(lab);
  const damaged = Buffer.from(file.content);
  damaged[damaged.length >> 1] ^= 1;
  for (const [files, sentence] of [
    [[{name: 'mine.aelab', content: damaged}], /^mine\.aelab is damaged: its checksum does not match\.$/],
    [[{name: 'mine.aelab', content: file.content.subarray(0, 5000)}], /^mine\.aelab is damaged/],
    [[{name: 'empty.aelab', content: Buffer.alloc(0)}], /^empty\.aelab is not a model/],
    [[file, {...file, name: 'second.aelab'}], /one saved model at a time/],
    [[file, {name: 'digit.png', content: Buffer.from('x')}], /one saved model at a time/],
  ]) {
    await lab.drop(files);
    await lab.until((now, words) => new RegExp(words).test(now.notice), sentence.source);
    const {step, dataError} = await lab.status();
    assert.deepEqual([step, dataError], [before.step, '']);
  }
  await lab.drop([file]);
  await lab.until((now) => now.step === 0 && now.notice.startsWith('Opened lab-dae.aelab'));
  await pressItem(lab, 'undo', (x, y) => lab.page.mouse.click(x, y));
  await lab.until((now, psnr) => now.psnrDenoised === psnr, before.psnrDenoised);
});

labTest('on a phone the menu behind the dots saves too', {context: PHONE}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae`);
  const tap = (x, y) => lab.page.touchscreen.tap(x, y);
  await pressItem(lab, 'more', tap);
  await lab.calm();
  await lab.screenshot('phone-save-menu');
  const file = await download(lab, () => pressItem(lab, 'save-model', tap));
  assert.equal(file.name, 'lab-dae.aelab');
});

for (const colorScheme of ['dark', 'light']) {
  labTest(`picture: the save menu (${colorScheme})`, {context: {colorScheme}}, async (lab) => {
    await lab.open(`${await isolatedSite()}?preset=lab-dae&epochs=1&threads=2`);
    await lab.command('train');
    await lab.until((now) => now.state === 'finished', undefined, 60_000);
    await lab.clickOn('save');
    await lab.middleOf('save-history');
    await lab.calm();
    await lab.screenshot(`desktop-save-menu-${colorScheme}`);
    await pressItem(lab, 'save-onnx', (x, y) => lab.page.mouse.click(x, y));
    await lab.until((now) => now.notice === 'Saved lab-dae.onnx.');
    await lab.calm();
    await lab.screenshot(`desktop-saved-${colorScheme}`);
  });
}
