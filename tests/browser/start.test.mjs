// How the page starts: which build it chooses on which host and why, that it never reloads twice, and where it can
// live.

import assert from 'node:assert/strict';
import {createHandler} from '../../web/serve.mjs';
import {isolatedSite, labTest, PHONE, plainSite, serve, serveSite, SITE} from './support/lab.mjs';

/// Waits a moment in which a wrong second reload would show.
const settle = (lab) => lab.page.waitForTimeout(700);

labTest('with headers from the host it runs with threads, without a reload', {}, async (lab) => {
  const started = Date.now();
  await lab.open(await isolatedSite());
  const status = await lab.status();
  const shown = Date.now() - started;
  const ready = await lab.page.evaluate(() => performance.getEntriesByName('lab-ready')[0].startTime);
  lab.note(`ready after ${Math.round(ready)} ms, digits there after ${shown} ms with the browser's own start`);
  assert.equal(status.variant, 'threads');
  assert.ok(status.threads >= 1 && status.threads <= 8, `${status.threads} threads`);
  assert.equal(status.state, 'ready');
  assert.equal(status.trainCount, 60_000); // of which the first are there, and the rest is being drawn
  const whole = await lab.until((now) => !now.dataBusy);
  assert.deepEqual([whole.trainCount, whole.testCount], [60_000, 10_000]);
  await settle(lab);
  assert.equal(lab.loads, 1);
  assert.equal(await lab.page.locator('#loading').isVisible(), false);
});

labTest('on a host without headers the service worker isolates it, after exactly one reload', {}, async (lab) => {
  await lab.open(await plainSite());
  assert.equal((await lab.status()).variant, 'threads');
  await settle(lab);
  assert.equal(lab.loads, 2);
  await lab.page.reload();
  await lab.ready();
  assert.equal((await lab.status()).variant, 'threads');
  await settle(lab);
  assert.equal(lab.loads, 3, 'later visits need no reload');
});

labTest(
  'where service workers are blocked it runs without threads and does not loop',
  {context: {serviceWorkers: 'block'}},
  async (lab) => {
    await lab.open(await plainSite());
    assert.equal((await lab.status()).variant, 'single');
    await settle(lab);
    assert.equal(lab.loads, 1);
  },
);

labTest('where the service worker changes nothing it reloads once, then runs without threads', {}, async (lab) => {
  const site = createHandler(SITE, {isolation: false});
  const {url} = await serve((request, response) => {
    if (!request.url.startsWith('/sw.js')) return site(request, response);
    response.writeHead(200, {'Content-Type': 'text/javascript'});
    return response.end(
      'self.addEventListener("install", () => self.skipWaiting());' +
        'self.addEventListener("activate", (event) => event.waitUntil(clients.claim()));',
    );
  });
  await lab.open(url);
  assert.equal((await lab.status()).variant, 'single');
  await settle(lab);
  assert.equal(lab.loads, 2);
});

labTest('without session storage there is no reload', {}, async (lab) => {
  await lab.page.addInitScript(() =>
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('denied');
      },
    }),
  );
  await lab.open(await plainSite());
  assert.equal((await lab.status()).variant, 'single');
  await settle(lab);
  assert.equal(lab.loads, 1);
});

labTest('where a build does not start the next simpler one does', {}, async (lab) => {
  const broken = {
    contentType: 'text/javascript',
    body: 'export default () => Promise.reject(new Error("broken on purpose"));',
  };
  await lab.page.route('**/lab_page-relaxed.*.js', (route) => route.fulfill(broken));
  await lab.open(await isolatedSite());
  assert.equal((await lab.status()).variant, 'threads');
  assert.ok(lab.lines.some((line) => line.includes('"relaxed" did not start')));
  await lab.page.route('**/lab_page-threads.*.js', (route) => route.fulfill(broken));
  await lab.open(await isolatedSite());
  assert.equal((await lab.status()).variant, 'single');
});

labTest('threads=0 asks for the build without threads', {}, async (lab) => {
  await lab.open(`${await plainSite()}?threads=0`);
  assert.equal((await lab.status()).variant, 'single');
  await settle(lab);
  assert.equal(lab.loads, 1);
});

labTest('threads=3 starts three', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?threads=3`);
  const {variant, threads} = await lab.status();
  assert.deepEqual({variant, threads}, {variant: 'threads', threads: 3});
});

labTest('preset, theme and fields come from the address', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&noise_level=0.25&batch_size=64&theme=light`);
  const {preset, fields} = await lab.status();
  assert.equal(preset, 'lab-dae');
  assert.equal(fields.batch_size, 64);
  assert.ok(Math.abs(fields.noise_level - 0.25) < 1e-6);
  assert.equal(await lab.page.evaluate(() => document.documentElement.dataset.theme), 'light');
});

