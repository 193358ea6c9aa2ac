// What people read when something is missing or breaks. Each of these is a sentence, never a blank page.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {createHandler} from '../../web/serve.mjs';
import {isolatedSite, labTest, PHONE, serve, SITE} from './support/lab.mjs';

labTest('no WebGL 2', {context: PHONE}, async (lab) => {
  await lab.page.addInitScript(() => {
    const getContext = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind === 'webgl2' ? null : getContext.call(this, kind, ...rest);
    };
  });
  await lab.page.goto(await isolatedSite());
  const {title, text} = await lab.failure();
  assert.match(title, /WebGL 2/);
  assert.match(text, /hardware acceleration/);
  await lab.screenshot('failure-phone');
});

labTest('no WebAssembly SIMD', {}, async (lab) => {
  await lab.page.addInitScript(() => (WebAssembly.validate = () => false));
  await lab.page.goto(await isolatedSite());
  assert.match((await lab.failure()).title, /WebAssembly SIMD/);
});

labTest('no WebAssembly', {}, async (lab) => {
  await lab.page.addInitScript(() => delete globalThis.WebAssembly);
  await lab.page.goto(await isolatedSite());
  assert.match((await lab.failure()).title, /no WebAssembly/);
});

labTest('no JavaScript', {context: {javaScriptEnabled: false}}, async (lab) => {
  await lab.page.goto(await isolatedSite());
  assert.match(await lab.page.locator('.refusal').innerText(), /JavaScript/);
});

labTest('a download that fails names the file and can be tried again', {expect: [/404/]}, async (lab) => {
  await lab.page.route('**/*.wasm', (route) => route.fulfill({status: 404}));
  await lab.page.goto(await isolatedSite());
  const {title, text} = await lab.failure();
  assert.match(title, /download failed/);
  assert.match(text, /lab_page-relaxed\.[0-9a-f]+\.wasm did not arrive: the server answered 404/);
  await lab.screenshot('failure-desktop');
  await lab.page.unroute('**/*.wasm');
  await lab.page.getByRole('button', {name: 'Retry'}).click();
  await lab.ready();
});

labTest('a script that does not arrive', {expect: [/ERR_FAILED/]}, async (lab) => {
  await lab.page.route('**/engine.*.js', (route) => route.abort());
  await lab.page.goto(await isolatedSite());
  assert.match((await lab.failure()).title, /download failed/);
});

labTest('a connection that breaks once is tried again, and the bar stays honest', {expect: [/ERR_/]}, async (lab) => {
  const site = createHandler(SITE);
  const broken = new Set();
  const {url} = await serve((request, response) => {
    const breaks = /\.(wasm|ttf)$|lab_page.*\.js$/.test(request.url) && !broken.has(request.url);
    if (!breaks) return site(request, response);
    broken.add(request.url);
    response.writeHead(200, {'Content-Length': 1_000_000, 'Content-Type': 'application/wasm'});
    response.write(Buffer.alloc(50_000));
    return setTimeout(() => response.destroy(), 20);
  });
  await lab.page.addInitScript(() => {
    window.bars = [];
    new MutationObserver((changes) => {
      for (const {target} of changes)
        if (target.id === 'bar') window.bars.push(Number(target.getAttribute('aria-valuenow')));
    }).observe(document, {subtree: true, attributes: true, attributeFilter: ['aria-valuenow']});
  });
  await lab.open(url);
  assert.equal(broken.size, 4); // with two fonts
  const bars = await lab.page.evaluate(() => window.bars);
  assert.ok(Math.max(...bars) === 100 && bars.at(-1) === 100, `the bar went through ${bars}`);
});

labTest('the loading screen counts bytes', {}, async (lab) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await lab.page.route('**/lab_page*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await lab.page.goto(await isolatedSite());
  await lab.page.locator('#progress', {hasText: /^\d\.\d of \d\.\d MB$/}).waitFor();
  await lab.screenshot('loading');
  release();
  await lab.ready();
});

/// Throws `error` in the page as the program would.
const crash = (lab, message) =>
  lab.page.evaluate((text) => {
    setTimeout(() => {
      throw new WebAssembly.RuntimeError(text);
    });
  }, message);

