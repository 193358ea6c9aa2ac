// Every experiment in the page: all presets train, in both builds, and colour pictures are shown in colour.

import assert from 'node:assert/strict';
import {isolatedSite, labTest} from './support/lab.mjs';

const IMAGES = 70;

/// A CIFAR-10 batch of plain red and plain blue pictures, in turn.
function colourBatch() {
  const plane = (value) => Buffer.alloc(1024, value);
  const records = [];
  for (let i = 0; i < IMAGES; i++) {
    const [red, blue] = i % 2 === 0 ? [220, 0] : [0, 220];
    records.push(Buffer.from([i % 10]), plane(red), plane(0), plane(blue));
  }
  return {name: 'data_batch_1.bin', content: Buffer.concat(records)};
}

/// The colour on the screen at a place in CSS pixels, [red, green, blue].
async function colourAt(lab, {x, y}) {
  const picture = await lab.page.screenshot({clip: {x: Math.round(x), y: Math.round(y), width: 1, height: 1}});
  return lab.page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(1, 1).getContext('2d');
    context.drawImage(bitmap, 0, 0);
    return [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  }, picture.toString('base64'));
}

for (const threads of [2, 0]) {
  labTest(`every preset trains (threads=${threads})`, {timeout: 300_000}, async (lab) => {
    await lab.open(`${await isolatedSite()}?threads=${threads}`);
    const refusal = await lab.refusal({type: 'preset', name: 'no such preset'});
    const names = refusal.match(/there are (.*)\./)[1].split(', ');
    assert.ok(names.length >= 25, `only ${names}`);
    for (const name of names) {
      await lab.command({type: 'preset', name});
      await lab.until((status, wanted) => status.preset === wanted && status.step === 0, name);
      const {step, state, message, loss} = await lab.steps(1);
      assert.deepEqual({name, step, message}, {name, step: 1, message: ''});
      assert.notEqual(state, 'failed', name);
      assert.ok(Number.isFinite(loss), `${name}: the loss is ${loss}`);
    }
  });
}

labTest('colour pictures are shown in colour, and rebuilt in colour', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=cifar-conv-ae&learning_rate=0.01&batch_size=16&epochs=1000`);
  await lab.drop([colourBatch()]);
  await lab.until((now) => !now.dataBusy && now.trainCount + now.testCount === 70);
  await lab.calm();
  const shown = await colourAt(lab, await lab.middleOf('originalPanel'));
  assert.ok(Math.max(shown[0], shown[2]) > 200 && Math.min(shown[0], shown[2]) < 30, `the original is ${shown}`);
  await lab.command('train');
  await lab.until((now) => now.psnrDenoised > 18, null, 90_000);
  await lab.command('pause');
  await lab.calm();
  const rebuilt = await colourAt(lab, await lab.middleOf('denoisedPanel'));
  lab.note(`original ${shown}, rebuilt ${rebuilt}`);
  assert.equal(rebuilt[0] > rebuilt[2], shown[0] > shown[2], `original ${shown}, rebuilt ${rebuilt}`);
  await lab.screenshot('colour');
});
