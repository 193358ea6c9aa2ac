// The entry: decides which build of the program to run, downloads it with its assets, starts it and connects it to the
// page. Everything that can go wrong on the way ends in a sentence on the failure panel, or in the build without
// threads.

import {addressWith, readAddress, withoutThreads} from './address.js';
import {announce} from './announcer.js';
import {runBench} from './bench.js';
import {connectCanvas} from './canvas.js';
import {DownloadError, fetchBytes, fetchModule, fetchWasm, Progress} from './download.js';
import {startEngine} from './engine.js';
import {
  hasRelaxedSimd,
  MissingFeature,
  missingForThreads,
  needWebAssembly,
  openGraphics,
  usefulThreads,
} from './features.js';
import {FileIntake} from './files.js';
import {isolate, keepOffline} from './isolation.js';
import {getKept, putKept} from './kept.js';
import {createLab} from './lab.js';
import {keepOwnPictures, ownPictures} from './own-pictures.js';
import {saveFile} from './saving.js';
import {followTheme, hideLoading, reloadAction, showFailure, showProgress, showStep} from './screen.js';
import {watchSparing} from './sparing.js';

/// Written by build-site.mjs, each file as {url, bytes}:
/// {version, shell: [url], builds: {relaxed: {js, wasm}, threads: {js, wasm}, single: {js, wasm}}, assets: {name: file},
/// licences: [url]}.
const site = JSON.parse(document.getElementById('site').textContent);
const address = readAddress(location.search);
const canvas = document.getElementById('canvas');
const KEPT = ['judge.aelab']; ///< what the program keeps from visit to visit
let build = null; ///< the build that runs: {name, variant, threads, reason}
let running = null; ///< its engine
let settings = null; ///< what it takes to come back to where the program is
let leaving = false; ///< the browser is taking the page down

/// Which build to run; its reason is the sentence behind the page's badge.
async function chooseBuild() {
  if (address.threads === 0) return single('The address asks for it (threads=0)');
  const missing = (await isolate()) || missingForThreads();
  if (missing) return single(`Training shares the page's thread because ${missing}`);
  const threads = address.threads ?? usefulThreads();
  const workers = threads === 1 ? 'a worker thread' : `${threads} worker threads`;
  const name = address.relaxed && hasRelaxedSimd() ? 'relaxed' : 'threads';
  return {name, variant: 'threads', threads, reason: `Training runs on ${workers} beside the page.`};
}

const single = (reason) => ({name: 'single', variant: 'single', threads: 0, reason: `${reason}.`});

/// What to try where a build does not start, or does not calculate as it should.
function nextBuild({name, ...rest}) {
  return name === 'relaxed'
    ? {...rest, name: 'threads'}
    : single("Training shares the page's thread because the build with threads did not start here");
}

/// Asks for the two parts of the chosen build.
function fetchBuild(progress) {
  const {js, wasm} = site.builds[build.name];
  return Promise.all([fetchModule(js, progress), fetchWasm(wasm, progress)]);
}

/// Instantiates the chosen build, once all of it is there.
async function instantiate(parts, hooks) {
  const [module, wasm] = await parts;
  showStep('Starting');
  const own = build;
  const labOnWorker = (name) => watchWorker(name, own);
  return startEngine(module.default, wasm, build.threads, {...hooks, labOnWorker, onAbort: stopped});
}

/// Starts the engine of the chosen build, or of the next simpler one where that does not start, and hands it the assets.
/// `meanwhile` runs while the browser downloads, and may throw.
async function loadEngine(hooks, meanwhile) {
  const progress = new Progress(showProgress);
  build = await chooseBuild();
  let parts = fetchBuild(progress);
  const assets = Promise.all(
    Object.entries(site.assets).map(async ([name, file]) => [name, await fetchBytes(file, progress)]),
  );
  for (const download of [parts, assets]) download.catch(() => {}); // it is looked at later, if ever
  meanwhile?.();
  let engine = null;
  while (engine === null) {
    try {
      engine = await instantiate(parts, hooks);
    } catch (error) {
      if (build.name === 'single' || error instanceof DownloadError) throw error;
      console.warn(`The build "${build.name}" did not start (${error.message}); trying the next simpler one.`);
      build = nextBuild(build);
      parts = fetchBuild(progress);
    }
  }
  running = engine;
  for (const [name, bytes] of await assets) engine.asset(name, bytes);
  watchForCrashes();
  return engine;
}

