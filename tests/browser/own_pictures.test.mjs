// Pictures of one's own: the ways in (dropped, pasted, picked, in formats that only the browser reads), and that they are
// there again at the next visit, or that the page says why not.

import assert from 'node:assert/strict';
import {isolatedSite, labTest, PHONE} from './support/lab.mjs';
import {photoOfSeven} from './support/photo.mjs';

const SEVEN = {name: 'seven.bmp', content: photoOfSeven()};

/// Waits until the photo has become the picture looked at, and keeps it.
async function keep(lab) {
  await lab.until((now) => now.ui['photo-keep'] && now.spotlight === null);
  await lab.clickOn('photo-keep');
  await lab.until((now) => !now.ui['photo-keep']);
}

async function dropAndKeep(lab) {
  await lab.drop([SEVEN]);
  await keep(lab);
}

/// Hands the page a picture drawn on a canvas there, by that event.
const bring = (lab, kind, type, width, height) =>
  lab.page.evaluate(
    async ([kind, type, width, height]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      context.fillStyle = '#ddd';
      context.fillRect(0, 0, width, height);
      context.strokeStyle = '#222';
      context.lineWidth = height / 14;
      context.beginPath();
      context.ellipse(width / 2, height / 2, height / 6, height / 4, 0, 0, 7);
      context.stroke();
      const data = new DataTransfer();
      data.items.add(new File([await canvas.convertToBlob({type})], `zero.${type.slice(6)}`, {type}));
      const event = kind === 'paste' ? new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})
        : new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true});
      document.getElementById('canvas').dispatchEvent(event);
    },
    [kind, type, width, height],
  );

for (const threads of [2, 0]) {
  labTest(`own pictures are there again after a reload (threads=${threads})`, {}, async (lab) => {
    await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=${threads}`);
    const {trainCount} = await lab.status();
    await lab.command('train');
    await dropAndKeep(lab);
    assert.equal((await lab.status()).trainCount, trainCount, 'one picture is no data set');
    await dropAndKeep(lab);
    await lab.clickOn('tray-class');
    await lab.clickOn('tray-class-3');
    await lab.until((now) => now.spotlightClass === 'digit 3');
    await lab.page.waitForTimeout(1500); // it is kept half a second after the last change
    await lab.page.reload();
    await lab.ready();
    await dropAndKeep(lab);
    assert.ok((await lab.status()).ui['tray-3'], 'both are there besides the new one');
    await lab.clickOn('tray-2');
    await lab.until((now) => now.spotlightClass === 'digit 3');
    await lab.screenshot(`own-pictures-${threads}`);
  });
}

labTest('own pictures: a picture is pasted', {}, async (lab) => {
  await lab.open(await isolatedSite());
  await bring(lab, 'paste', 'image/png', 300, 260);
  await keep(lab);
});

labTest('own pictures: what only the browser reads, and what is too large for the program, is reduced', {}, async (lab) => {
  await lab.open(await isolatedSite());
  await bring(lab, 'drop', 'image/webp', 400, 300);
  await keep(lab);
  await bring(lab, 'drop', 'image/jpeg', 5000, 4000);
  await keep(lab);
  assert.equal((await lab.status()).dataError, '');
  assert.ok((await lab.status()).ui['tray-2']);
});

labTest("own pictures: the browser's pickers lie over the buttons, and keys open them too", {}, async (lab) => {
  await lab.open(await isolatedSite());
  const photo = {name: SEVEN.name, mimeType: 'image/bmp', buffer: SEVEN.content};
  await dropAndKeep(lab);
  await lab.page.mouse.move(1100, 700); // the column scrolls to its end, where the button is
  await lab.page.mouse.wheel(0, 4000);
  await lab.middleOf('tray-photo');
  await lab.calm();
  assert.equal(await lab.page.locator('#photo-picker').isVisible(), true);
  const chooser = lab.page.waitForEvent('filechooser');
  await lab.clickOn('tray-photo');
  await (await chooser).setFiles([photo]);
  await keep(lab);
  await lab.until((now) => now.ui['tray-2']);
});

labTest('own pictures: a phone offers its camera', {context: PHONE}, async (lab) => {
  await lab.open(await isolatedSite());
  await lab.drop([SEVEN]);
  await lab.until((now) => now.spotlight === null);
  await lab.screenshot('own-pictures-phone');
  const camera = lab.page.locator('#camera-picker');
  assert.equal(await camera.getAttribute('capture'), 'environment');
  assert.equal(await camera.getAttribute('accept'), 'image/*');
});

labTest('own pictures: where the browser keeps nothing the page says so once and loses nothing', {}, async (lab) => {
  await lab.page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no', 'SecurityError');
    };
  });
  await lab.open(await isolatedSite());
  await dropAndKeep(lab);
  await lab.page.locator('#notice').waitFor({state: 'visible', timeout: 10_000});
  assert.match(await lab.page.locator('#notice').innerText(), /keeps nothing.*until you close it/s);
  await dropAndKeep(lab);
  assert.ok((await lab.status()).ui['tray-2']);
});
