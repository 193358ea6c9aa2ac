#!/usr/bin/env node
// Times the lab and what people could use instead, on this machine, in one go:
//
//   node run.mjs [--rounds 5] [--seconds 3] [--only A4,B2] [--who PyTorch,relaxed]
//
// Every round runs everything once, so that a noisy machine disturbs all alike; a table of medians, lowest and highest
// values and ratios goes to the console and to build/bench/. Needs the built site, the native `lab` and the compiled
// benchmarks (./test bench sees to that). PyTorch takes part where python3 knows it.

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {createHandler} from '../../web/serve.mjs';
import {launch, serve} from '../browser/support/chromium.mjs';
import {kernelTable, scalingTable, trainingTables} from './report.mjs';
import {WORKLOADS} from './workloads.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.join(HERE, '../..');
const OUT = path.join(ROOT, 'build/bench');

function readOptions(words) {
  const options = {rounds: '5', seconds: '3', only: '', who: ''};
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, '');
    if (!(name in options) || words[i + 1] === undefined) {
      console.error('usage: run.mjs [--rounds N] [--seconds S] [--only ID,ID] [--who WORD,WORD]');
      process.exit(2);
    }
    options[name] = words[i + 1];
  }
  const ids = options.only.split(',').filter(Boolean);
  return {
    rounds: Number(options.rounds),
    seconds: Number(options.seconds),
    takesPart: ({name}) => options.who.split(',').some((word) => name.includes(word)),
    workloads: WORKLOADS.filter(({id}) => ids.length === 0 || ids.includes(id)),
  };
}

const {rounds, seconds, workloads, takesPart} = readOptions(process.argv.slice(2));

const run = (program, words, environment = {}) => {
  const options = {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], env: {...process.env, ...environment}};
  return JSON.parse(execFileSync(program, words, options));
};

/// Takes part only where the preset draws noise.
const ifNoisy = (competitor) => ({...competitor, measure: (workload) => (workload.noise ? competitor.measure(workload) : null)});

const native = (threads) => ({
  name: `lab, native, ${threads} thread${threads > 1 ? 's' : ''}`,
  measure: ({preset, batch}) =>
    run(path.join(ROOT, 'build/native/lab'), ['bench', preset, '--batch', `${batch}`, '--threads', `${threads}`, '--seconds', `${seconds}`]),
});

/// A page that leaves its result in `window[global]`.
async function inPage(browser, url, global) {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    await page.waitForFunction((name) => window[name], global, {polling: 100, timeout: 120_000});
    return await page.evaluate((name) => window[name], global);
  } finally {
    await page.close();
  }
}

const chromiumLab = (browser, site, title, query, build) => ({
  name: `lab, Chromium, ${title}`,
  async measure({preset, batch}) {
    const result = await inPage(browser, `${site}?bench=${preset}&batch_size=${batch}&seconds=${seconds}&${query}`, 'labBench');
    if (!result.error && result.build !== build) return {error: `ran the build "${result.build}"`};
    return result;
  },
});

/// A page of peers/, for the workloads that `takes` lets through.
const peer = (browser, site, name, page, threads, takes = () => true) => ({
  name: `${name}, ${threads} threads`,
  measure({id, batch, dense}) {
    if (!takes({id, dense})) return null;
    const query = new URLSearchParams({id, batch, threads, seconds, ...(dense && {dense})});
    return inPage(browser, `${site}peers/${page}.html?${query}`, 'peer');
  },
});

function pyTorch(threads) {
  const python = ['python3', '/usr/bin/python3'].find((program) => {
    try {
      execFileSync(program, ['-c', 'import torch'], {stdio: 'ignore'});
      return true;
    } catch {
      return false;
    }
  });
  if (!python) return [];
  const script = path.join(HERE, 'peers/torch_bench.py');
  // What is freed stays with the process: otherwise every large tensor's pages come from the kernel again.
  const keepsMemory = {MALLOC_MMAP_THRESHOLD_: '1073741824', MALLOC_TRIM_THRESHOLD_: '4294967296'};
  const measure = ({id, batch}, more = [], environment = {}) =>
    run(python, [script, id, `${batch}`, `${threads}`, `${seconds}`, ...more], {OMP_NUM_THREADS: `${threads}`, ...environment});
  return [
    {name: `PyTorch, native, ${threads} threads`, measure: (workload) => measure(workload)},
    {name: `PyTorch tuned, native, ${threads} threads`, measure: (workload) => measure(workload, ['tuned'], keepsMemory)},
    ifNoisy({
      name: `PyTorch, native, ${threads} threads, drawing noise`,
      measure: (workload) => measure(workload, workload.noise.map(String)),
    }),
  ];
}

