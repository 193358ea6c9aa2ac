#!/usr/bin/env node
// How training scales with the number of threads: every preset that the others are compared by, natively and in headless
// Chromium, with 1, 2, 4, ... threads up to the cores of this machine, and with the last thread four times slower.
//
//   node scaling.mjs [--seconds 3] [--rounds 3] [--only lab-dae,cnn]      prints tables and keeps them in build/bench/scaling.md,
//                                                                       with a chart in build/bench/scaling.svg

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {launch} from '../browser/support/chromium.mjs';
import {cleanUp, DESKTOP, isolatedSite, ROOT} from '../browser/support/lab.mjs';
import {figure, middle as median, threadsTable} from './report.mjs';
import {scalingChart} from './scaling_chart.mjs';
import {WORKLOADS} from './workloads.mjs';

const {values} = parseArgs({
  options: {seconds: {type: 'string', default: '3'}, rounds: {type: 'string', default: '3'}, only: {type: 'string', default: ''}},
});
const seconds = Number(values.seconds);
const presets = WORKLOADS.map(({preset}) => preset).filter((preset) => !values.only || values.only.split(',').includes(preset));
const cores = os.availableParallelism();
const counts = [1];
while (counts.at(-1) * 2 <= cores) counts.push(counts.at(-1) * 2);
if (counts.at(-1) < cores) counts.push(cores);

/// {threads: samples/s}
function natively(preset, ...words) {
  const lines = execFileSync(
    path.join(ROOT, 'build/native/lab'),
    ['bench', preset, '--scaling', '--threads', `${cores}`, '--seconds', `${seconds}`, ...words],
    {encoding: 'utf8'},
  );
  return Object.fromEntries(lines.trim().split('\n').map((line) => JSON.parse(line)).map((result) => [result.threads, result.samplesPerSecond]));
}

async function inChromium(browser, preset) {
  const found = Object.fromEntries(counts.map((threads) => [threads, []]));
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const threads of counts) {
      const context = await browser.newContext(DESKTOP);
      const page = await context.newPage();
      await page.goto(`${await isolatedSite()}?bench=${preset}&threads=${threads}&seconds=${seconds}`);
      await page.waitForFunction(() => window.labBench, null, {timeout: 60_000 + 4000 * seconds});
      const result = await page.evaluate(() => window.labBench);
      await context.close();
      if (result.error) throw new Error(`${preset}: ${result.error}`);
      found[threads].push(result.samplesPerSecond);
    }
  }
  return Object.fromEntries(Object.entries(found).map(([threads, speeds]) => [threads, median(speeds)]));
}

const browser = await launch('--disable-gpu');
const [native, slowed, chromium] = [{}, {}, {}];
for (const preset of presets) {
  native[preset] = natively(preset);
  slowed[preset] = natively(preset, '--slow-thread', '4');
  chromium[preset] = await inChromium(browser, preset);
  console.error(preset, JSON.stringify({native: native[preset], slowed: slowed[preset], chromium: chromium[preset]}));
}
const version = browser.version();
await browser.close();
await cleanUp();
const machine = `${os.cpus()[0].model.trim()}, ${cores} cores, ${new Date().toISOString().slice(0, 10)}`;
const report = [
  `${machine}, Chromium ${version}; ${figure(seconds)} s each`,
  '',
  threadsTable('natively', counts, native),
  '',
  threadsTable('natively, the last thread four times slower', counts, slowed),
  '',
  threadsTable('Chromium', counts, chromium),
  '',
].join('\n');
const out = path.join(ROOT, 'build/bench');
fs.mkdirSync(out, {recursive: true});
fs.writeFileSync(path.join(out, 'scaling.md'), report);
if (counts.length > 1) {
  const panels = {'Natively': native, [`In Chromium ${version.split('.')[0]}`]: chromium};
  fs.writeFileSync(path.join(out, 'scaling.svg'), scalingChart(counts, panels, machine));
}
console.log(report);
