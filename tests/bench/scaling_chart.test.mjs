// The chart of scaling, made of speeds that nobody measured. Run by ./test cli.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {scalingChart} from './scaling_chart.mjs';

const bars = (svg, kind) => [...svg.matchAll(new RegExp(`class="${kind}"[^>]*height="([0-9.]+)"`, 'g'))].map(([, height]) => Number(height));

test('bars are as tall as training is faster, in outlines as tall as there are threads', () => {
  const svg = scalingChart([1, 2, 4], {'Natively': {cnn: {1: 100, 2: 190, 4: 310}}, 'In a <browser>': {cnn: {1: 50, 2: 100, 4: 250}}}, 'A machine & its date');
  const ideal = bars(svg, 'ideal');
  const [unit] = ideal.map((height) => height / 2);
  const inThreads = (heights) => heights.map((height) => Number((height / unit).toFixed(1)));
  assert.deepEqual(inThreads(ideal), [2, 4, 2, 4]);
  // Faster than ideal by more than a tenth does not leave the picture.
  assert.deepEqual(inThreads(bars(svg, 'bar')), [1.9, 3.1, 2, 4.4]);
  assert.match(svg, />1\.9<[^]*>3\.1<[^]*>2\.0<[^]*>5\.0</);
  assert.match(svg, /with 2 and 4 threads/);
  assert.match(svg, /A machine &amp; its date/);
  assert.match(svg, /In a &lt;browser&gt;/);
});
