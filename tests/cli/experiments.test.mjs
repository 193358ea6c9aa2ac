// The experiments on top of single trainings, as a user runs them: stacking, sweeps, noise sweeps, figures, the table.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { good, program, refused } from './support/lab.mjs';

const scratch = mkdtempSync(path.join(tmpdir(), 'lab-experiments-'));
after(() => rmSync(scratch, { recursive: true }));

const inScratch = (...names) => path.join(scratch, ...names);
const isPng = (file) => readFileSync(file).subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
const json = (...names) => JSON.parse(readFileSync(inScratch(...names), 'utf8'));
const lines = (...names) => readFileSync(inScratch(...names), 'utf8').trim().split('\n');

const small = ['--train-size', '256', '--epochs', '2'];

before(() => {
  good('train', 'sp-dae', ...small, '--out', inScratch('denoiser'), '--json', inScratch('denoiser.json'));
  good('train', 'mlp', ...small, '--out', inScratch('classifier'), '--json', inScratch('classifier.json'));
});

test('stack trains layer by layer and whole, for as many epochs', () => {
  const out = inScratch('stack');
  const text = good('stack', 'stacked-ae', '--epochs', '5', '--pretrain', '2', '--train-size', '256', '--out', out);
  assert.match(text, /2 pairs of layers, 2 epochs each, then 1 epochs/);
  assert.match(text, /Layer 2, epoch 2\/2 .* stack so far: 0\.\d+/);
  assert.ok(isPng(path.join(out, 'stack.png')));
  const table = lines('stack', 'stack.csv');
  assert.deepEqual(table.map((line) => line.split(',')[1]),
    ['phase', 'layer 1', 'layer 1', 'layer 2', 'layer 2', 'fine-tuning']);
  assert.ok(table.slice(1).every((line) => /,0\.\d+,0\.\d+$/.test(line)));
  const { stacked, whole, pretraining } = json('stack', 'stack.json');
  assert.equal(pretraining.length, 4);
  assert.ok(stacked > 0 && whole > 0);
  good('figure', 'first-ten', path.join(out, 'model.aelab'), '--out', inScratch('stacked.png'));
  refused(/mirror themselves.*conv2d/, 'stack', 'conv-ae');
  refused(/at least one/, 'stack', 'stacked-ae', '--epochs', '2');
});

const grid = ['sweep', 'mlp', '--grid', 'l2=1e-6,1e-3', '--replicates', '2', ...small];

test('sweep runs a grid with replicates; each run is what train gives', () => {
  const out = inScratch('sweep');
  const text = good(...grid, '--jobs', '2', '--out', out);
  assert.match(text, /4\/4 /);
  assert.deepEqual(readdirSync(path.join(out, 'runs')).sort(), [
    'l2=0.001_seed=0.json', 'l2=0.001_seed=1.json', 'l2=1e-06_seed=0.json', 'l2=1e-06_seed=1.json']);
  assert.ok(isPng(path.join(out, 'sweep.png')));
  const table = lines('sweep', 'sweep.csv');
  assert.equal(table[0], 'l2,runs,failed,missing,val_loss_mean,val_loss_sd,val_accuracy_mean,val_accuracy_sd');
  assert.match(table[1], /^1e-06,2,0,0,/);

  const results = json('sweep', 'results.json');
  const losses = results.runs.filter(({ values }) => values.l2 === '0.001').map(({ val_loss }) => val_loss);
  assert.equal(losses.length, 2);
  const mean = (losses[0] + losses[1]) / 2;
  assert.ok(Math.abs(results.points[1].val_loss.mean - mean) < 1e-9);
  assert.ok(Math.abs(results.points[1].val_loss.deviation - Math.abs(losses[0] - losses[1]) / Math.SQRT2) < 1e-9);

  good('train', 'mlp', ...small, '--set', 'l2=1e-3', '--seed', '1', '--json', inScratch('single.json'));
  assert.equal(json('single.json').epochs.at(-1).val_loss, json('sweep', 'runs', 'l2=0.001_seed=1.json').epochs.at(-1).val_loss);

  // Again: nothing is left to do, and files of finished runs stay as they are. One that is cut short is run again.
  const kept = statSync(path.join(out, 'runs/l2=1e-06_seed=0.json')).mtimeMs;
  const cut = path.join(out, 'runs/l2=1e-06_seed=1.json');
  const whole = readFileSync(cut);
  writeFileSync(cut, whole.subarray(0, 100));
  assert.match(good('sweep', '--collect', out), /1 of 4 runs are missing/);
  assert.match(good(...grid, '--out', out), /4 runs, 3 of them finished before/);
  assert.equal(statSync(path.join(out, 'runs/l2=1e-06_seed=0.json')).mtimeMs, kept);
  assert.equal(JSON.parse(readFileSync(cut)).epochs[1].val_loss, JSON.parse(whole).epochs[1].val_loss);
  refused(/another sweep/, ...grid, '--seed', '7', '--out', out);
});

