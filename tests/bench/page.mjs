#!/usr/bin/env node
// What the built page costs besides training, in headless Chromium on this machine:
//
//   node page.mjs        prints a table and keeps it in build/bench/page.md
//
// Start-up, the first step of training, our own processor time and allocations per drawn frame of each view while two
// threads train, reaction to a key with the processor slowed down four times, processor time of an idle page, training in
// a hidden tab, memory with 60,000 images.

import fs from 'node:fs';
import path from 'node:path';
import {launch} from '../browser/support/chromium.mjs';
import {cleanUp, DESKTOP, DRAWING, isolatedSite, LabPage, ROOT} from '../browser/support/lab.mjs';
import {middle as median} from './report.mjs';

const REPEATS = 5;
const TRAINING_MS = 10_000;
const IDLE_MS = 5_000;
const KEYS = 12;
const VIEWS = ['denoise', 'code', 'network', 'noise'];

const site = await isolatedSite();
const browser = await launch(...DRAWING);
const rows = [];
const row = (what, value) => rows.push(`| ${what} | ${value} |`);

async function withPage(query, use) {
  const context = await browser.newContext(DESKTOP);
  const lab = new LabPage(await context.newPage(), {diagnostic: console.error});
  try {
    await lab.open(`${site}?${query}`);
    return await use(lab);
  } finally {
    await context.close();
  }
}

const spread = (values, digits = 0) =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;

async function startUp() {
  const ready = [];
  const training = [];
  for (let i = 0; i < REPEATS; i++) {
    await withPage('', async ({page}) => {
      ready.push(await page.evaluate(() => performance.getEntriesByName('lab-ready')[0].startTime));
      training.push(await page.evaluate(firstStep));
    });
  }
  row('ready after navigation, ms', spread(ready));
  row('from Train to the first step that the page knows of, ms', spread(training));
}

/// In the page: trains, and resolves to how many milliseconds it took until a step was finished.
function firstStep() {
  const begin = performance.now();
  window.lab.command('train');
  return new Promise((resolve) => {
    const look = () => (window.lab.status().step > 0 ? resolve(performance.now() - begin) : setTimeout(look, 0));
    look();
  });
}

/// Milliseconds that the page's thread itself spent in each callback of requestAnimationFrame while `meanwhile` ran.
async function callbackTimes(meanwhile) {
  const session = await browser.newBrowserCDPSession();
  const times = [];
  session.on('Tracing.dataCollected', ({value}) => {
    for (const {name, tdur} of value) if (name === 'FireAnimationFrame' && tdur !== undefined) times.push(tdur / 1000);
  });
  await session.send('Tracing.start', {transferMode: 'ReportEvents', traceConfig: {includedCategories: ['devtools.timeline']}});
  await meanwhile();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  return times;
}

async function frames() {
  for (const view of VIEWS) {
    await withPage(`threads=2&view=${view}`, async (lab) => {
      await lab.command('train');
      await lab.page.waitForTimeout(TRAINING_MS);
      const before = await lab.status();
      const times = await callbackTimes(() => lab.page.waitForTimeout(TRAINING_MS));
      const after = await lab.status();
      // Callbacks that draw nothing are the cheapest by far.
      const drawn = times.sort((a, b) => b - a).slice(0, after.framesDrawn - before.framesDrawn);
      const slow = drawn[Math.floor(drawn.length / 100)];
      row(
        `view ${view}: processor time per drawn frame while 2 threads train, ms: median; 99th percentile`,
        `${median(drawn).toFixed(2)}; ${slow.toFixed(2)}`,
      );
      row(
        `view ${view}: the same by the clock, with three busy threads on the cores`,
        `${after.frameCpuMs.toFixed(2)}; ${after.frameCpuMs99.toFixed(2)}`,
      );
      row(`view ${view}: allocations per drawn frame, median`, after.frameAllocations);
    });
  }
}

/// From a key's event to the first drawn frame that shows what it did (dark or light colours).
async function reaction() {
  await withPage('threads=2', async (lab) => {
    const session = await lab.page.context().newCDPSession(lab.page);
    await session.send('Emulation.setCPUThrottlingRate', {rate: 4});
    await lab.command('train');
    await lab.page.evaluate(() => {
      window.reactions = [];
      addEventListener('keydown', ({timeStamp}) => {
        const before = window.lab.status();
        const look = () => {
          const now = window.lab.status();
          if (now.theme === before.theme || now.framesDrawn === before.framesDrawn) return setTimeout(look, 0);
          window.reactions.push(performance.now() - timeStamp);
        };
        look();
      }, true);
    });
    for (let i = 0; i < KEYS; i++) {
      await lab.page.keyboard.press('t');
      await lab.page.waitForFunction((n) => window.reactions.length > n, i, {polling: 20});
      await lab.page.waitForTimeout(150);
    }
    row('from a key to the frame that shows it, processor slowed down 4 times, ms', spread(await lab.page.evaluate(() => window.reactions)));
  });
}

async function idle() {
  await withPage('threads=2', async (lab) => {
    const session = await browser.newBrowserCDPSession();
    const used = async () =>
      (await session.send('SystemInfo.getProcessInfo')).processInfo
        .filter(({type}) => type === 'renderer')
        .reduce((sum, {cpuTime}) => sum + cpuTime, 0);
    await lab.calm();
    await lab.page.waitForTimeout(1000);
    const before = await used();
    await lab.page.waitForTimeout(IDLE_MS);
    row('idle page, % of one core', ((100_000 * ((await used()) - before)) / IDLE_MS).toFixed(2));
  });
}

/// Hiding is what takes a page its animation frames; headless browsers have no tabs to hide.
async function hidden() {
  await withPage('threads=2', async (lab) => {
    await lab.command('train');
    await lab.until((now) => now.step > 200);
    const first = (await lab.status()).step;
    await lab.page.waitForTimeout(3000);
    const second = (await lab.status()).step;
    await lab.page.evaluate(() => {
      const request = window.requestAnimationFrame;
      const waiting = [];
      window.requestAnimationFrame = (callback) => waiting.push(callback);
      window.showAgain = () => {
        window.requestAnimationFrame = request;
        waiting.forEach((callback) => request.call(window, callback));
      };
    });
    await lab.page.waitForTimeout(3000);
    await lab.page.evaluate(() => window.showAgain());
    await lab.page.waitForTimeout(200);
    const third = (await lab.status()).step;
    row('training in a hidden tab, share of the speed when shown', ((((third - second) / 3.2) * 3.0) / (second - first)).toFixed(2));
  });
}

async function memory() {
  await withPage('threads=2&preset=sp-dae', async (lab) => {
    await lab.command({type: 'data', source: 'generated', size: 60000});
    await lab.until((now) => !now.dataBusy && now.trainCount === 60000, null, 120_000);
    await lab.command('train');
    await lab.page.waitForTimeout(3000);
    row('memory in use with 60,000 images loaded and trained on, of 256 MiB', (await lab.status()).memory.usedMb.toFixed(0));
  });
}

for (const measure of [startUp, frames, reaction, idle, hidden, memory]) await measure();
await browser.close();
await cleanUp();
const table = ['| the page, headless Chromium with software graphics | |', '| --- | --- |', ...rows].join('\n');
console.log(table);
fs.mkdirSync(path.join(ROOT, 'build/bench'), {recursive: true});
fs.writeFileSync(path.join(ROOT, 'build/bench/page.md'), `${table}\n`);
