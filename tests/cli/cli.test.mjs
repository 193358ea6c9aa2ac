// The command line as a user meets it: what it prints, what it writes, and the sentences it says when something is wrong.
// LAB names the program; by default the one that ./run --native builds.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

import { good, program, refused, root } from './support/lab.mjs';

const scratch = mkdtempSync(path.join(tmpdir(), 'lab-cli-'));
after(() => rmSync(scratch, { recursive: true }));

const inScratch = (name) => path.join(scratch, name);
const isPng = (file) => readFileSync(file).subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));

test('list names every preset of the course', () => {
  const text = good('list');
  for (const name of ['dense-ae', 'dense-ae-deep', 'dense-dae-gauss', 'lab-dae', 'sp-dae', 'mlp']) {
    assert.match(text, new RegExp(`^ *${name} `, 'm'));
  }
});

test('summary prints the table that Keras prints', () => {
  const text = good('summary', 'lab-dae');
  assert.match(text, /dense \(Dense\) +\(None, 32\) +25,120/);
  assert.match(text, /dense_1 \(Dense\) +\(None, 784\) +25,872/);
  assert.match(text, /Total params: 50,992/);
  assert.match(good('summary', 'mlp'), /Total params: 55,050/);
});

test('memory says what presets need, more with larger batches, and marks what does not fit', () => {
  const text = good('memory', '--batches', '64,512', '--images', '60000', '--of', '207');
  assert.match(text, /60000 images of 28 x 28, which take 44\.9/);
  const [, small, large] = text.match(/^conv-dae +([\d.]+) +([\d.]+)\*$/m);
  assert.ok(Number(large) > 6 * Number(small), `${small} and ${large}`);
  assert.match(text, /^lab-dae +[\d.]+ +[\d.]+ $/m);
  refused(/--images/, 'memory', '--images', '0');
});

test('what this machine cannot hold is refused with a sentence', () => {
  refused(/smaller layers|more than this machine|left for it|no more than|between/, 'train', 'lab-dae', '--set', 'code_size=100000000');
});

test('digits and pictures write what the generators draw, in any style', () => {
  assert.match(good('digits', inScratch('digits.png'), '--count', '30', '--columns', '10'), /289 x 86 pixels/);
  assert.match(good('pictures', inScratch('pictures.png'), '--count', '30', '--columns', '10'), /329 x 98 pixels/);
  const [usual, bold] = [inScratch('digits.png'), inScratch('bold.png')];
  good('digits', bold, '--count', '30', '--columns', '10', '--pen-width', '4');
  assert.ok(!readFileSync(usual).equals(readFileSync(bold)));
  for (const width of ['0.5', '9', 'nan', 'thick']) refused(/--pen-width/, 'digits', inScratch('x.png'), '--pen-width', width);
});

test('without --data a preset trains on the standard set of its kind', () => {
  const few = ['--train-size', '300', '--epochs', '1'];
  assert.match(good('train', 'mlp', ...few), /mlp on 300 generated digits: 300 training images, 10,000 test images/);
  assert.match(good('train', 'cifar-cnn-2-max', ...few), /on 300 generated pictures: 300 training images, 10,000 test images/);
  assert.match(good('train', 'mlp', ...few, '--data', 'pictures'), /mlp on 300 generated pictures/);
  assert.match(good('train', 'mlp', ...few, '--data', 'generated'), /300 training images, 50 test images/);
});

test('train writes figure, history, model, spec and JSON; the same seed gives the same figures', () => {
  const words = ['train', 'lab-dae', '--epochs', '2', '--seed', '5', '--threads', '2'];
  const out = inScratch('out');
  const text = good(...words, '--out', out, '--json', inScratch('run.json'));
  assert.match(text, /Epoch 2\/2 .* loss: 0\.\d+ .* val_loss: 0\.\d+ .* samples\/s/);
  assert.ok(isPng(path.join(out, 'figure.png')) && isPng(path.join(out, 'history.png')));
  assert.ok(!existsSync(path.join(out, 'history.svg')));
  assert.equal(readFileSync(path.join(out, 'history.csv'), 'utf8').trim().split('\n').length, 3);
  assert.equal(JSON.parse(readFileSync(path.join(out, 'spec.json'))).seed, 5);

  const run = JSON.parse(readFileSync(inScratch('run.json')));
  assert.deepEqual(Object.keys(run), ['preset', 'state', 'seed', 'threads', 'parameters', 'train_images', 'epochs', 'samples_per_second']);
  assert.deepEqual([run.preset, run.seed, run.threads, run.parameters], ['lab-dae', 5, 2, 50992]);
  assert.deepEqual(Object.keys(run.epochs[0]), ['epoch', 'loss', 'val_loss', 'accuracy', 'val_accuracy', 'seconds']);
  assert.ok(run.epochs[1].loss < run.epochs[0].loss);
  assert.ok(run.samples_per_second > 0);

  good(...words.slice(0, -1), '3', '--json', inScratch('again.json'));
  const again = JSON.parse(readFileSync(inScratch('again.json')));
  const losses = ({ epochs }) => epochs.map(({ loss, val_loss }) => [loss, val_loss]);
  assert.deepEqual(losses(again), losses(run));
});

