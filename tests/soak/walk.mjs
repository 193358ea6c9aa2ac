// One walk: a page in one build, a seed, steps until the time is up. After every step the page must answer within two
// seconds (later two times at most) and be in its right mind; at the end of every leg it goes home, where what it holds
// is measured.

import fs from 'node:fs';
import {figures, describe, growthComplaint} from './growth.mjs';
import {complaint, isSentence} from './health.mjs';
import {Random} from './random.mjs';
import {STEPS} from './steps.mjs';

const SLOWER = Number(process.env.SLOWER ?? 1); // for a machine that does other things meanwhile
const ANSWER_MS = 2000 * SLOWER;
// Another program may have the cores for a moment: so many answers may come later, but a page that freezes never answers.
const LATE_MS = 10_000 * SLOWER;
const MOST_LATE = 2;
const STEP_MS = 60_000; // the longest are those that wait for files to be read
const LEG_STEPS = 60;
const NOTICES_MS = 8000; // they and their undo go after seven seconds
const REST_MS = 1000;
const BLANK_BYTES = 30_000; // it takes 100,000 at home
const HOME = {preset: 'digit-denoiser', size: [1280, 800, 1], images: 60_000};
const PAGE_SCRIPT = fs.readFileSync(new URL('page.js', import.meta.url), 'utf8');

// What browsers say about lost graphics and about fingers that they have begun to follow themselves: no errors of the page's.
const KNOWN_ERRORS = [/context.?lost/i, /Ignored attempt to cancel a touch/];

export class Walk {
  log = [];
  legs = [];
  errors = [];
  late = 0; ///< answers of the page
  slowest = 0; ///< of them, in ms
  slowestStep = '';
  model = null; ///< what was saved last: {name, base64}

  constructor({context, url, seed, logTo}) {
    this.context = context;
    this.url = url;
    this.seed = seed;
    this.logTo = logTo;
  }

  // --- what steps use ---

  /// Fails the walk unless it holds.
  check(holds, sentence) {
    if (!holds) throw new Error(sentence);
  }

  pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  /// Runs `script(argument)` in the page, which must answer in time.
  async inPage(script, argument, limit = ANSWER_MS) {
    const begin = performance.now();
    const answer = await inTime(this.page.evaluate(script, argument), Math.max(limit, LATE_MS), 'the page did not answer');
    const took = performance.now() - begin;
    if (took > limit) {
      this.logTo(`${took.toFixed(0)} ms until the page answered`);
      this.check(++this.late <= MOST_LATE, `the page did not answer within ${limit / 1000} s, ${this.late} times`);
    }
    if (took > this.slowest && limit === ANSWER_MS) {
      this.slowest = took;
      this.slowestStep = `step ${this.log.length}, ${this.log.at(-1)?.name ?? 'the start'}`;
    }
    return answer;
  }

  status = () => this.inPage(() => window.lab.status());

  /// "" or a sentence.
  async ask(command) {
    const answer = await this.inPage((value) => window.lab.command(value), command);
    this.check(answer === '' || isSentence(answer), `the answer to ${JSON.stringify(command)} is "${answer}"`);
    return answer;
  }

  /// A command that must be accepted.
  async command(command) {
    const answer = await this.ask(command);
    this.check(answer === '', `${JSON.stringify(command)} was refused: ${answer}`);
  }

  /// Waits until `condition(status, argument)` holds in the page.
  async until(what, condition, limit, argument) {
    const script = `(${condition})(window.lab.status(), ${JSON.stringify(argument) ?? 'undefined'})`;
    for (const end = performance.now() + limit * SLOWER; performance.now() < end; await this.pause(100)) {
      if (await this.inPage(script)) return;
    }
    throw new Error(`it did not happen within ${limit / 1000} s: ${what}`);
  }

  async resize(width, height, ratio) {
    this.size = {width, height};
    const metrics = {width, height, deviceScaleFactor: ratio, mobile: false};
    await this.devtools.send('Emulation.setDeviceMetricsOverride', metrics);
  }

  async open() {
    await this.page.goto(this.url);
    const loaded = () => performance.getEntriesByName('lab-ready').length > 0;
    await this.page.waitForFunction(loaded, null, {polling: 50, timeout: 30_000});
    this.workers = this.page.workers().length;
  }

  /// What the page tells people at the moment, as far as it answers.
  sentences = () => this.inPage(() => window.soak.sentences());

  // --- the walk itself ---

  /// Walks for so many milliseconds.
  async run(time) {
    await this.start();
    const end = performance.now() + time;
    for (let steps = 1; performance.now() < end; steps++) {
      await this.step();
      if (steps % LEG_STEPS === 0) await this.goHome();
    }
    await this.goHome();
    const grown = growthComplaint(this.legs);
    this.check(grown === '', grown);
    await this.stillTrains();
  }

  async start() {
    this.page = await this.context.newPage();
    this.devtools = await this.context.newCDPSession(this.page);
    await this.devtools.send('Performance.enable');
    await this.page.addInitScript(PAGE_SCRIPT);
    this.page.on('pageerror', (error) => this.errors.push(error.message));
    this.page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
    await this.resize(...HOME.size);
    await this.open();
    this.presets = listIn(await this.ask({type: 'preset', name: 'no such preset'}));
    this.goodFiles = await this.inPage(() => window.soak.goodFiles);
    this.badFiles = await this.inPage(() => window.soak.badFiles);
    await this.learnFields();
  }

