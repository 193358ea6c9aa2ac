#!/usr/bin/env node
// Runs the browser tests in one process, so that they share one browser:
//
//   node run.mjs [WORDS]      all tests, or those whose names contain the words
//
// Exit code 0 when all passed; the last line says how many. See support/lab.mjs for the environment.

import fs from 'node:fs';
import path from 'node:path';
import {after, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {cleanUp, SITE, tests} from './support/lab.mjs';

if (!fs.existsSync(path.join(SITE, 'index.html'))) {
  console.error(`${SITE} holds no site; build the page first (./run --build)`);
  process.exit(1);
}

const folder = path.dirname(fileURLToPath(import.meta.url));
for (const name of fs.readdirSync(folder).sort()) {
  if (name.endsWith('.test.mjs')) await import(`./${name}`);
}

const words = process.argv.slice(2).join(' ');
const chosen = tests.filter((candidate) => candidate.name.includes(words));
const failed = new Set(chosen.map(({name}) => name)); // unless it gets to its end in time

describe('browser', () => {
  for (const {name, timeout, run} of chosen) {
    it(name, {timeout}, async (t) => {
      await run(t);
      if (!t.signal.aborted) failed.delete(name);
    });
  }
  after(cleanUp);
});

process.on('exit', () => {
  for (const name of failed) console.log(`failed: ${name}`);
  console.log(`browser: ${chosen.length - failed.size} passed, ${failed.size} failed`);
});