test('a sweep as a file, printed as commands, run elsewhere and collected', () => {
  writeFileSync(inScratch('spec.json'), JSON.stringify(
    { preset: 'mlp', settings: { epochs: 1, train_size: 256 }, grid: { learning_rate: '0.01:0.1:2' }, replicates: 2 }));
  const out = inScratch("clus'ter");
  const commands = good('sweep', inScratch('spec.json'), '--print-commands', '--out', out).trim().split('\n');
  assert.equal(commands.length, 4);
  assert.match(commands[1], / train mlp --data digits --set epochs=1 .*--set learning_rate=0\.01 --seed 1 --threads 1 --json /);
  for (const command of commands.slice(0, 3)) assert.equal(spawnSync('sh', ['-c', command]).status, 0, command);
  assert.match(good('sweep', '--collect', out), /1 of 4 runs are missing/);
  assert.equal(good('sweep', inScratch('spec.json'), '--print-commands', '--out', out).trim(), commands[3]);
});

test('Ctrl-C ends a sweep, and what is finished is kept', async () => {
  const out = inScratch('cut');
  const words = ['sweep', 'mlp', '--grid', 'epochs=1,100000', '--train-size', '256', '--jobs', '1', '--out', out];
  const child = spawn(program, words);
  child.stdout.on('data', (data) => {
    if (String(data).includes('1/2 ')) child.kill('SIGINT');
  });
  assert.equal(await new Promise((resolve) => child.on('exit', resolve)), 130);
  assert.deepEqual(readdirSync(path.join(out, 'runs')), ['epochs=1_seed=0.json']);
  assert.equal(json('cut', 'results.json').points[1].missing, 1);
});

test('bad sweeps get a sentence', () => {
  const to = ['--out', inScratch('never')];
  refused(/needs a grid/, 'sweep', 'mlp', ...to);
  refused(/FIELD=V1,V2/, 'sweep', 'mlp', '--grid', 'l2', ...to);
  refused(/no setting called "colour"/, 'sweep', 'mlp', '--grid', 'colour=red', ...to);
  refused(/--out/, ...grid);
  refused(/is not the folder of a sweep/, 'sweep', '--collect', scratch);
  writeFileSync(inScratch('bad.json'), '{"preset": "mlp"}');
  refused(/bad\.json: "grid" is missing/, 'sweep', inScratch('bad.json'), ...to);
  assert.ok(!existsSync(inScratch('never')));
});

test('noise-sweep draws the figure and the curves', () => {
  const out = inScratch('noise');
  const words = ['noise-sweep', inScratch('denoiser/model.aelab'), '--images', '60', '--out', out];
  const text = good(...words, '--levels', '0,0.5,1', '--classifier', inScratch('classifier/model.aelab'), '--baselines', 'median,blur');
  assert.match(text, /noise: salt-pepper/);
  for (const name of ['digits.png', 'quality.png', 'accuracy.png']) assert.ok(isPng(path.join(out, name)), name);
  const { levels, clean_accuracy: clean } = json('noise', 'noise-sweep.json');
  assert.deepEqual(levels.map(({ level }) => level), [0, 0.5, 1]);
  assert.deepEqual(Object.keys(levels[0].scores), ['noisy', 'denoised', 'median', 'blur']);
  assert.equal(levels[0].scores.noisy.accuracy, clean);
  assert.equal(levels[0].scores.noisy.ssim, 1);
  assert.ok(levels[1].scores.noisy.psnr > levels[2].scores.noisy.psnr);
  assert.equal(lines('noise', 'noise-sweep.csv').length, 4);
  const other = inScratch('speckle');
  good(...words.slice(0, 2), '--noise', 'speckle', '--levels', '0:2:3', '--images', '10', '--out', other);
  assert.ok(!existsSync(path.join(other, 'accuracy.png')));
  refused(/between 0 and 1/, ...words, '--levels', '0,3');
  refused(/no baseline called "magic"/, ...words, '--baselines', 'magic');
  refused(/names classes/, 'noise-sweep', inScratch('classifier/model.aelab'), '--out', out);
});

