// What people do to the page, in no order. A step is a line of the table: {name, weight, run}, where run(walk) does it and
// returns a few words for the log. Mostly it does not wait for what comes of it: people do not either.

import fs from 'node:fs';

const FORMATS = ['model', 'onnx', 'npz', 'safetensors', 'keras', 'pytorch', 'history'];
const MAKING_FILES_MS = 10_000; // before the page gets them
const READING_FILES_MS = 30_000;
const OBSERVING_MS = 30_000;
const KEYS = [' ', 's', 'r', 'n', 'd', 'p', '1', '2', '3', '4', '?', 'Escape', 'Tab', 'Enter', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
const SIZES = [
  [1280, 800, 1],
  [390, 844, 3],
  [844, 390, 3],
  [820, 1180, 2],
  [1920, 1080, 1],
  [320, 568, 2],
  [700, 500, 1.5],
];

async function preset(walk) {
  const name = walk.random.of(walk.presets);
  await walk.command({type: 'preset', name});
  return name;
}

/// The ends of a field, the middle, and what lies beyond; or, where it is a word, one that exists or does not.
async function setField(walk) {
  const {fields} = await walk.status();
  const field = walk.random.of(Object.keys(fields));
  const ends = walk.fieldEnds[field];
  const words = walk.fieldWords[field];
  const choices = words
    ? [...words, 'no such thing']
    : typeof fields[field] === 'boolean'
      ? [true, false]
      : [ends[0], ends[1], (ends[0] + ends[1]) / 2, Math.round((ends[0] + ends[1]) / 7), -1, 1e12, 0.1];
  const value = walk.random.of(choices);
  const answer = await walk.ask({type: 'set', field, value});
  return `${field} = ${value}${answer && ` (${answer})`}`;
}

/// A usual batch size: most of the others are refused or slow.
async function batchSize(walk) {
  const value = walk.random.of([16, 32, 64, 128, 256, 512]);
  await walk.command({type: 'set', field: 'batch_size', value});
  return `${value}`;
}

async function generatedDigits(walk) {
  const size = walk.random.of([1, 7, 500, 10_000, 60_000]);
  await walk.command({type: 'data', source: 'generated', size});
  return `${size}`;
}

async function standardSet(walk) {
  await walk.command({type: 'data', source: 'standard'});
}

/// They open a dialogue of the browser's, which a walk cannot answer.
const PICKERS = ['open', 'open-photo', 'tray-photo', 'tray-camera', 'judge-open'];

/// Half of the time the walk goes on while they are read.
async function goodFiles(walk) {
  const name = walk.random.of(walk.goodFiles);
  const waits = walk.random.below(2) === 1;
  await walk.inPage((which) => window.soak.dropFiles(which), name, MAKING_FILES_MS);
  if (!waits) return name;
  await walk.until('files are read', (now) => !now.dataBusy, READING_FILES_MS);
  const {dataError} = await walk.sentences();
  return `${name}, read${dataError && ` (${dataError})`}`;
}

/// Whatever is wrong with the files must be said, with the name of one of them or, where they are too many or too large, without.
async function badFiles(walk) {
  const name = walk.random.of(walk.badFiles);
  const files = await walk.inPage((which) => window.soak.dropFiles(which), name, MAKING_FILES_MS);
  const speaks = (text) => files.some((file) => text.includes(file)) || /files|MiB/.test(text);
  for (const end = performance.now() + READING_FILES_MS; performance.now() < end; await walk.pause(100)) {
    const said = Object.values(await walk.sentences()).find(speaks);
    if (said) return `${name} (${said})`;
  }
  return walk.check(false, `nothing was said about bad files: ${name}`);
}

const send = (command) => async (walk) => void (await walk.ask(command));

async function show(walk) {
  const {testCount} = await walk.status();
  if (testCount === 0) return 'no images';
  const spotlight = walk.random.below(testCount);
  await walk.ask({type: 'show', spotlight, stripFirst: walk.random.below(testCount)});
  return `${spotlight}`;
}

async function view(walk) {
  const third = walk.random.of(['denoised', 'difference']);
  const name = walk.random.of(['denoise', 'code', 'network', 'noise']);
  await walk.command({type: 'view', name, third, colormap: walk.random.of(['grey', 'viridis'])});
  return `${name}, ${third}`;
}

/// Strokes all over the area, now and then one's own picture or a layer or a code instead; most are accepted.
async function draw(walk) {
  const point = () => [walk.random.next(), walk.random.next()];
  const strokes = Array.from({length: 1 + walk.random.below(4)}, () => Array.from({length: 1 + walk.random.below(40)}, point));
  await walk.command({type: 'draw', strokes});
  return `${strokes.length} strokes`;
}

async function look(walk) {
  const command = walk.random.of([
    {type: 'picture', own: walk.random.below(4)},
    {type: 'picture', index: walk.random.below(500)},
    {type: 'layer', index: walk.random.below(8)},
    {type: 'decode', code: [walk.random.next(), -walk.random.next()]},
  ]);
  const answer = await walk.ask(command);
  return `${JSON.stringify(command)}${answer && ` (${answer})`}`;
}

/// Whatever comes of it, it must be an answer or a sentence.
async function observe(walk) {
  const name = walk.random.of(['picture', 'code', 'map', 'decoded', 'layer', 'weights', 'noise', 'soul']);
  const came = await walk.inPage((what) => window.lab.observe(what).then(() => 'answered', ({message}) => message), name, OBSERVING_MS);
  walk.check(came.length > 0, `nothing came of observing ${name}`);
  return `${name}: ${came}`;
}

async function theme(walk) {
  const value = walk.random.of(['dark', 'light', 'auto']);
  await walk.command({type: 'theme', value});
  return value;
}

async function save(walk) {
  const format = walk.random.of(FORMATS);
  const coming = walk.page.waitForEvent('download', {timeout: 15_000}).catch(() => null);
  const refused = await walk.ask({type: 'save', format});
  if (refused) return `${format} (${refused})`;
  const file = await coming;
  if (!file) {
    // That is right only where the page said why.
    const {notice, failure} = await walk.sentences();
    walk.check(notice !== '' && failure === '', `saving ${format} gave neither a file nor a sentence`);
    return `${format} (${notice})`;
  }
  const [name, content] = [file.suggestedFilename(), fs.readFileSync(await file.path())];
  await file.delete();
  walk.check(content.length > 0, `${name} was saved without content`);
  if (name.endsWith('.aelab')) walk.model = {name, base64: content.toString('base64')};
  return name;
}

const openModel = (damaged) => async (walk) => {
  if (walk.model === null) return 'none saved yet';
  const {name, base64} = walk.model;
  await walk.inPage((parts) => window.soak.dropModel(...parts), [name, base64, damaged]);
  return name;
};

/// Takes back that a model was opened, where the notice offers that.
async function undo(walk) {
  const spot = (await walk.status()).ui.undo;
  if (!spot) return 'nothing to undo';
  await walk.page.mouse.click(spot.x + spot.w / 2, spot.y + spot.h / 2);
  return '';
}

async function press(walk) {
  const key = walk.random.of(KEYS);
  await walk.page.keyboard.press(key);
  return key;
}

/// On something that the program draws.
async function click(walk) {
  const {ui} = await walk.status();
  const name = walk.random.of(Object.keys(ui).filter((spot) => !PICKERS.includes(spot)));
  if (!name) return 'nothing';
  const {x, y, w, h} = ui[name];
  await walk.page.mouse.click(x + w * walk.random.next(), y + h * walk.random.next());
  return name;
}

const place = (walk) => {
  const {width, height} = walk.size;
  return [walk.random.below(width), walk.random.below(height)];
};

async function drag(walk) {
  const [from, to] = [place(walk), place(walk)];
  await walk.page.mouse.move(...from);
  await walk.page.mouse.down();
  await walk.page.mouse.move(...to, {steps: 4});
  await walk.page.mouse.up();
  return `${from} to ${to}`;
}

async function wheel(walk) {
  await walk.page.mouse.move(...place(walk));
  await walk.page.mouse.wheel(0, walk.random.between(-600, 600));
}

async function tap(walk) {
  const [x, y] = place(walk);
  await walk.page.touchscreen.tap(x, y);
  return `${x}, ${y}`;
}

/// A finger that scrolls, or pulls at whatever is there.
async function swipe(walk) {
  const [[x, y], [toX, toY]] = [place(walk), place(walk)];
  const touch = (type, ...touchPoints) => walk.devtools.send('Input.dispatchTouchEvent', {type, touchPoints});
  await touch('touchStart', {x, y});
  for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', {x: x + (toX - x) * part, y: y + (toY - y) * part});
  await touch('touchEnd');
  return `${x}, ${y} to ${toX}, ${toY}`;
}

async function resize(walk) {
  const size = walk.random.of(SIZES);
  await walk.resize(...size);
  return `${size}`;
}

async function loseContext(walk) {
  await walk.inPage(() => window.soak.loseContext());
  await walk.pause(walk.random.between(50, 600));
  await walk.inPage(() => window.soak.restoreContext());
}

/// A tab that nobody sees gets no frames, but what it was told to do goes on, and scripts may tell it more.
async function hide(walk) {
  const command = walk.random.of([
    'train',
    'pause',
    {type: 'preset', name: walk.random.of(walk.presets)},
    {type: 'data', source: 'generated', size: 500},
  ]);
  await walk.inPage(() => window.soak.setHidden(true));
  await walk.ask(command);
  await walk.pause(walk.random.between(100, 2500));
  const {step} = await walk.status();
  await walk.inPage(() => window.soak.setHidden(false));
  return `${JSON.stringify(command)}, until step ${step}`;
}

async function reload(walk) {
  await walk.open();
}

async function wait(walk) {
  const time = walk.random.between(200, 1500);
  await walk.pause(time);
  return `${time} ms`;
}

export const STEPS = [
  {name: 'preset', weight: 8, run: preset},
  {name: 'set a field', weight: 10, run: setField},
  {name: 'batch size', weight: 6, run: batchSize},
  {name: 'generated digits', weight: 4, run: generatedDigits},
  {name: 'standard set', weight: 2, run: standardSet},
  {name: 'good files', weight: 4, run: goodFiles},
  {name: 'bad files', weight: 4, run: badFiles},
  {name: 'train', weight: 12, run: send('train')},
  {name: 'pause', weight: 5, run: send('pause')},
  {name: 'step', weight: 4, run: send('step')},
  {name: 'reset', weight: 3, run: send('reset')},
  {name: 'reseed', weight: 2, run: send('reseed')},
  {name: 'show', weight: 3, run: show},
  {name: 'view', weight: 3, run: view},
  {name: 'draw', weight: 3, run: draw},
  {name: 'look', weight: 4, run: look},
  {name: 'observe', weight: 3, run: observe},
  {name: 'theme', weight: 2, run: theme},
  {name: 'save', weight: 5, run: save},
  {name: 'open the saved model', weight: 3, run: openModel(false)},
  {name: 'open a damaged model', weight: 1, run: openModel(true)},
  {name: 'undo', weight: 2, run: undo},
  {name: 'press a key', weight: 5, run: press},
  {name: 'click', weight: 8, run: click},
  {name: 'drag', weight: 4, run: drag},
  {name: 'wheel', weight: 3, run: wheel},
  {name: 'tap', weight: 3, run: tap},
  {name: 'swipe', weight: 3, run: swipe},
  {name: 'resize', weight: 5, run: resize},
  {name: 'lose the graphics', weight: 2, run: loseContext},
  {name: 'hide the tab', weight: 3, run: hide},
  {name: 'reload', weight: 1, run: reload},
  {name: 'wait', weight: 8, run: wait},
];