async function startPage() {
  const intake = new FileIntake();
  const keptBefore = ownPictures(); // now, so that it costs no time later
  let signalReady;
  const ready = new Promise((resolve) => (signalReady = resolve));
  const hooks = {
    labOnReady: signalReady,
    labOnTheme: followTheme,
    labPlacePicker: (...place) => intake.placePicker(...place),
    labChoose: (which) => intake.choose(which),
    labKeepPictures: keepOwnPictures,
    labOnFatal: stopped,
    labOnSettings: (json) => (settings = JSON.parse(json)),
    labDownload: saveFile,
    labKeep: putKept,
  };
  const engine = await loadEngine(hooks, () => openGraphics(canvas));
  connectCanvas(canvas, engine);
  engine.start(build.threads, build.variant, build.reason, address.options);
  keptBefore.then((bytes) => bytes && engine.restorePictures(bytes));
  addEventListener('visibilitychange', () => document.hidden && engine.keepPictures());
  window.lab = createLab(engine, ready);
  await ready;
  performance.mark('lab-ready');
  hideLoading();
  if (document.hasFocus()) canvas.focus({preventScroll: true});
  intake.connect(engine);
  if (build.threads > 1) watchSparing((value) => window.lab.command({type: 'sparing', value}));
  giveBackKept(engine);
  announce(window.lab, document.getElementById('live'));
  const {js, wasm} = site.builds[build.name];
  const assets = Object.values(site.assets).map((file) => file.url);
  keepOffline(site.version, [...site.shell, js.url, wasm.url, ...assets, ...site.licences]);
}

/// What an earlier visit kept; nobody waits for it.
async function giveBackKept(engine) {
  for (const name of KEPT) {
    const bytes = await getKept(name);
    if (bytes) engine.kept(name, bytes);
  }
}

async function startBench() {
  const engine = await loadEngine({});
  await runBench(engine, build, address);
}

/// False in a sandboxed frame, whose address stays as it is.
function keepInAddress(state) {
  try {
    history.replaceState(history.state, '', addressWith(state));
    return true;
  } catch {
    return false;
  }
}

/// The program aborted, ran out of memory or hit a bug, on whichever thread: nothing of it can be trusted any more. The
/// address from now on says where it was, so that every way of reloading the page comes back to it.
function stopped(reason) {
  if (leaving) return;
  running?.halt();
  const settingsKept = settings && keepInAddress(settings);
  const actions = [reloadAction('Reload')];
  if (build?.variant === 'threads') {
    actions.push({label: 'Try without threads', run: () => location.assign(withoutThreads(location.href))});
  }
  if (location.search) actions.push({label: 'Start afresh', run: () => location.assign(location.pathname)});
  const kept = settingsKept ? ' Your settings are kept; what was trained is not.' : '';
  if (/out of memory|OOM|enlarge memory|allocat/i.test(reason)) {
    const text = `Reload the page to go on, with smaller layers, batches or fewer images if it happens again.${kept}`;
    showFailure('The lab ran out of memory', text, actions);
  } else {
    const plain = reason.replace(/ Build with -sASSERTIONS for more info\.?/, '').replace(/\.$/, '');
    showFailure('The lab stopped', `Its program reported: ${plain}. Reload the page to go on.${kept}`, actions);
  }
}

/// A worker of the build `own` holds the lock `name` for as long as it lives (src/app/watch_worker.js).
function watchWorker(name, own) {
  const ended = () => own === build && stopped('the browser ended one of its threads');
  navigator.locks.request(name, ended).catch(() => {});
}

/// Uncaught errors of the compiled program, its worker threads included. Errors of browser extensions are not ours.
function watchForCrashes() {
  addEventListener('error', (event) => {
    const ours = event.error instanceof WebAssembly.RuntimeError || /\blab_page\b/.test(event.filename);
    if (ours) stopped(event.error?.message ?? event.message);
  });
  addEventListener('unhandledrejection', ({reason}) => {
    if (reason instanceof WebAssembly.RuntimeError) stopped(reason.message);
  });
}

async function main() {
  addEventListener('pagehide', () => (leaving = true));
  addEventListener('pageshow', () => (leaving = false));
  try {
    needWebAssembly();
    await (address.bench ? startBench() : startPage());
  } catch (error) {
    if (error instanceof MissingFeature) return showFailure(error.title, error.message);
    if (!(error instanceof DownloadError)) return stopped(error.message);
    const text = `${error.message} Check the connection and try again.`;
    showFailure('The download failed', text, [reloadAction('Retry')]);
  }
}

main();
