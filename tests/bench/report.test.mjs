// The benchmarks' tables, made of results that nobody measured. Run by ./test cli.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {figure, kernelTable, middle, scalingTable, threadsTable, trainingTables} from './report.mjs';

test('medians are numbers of the list, whatever their order', () => {
  assert.equal(middle([10, 9, 100]), 10);
  assert.equal(middle([7]), 7);
  const values = [3, 1, 2];
  middle(values);
  assert.deepEqual(values, [3, 1, 2]);
});

test('figures have three digits, or separators', () => {
  assert.deepEqual([12345.6, 100, 99.94, 1.5, 0.01234].map(figure), ['12,346', '100', '99.9', '1.50', '0.0123']);
});

test('the tables give median, range and the middle ratio of the rounds, and a dash where nobody took part', () => {
  const results = new Map([
    ['A4 ours', [{samplesPerSecond: 300, predictMs: 0.5}, {samplesPerSecond: 200, predictMs: 0.25}, {samplesPerSecond: 400, predictMs: 1}]],
    ['A4 theirs', [{samplesPerSecond: 100, predictMs: 2}, {samplesPerSecond: 250, predictMs: 4}, {samplesPerSecond: 160, predictMs: 1}]],
    ['B2 ours', [{samplesPerSecond: 50, predictMs: 10}]],
  ]);
  const workloads = [{id: 'A4', preset: 'lab-dae'}, {id: 'B2', preset: 'conv-dae'}];
  assert.deepEqual(trainingTables(workloads, ['ours', 'theirs'], results).split('\n'), [
    '| training, samples/s: median (lowest to highest) | A4 `lab-dae` | B2 `conv-dae` |',
    '| --- | --- | --- |',
    '| ours | 300 (200 to 400) | 50.0 (50.0 to 50.0) |',
    '| theirs | 160 (100 to 250) | - |',
    '',
    '| ours, as a ratio, median of the rounds\' | A4 `lab-dae` | B2 `conv-dae` |',
    '| --- | --- | --- |',
    '| against theirs | 2.50x | - |',
    '',
    '| ours, ratio of the fastest rounds | A4 `lab-dae` | B2 `conv-dae` |',
    '| --- | --- | --- |',
    '| against theirs | 1.60x | - |',
    '',
    '| one image, ms | A4 `lab-dae` | B2 `conv-dae` |',
    '| --- | --- | --- |',
    '| ours | 0.50 | 10 |',
    '| theirs | 2.0 | - |',
  ]);
});

test('kernels stand beside each other, build by build', () => {
  const line = (median, what = '  peak') => JSON.stringify({what, unit: 'GFLOP/s', median});
  assert.equal(kernelTable({native: [line(112.4)], plain: [line(47)]}),
    '| kernel, one thread | unit | native | plain |\n| --- | --- | --- | --- |\n| peak | GFLOP/s | 112 | 47.0 |');
  assert.throws(() => kernelTable({native: [line(1)], old: [line(1, 'Adam')]}), /measures "peak" in line 1/);
  assert.throws(() => kernelTable({native: [line(1)], old: []}), /measures "peak"/);
});

test('one thread and two stand beside each other, in the middle and at their best', () => {
  const line = {what: 'lab-dae', batch: 128, oneQuiet: 1000, twoQuiet: 1900, quietScaling: 1.9, quietCores: 2, one: 800, two: 1200, scaling: 1.5, cores: 1.6};
  const lines = [line, {...line, what: 'lab-dae, no noise', two: 1300}].map((result) => JSON.stringify(result));
  assert.deepEqual(scalingTable(lines).split('\n').slice(-2), [
    '| lab-dae | 800 | 1,200 | 1.50 | 1.60 | 1,000 | 1,900 | 1.90 | 2.00 |',
    '| lab-dae, no noise | 800 | 1,300 | 1.50 | 1.60 | 1,000 | 1,900 | 1.90 | 2.00 |',
  ]);
});

test('speeds stand beside each other by threads, with how many times that of one thread they are', () => {
  assert.deepEqual(threadsTable('natively', [1, 2, 4], {cnn: {1: 1000, 2: 1950, 4: 3400}}).split('\n'), [
    '| natively | 1 thread, samples/s | 2 threads | 4 threads |',
    '| --- | --- | --- | --- |',
    '| cnn | 1,000 | 1,950 (1.95x) | 3,400 (3.40x) |',
  ]);
});
