// Figures as files: formats and resolutions of every command that draws, and the typeface that they need.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { good, program, refused } from './support/lab.mjs';

const scratch = mkdtempSync(path.join(tmpdir(), 'lab-figures-'));
after(() => rmSync(scratch, { recursive: true }));

const inScratch = (...names) => path.join(scratch, ...names);
const small = ['--train-size', '256', '--epochs', '2'];

/** Width and height of a PNG in pixels, and its dots per inch. */
function pngSize(file) {
  const bytes = readFileSync(file);
  assert.equal(bytes.subarray(37, 41).toString(), 'pHYs');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20), Math.round(bytes.readUInt32BE(41) / 39.3701)];
}

/** Width and height of an SVG in units of which 96 make an inch. */
function svgSize(file) {
  const text = readFileSync(file, 'utf8');
  return /<svg [^>]*width="([\d.]+)" height="([\d.]+)"/.exec(text).slice(1, 3).map(Number);
}

test('--format and --dpi say what figures are written as, for every command that draws', () => {
  const model = inScratch('denoiser/model.aelab');
  const run = inScratch('run.json');
  good('train', 'sp-dae', ...small, '--out', inScratch('denoiser'), '--json', run);
  const both = ['--format', 'png,svg', '--dpi', '96'];
  const check = (file, dpi) => {
    const [width, height, written] = pngSize(`${file}.png`);
    assert.equal(written, dpi, file);
    assert.deepEqual(svgSize(`${file}.svg`).map((length) => Math.round(length * dpi / 96)), [width, height], file);
    assert.match(readFileSync(`${file}.svg`, 'utf8'), /<title>.+<\/title>/, file);
  };
  good('train', 'mlp', ...small, '--out', inScratch('drawn'), ...both);
  good('history', run, '--out', inScratch('drawn'), ...both);
  good('stack', 'stacked-ae', '--epochs', '3', '--pretrain', '1', '--train-size', '128', '--out', inScratch('drawn'), ...both);
  good('noise-sweep', model, '--levels', '0,0.5', '--images', '8', '--out', inScratch('drawn'), ...both);
  good('sweep', 'mlp', '--grid', 'optimizer=sgd,adam', ...small, '--out', inScratch('drawn'), ...both);
  good('figure', 'first-ten', model, '--out', inScratch('drawn/ten.png'), ...both);
  for (const name of ['figure', 'history', 'stack', 'digits', 'quality', 'sweep', 'ten']) check(inScratch('drawn', name), 96);

  // Twice that is usual; a name may say the format.
  const [width] = pngSize(inScratch('drawn/ten.png'));
  assert.match(good('figure', 'first-ten', model, '--out', inScratch('twice.png')), new RegExp(`${2 * width} x \\d+ pixels`));
  assert.match(good('figure', 'first-ten', model, '--out', inScratch('twice.svg')), /inches/);
  check(inScratch('twice'), 192);
  good('figure', 'first-ten', model, '--out', inScratch('only'), '--format', 'svg');
  assert.ok(existsSync(inScratch('only.svg')) && !existsSync(inScratch('only.png')));

  const results = inScratch('drawn-results');
  good('reproduce', '--quick', '--only', 'D4', '--out', results, '--format', 'svg');
  assert.deepEqual(readdirSync(path.join(results, 'D4')).sort(), ['figure.svg', 'row.json']);

  refused(/--format/, 'history', run, '--out', inScratch('x'), '--format', 'gif');
  refused(/--dpi/, 'history', run, '--out', inScratch('x'), '--dpi', '5');
});

test('without its typeface beside it the program says so before it trains', () => {
  const alone = inScratch('alone');
  copyFileSync(program, alone);
  chmodSync(alone, 0o755);
  const { status, stderr } = spawnSync(alone, ['train', 'mlp', ...small, '--out', inScratch('never')], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /typeface Inter.*share\/autoencoder-lab\/Inter-Regular\.otf cannot be opened/);
  assert.ok(!existsSync(inScratch('never')));
});
