// Training in the page: that it denoises better than a median filter, that runs repeat exactly, and that controls act
// at once.

import assert from 'node:assert/strict';
import {isolatedSite, labTest} from './support/lab.mjs';

const TRAINED_FOR_MS = 20_000;

const decibels = (value) => value.toFixed(2);

for (const [title, noise, level] of [
  ['salt and pepper 0.4', 'salt-pepper', 0.4],
  ['Gaussian noise 0.5', 'gaussian', 0.5],
]) {
  labTest(`20 s of training with 2 threads beat the median filter by 3 dB on ${title}`, {}, async (lab) => {
    await lab.open(`${await isolatedSite()}?noise=${noise}&noise_level=${level}&threads=2`);
    await lab.command('train');
    await lab.page.waitForTimeout(TRAINED_FOR_MS);
    await lab.command('pause');
    const status = await lab.until((now) => now.state !== 'training');
    lab.note(
      `${title}: noisy ${decibels(status.psnrNoisy)} dB, median filter ${decibels(status.psnrMedian)} dB, ` +
        `denoised ${decibels(status.psnrDenoised)} dB after ${status.epoch} epochs ` +
        `at ${Math.round(status.samplesPerSecond)} samples/s`,
    );
    assert.equal(status.preset, 'digit-denoiser', 'what the page opens with');
    assert.equal(status.fields.noise, noise);
    assert.ok(Math.abs(status.fields.noise_level - level) < 1e-6);
    assert.ok(status.psnrDenoised >= status.psnrMedian + 3, 'held-out PSNR');
    await lab.screenshot(`trained-${noise}`);
  });
}

labTest('the build without threads trains, and the page stays usable', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&epochs=10000&threads=0`);
  await lab.command('train');
  // Quality is measured now and then only: several epochs may have passed since.
  await lab.until((now) => now.psnrDenoised > now.psnrNoisy + 1, null, 30_000);
  const longest = await lab.page.evaluate(
    () =>
      new Promise((resolve) => {
        let [worst, before] = [0, performance.now()];
        const end = before + 1500;
        const frame = (now) => {
          worst = Math.max(worst, now - before);
          before = now;
          if (now < end) requestAnimationFrame(frame);
          else resolve(worst);
        };
        requestAnimationFrame(frame);
      }),
  );
  lab.note(`longest pause between two frames: ${Math.round(longest)} ms`);
  assert.ok(longest < 250, `${longest} ms without a frame`);
});

for (const threads of [2, 0]) {
  labTest(`training that goes astray is explained, and half the learning rate goes on (threads=${threads})`, {}, async (lab) => {
    await lab.open(`${await isolatedSite()}?preset=mlp&learning_rate=10&threads=${threads}`);
    await lab.command('train');
    const {message, notice, step} = await lab.until((now) => now.state === 'diverged');
    assert.ok(step < 10, `noticed after ${step} batches`);
    assert.match(message, /^The loss .* last good weights back; half the learning rate, 5, may do\.$/);
    assert.equal(notice, message);
    await lab.calm();
    await lab.screenshot(`diverged-${threads}`);
    await lab.clickOn('halve');
    await lab.until((now) => now.fields.learning_rate === 5);
    for (let rate = 5; rate > 0.1; rate /= 2) {
      await lab.set('learning_rate', rate);
      await lab.command('train');
      await lab.page.waitForTimeout(500); // without threads it is begun in the next frame, and until then the old state is told
      const {state} = await lab.until((now, before) => now.state === 'diverged' || now.step > before + 100, step);
      if (state !== 'diverged') return;
    }
    assert.fail('no learning rate was small enough');
  });
}

labTest('Pause stops the steps, Train goes on, Step makes one', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=sp-dae&epochs=1000`);
  await lab.command('train');
  await lab.until((now) => now.state === 'training' && now.step > 5);
  await lab.command('pause');
  const paused = await lab.until((now) => now.state === 'paused');
  await lab.page.waitForTimeout(500);
  assert.equal((await lab.status()).step, paused.step);
  await lab.command('step');
  const stepped = await lab.until((now, before) => now.step > before, paused.step);
  assert.equal(stepped.step, paused.step + 1);
  assert.equal(stepped.state, 'paused');
  await lab.command('train');
  await lab.until((now, before) => now.step > before + 5, stepped.step);
});

