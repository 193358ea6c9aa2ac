// Allocations that fail, in a build that can be told which (tests/browser/support/fail_allocation.js): wherever it happens
// during start and training, the page says so within two seconds, or goes on.

import assert from 'node:assert/strict';
import path from 'node:path';
import {createHandler} from '../../web/serve.mjs';
import {labTest, ROOT, serve} from './support/lab.mjs';

const SITE = path.join(ROOT, 'build/faults-site'); // made by ./test
const SETTINGS = '?threads=2&preset=lab-dae&simd=plain';

/// Starts the page, trains, loads data and trains another network; false once the page has given up. Everything must be
/// answered, by the page or by its failure panel, in time.
async function useThePage(lab, hash) {
  const {page} = lab;
  await page.goto('about:blank'); // another hash alone would not load the page anew
  await page.goto(`${SITE_URL}${SETTINGS}${hash}`);
  const failed = () => page.locator('#failure').isVisible();
  /// Waits for `condition(status)`; the page's main thread must answer all the while.
  const reach = async (condition) => {
    // A function, because the page's policy allows no text to be evaluated.
    const script = new Function(`
      if (!document.getElementById('failure').hidden) return 'failed';
      try {
        return window.lab && (${condition})(window.lab.status()) ? 'reached' : '';
      } catch {
        return ''; // the status itself wanted memory; the panel comes
      }`);
    const answer = await page.waitForFunction(script, null, {polling: 30, timeout: 15_000});
    return (await answer.jsonValue()) === 'reached';
  };
  const send = (command) => page.evaluate((value) => window.lab.command(value), command).catch(() => '');
  if (!(await reach((now) => now.trainCount > 0))) return false;
  for (const [command, condition] of [
    ['train', (now) => now.step > 20],
    [{type: 'data', source: 'generated', size: 1500}, (now) => now.trainCount === 1500],
    [{type: 'preset', name: 'sp-dae'}, (now) => now.preset === 'sp-dae'],
    ['train', (now) => now.step > 5 && now.psnrDenoised !== null],
  ]) {
    await send(command);
    if (!(await reach(condition))) return false;
  }
  return !(await failed());
}

let SITE_URL = '';

for (const thread of ['main', 'trainer', 'helper', 'data']) {
  labTest(`allocations that fail: ${thread}`, {expect: [/./], timeout: 400_000}, async (lab) => {
    SITE_URL ||= (await serve(createHandler(SITE, {isolation: true}))).url;
    const outcomes = [];
    // Densely at first, where the program starts; then further and further apart.
    for (let which = 1, survived = 0; survived < 4; which = Math.ceil(which * 1.7)) {
      const hash = `#fail=${thread}:${which}`;
      const fine = await useThePage(lab, hash);
      if (!fine) {
        const {title} = await lab.failure();
        assert.match(title, /^The lab (ran out of memory|stopped)$/, hash);
      }
      // Some failures are survived by rights (a library says no, and is asked again); four in a row mean that fewer
      // allocations than this are made.
      survived = fine ? survived + 1 : 0;
      outcomes.push(`${which} ${fine ? 'went on' : (await lab.failure()).title}`);
      if (which > 200_000) break;
    }
    lab.note(`${thread}: ${outcomes.join(', ')}`);
    assert.ok(thread === 'helper' || outcomes.some((outcome) => !outcome.endsWith('went on')), 'no allocation failed');
  });
}

for (const [kind, what] of [
  ['trap', 'crashes'],
  ['hold', 'crashes with the lock of the heap in its hands'],
]) {
  for (const thread of ['trainer', 'helper', 'data']) {
    labTest(`a thread that ${what}: ${thread}`, {expect: [/./]}, async (lab) => {
      SITE_URL ||= (await serve(createHandler(SITE, {isolation: true}))).url;
      for (const which of [1, 2, 3, 30]) {
        if (await useThePage(lab, `#${kind}=${thread}:${which}`)) continue; // so many it does not make
        const {title} = await lab.failure();
        assert.equal(title, 'The lab stopped');
        // The page itself goes on: its buttons answer.
        await lab.page.getByRole('button', {name: 'Try without threads'}).click({timeout: 2000});
        await lab.ready();
        assert.equal((await lab.status()).variant, 'single');
      }
    });
  }
}
