#!/usr/bin/env node
// Walks through the page at random and looks for freezes and leaks:
//
//   node tests/soak/run.mjs [MINUTES] [SEED]
//
// In the build with threads and in the one without, MINUTES each (2 unless told, fractions too). The same SEED takes the
// same steps; without one it is 1, or a new one where MINUTES are given. Exit code 0 when all was well; the last line says
// so. Environment: SITE (build/site), BUILDS (threads,single), SLOWER=3 for three times the patience, where the machine
// does something else too, and see tests/browser/support/chromium.mjs.

import fs from 'node:fs';
import path from 'node:path';
import {createHandler} from '../../web/serve.mjs';
import {launch, serve} from '../browser/support/chromium.mjs';
import {DRAWING, ROOT, SITE} from '../browser/support/lab.mjs';
import {describe} from './growth.mjs';
import {Walk} from './walk.mjs';

const ADDRESS = {threads: '?threads=2&judge_digits=64', single: '?threads=0&judge_digits=64'};
const SCREENSHOTS = path.join(ROOT, 'build/screenshots');
const LAST_STEPS = 30;
const PATIENCE_MS = 5000;

const minutes = Number(process.argv[2] ?? 2);
const seed = Number(process.argv[3] ?? (process.argv[2] === undefined ? 1 : Math.floor(Math.random() * 1e6)));
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error('usage: run.mjs [MINUTES] [SEED]');
  process.exit(2);
}

/// `promise`, or after a while nothing: a browser that hangs must not hang us.
const patiently = (promise) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]).catch(() => null);

/// "", or what went wrong.
async function walkIn(build, site) {
  const browser = await launch(...DRAWING);
  const context = await browser.newContext({hasTouch: true, acceptDownloads: true});
  const begin = performance.now();
  const logTo = (line) => console.log(`${build} ${((performance.now() - begin) / 1000).toFixed(1)} ${line}`);
  const walk = new Walk({context, url: `${site}${ADDRESS[build]}`, seed, logTo});
  try {
    await walk.run(minutes * 60_000);
    const slowest = `the slowest answer took ${Math.round(walk.slowest)} ms (${walk.slowestStep})`;
    console.log(`${build}: ${walk.log.length} steps, ${slowest}`);
    walk.legs.forEach((leg, index) => console.log(`${build}: leg ${index + 1}: ${describe(leg)}`));
    return '';
  } catch (error) {
    console.log(`\n${build} failed: ${error.message}\nThe last steps:`);
    for (const {name, detail} of walk.log.slice(-LAST_STEPS)) console.log(`  ${name}: ${detail}`);
    console.log(`Said: ${JSON.stringify(await patiently(walk.sentences()))}`);
    console.log(`Console: ${walk.errors.join('; ') || 'nothing'}`);
    fs.mkdirSync(SCREENSHOTS, {recursive: true});
    await patiently(walk.page?.screenshot({path: path.join(SCREENSHOTS, `soak-${build}.png`)}));
    return `${build} failed: ${error.message}; again: BUILDS=${build} node tests/soak/run.mjs ${minutes} ${seed}`;
  } finally {
    await patiently(browser.close());
  }
}

console.log(`soak: ${minutes} minutes in each build, seed ${seed}`);
const {url, stop} = await serve(createHandler(SITE, {isolation: true}));
const builds = (process.env.BUILDS ?? 'threads,single').split(',');
const failures = [];
for (const build of builds) failures.push(await walkIn(build, url));
stop();
const failed = failures.filter(Boolean);
for (const failure of failed) console.log(`soak: ${failure}`); // at the end, where a log is looked at first
console.log(`soak: ${builds.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0); // whatever browser still hangs goes with us
