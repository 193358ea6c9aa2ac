// The map of codes, used by mouse and by fingers.

import assert from 'node:assert/strict';
import {isolatedSite, labTest, PHONE} from './support/lab.mjs';

/// Opens the page with the map of a trained code of two numbers; a function from (0, 0) to (1, 1) to places in it.
async function openMap(lab) {
  await lab.open(`${await isolatedSite()}?preset=code-2d&view=code&threads=2`);
  await lab.command('train');
  await lab.until((now) => now.epoch >= 2 && now.ui.map, null, 60_000);
  await lab.command('pause');
  await lab.until((now) => now.state === 'paused');
  await lab.calm();
  const {map} = (await lab.status()).ui;
  return (x, y) => [map.x + x * map.w, map.y + y * map.h];
}

/// Moves the mouse until a point of the map lies under it.
async function findPoint(lab, at) {
  for (const y of [0.5, 0.4, 0.6, 0.3]) {
    for (let x = 0.3; x < 0.75; x += 0.05) {
      await lab.page.mouse.move(...at(x, y));
      await lab.page.waitForTimeout(150);
      if ((await lab.status()).ui['map-bubble']) return;
    }
  }
  assert.fail('no point was found');
}

labTest('the map: a click on a point looks at its picture, a drag decodes, the wheel zooms', {}, async (lab) => {
  const at = await openMap(lab);
  const {mouse} = lab.page;
  await findPoint(lab, at);
  await mouse.down();
  await mouse.up();
  await lab.until((now) => now.spotlight > 0 && !now.ui['code-back']);
  const before = await lab.page.evaluate(() => window.lab.observe('picture'));
  await mouse.move(...at(0.1, 0.9));
  await mouse.down();
  await mouse.move(...at(0.4, 0.7), {steps: 5});
  await lab.until((now) => now.ui['code-back']);
  await mouse.up();
  const decoded = await lab.page.evaluate(() => window.lab.observe('picture'));
  assert.deepEqual(decoded.original, before.original);
  assert.notDeepEqual(decoded.denoised, before.denoised);

  await mouse.move(...at(0.5, 0.5));
  await mouse.wheel(0, -300);
  await lab.until((now) => now.ui['map-reset']);
  await mouse.dblclick(...at(0.45, 0.45));
  await lab.until((now) => !now.ui['map-reset']);
  await lab.clickOn('map-grid');
  await lab.page.waitForTimeout(1500);
  await lab.screenshot('map-grid');
});

labTest('the map: two fingers zoom it', {context: PHONE}, async (lab) => {
  const at = await openMap(lab);
  const devtools = await lab.page.context().newCDPSession(lab.page);
  const touch = (type, ...touchPoints) => devtools.send('Input.dispatchTouchEvent', {type, touchPoints});
  const [x, y] = at(0.5, 0.5);
  const fingers = (apart) => [
    {x: x - apart, y, id: 1},
    {x: x + apart, y, id: 2},
  ];
  await touch('touchStart', fingers(20)[0]);
  await touch('touchStart', ...fingers(20));
  for (let i = 1; i <= 5; i++) {
    await touch('touchMove', ...fingers(20 + 8 * i));
    await lab.page.waitForTimeout(40);
  }
  await touch('touchEnd');
  await lab.until((now) => now.ui['map-reset']);
});
