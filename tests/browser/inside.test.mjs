// Looking inside by script: window.lab.observe(), and the commands that choose what is looked at.

import assert from 'node:assert/strict';
import {HAND} from './support/hand.mjs';
import {isolatedSite, labTest, plainSite} from './support/lab.mjs';

const SIDE = 28;
const {strokes: SEVEN} = HAND.find(({digit}) => digit === 7);

/// Of bytes, in dB.
function psnr(a, b) {
  const error = a.reduce((sum, value, i) => sum + ((value - b[i]) / 255) ** 2, 0) / a.length;
  return -10 * Math.log10(error);
}

/// 3 x 3, the edge's pixels repeated outside.
function medianFiltered(image) {
  const at = (x, y) => image[Math.min(SIDE - 1, Math.max(0, y)) * SIDE + Math.min(SIDE - 1, Math.max(0, x))];
  return image.map((_, i) => {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => at(x + dx, y + dy)));
    return around.sort((a, b) => a - b)[4];
  });
}

const observe = (lab, name, options) =>
  lab.page.evaluate(([what, how]) => window.lab.observe(what, how), [name, options ?? {}]);

/// The sentence with which the question is rejected.
const rejected = (lab, name, options) =>
  lab.page.evaluate(
    ([what, how]) => window.lab.observe(what, how).then(() => 'answered', (error) => error.message),
    [name, options ?? {}],
  );

for (const [title, site, query] of [
  ['with threads', isolatedSite, 'threads=2'],
  ['without threads', plainSite, 'threads=0'],
]) {
  labTest(`everything can be observed by script, ${title}`, {}, async (lab) => {
    await lab.open(`${await site()}?preset=sp-dae&epochs=1000&${query}`);
    await lab.command('train');
    await lab.until((now) => now.step > 30, null, 60_000);
    await observe(lab, 'code'); // while it trains
    await lab.command('pause');
    await lab.until((now) => now.state === 'paused');

    const picture = await observe(lab, 'picture', {picture: 3});
    assert.deepEqual(picture.shape, [28, 28, 1]);
    for (const plane of ['original', 'noisy', 'denoised']) assert.equal(picture[plane].length, 784, plane);
    assert.notDeepEqual(picture.original, picture.noisy);

    // The code of a picture, decoded, is that picture denoised.
    const code = await observe(lab, 'code', {picture: 3});
    assert.equal(code.values.length, 96);
    assert.ok(code.dead.every((unit) => code.values[unit] === 0));
    const decoded = await observe(lab, 'decoded', {code: code.values});
    const worst = Math.max(...decoded.pixels.map((pixel, i) => Math.abs(pixel - picture.denoised[i])));
    assert.ok(worst <= 1, `differs by ${worst} levels`); // the numbers went through seven decimals

    const map = await observe(lab, 'map');
    const points = Math.min((await lab.status()).testCount, 2000); // the map's own limit
    for (const list of [map.x, map.y, map.label, map.index]) assert.equal(list.length, points);
    assert.ok(map.explained[0] >= map.explained[1] && map.explained[1] > 0 && map.explained[0] + map.explained[1] <= 1.001);

    const layer = await observe(lab, 'layer', {index: 1, picture: 3});
    assert.equal(layer.name, 'dense_1');
    layer.values.forEach((value, i) => assert.ok(Math.abs(value - code.values[i]) < 1e-4));
    const weights = await observe(lab, 'weights', {index: 1});
    assert.deepEqual([weights.name, weights.shape], ['dense_1/kernel', [128, 96]]);
    assert.equal(weights.values.length, 128 * 96);

    const noise = await observe(lab, 'noise', {kinds: ['gaussian']});
    assert.equal(noise.kind, 'salt-pepper');
    assert.equal(noise.others[0].kind, 'gaussian');
    for (const line of ['noisy', 'denoised', 'median']) assert.equal(noise.psnr[line].length, noise.levels.length, line);
    assert.ok(noise.psnr.noisy[2] > noise.psnr.noisy.at(-1));
  });
}