/// Runs a compiled benchmark in a worker, where it may wait, and gives the lines that it prints.
async function inWorker(browser, base, program, words = []) {
  const page = await browser.newPage();
  await page.goto(`${base}${program}.js`); // any file of the server's origin will do
  const lines = await page.evaluate(
    ({base, name, words}) =>
      new Promise((resolve, reject) => {
        const code = `var Module = {
          arguments: ${JSON.stringify(words)}, locateFile: (file) => '${base}' + file,
          mainScriptUrlOrBlob: '${base}${name}.js', print: (line) => postMessage(line),
          onExit: () => postMessage(null), onAbort: (why) => postMessage({why})};
          importScripts('${base}${name}.js');`;
        const worker = new Worker(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})));
        const lines = [];
        worker.onerror = (event) => reject(new Error(event.message));
        worker.onmessage = ({data}) => {
          if (data === null) resolve(lines);
          else if (data.why) reject(new Error(data.why));
          else lines.push(data);
        };
      }),
    {base, name: program, words},
  );
  await page.close();
  return lines;
}

/// What the kernel benchmarks print, natively and in both builds with threads.
const kernels = async (browser, programs) => ({
  native: execFileSync(path.join(ROOT, 'build/native/tests/lab_kernel_bench'), {encoding: 'utf8'}).trim().split('\n'),
  'relaxed SIMD': await inWorker(browser, programs, 'lab_kernel_bench_relaxed'),
  'plain SIMD': await inWorker(browser, programs, 'lab_kernel_bench'),
});

/// What the benchmark of whole steps prints: one thread and two, in turns.
const steps = (browser, programs) =>
  inWorker(browser, programs, 'lab_step_bench_relaxed', [`${2 * seconds}`, ...workloads.map(({preset, batch}) => `${preset}:${batch}`)]);

async function main() {
  const site = await serve(createHandler(path.join(ROOT, 'build/site')));
  const here = await serve(createHandler(HERE));
  const programs = await serve(createHandler(path.join(ROOT, 'build/web/tests')));
  const browser = await launch('--disable-gpu');
  const relaxed = chromiumLab(browser, site.url, 'relaxed SIMD, 2 threads', 'threads=2', 'relaxed');
  const competitors = [
    relaxed,
    // As the others do it: noisy images made beforehand.
    ifNoisy(chromiumLab(browser, site.url, 'relaxed SIMD, 2 threads, no noise', 'threads=2&noise=none', 'relaxed')),
    chromiumLab(browser, site.url, 'relaxed SIMD, 1 thread', 'threads=1', 'relaxed'),
    chromiumLab(browser, site.url, 'plain SIMD, 2 threads', 'threads=2&simd=plain', 'threads'),
    chromiumLab(browser, site.url, 'no threads', 'threads=0', 'single'),
    native(2),
    native(1),
    peer(browser, here.url, 'TensorFlow.js WASM', 'tfjs', 2, ({dense}) => dense), // of two cores it uses one
    peer(browser, here.url, 'jax-js WASM', 'jax', 2, ({dense}) => dense), // a step of convolutions takes seconds: 9 to 30 samples/s
    peer(browser, here.url, 'ONNX Runtime Web', 'onnx', 2),
    ...pyTorch(2),
  ].filter((competitor) => competitor === relaxed || takesPart(competitor));

  const kernelLines = await kernels(browser, programs.url);
  const stepLines = await steps(browser, programs.url);
  const results = new Map(); // see report.mjs
  for (let round = 0; round < rounds; ++round) {
    for (const workload of workloads) {
      for (const competitor of competitors) {
        const result = await competitor.measure(workload);
        if (!result) continue;
        if (result.error) throw new Error(`${workload.id}, ${competitor.name}: ${result.error}`);
        const key = `${workload.id} ${competitor.name}`;
        results.set(key, [...(results.get(key) ?? []), result]);
      }
    }
    console.error(`round ${round + 1} of ${rounds} done`);
  }
  await browser.close();
  for (const server of [site, here, programs]) server.stop();

  const machine = `${os.cpus()[0].model.trim()}, ${os.cpus().length} cores, ${os.type()}; ${new Date().toISOString().slice(0, 10)}`;
  const report = [
    `Measured on ${machine}: ${rounds} rounds of ${seconds} s each.`,
    '',
    trainingTables(workloads, competitors.map(({name}) => name), results),
    '',
    scalingTable(stepLines),
    '',
    kernelTable(kernelLines),
    '',
  ].join('\n');
  fs.mkdirSync(OUT, {recursive: true});
  fs.writeFileSync(path.join(OUT, 'table.md'), report);
  fs.writeFileSync(path.join(OUT, 'results.json'), `${JSON.stringify(Object.fromEntries(results), null, 1)}\n`);
  console.log(report);
}

await main();
