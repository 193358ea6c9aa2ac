// What the page's address asks for, without a browser. tests/fuzz/address_fuzz.mjs tries everything else.

import assert from 'node:assert/strict';
import {readAddress} from '../../web/address.js';
import {plainTest} from './support/lab.mjs';

plainTest('what an address asks for comes through to the program as it was read', () => {
  const {options} = readAddress('?noise_level=-0&learning_rate=1e-3&noise=masking&noise_fresh=true&l2=');
  assert.deepEqual(options.fields, {noise_level: 0, learning_rate: 0.001, noise: 'masking', noise_fresh: true, l2: ''});
  assert.deepEqual(JSON.parse(JSON.stringify(options)), options);
});