test('figure draws the first ten and random samples', () => {
  const to = ['--out', inScratch('figure.png')];
  good('figure', 'first-ten', inScratch('denoiser/model.aelab'), '--noise', 'gaussian', '--level', '0.2', ...to);
  const first = readFileSync(inScratch('figure.png'));
  assert.ok(isPng(inScratch('figure.png')));
  good('figure', 'samples', '--seed', '3', ...to);
  assert.ok(isPng(inScratch('figure.png')) && !readFileSync(inScratch('figure.png')).equals(first));
  refused(/needs a model/, 'figure', 'first-ten', ...to);
  refused(/first-ten,samples/, 'figure', 'portrait', ...to);
});

test('history redraws a run from its JSON and from its folder', () => {
  assert.match(good('history', inScratch('classifier.json'), '--out', inScratch('history')), /mlp: 2 epochs/);
  good('history', inScratch('classifier'), '--out', inScratch('again'));
  const columns = (...names) => lines(...names).map((line) => line.split(',').slice(0, 5));
  assert.deepEqual(columns('history', 'history.csv'), columns('classifier', 'history.csv'));
  assert.deepEqual(lines('again', 'history.csv'), lines('classifier', 'history.csv'));
  assert.ok(isPng(inScratch('history', 'history.png')));
  mkdirSync(inScratch('empty'));
  refused(/history\.csv cannot be opened/, 'history', inScratch('empty'), '--out', inScratch('x'));
  writeFileSync(inScratch('no.json'), '[1, 2');
  refused(/no\.json is not the result of a run/, 'history', inScratch('no.json'), '--out', inScratch('x'));
});

test('summary counts what is trained and what is not, as Keras does', () => {
  const text = good('summary', 'cifar-conv-bn');
  assert.match(text, /Total params: 29,123\nTrainable params: 28,931\nNon-trainable params: 192/);
});

test('reproduce runs every row, writes the table, and keeps finished rows', { timeout: 300_000 }, () => {
  const out = inScratch('results');
  const words = ['reproduce', '--quick', '--out', out];
  good(...words, '--only', 'A4,C1,D5');
  assert.match(readFileSync(path.join(out, 'RESULTS.md'), 'utf8'), /\| A6 \|.*\| not run yet \|/);
  good(...words);
  const table = readFileSync(path.join(out, 'RESULTS.md'), 'utf8');
  const rows = table.split('\n').filter((line) => /^\| [A-D]\d/.test(line)).map((line) => line.split('|').map((cell) => cell.trim()));
  const ids = new Set(rows.map(([, id]) => id.slice(0, 2)));
  for (const id of ['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'B1', 'B2', 'B3', 'B4', 'B5', 'C1', 'C2', 'C3', 'C4',
    'D1', 'D2', 'D3', 'D4', 'D5', 'D6']) assert.ok(ids.has(id), id);
  for (const [, id, , , reached, , seconds, command] of rows) {
    assert.match(reached, /\d|figure/, id);
    assert.match(seconds, /^\d+\.\d$/, id);
    assert.match(command, /^`lab .*`$/);
  }
  assert.match(table, /50,992 parameters \(as published\)/);
  const before = statSync(path.join(out, 'A6/row.json')).mtimeMs;
  assert.doesNotMatch(good(...words), /== A6/);
  assert.equal(statSync(path.join(out, 'A6/row.json')).mtimeMs, before);
  const other = ['reproduce', '--quick', '--only', 'D6', '--beside', out, '--out', inScratch('other')];
  assert.match(good(...other), /RESULTS/);
  const beside = readFileSync(inScratch('other/RESULTS.md'), 'utf8');
  assert.match(beside, /\| reached \| beside \|/);
  assert.match(beside, /^\| A4 .*\| not run yet \| .*val loss [\d.]+/m);
  refused(/no row called Z9/, ...words, '--only', 'Z9');
});