/// Loss and the held-out figures after one short epoch of a new run.
async function shortRun(lab, command) {
  if (command) await lab.command(command);
  await lab.until((now) => now.step === 0 && now.state === 'ready');
  await lab.command('train');
  const {loss, valLoss, psnrDenoised, step} = await lab.until(
    (now) => now.state === 'finished' && now.psnrDenoised !== null && !now.observing,
  );
  return {loss, valLoss, psnrDenoised, step};
}

const SHORT = 'preset=lab-dae&epochs=2&train_size=1280';

labTest('Reset repeats the same run exactly, New seed another one, and both builds agree', {}, async (lab) => {
  const runs = {};
  for (const threads of [2, 0, 1]) {
    await lab.open(`${await isolatedSite()}?${SHORT}&threads=${threads}`);
    runs[threads] = await shortRun(lab);
    assert.ok(runs[threads].step === 20 && runs[threads].loss > 0, JSON.stringify(runs[threads]));
    assert.deepEqual(await shortRun(lab, 'reset'), runs[threads], `repeated with ${threads} threads`);
  }
  assert.deepEqual(runs[0], runs[2], 'without threads and with two');
  assert.deepEqual(runs[1], runs[2], 'with one thread and with two');
  const {seed} = await lab.status();
  const other = await shortRun(lab, 'reseed');
  assert.notEqual(other.loss, runs[2].loss);
  assert.notEqual((await lab.status()).seed, seed);
  await lab.set('seed', seed);
  assert.deepEqual(await shortRun(lab), runs[2], 'the first seed again');
});