  /// The range of every field, and the words it takes, from what the page says when it is given another.
  async learnFields() {
    this.fieldEnds = {};
    this.fieldWords = {};
    for (const [field, value] of Object.entries((await this.status()).fields)) {
      if (typeof value === 'boolean') continue;
      const refusal = await this.ask({type: 'set', field, value: typeof value === 'string' ? 'no such thing' : 1e300});
      const ends = refusal.match(/between (\S+) and (\S+)\.$/);
      // The noise level's end is another for every kind of noise.
      if (ends) this.fieldEnds[field] = [Number(ends[1]), field === 'noise_level' ? 2 : Number(ends[2])];
      else this.fieldWords[field] = listIn(refusal);
    }
  }

  /// Every step has random numbers of its own, so that it is the same one however the steps before it went.
  async step() {
    this.random = new Random(this.seed + 7919 * this.log.length);
    const {name, run} = this.random.weighted(STEPS);
    const entry = {name, detail: '...'};
    this.log.push(entry);
    entry.detail = (await inTime(run(this), STEP_MS, 'the step did not come to its end')) ?? '';
    const {state, preset, trainCount, memory} = await this.checkPage();
    entry.detail += ` -> ${state}, ${preset}, ${trainCount} images, ${Math.round(memory.usedMb)} MiB`;
    this.logTo(`${name}: ${entry.detail}`);
  }

  /// The page's status, if nothing is wrong with it.
  async checkPage() {
    const {failure} = await this.sentences();
    this.check(failure === '', `the page gave up: ${failure}`);
    const unknown = this.errors.filter((text) => !KNOWN_ERRORS.some((known) => known.test(text)));
    this.check(unknown.length === 0, `errors on the console: ${unknown.join('; ')}`);
    const workers = this.page.workers().length;
    this.check(workers === this.workers, `there were ${this.workers} workers, and now ${workers}`);
    const status = await this.status();
    const wrong = complaint(status, this.fieldEnds);
    this.check(wrong === '', wrong);
    return status;
  }

  /// The same state every time, so that what is held there can be compared.
  async goHome() {
    this.log.push({name: 'go home', detail: ''});
    await this.resize(...HOME.size);
    await this.inPage(() => window.soak.setHidden(false));
    await this.ask('pause');
    await this.command({type: 'theme', value: 'dark'});
    await this.command({type: 'view', name: 'denoise', third: 'denoised', colormap: 'grey'});
    // A drawing takes the place of a photo, which would wait for its reader to come back.
    await this.command({type: 'draw', strokes: [[[0.5, 0.2], [0.5, 0.8]]]});
    await this.command({type: 'picture', index: 0});
    for (let open = 0; open < 2; open++) {
      // A menu, then the drawing area.
      await inTime(this.page.keyboard.press('Escape'), STEP_MS, 'a key was not taken');
    }
    await inTime(this.page.mouse.move(2, 2), STEP_MS, 'the mouse was not followed');
    await this.pause(NOTICES_MS); // images and networks that were dropped arrive meanwhile
    await this.command({type: 'train_also', value: false});
    await this.command({type: 'preset', name: HOME.preset});
    await this.command({type: 'set', field: 'train_size', value: 0});
    await this.command({type: 'data', source: 'standard'});
    const there = (now, {images, preset}) => !now.dataBusy && now.trainCount === images && now.preset === preset;
    await this.until('the page comes home', there, 10_000, HOME);
    await this.comeToRest();
    await this.checkPicture();
    this.legs.push(await inTime(figures(this), STEP_MS, 'the page could not be measured'));
    this.logTo(`home: ${describe(this.legs.at(-1))}`);
    await this.checkPage();
  }

  /// Where nothing happens nothing is drawn: no animation is left over, no notice comes again and again.
  async comeToRest() {
    let before = -1;
    for (const end = performance.now() + 10 * REST_MS; performance.now() < end; await this.pause(REST_MS)) {
      const {framesDrawn} = await this.status();
      if (framesDrawn === before) return;
      before = framesDrawn;
    }
    const {notice} = await this.status();
    throw new Error(`at home the page does not stop drawing; its notice is "${notice}"`);
  }

  /// What the page shows at home has many colours; a blank one takes a few kilobytes as PNG.
  async checkPicture() {
    const {length} = await this.page.screenshot();
    this.check(length > BLANK_BYTES, `the page is blank: its picture takes ${length} bytes`);
  }

  async stillTrains() {
    await this.command('train');
    const {step} = await this.status();
    await this.until('the page still trains', (now, before) => now.step > before + 5, 10_000, step);
    await this.checkPage();
  }
}

/// What `promise` comes to; fails with the sentence where that takes longer than `limit` milliseconds.
async function inTime(promise, limit, sentence) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${sentence} within ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/// "... there are a, b and c." as a list.
const listIn = (sentence) => sentence.match(/there are (.*)\.$/)[1].split(/, | and /);
