// ?bench=PRESET: the figures come out where scripts look for them.

import assert from 'node:assert/strict';
import {isolatedSite, labTest} from './support/lab.mjs';

for (const [threads, simd, build] of [
  [2, 'relaxed', 'relaxed'],
  [2, 'plain', 'threads'],
  [1, 'relaxed', 'relaxed'],
  [0, 'relaxed', 'single'],
]) {
  labTest(`bench of lab-dae with threads=${threads} and ${simd} SIMD`, {}, async (lab) => {
    const query = `bench=lab-dae&batch_size=100&threads=${threads}&simd=${simd}&seconds=1`;
    await lab.page.goto(`${await isolatedSite()}?${query}`);
    await lab.page.waitForFunction(() => window.labBench, null, {polling: 100});
    const result = await lab.page.evaluate(() => window.labBench);
    assert.equal(result.preset, 'lab-dae');
    assert.equal(result.build, build);
    assert.ok(result.predictMs > 0);
    if (threads > 0) assert.equal(result.threads, threads);
    assert.ok(result.samplesPerSecond > 100 && result.steps > 0 && result.loss > 0, JSON.stringify(result));
    const line = lab.lines.find((text) => text.startsWith('BENCH '));
    assert.deepEqual(JSON.parse(line.slice('BENCH '.length)), result);
    assert.match(await lab.page.locator('#progress').innerText(), /samples a second/);
    lab.note(`${Math.round(result.samplesPerSecond)} samples/s (${build}, ${threads} threads)`);
  });
}

labTest('bench of a preset that does not exist', {}, async (lab) => {
  await lab.page.goto(`${await isolatedSite()}?bench=nope&seconds=1`);
  await lab.failure();
  assert.match(await lab.page.evaluate(() => window.labBench.error), /nope/);
});
