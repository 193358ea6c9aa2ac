// The page's address (web/address.js), on queries that fast-check makes up:
//
//   node tests/fuzz/address_fuzz.mjs SECONDS CORPUS
//
// CORPUS: a folder of files with a query each; they are tried first, and parts of them are put into others. What fails is
// printed as short as it still fails, with the seed and the path that make it again.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import fc from 'fast-check';

import {addressWith, readAddress, withoutThreads} from '../../web/address.js';

const [seconds, corpus] = process.argv.slice(2);
const kept = fs.readdirSync(corpus).map((name) => fs.readFileSync(path.join(corpus, name), 'utf8').trim());
const pairs = kept.flatMap((query) => [...new URLSearchParams(query)]);

const name = fc.oneof(fc.constantFrom(...pairs.map(([key]) => key)), fc.string({unit: 'binary'}));
const value = fc.oneof(
  fc.constantFrom(...pairs.map(([, text]) => text)),
  fc.double().map(String),
  fc.integer().map(String),
  fc.string({unit: 'binary'}),
);
const query = fc.oneof(
  fc.array(fc.tuple(name, value), {maxLength: 8}).map((entries) => `?${new URLSearchParams(entries)}`),
  fc.string({unit: 'binary'}),
  fc.tuple(fc.constantFrom(...kept), fc.nat(), fc.string()).map(([text, at, more]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + more + text.slice(place);
  }),
);

const isCount = (number, low, high) => Number.isInteger(number) && number >= low && number <= high;

function check(search) {
  const address = readAddress(search);
  const {options, threads} = address;
  assert(threads === null || isCount(threads, 0, 16));
  assert(address.seconds >= 0.1 && address.seconds <= 600);
  assert.equal(typeof address.relaxed, 'boolean');
  assert(options.theme === undefined || ['dark', 'light', 'auto'].includes(options.theme));
  for (const count of [options.generated, options.judge_digits]) assert(count === undefined || isCount(count, 1, 60_000));
  for (const sentence of options.refused ?? []) assert.match(sentence, /^The address asks for .*\.$/s);
  // As it goes to the program.
  assert.deepEqual(JSON.parse(JSON.stringify(options)), options);

  // The address that says the same again.
  globalThis.location = {href: `https://example.org/lab/?threads=2&${search.replace(/^\?/, '')}`};
  const again = readAddress(new URL(addressWith(options)).search);
  for (const key of ['preset', 'generated', 'theme', 'view', 'fields']) assert.deepEqual(again.options[key], options[key]);
  assert.equal(again.threads, 2);
  assert.equal(readAddress(new URL(withoutThreads(location.href)).search).threads, 0);
}

let executions = 0;
fc.assert(
  fc.property(query, (search) => {
    ++executions;
    check(search);
  }),
  {
    examples: kept.map((text) => [text]),
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: Number(seconds) * 1000,
  },
);
// As libFuzzer says it.
console.log(`stat::number_of_executed_units: ${executions}`);