test('denoise runs a saved model on pictures smaller and larger than its input', () => {
  const out = inScratch('model');
  good('train', 'sp-dae', '--epochs', '1', '--out', out);
  const model = path.join(out, 'model.aelab');
  good('denoise', model, path.join(out, 'figure.png'), inScratch('clean.png'));
  assert.ok(isPng(inScratch('clean.png')));
  refused(/cannot be opened/, 'denoise', model, inScratch('absent.png'), inScratch('x.png'));
  refused(/is not a model/, 'denoise', path.join(out, 'figure.png'), path.join(out, 'figure.png'), inScratch('x.png'));
  writeFileSync(inScratch('broken.aelab'), readFileSync(model).subarray(0, 5000));
  refused(/is damaged/, 'denoise', inScratch('broken.aelab'), path.join(out, 'figure.png'), inScratch('x.png'));
  assert.ok(!existsSync(inScratch('x.png')));
});

test('Ctrl-C stops after the batch and still writes what there is', async () => {
  const out = inScratch('interrupted');
  const child = spawn(program, ['train', 'sp-dae', '--epochs', '100000', '--out', out, '--json', inScratch('cut.json')]);
  let printed = '';
  child.stdout.on('data', (data) => {
    if (!printed.includes('Epoch 1') && (printed + data).includes('Epoch 1')) child.kill('SIGINT');
    printed += data;
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  assert.equal(code, 130);
  assert.match(printed, /Stopped after \d+ batches/);
  assert.deepEqual(readdirSync(out).sort(), ['figure.png', 'history.csv', 'history.png', 'model.aelab', 'spec.json']);
  const { state, epochs } = JSON.parse(readFileSync(inScratch('cut.json')));
  assert.ok(epochs.length >= 1);
  assert.equal(state, 'training');
});

test('bench trains for a while and says how fast, as a line of JSON', () => {
  const text = good('bench', 'lab-dae', '--seconds', '0.2', '--threads', '2', '--batch', '50', '--train-size', '500');
  assert.equal(text.trim().split('\n').length, 1);
  const { preset, build, threads, ...figures } = JSON.parse(text);
  assert.deepEqual({ preset, build, threads }, { preset: 'lab-dae', build: 'native', threads: 2 });
  assert.deepEqual(Object.keys(figures).sort(), ['loss', 'predictMs', 'samplesPerSecond', 'seconds', 'steps']);
  for (const [name, figure] of Object.entries(figures)) assert.ok(figure > 0, `${name}: ${figure}`);
  assert.ok(figures.seconds >= 0.2);
  assert.ok(Number.isInteger(figures.steps));
});

test('bench --scaling measures 1, 2, 4 and all threads in turns, a line of JSON for each', () => {
  const text = good('bench', 'lab-dae', '--scaling', '--seconds', '0.2', '--warm-up', '0.1', '--threads', '3', '--slow-thread', '2', '--train-size', '500');
  const lines = text.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ threads }) => threads), [1, 2, 3]);
  for (const { samplesPerSecond, steps } of lines) assert.ok(samplesPerSecond > 0 && steps > 0);
});

test('bench refuses what it cannot measure', () => {
  refused(/preset is required/, 'bench');
  refused(/no preset called "gan"/, 'bench', 'gan');
  for (const seconds of ['0', '-1', '1e9', 'nan', 'soon']) refused(/--seconds/, 'bench', 'mlp', '--seconds', seconds);
  for (const factor of ['0.5', '-1', 'nan']) refused(/--slow-thread/, 'bench', 'mlp', '--slow-thread', factor);
  for (const threads of ['0', '-1', '65', '1e9', 'all']) refused(/--threads/, 'bench', 'mlp', '--threads', threads);
  for (const batch of ['0', '-1', '1e9', '1.5', 'big']) {
    refused(/Batch size must be/, 'bench', 'mlp', '--batch', batch);
  }
  refused(/no data source/, 'bench', 'mlp', '--data', inScratch('nowhere'));
});

test('bad input gets a sentence', () => {
  refused(/no preset called "gan".*sp-dae/, 'train', 'gan');
  refused(/Batch size must be a whole number between 1 and 4096/, 'train', 'lab-dae', '--batch', '0');
  refused(/Epochs must be/, 'train', 'lab-dae', '--epochs', '1e9');
  refused(/no noise called "snow"/, 'train', 'lab-dae', '--noise', 'snow');
  refused(/Noise level .* between 0 and 1/, 'train', 'lab-dae', '--level', '3');
  refused(/no data source/, 'train', 'lab-dae', '--data', inScratch('nowhere'));
  refused(/no setting called "colour".*learning_rate/, 'train', 'lab-dae', '--set', 'colour=red');
  refused(/must be a number, not "fast"/, 'train', 'lab-dae', '--set', 'learning_rate=fast');
  refused(/--threads/, 'train', 'lab-dae', '--threads', '1000');
  refused(/subcommand/i);
});

const mnist = path.join(process.env.LAB_DATA ?? path.join(root, '../shared/data'), 'mnist');
const skip = existsSync(mnist) ? false : 'skipped: no data';

test('on real MNIST one epoch comes as far as the reference does', { skip }, () => {
  good('train', 'mlp', '--data', mnist, '--epochs', '1', '--json', inScratch('mnist.json'));
  const { epochs } = JSON.parse(readFileSync(inScratch('mnist.json')));
  assert.ok(epochs[0].val_accuracy > 0.91, `accuracy ${epochs[0].val_accuracy}`);
});
