// What every browser test starts from: one Chromium for the whole run, the site served on free ports (with and without
// the isolation headers), pages with a desktop or a phone profile, and labTest(), which fails a test on any console
// error or uncaught exception that it did not announce.
//
// Environment: SITE (build/site), SCREENSHOTS (build/screenshots), and see chromium.mjs.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {devices} from 'playwright-core';
import {createHandler} from '../../../web/serve.mjs';
import {launch, serve as startServer} from './chromium.mjs';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const SITE = path.resolve(process.env.SITE ?? path.join(ROOT, 'build/site'));
const SCREENSHOTS = path.resolve(process.env.SCREENSHOTS ?? path.join(ROOT, 'build/screenshots'));

export const DRAWING = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];

export const DESKTOP = {viewport: {width: 1280, height: 800}, deviceScaleFactor: 1};
export const PHONE = devices['iPhone 13'];

/// Every test that was registered, {name, timeout, run}, for run.mjs.
export const tests = [];

let browser = null;
const servers = [];

/// Ends what the tests started.
export async function cleanUp() {
  for (const {stop} of servers) stop();
  await (await browser)?.close();
}

/// Serves `handler` on a free port until the run ends: {url, stop}.
export async function serve(handler) {
  const server = await startServer(handler);
  servers.push(server);
  return server;
}

/// A server of the built site, see web/serve.mjs for the options.
export const serveSite = (options) => serve(createHandler(SITE, options));

const shared = {};
/// The site with the isolation headers, and as a host without them.
export const isolatedSite = async () => (shared.isolated ??= (await serveSite({isolation: true})).url);
export const plainSite = async () => (shared.plain ??= (await serveSite({isolation: false})).url);

/// Registers a test that gets a LabPage in a browser context of its own.
///   context    options of Playwright's newContext; DESKTOP unless told
///   expect     what may appear among the console errors (regular expressions)
///   timeout    in ms
export function labTest(name, options, body) {
  tests.push({name, timeout: options.timeout ?? 180_000, run: (t) => runWithPage(name, options, body, t)});
}

/// Registers a test that needs no page.
export function plainTest(name, body) {
  tests.push({name, timeout: 60_000, run: body});
}

async function runWithPage(name, options, body, t) {
  const context = await (await (browser ??= launch(...DRAWING))).newContext({...DESKTOP, ...options.context});
  const lab = new LabPage(await context.newPage(), t);
  try {
    await body(lab, t);
    const unexpected = lab.errors.filter((text) => !(options.expect ?? []).some((known) => known.test(text)));
    assert.deepEqual(unexpected, [], 'errors on the console');
  } catch (error) {
    await lab.page.screenshot({path: screenshotPath(`failed-${name.replace(/[^a-z0-9]+/gi, '-')}`)}).catch(() => {});
    if (lab.errors.length > 0) error.message += `\nconsole: ${lab.errors.join('\n         ')}`;
    throw error;
  } finally {
    await context.close();
  }
}

function screenshotPath(name) {
  fs.mkdirSync(SCREENSHOTS, {recursive: true});
  return path.join(SCREENSHOTS, `${name}.png`);
}

/// One page and what tests do with it.
export class LabPage {
  errors = [];
  lines = [];
  loads = 0; ///< documents loaded so far

  constructor(page, t) {
    this.page = page;
    this.note = (text) => t.diagnostic(text);
    page.on('console', (message) => {
      this.lines.push(message.text());
      if (message.type() === 'error') this.errors.push(message.text());
    });
    page.on('pageerror', (error) => this.errors.push(`uncaught: ${error.message}`));
    page.on('domcontentloaded', () => this.loads++);
  }

  /// Opens an address and waits until all images are there.
  async open(url) {
    await this.page.goto(url);
    await this.ready();
    await this.until((status) => status.trainCount > 0 && !status.dataBusy && (status.psnrNoisy !== null || status.fields.noise === 'none'));
  }

  /// Waits for the first interactive frame. The service worker may reload the page once before that.
  async ready() {
    await this.page.waitForFunction(() => performance.getEntriesByName('lab-ready').length > 0, null, {
      polling: 50,
      timeout: 30_000,
    });
  }

  status = () => this.page.evaluate(() => window.lab.status());

  /// Sends commands, all of which must be accepted.
  async command(...commands) {
    for (const command of commands) {
      assert.equal(await this.refusal(command), '', `the answer to ${JSON.stringify(command)}`);
    }
  }

  refusal = (command) => this.page.evaluate((value) => window.lab.command(value), command);

  set = (field, value) => this.command({type: 'set', field, value});