labTest('the view comes from the address, and keys, clicks and commands open another', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&view=code`);
  await lab.until((now) => now.view === 'code' && now.ui['code-first']);
  await lab.page.keyboard.press('1');
  await lab.until((now) => now.view === 'denoise');
  const {x, y, w, h} = (await lab.status()).ui['view-code'];
  await lab.page.mouse.click(x + w / 2, y + h / 2);
  await lab.until((now) => now.view === 'code');
  assert.match(await lab.refusal({type: 'view', name: 'attic'}), /no view "attic"; there are denoise, code, network and noise\./);
  await lab.command({type: 'view', name: 'denoise'});
  assert.equal((await lab.status()).view, 'denoise');
});

labTest('what the address asks for in vain is named, and the rest is done', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=nope&colour=red&threads=many&theme=plaid&data=70000&noise_level=7&epochs=9`);
  const {state, notice, trainCount, fields} = await lab.status();
  assert.equal(state, 'ready');
  assert.deepEqual([trainCount, fields.noise_level <= 1, fields.epochs], [60_000, true, 9]);
  for (const name of ['nope', 'colour', 'threads=many', 'theme=plaid', 'data=70000', 'noise_level=7']) {
    assert.ok(notice.includes(name), `${name} is not in "${notice}"`);
  }
});

labTest('while the digits are being read its state is "loading"', {}, async (lab) => {
  await lab.page.addInitScript(() => {
    window.states = new Set();
    const look = () => {
      const {state} = window.lab?.status() ?? {};
      if (state) window.states.add(state);
      setTimeout(look, 0);
    };
    look();
  });
  await lab.open(`${await isolatedSite()}?data=60000&threads=0`);
  assert.deepEqual(await lab.page.evaluate(() => [...window.states]), ['loading', 'ready']);
});

for (const isolation of [true, false]) {
  labTest(`works under a sub-path of a host ${isolation ? 'with' : 'without'} headers`, {}, async (lab) => {
    const {url} = await serveSite({base: '/courses/deep%20learning/lab/', isolation});
    await lab.open(`${url}courses/deep%20learning/lab/`);
    assert.equal((await lab.status()).variant, 'threads');
    assert.equal(lab.loads, isolation ? 1 : 2);
  });
}

labTest('in a frame on a foreign site it runs without threads', {}, async (lab) => {
  const inner = await isolatedSite();
  const outer = await serve((request, response) => {
    response.writeHead(200, {'Content-Type': 'text/html'});
    response.end(
      request.url === '/'
        ? `<link rel="icon" href="data:,"><iframe src="${inner}" width="1000" height="700"></iframe>`
        : '',
    );
  });
  await lab.page.goto(outer.url.replace('127.0.0.1', 'localhost'));
  const frame = lab.page.frames().find((candidate) => candidate.url() === inner);
  await frame.waitForFunction(() => performance.getEntriesByName('lab-ready').length > 0);
  assert.equal(await frame.evaluate(() => window.lab.status().variant), 'single');
});

labTest(
  'when the build with threads does not start, the other one does, without a reload',
  {context: PHONE},
  async (lab) => {
    await lab.page.addInitScript(() => {
      const Memory = WebAssembly.Memory;
      WebAssembly.Memory = function (description) {
        if (description.shared && description.initial > 1)
          throw new RangeError('WebAssembly.Memory(): could not allocate memory');
        return new Memory(description);
      };
      WebAssembly.Memory.prototype = Memory.prototype;
    });
    await lab.open(await isolatedSite());
    assert.equal((await lab.status()).variant, 'single');
    assert.equal(lab.loads, 1);
  },
);

labTest('after one visit it works without a connection', {}, async (lab) => {
  const {url, stop} = await serveSite({isolation: false});
  await lab.open(url);
  await lab.kept();
  stop();
  await lab.page.reload();
  await lab.ready();
  assert.equal((await lab.status()).variant, 'threads');
});

labTest('a newly published version replaces the kept one as a whole', {}, async (lab) => {
  const site = createHandler(SITE, {isolation: false});
  let published = false;
  const {url} = await serve(async (request, response) => {
    if (!published || new URL(request.url, 'http://host').pathname !== '/') return site(request, response);
    const page = await (await fetch(`${await plainSite()}index.html`)).text();
    response.writeHead(200, {'Content-Type': 'text/html', 'Cache-Control': 'max-age=600'});
    return response.end(
      page.replace(/"version":"[0-9a-f]+"/, '"version":"0123456789"').replace('lang="en"', 'lang="en-GB"'),
    );
  });
  await lab.open(url);
  await lab.kept();
  published = true;
  await lab.page.reload();
  await lab.ready();
  assert.equal(await lab.page.evaluate(() => document.documentElement.lang), 'en-GB');
  await lab.kept('0123456789');
});

labTest('the page asks for nothing outside its own folder', {}, async (lab) => {
  const {url} = await serveSite({base: '/lab/'});
  const foreign = [];
  lab.page.on('request', (request) => {
    const target = request.url();
    if (!target.startsWith(`${url}lab/`) && !/^(data|blob):/.test(target)) foreign.push(target);
  });
  await lab.open(`${url}lab/`);
  assert.deepEqual(foreign, []);
});