labTest('single steps follow the same path as a run', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?${SHORT}&threads=2`);
  const {loss: stepped} = await lab.steps(6);
  await lab.command('reset');
  await lab.until((now) => now.step === 0);
  const {loss: again} = await lab.steps(6);
  assert.equal(again, stepped);
});

for (const threads of [2, 0]) {
  labTest(`the noise slider acts at once, paused and while training (threads=${threads})`, {}, async (lab) => {
    await lab.open(`${await isolatedSite()}?preset=sp-dae&epochs=1000&threads=${threads}`);
    const before = await lab.status();
    await lab.set('noise_level', 0.1);
    const paused = await lab.until((now, psnr) => now.psnrNoisy > psnr + 2, before.psnrNoisy, 2000);
    assert.equal(paused.step, 0, 'without training');
    await lab.command('train');
    await lab.until((now) => now.step > 5);
    await lab.set('noise_level', 0.6);
    const noisier = await lab.until((now, psnr) => now.psnrNoisy < psnr - 3, paused.psnrNoisy, 2000);
    assert.equal(noisier.state, 'training');
    await lab.set('noise', 'masking');
    await lab.until(
      (now, psnr) => now.fields.noise === 'masking' && Math.abs(now.psnrNoisy - psnr) > 0.2,
      noisier.psnrNoisy,
      2000,
    );
    await lab.until((now, step) => now.step > step, noisier.step);
  });
}

labTest('a preset begins a run of its own; nonsense is refused with a sentence', {}, async (lab) => {
  await lab.open(await isolatedSite());
  await lab.command({type: 'preset', name: 'lab-dae'});
  const {parameters} = await lab.until((now) => now.preset === 'lab-dae' && now.step === 0);
  assert.equal(parameters, 50_992);
  for (const command of [
    {type: 'preset', name: 'nope'},
    {type: 'set', field: 'nope', value: 1},
    {type: 'set', field: 'learning_rate', value: 'fast'},
    {type: 'fly'},
    {},
    7,
  ]) {
    assert.match(await lab.refusal(command), /\w+ \w+.*\.$/, `the answer to ${JSON.stringify(command)}`);
  }
  assert.equal((await lab.status()).preset, 'lab-dae');
});

labTest('fewer generated digits replace the standard set', {}, async (lab) => {
  await lab.open(await isolatedSite());
  await lab.command({type: 'data', source: 'generated', size: 10_000});
  const status = await lab.until((now) => !now.dataBusy && now.trainCount === 10_000, null, 30_000);
  assert.equal(status.dataError, '');
  await lab.command('train');
  await lab.until((now) => now.step > 3);
  await lab.command({type: 'data', source: 'standard'});
  await lab.until((now) => !now.dataBusy && now.trainCount === 60_000 && now.testCount === 10_000);
});

labTest('training goes on in a hidden tab', {}, async (lab) => {
  await lab.page.addInitScript(() => {
    // what hiding does to a page: no animation frames
    const request = window.requestAnimationFrame;
    let waiting = [];
    window.hideTab = (hidden) => {
      window.tabHidden = hidden;
      document.dispatchEvent(new Event('visibilitychange'));
      if (!hidden) waiting.splice(0).forEach((callback) => request.call(window, callback));
    };
    Object.defineProperty(document, 'hidden', {get: () => Boolean(window.tabHidden)});
    Object.defineProperty(document, 'visibilityState', {get: () => (window.tabHidden ? 'hidden' : 'visible')});
    window.requestAnimationFrame = (callback) =>
      window.tabHidden ? waiting.push(callback) : request.call(window, callback);
  });
  await lab.open(`${await isolatedSite()}?preset=sp-dae&epochs=1000&threads=2`);
  await lab.command('train');
  const {step} = await lab.until((now) => now.step > 10);
  await lab.page.evaluate(() => window.hideTab(true));
  await lab.page.waitForTimeout(2000);
  await lab.page.evaluate(() => window.hideTab(false));
  await lab.page.waitForTimeout(100);
  const later = await lab.until((now, before) => now.step > before + 50, step, 500);
  assert.equal(later.state, 'training');
  lab.note(`${later.step - step} batches while hidden`);
});

labTest('as many threads train as help, or as many as one says; fewer when the battery is low', {}, async (lab) => {
  await lab.page.addInitScript(() => {
    window.battery = Object.assign(new EventTarget(), {charging: true, level: 0.5});
    navigator.getBattery = async () => window.battery;
    Object.defineProperty(navigator, 'hardwareConcurrency', {get: () => 4});
  });
  await lab.open(`${await isolatedSite()}?preset=lab-dae`);
  const {threads, mostThreads, threadsAutomatic} = await lab.status();
  assert.deepEqual([threads, mostThreads, threadsAutomatic], [4, 4, true]);
  await lab.command('train');
  // What helps is this machine's affair.
  const measured = await lab.until((now) => now.step > 2000);
  assert.ok([1, 2, 4].includes(measured.threads), `${measured.threads} threads`);
  lab.note(`${measured.threads} of 4 threads help`);
  await lab.command({type: 'threads', value: 3});
  await lab.until((now) => now.threads === 3 && !now.threadsAutomatic);
  assert.match(await lab.refusal({type: 'threads', value: 5}), /from 0 \(as many as help\) to 4/);
  assert.match(await lab.refusal({type: 'threads', value: 1.5}), /whole number/);
  assert.match(await lab.refusal({type: 'sparing', value: 'yes'}), /true or false/);
  const change = (battery) =>
    lab.page.evaluate((values) => {
      Object.assign(window.battery, values);
      window.battery.dispatchEvent(new Event('levelchange'));
    }, battery);
  await change({charging: false, level: 0.15});
  await lab.until((now) => now.threads === 2);
  await change({charging: true});
  const {state} = await lab.until((now) => now.threads === 3);
  assert.equal(state, 'training');
  await lab.command({type: 'threads', value: 0});
  await lab.until((now) => now.threadsAutomatic);
});