labTest('a crash of the program is said, with a way on', {expect: [/unreachable/]}, async (lab) => {
  await lab.open(await isolatedSite());
  await crash(lab, 'unreachable executed');
  const {title, text} = await lab.failure();
  assert.equal(title, 'The lab stopped');
  assert.match(text, /unreachable executed/);
  await lab.page.getByRole('button', {name: 'Try without threads'}).click();
  await lab.ready();
  assert.equal((await lab.status()).variant, 'single');
});

labTest('lack of memory is called that', {expect: [/memory/]}, async (lab) => {
  await lab.open(await isolatedSite());
  await crash(lab, 'Aborted(OOM): cannot enlarge memory');
  assert.equal((await lab.failure()).title, 'The lab ran out of memory');
  await lab.page.getByRole('button', {name: 'Reload'}).click();
  await lab.ready();
});

for (const again of ['the button', 'the browser']) {
  labTest(`after a crash ${again} reloads to the same settings`, {expect: [/unreachable/]}, async (lab) => {
    await lab.open(`${await isolatedSite()}?threads=2&preset=sp-dae&theme=light`);
    await lab.command({type: 'preset', name: 'conv-dae'}, {type: 'data', source: 'generated', size: 700});
    await lab.until((now) => now.trainCount === 700 && now.preset === 'conv-dae');
    await lab.set('noise', 'gaussian');
    await lab.set('noise_level', 0.35);
    await lab.set('batch_size', 32);
    await lab.until((now) => now.fields.batch_size === 32);
    await lab.page.waitForTimeout(300); // a frame later the page knows
    await crash(lab, 'unreachable executed');
    await lab.failure();
    await lab.screenshot('failure-kept');
    if (again === 'the button') await lab.page.getByRole('button', {name: 'Reload'}).click();
    else await lab.page.reload();
    await lab.ready();
    const {preset, threads, theme, fields} = await lab.until((now) => now.trainCount === 700);
    assert.deepEqual([preset, threads, theme], ['conv-dae', 2, 'light']);
    assert.deepEqual([fields.noise, fields.noise_level, fields.batch_size], ['gaussian', 0.35, 32]);
  });
}

labTest('settings that fail again can be left behind', {expect: [/unreachable/]}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=sp-dae`);
  await crash(lab, 'unreachable executed');
  await lab.failure();
  await lab.page.getByRole('button', {name: 'Start afresh'}).click();
  await lab.ready();
  assert.equal((await lab.status()).preset, 'digit-denoiser');
});

/// Keeps the page's workers where tests find them.
const keepWorkers = (lab) =>
  lab.page.addInitScript(() => {
    const Original = Worker;
    window.workers = [];
    window.Worker = class extends Original {
      constructor(...options) {
        super(...options);
        window.workers.push(this);
      }
    };
  });

labTest('a worker that the browser ends is noticed within two seconds', {}, async (lab) => {
  await keepWorkers(lab);
  await lab.open(`${await isolatedSite()}?threads=2`);
  const count = await lab.page.evaluate(() => window.workers.length);
  assert.ok(count >= 3, `there are ${count} workers`);
  for (let which = 0; which < count; which++) {
    await lab.command('train');
    await lab.page.evaluate((index) => window.workers[index].terminate(), which);
    // Chromium lets a worker that is busy go on for two seconds before it ends it.
    await lab.page.locator('#failure').waitFor({state: 'visible', timeout: 4000});
    assert.match((await lab.failure()).text, /ended one of its threads/);
    await lab.page.reload();
    await lab.ready();
  }
});

labTest("errors that are not the program's leave it alone", {expect: [/extension/]}, async (lab) => {
  await lab.open(await isolatedSite());
  await lab.page.evaluate(() => {
    setTimeout(() => {
      throw new Error('some extension');
    });
  });
  await lab.page.waitForTimeout(200);
  assert.equal(await lab.page.locator('#failure').isVisible(), false);
});

labTest('opened from disk it says what it needs', {expect: [/./]}, async (lab) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lab-'));
  try {
    fs.cpSync(SITE, folder, {recursive: true});
    await lab.page.goto(pathToFileURL(path.join(folder, 'index.html')).href);
    const {title, text} = await lab.failure();
    assert.match(title, /web server/);
    assert.match(text, /\.\/run/);
  } finally {
    fs.rmSync(folder, {recursive: true});
  }
});