  /// Waits until `condition(status, argument)` holds in the page and returns the status then.
  async until(condition, argument, timeout = 15_000) {
    // A function, because the page's policy allows no text to be evaluated again and again.
    const holds = new Function('value', `return (${condition})(window.lab.status(), value)`);
    try {
      await this.page.waitForFunction(holds, argument, {polling: 30, timeout});
    } catch {
      const {ui: _, ...status} = await this.status();
      assert.fail(`not within ${timeout} ms: ${condition}; the status is ${JSON.stringify(status)}`);
    }
    return this.status();
  }

  /// Waits until the service worker has kept this page, and of no other version than `version` where one is given.
  async kept(version = '[0-9a-f]+') {
    let keys;
    for (let i = 0; i < 150; i++) {
      keys = await this.page.evaluate(async () => ((await caches.match('./')) ? caches.keys() : []));
      if (new RegExp(`^autoencoder-lab-${version}$`).test(keys.join())) return;
      await this.page.waitForTimeout(100);
    }
    assert.fail(`kept is ${keys}`);
  }

  /// Trains `batches` batches from where the run is and returns the status.
  async steps(batches) {
    for (let i = 0; i < batches; i++) {
      const {step} = await this.status();
      await this.command('step');
      await this.until((status, before) => status.step > before, step);
    }
    return this.status();
  }

  /// Trains for `batches` batches or some more, and rests; returns the status at rest.
  async trained(batches = 40) {
    await this.command('train');
    await this.until((now, wanted) => now.step >= wanted, batches);
    await this.command('pause');
    await this.until((now) => now.state === 'paused');
    await this.calm();
    return this.status();
  }

  /// The file that `action` makes the browser save: {name, content}.
  async download(action) {
    const coming = this.page.waitForEvent('download', {timeout: 15_000});
    await action();
    const file = await coming;
    return {name: file.suggestedFilename(), content: fs.readFileSync(await file.path())};
  }

  /// The same, asked for by a script.
  save = (format) => this.download(() => this.command({type: 'save', format}));

  /// The middle of something the program draws (status().ui), in CSS pixels.
  async middleOf(name) {
    const {ui} = await this.until((status, key) => status.ui?.[key], name);
    const {x, y, w, h} = ui[name];
    return {x: x + w / 2, y: y + h / 2};
  }

  async clickOn(name) {
    const {x, y} = await this.middleOf(name);
    await this.page.mouse.click(x, y);
  }

  /// Waits until nothing is drawn any more; returns the frames drawn so far. (Where drawing is slow the page pauses for up to
  /// 400 ms between frames that nobody waits for.)
  async calm() {
    let before = -1;
    for (let i = 0; i < 30; i++) {
      const {framesDrawn} = await this.status();
      if (framesDrawn === before) return framesDrawn;
      before = framesDrawn;
      await this.page.waitForTimeout(450);
    }
    return assert.fail('the page does not stop drawing');
  }

  /// Drops files ({name, content}) on the page as a browser does, and checks the highlight on the way.
  async drop(files) {
    const transfer = await this.page.evaluateHandle(
      (parts) => {
        const data = new DataTransfer();
        for (const {name, base64} of parts) {
          data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
        }
        return data;
      },
      files.map(({name, content}) => ({name, base64: content.toString('base64')})),
    );
    await this.page.dispatchEvent('#canvas', 'dragover', {dataTransfer: transfer});
    assert.equal(await this.page.locator('#drop').isVisible(), true, 'the highlight is shown');
    await this.page.dispatchEvent('#canvas', 'drop', {dataTransfer: transfer});
    assert.equal(await this.page.locator('#drop').isVisible(), false, 'the highlight is gone');
  }

  screenshot = (name) => this.page.screenshot({path: screenshotPath(name)});

  /// The words on the failure panel, once it is there.
  async failure() {
    await this.page.locator('#failure').waitFor({state: 'visible', timeout: 20_000});
    return {
      title: await this.page.locator('#failure-title').innerText(),
      text: await this.page.locator('#failure-text').innerText(),
    };
  }
}

/// Share of pixels, 0 to 1, that differ visibly between two PNG pictures of the same size.
export async function pictureDifference(lab, first, second) {
  return lab.page.evaluate(
    async (pictures) => {
      const [a, b] = await Promise.all(
        pictures.map(async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([bytes]));
          const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
          context.drawImage(bitmap, 0, 0);
          return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
        }),
      );
      let different = 0;
      for (let i = 0; i < a.length; i += 4) {
        different += Math.max(Math.abs(a[i] - b[i]), Math.abs(a[i + 1] - b[i + 1]), Math.abs(a[i + 2] - b[i + 2])) > 24;
      }
      return different / (a.length / 4);
    },
    [first.toString('base64'), second.toString('base64')],
  );
}
