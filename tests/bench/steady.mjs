#!/usr/bin/env node
// Whether training keeps its speed: the first and the last tenth of 200 epochs of every preset, natively and in headless Chromium.
//
//   node steady.mjs [--seconds 20] [--epochs 200] [--only lab-dae,cnn]     prints a table and keeps it in build/bench/steady.md
//
// Each run takes some `seconds`: so many images are drawn that the epochs last as long, with a sixth of that to validate on.

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {launch} from '../browser/support/chromium.mjs';
import {cleanUp, DESKTOP, isolatedSite, LabPage, ROOT} from '../browser/support/lab.mjs';
import {figure, middle as median} from './report.mjs';

const {values} = parseArgs({
  options: {seconds: {type: 'string', default: '20'}, epochs: {type: 'string', default: '200'}, only: {type: 'string', default: ''}},
});
const [seconds, epochs] = [Number(values.seconds), Number(values.epochs)];
const FEWEST = 256;
const MOST = 50_000; // as many as every standard set has

const lab = (...words) => execFileSync(path.join(ROOT, 'build/native/lab'), words, {encoding: 'utf8', maxBuffer: 1 << 28});
const presets = values.only
  ? values.only.split(',')
  : lab('list').split('\n').filter((line) => line.startsWith('  ')).map((line) => line.trim().split(/\s/)[0]);

/// Images with which that many epochs take the time.
const imagesFor = (samplesPerSecond) => Math.round(Math.min(MOST, Math.max(FEWEST, (samplesPerSecond * seconds) / epochs)));

/// Samples per second in the first and the last tenth of the epochs, of which each took `times` seconds.
function tenths(images, times) {
  const tenth = Math.max(1, Math.floor(times.length / 10));
  const [first, last] = [times.slice(0, tenth), times.slice(-tenth)].map((part) => images / median(part));
  return {images, first, last};
}

function natively(preset) {
  const images = imagesFor(JSON.parse(lab('bench', preset, '--threads', '2', '--seconds', '1')).samplesPerSecond);
  const run = JSON.parse(lab('train', preset, '--quiet', '--threads', '2', '--epochs', `${epochs}`, '--data', 'generated', '--train-size', `${images}`, '--json', '-'));
  return tenths(images, run.epochs.map((epoch) => epoch.seconds));
}

async function inChromium(browser, preset, samplesPerSecond) {
  const images = imagesFor(samplesPerSecond);
  const context = await browser.newContext(DESKTOP);
  try {
    const page = new LabPage(await context.newPage(), {diagnostic: console.error});
    await page.open(`${await isolatedSite()}?preset=${preset}&threads=2&epochs=${epochs}&data=${images}`);
    await page.command('train');
    await page.until((now) => now.state === 'finished', undefined, 10 * seconds * 1000 + 60_000);
    const {content} = await page.save('history');
    const times = content.toString().trim().split('\n').slice(1).map((line) => Number(line.split(',').at(-1)));
    return tenths(images, times);
  } finally {
    await context.close();
  }
}

const cells = ({images, first, last}) => `${figure(images)} | ${figure(first)} | ${figure(last)} | ${(last / first).toFixed(2)}`;
const lines = [
  '| preset | native: images | first tenth, samples/s | last tenth | ratio | Chromium: images | first tenth | last tenth | ratio |',
  `| --- |${' --- |'.repeat(8)}`,
];
const browser = await launch('--disable-gpu');
for (const preset of presets) {
  const native = natively(preset);
  lines.push(`| \`${preset}\` | ${cells(native)} | ${cells(await inChromium(browser, preset, native.first / 2))} |`);
  console.error(lines.at(-1));
}
await browser.close();
await cleanUp();
const out = path.join(ROOT, 'build/bench');
fs.mkdirSync(out, {recursive: true});
fs.writeFileSync(path.join(out, 'steady.md'), `${lines.join('\n')}\n`);
console.log(lines.join('\n'));