labTest('what does not exist is named', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=sp-dae`);
  assert.match(await rejected(lab, 'soul'), /nothing called "soul" to observe; there are picture, code, .* and noise\./);
  assert.match(await rejected(lab, 'map', {zoom: 2}), /"map" has no option "zoom"; it takes none\./);
  assert.match(await rejected(lab, 'layer', {index: 99}), /whole number from 0 to 3/);
  assert.match(await rejected(lab, 'picture', {picture: -1}), /whole number from 0 to 9999/);
  assert.match(await rejected(lab, 'decoded', {code: [1, 2]}), /has 96\./);
  assert.match(await rejected(lab, 'decoded'), /needs the numbers of a code/);
  assert.match(await rejected(lab, 'noise', {kinds: ['rain']}), /no noise "rain"/);
  for (const [command, sentence] of [
    [{type: 'layer', index: 4}, /There are 4 layers/],
    [{type: 'picture', index: 10_000}, /There are 10000 test images/],
    [{type: 'picture', own: 0}, /There are 0 pictures of your own/],
    [{type: 'decode', code: ['a']}, /needs the numbers of a code; this network's has 96/],
    [{type: 'draw', strokes: 'seven'}, /strokes/],
    [{type: 'train_also'}, /true or false/],
  ]) {
    assert.match(await lab.refusal(command), sentence);
  }
  await lab.command({type: 'preset', name: 'mlp'});
  await lab.until((now) => now.preset === 'mlp');
  assert.match(await rejected(lab, 'map'), /no "map" to show/);
  assert.match(await lab.refusal({type: 'decode', code: [1]}), /has no code/);
  const {probabilities} = await observe(lab, 'picture');
  assert.ok(Math.abs(probabilities.reduce((sum, p) => sum + p) - 1) < 1e-3);
});

labTest('a drawn digit is looked at everywhere, and its code is decoded', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=sp-dae`);
  await lab.command({type: 'draw', strokes: SEVEN});
  await lab.until((now) => now.spotlight === null);
  const drawn = await observe(lab, 'picture');
  const ink = drawn.original.reduce((sum, pixel) => sum + pixel, 0);
  assert.ok(ink > 20 * 255, `${ink}`);
  // MNIST's place: in the middle 20 x 20 pixels or nearly so, the centre of mass in the middle of the image.
  const at = (axis) => drawn.original.reduce((sum, pixel, i) => sum + pixel * (axis === 'x' ? i % 28 : Math.floor(i / 28)), 0) / ink;
  assert.ok(Math.abs(at('x') - 14) <= 0.5 && Math.abs(at('y') - 14) <= 0.5, `${at('x')}, ${at('y')}`);
  const {values} = await observe(lab, 'code');
  const other = await observe(lab, 'code', {picture: 0});
  assert.notDeepEqual(values, other.values);
  await lab.command({type: 'decode', code: other.values}, {type: 'view', name: 'code'});
  await lab.until((now) => 'code-back' in now.ui);
  await lab.command({type: 'picture', index: 2});
  await lab.until((now) => now.spotlight === 2 && !('code-back' in now.ui));
  await lab.command({type: 'picture', own: 0});
  await lab.until((now) => now.spotlight === null);
});

labTest('a drawn 7 is denoised 3 dB better than by a median filter after 30 s', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?threads=2`);
  await lab.command('train');
  await lab.page.waitForTimeout(30_000);
  await lab.command({type: 'draw', strokes: SEVEN});
  await lab.until((now) => now.spotlight === null);
  const {original, noisy, denoised} = await observe(lab, 'picture');
  const [network, median] = [psnr(original, denoised), psnr(original, medianFiltered(noisy))];
  lab.note(`denoised ${network.toFixed(2)} dB, median filter ${median.toFixed(2)} dB, noisy ${psnr(original, noisy).toFixed(2)} dB`);
  assert.ok(network >= median + 3);
  await lab.screenshot('own-seven');
});

labTest('a CNN that was trained in the page names 17 of 20 drawn digits', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=cnn&threads=2&data=10000&epochs=4`);
  await lab.until((now) => now.trainCount === 10_000, null, 60_000);
  await lab.command('train');
  await lab.until((now) => now.state === 'finished', null, 120_000);
  const wrong = [];
  for (const {digit, strokes} of HAND) {
    await lab.command({type: 'draw', strokes});
    const {probabilities} = await observe(lab, 'picture');
    const answer = probabilities.indexOf(Math.max(...probabilities));
    if (answer !== digit) wrong.push(`${answer} for ${digit}`);
  }
  lab.note(`${HAND.length - wrong.length} of ${HAND.length} named rightly; wrong: ${wrong.join(', ') || 'none'}`);
  assert.ok(wrong.length <= 3, wrong.join(', '));
});
