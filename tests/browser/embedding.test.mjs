// The page where others set the rules: in a sandboxed frame, as learning platforms have them, and under a strict
// Content-Security-Policy.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {isolatedSite, labTest, plainSite, plainTest, serve, serveSite, SITE} from './support/lab.mjs';

/// Opens a page of another site that shows `url` in a sandboxed frame, and returns the frame.
async function sandboxed(lab, url) {
  const platform = await serve((request, response) => {
    response.writeHead(200, {'Content-Type': 'text/html'});
    response.end(`<!doctype html><iframe sandbox="allow-scripts" width="1200" height="760" src="${url}"></iframe>`);
  });
  await lab.page.goto(platform.url);
  return lab.page.frames().find((frame) => frame.parentFrame());
}

labTest('in a sandboxed frame it trains on one thread', {}, async (lab) => {
  const frame = await sandboxed(lab, await isolatedSite());
  await frame.waitForFunction(() => window.lab?.status().trainCount > 0, null, {polling: 50});
  assert.equal(await frame.evaluate(() => window.origin), 'null');
  assert.equal(await frame.evaluate(() => window.lab.command('train')), '');
  await frame.waitForFunction(() => window.lab.status().step >= 10, null, {polling: 50});
  assert.equal(await frame.evaluate(() => window.lab.status().variant), 'single');
  await lab.screenshot('sandboxed');
});

labTest('in a sandboxed frame a crash is said too', {expect: [/unreachable/]}, async (lab) => {
  const frame = await sandboxed(lab, await isolatedSite());
  await frame.waitForFunction(() => window.lab?.status().trainCount > 0, null, {polling: 50});
  await frame.evaluate(() => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError('unreachable executed');
    });
  });
  await frame.locator('#failure').waitFor({state: 'visible'});
  assert.match(await frame.locator('#failure-text').innerText(), /unreachable executed/);
});

labTest('a sandboxed frame that keeps its parts out is told what to allow', {expect: [/CORS|ERR_FAILED/]}, async (lab) => {
  const frame = await sandboxed(lab, await plainSite());
  await frame.locator('#failure').waitFor({state: 'visible'});
  assert.match(await frame.locator('#failure-title').innerText(), /frame/);
  assert.match(await frame.locator('#failure-text').innerText(), /allow-same-origin.*Access-Control-Allow-Origin/);
  await lab.screenshot('sandbox-refusal');
});

const STRICT = "default-src 'none'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'";
const withPolicy = async (policy, options) => (await serveSite({...options, headers: {'Content-Security-Policy': policy}})).url;

for (const isolation of [true, false]) {
  const how = isolation ? 'headers' : 'its service worker';
  labTest(`under a strict policy it trains on threads, isolated by ${how}`, {}, async (lab) => {
    await lab.open(await withPolicy(`${STRICT}; script-src 'self' 'wasm-unsafe-eval'`, {isolation}));
    await lab.command('train');
    const {variant} = await lab.until((status) => status.step >= 10);
    assert.equal(variant, 'threads');
  });
}

labTest('a policy that forbids WebAssembly is told what to allow', {}, async (lab) => {
  await lab.page.goto(await withPolicy(`${STRICT}; script-src 'self'`));
  assert.match((await lab.failure()).text, /script-src.*wasm-unsafe-eval/);
});

labTest('the policy of the page itself keeps code from elsewhere out', {expect: [/Content Security Policy/]}, async (lab) => {
  await lab.open(await isolatedSite());
  const ran = await lab.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.ranInline = true';
    document.body.append(script);
    const answered = await fetch('http://localhost:1/').then(() => true, () => false);
    return answered || window.ranInline === true;
  });
  assert.equal(ran, false);
  assert.ok(lab.errors.some((text) => /script-src/.test(text)) && lab.errors.some((text) => /default-src/.test(text)));
});

plainTest('the page has no code in its HTML', async () => {
  const page = fs.readFileSync(path.join(SITE, 'index.html'), 'utf8');
  for (const [tag] of page.matchAll(/<script\b[^>]*>/g)) assert.match(tag, / src=| type="application\/json"/);
  assert.doesNotMatch(page, /<[^>]*\son[a-z]+=/);
  assert.doesNotMatch(page, /<style|<[^>]*\sstyle=/);
});

labTest('an old browser is told so', {}, async (lab) => {
  await lab.page.addInitScript(() => delete HTMLScriptElement.prototype.noModule);
  await lab.page.goto(await isolatedSite());
  assert.match((await lab.failure()).title, /too old/);
});
