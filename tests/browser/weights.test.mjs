// Weights open in their own network: as this page saves them, and as PyTorch and others write them.

import assert from 'node:assert/strict';
import {readSafetensors, writeSafetensors} from './support/arrays.mjs';
import {isolatedSite, labTest} from './support/lab.mjs';

labTest('weights open in their own network and are refused by another; the run goes on', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=2`);
  const {psnrDenoised} = await lab.trained();
  const files = [await lab.save('npz'), await lab.save('safetensors')];
  for (const file of files) {
    await lab.command('reset');
    await lab.until((now) => now.step === 0);
    await lab.drop([file]);
    await lab.until((now, name) => now.notice.startsWith(`Opened ${name}`), file.name);
    await lab.calm();
    assert.equal((await lab.status()).psnrDenoised, psnrDenoised, file.name);
  }
  await lab.command({type: 'preset', name: 'sp-dae'});
  const before = await lab.trained(5);
  await lab.drop([files[0]]);
  const {notice, step, preset} = await lab.until((now) => /lab-dae\.npz/.test(now.notice));
  assert.match(notice, /lab-dae\.npz.*\.$/);
  assert.deepEqual([step, preset], [before.step, 'sp-dae']);
});

/// A matrix of 32-bit floats, transposed as PyTorch keeps its linear layers.
function transposed({dtype, shape: [rows, columns], data}) {
  const turned = Buffer.alloc(data.length);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) data.copy(turned, 4 * (c * rows + r), 4 * (r * columns + c), 4 * (r * columns + c) + 4);
  return {dtype, shape: [columns, rows], data: turned};
}

/// The upper half of every 32-bit float, which is a bfloat16.
function halved({data, ...rest}) {
  const half = Buffer.alloc(data.length / 2);
  for (let i = 0; i < half.length; i += 2) data.copy(half, i, 2 * i + 2, 2 * i + 4);
  return {...rest, dtype: 'BF16', data: half};
}

labTest("PyTorch's names and half precision open; weights that are no numbers do not", {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=2`);
  const {psnrDenoised} = await lab.trained();
  const [bias, kernel, bias1, kernel1] = readSafetensors((await lab.save('safetensors')).content).sort((a, b) => (a.name < b.name ? -1 : 1));
  const torch = [
    {...transposed(kernel), name: '0.weight'},
    {...bias, name: '0.bias'},
    {...transposed(kernel1), name: '2.weight'},
    {...bias1, name: '2.bias'},
  ];
  for (const [name, arrays, tolerance] of [
    ['torch.safetensors', torch, 0],
    ['half.safetensors', torch.map(halved), 0.1],
  ]) {
    await lab.command('reset');
    await lab.until((now) => now.step === 0);
    await lab.drop([{name, content: writeSafetensors(arrays)}]);
    await lab.until((now, opened) => now.notice.startsWith(`Opened ${opened}`), name);
    await lab.calm();
    const difference = Math.abs((await lab.status()).psnrDenoised - psnrDenoised);
    assert.ok(difference <= tolerance, `${name}: ${difference} dB`);
  }
  const broken = Buffer.from(bias.data);
  broken.writeFloatLE(Number.NaN, 8);
  await lab.drop([{name: 'broken.safetensors', content: writeSafetensors([{...bias, data: broken}, kernel, bias1, kernel1])}]);
  await lab.until((now) => /broken\.safetensors holds values in .* that are not numbers/.test(now.notice));
  assert.ok(Math.abs((await lab.status()).psnrDenoised - psnrDenoised) <= 0.1, 'what was there stays');
});
