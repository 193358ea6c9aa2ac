#!/usr/bin/env node
// Times the lab and what people could use instead, on this machine, in one go:
//
//   node run.mjs [--rounds 5] [--seconds 3] [--only A4,B2] [--who PyTorch,relaxed]
//
// Every round runs everything once, so that a noisy machine disturbs all alike; a table of medians, lowest and highest
// values and ratios goes to the console and to build/bench/. Needs the built site, the native `lab` and the kernel
// benchmarks (./test bench sees to that). PyTorch takes part where python3 knows it.

import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {createHandler, listen} from '../../web/serve.mjs';
import {WORKLOADS} from './workloads.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.join(HERE, '../..');
const OUT = path.join(ROOT, 'build/bench');
const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-gpu'];

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

const tensorFlow = (browser, site, threads) => ({
  name: `TensorFlow.js WASM, ${threads} threads`,
  measure: ({dense, batch}) =>
    dense
      ? inPage(browser, `${site}peers/tfjs.html?dense=${dense}&batch=${batch}&threads=${threads}&seconds=${seconds}`, 'peer')
      : null,
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
  const environment = {OMP_NUM_THREADS: `${threads}`};
  return [
    {
      name: `PyTorch, native, ${threads} threads`,
      measure: ({id, batch}) => run(python, [script, id, `${batch}`, `${threads}`, `${seconds}`], environment),
    },
  ];
}

const middle = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const figure = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));

/// The kernels, natively and in both builds with threads.
async function kernels(browser) {
  const programs = path.join(ROOT, 'build/web/tests');
  const server = await listen(createHandler(programs), 0);
  const url = `http://127.0.0.1:${server.address().port}/`;
  const inWorker = async (program) => {
    const page = await browser.newPage();
    // Any file of the server's origin will do; the program runs in a worker, where it may wait.
    await page.goto(`${url}${program}.js`);
    const lines = await page.evaluate(
      ({base, name}) =>
        new Promise((resolve, reject) => {
          const code = `var Module = {
            locateFile: (file) => '${base}' + file, mainScriptUrlOrBlob: '${base}${name}.js',
            print: (line) => postMessage(line), onExit: () => postMessage(null), onAbort: (why) => postMessage({why})};
            importScripts('${base}${name}.js');`;
          const worker = new Worker(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})));
          const lines = [];
          worker.onerror = (event) => reject(new Error(event.message));
          worker.onmessage = ({data}) => {
            if (data === null) resolve(lines);
            else if (data.why) reject(new Error(data.why));
            else lines.push(data);
            if (lines.filter((line) => line.includes('peak')).length === 2) resolve(lines);
          };
        }),
      {base: url, name: program},
    );
    await page.close();
    return lines;
  };
  const nativeLines = execFileSync(path.join(ROOT, 'build/native/tests/lab_kernel_bench'), {encoding: 'utf8'}).trim().split('\n');
  const columns = {
    native: nativeLines,
    'relaxed SIMD': await inWorker('lab_kernel_bench_relaxed'),
    'plain SIMD': await inWorker('lab_kernel_bench'),
  };
  server.close();
  server.closeAllConnections();
  const rows = Object.values(columns).map((lines) => lines.map((line) => JSON.parse(line)));
  const table = [`| kernel, one thread | unit | ${Object.keys(columns).join(' | ')} |`, '| --- | --- | --- | --- | --- |'];
  rows[0].forEach((row, i) => table.push(`| ${row.what.trim()} | ${row.unit} | ${rows.map((column) => figure(column[i].median)).join(' | ')} |`));
  return table.join('\n');
}

async function main() {
  const servers = [];
  const serve = async (root) => {
    const server = await listen(createHandler(root), 0);
    servers.push(server);
    return `http://127.0.0.1:${server.address().port}/`;
  };
  const site = await serve(path.join(ROOT, 'build/site'));
  const here = await serve(HERE);
  const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS});
  const relaxed = chromiumLab(browser, site, 'relaxed SIMD, 2 threads', 'threads=2', 'relaxed');
  const competitors = [
    relaxed,
    chromiumLab(browser, site, 'relaxed SIMD, 1 thread', 'threads=1', 'relaxed'),
    chromiumLab(browser, site, 'plain SIMD, 2 threads', 'threads=2&simd=plain', 'threads'),
    chromiumLab(browser, site, 'no threads', 'threads=0', 'single'),
    native(2),
    native(1),
    tensorFlow(browser, here, 2),
    ...pyTorch(2),
  ].filter((competitor) => competitor === relaxed || takesPart(competitor));

  const kernelTable = await kernels(browser);
  const figures = new Map(); // "workload competitor" -> results
  for (let round = 0; round < rounds; ++round) {
    for (const workload of workloads) {
      for (const competitor of competitors) {
        const result = await competitor.measure(workload);
        if (!result) continue;
        if (result.error) throw new Error(`${workload.id}, ${competitor.name}: ${result.error}`);
        const key = `${workload.id} ${competitor.name}`;
        figures.set(key, [...(figures.get(key) ?? []), result]);
      }
    }
    console.error(`round ${round + 1} of ${rounds} done`);
  }
  await browser.close();
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }

  const of = (workload, competitor, field) => figures.get(`${workload.id} ${competitor.name}`)?.map((result) => result[field]);
  const machine = `${os.cpus()[0].model.trim()}, ${os.cpus().length} cores, ${os.type()}; ${new Date().toISOString().slice(0, 10)}`;
  const header = (title) => [
    `| ${title} | ${workloads.map(({id, preset}) => `${id} \`${preset}\``).join(' | ')} |`,
    `| --- |${' --- |'.repeat(workloads.length)}`,
  ];
  const table = (title, field, show) => [
    ...header(title),
    ...competitors.map((competitor) => `| ${competitor.name} | ${workloads.map((w) => show(of(w, competitor, field))).join(' | ')} |`),
  ];
  const ratios = competitors
    .filter((competitor) => competitor !== relaxed)
    .map((competitor) => {
      const cells = workloads.map((w) => {
        const theirs = of(w, competitor, 'samplesPerSecond');
        return theirs ? `${(middle(of(w, relaxed, 'samplesPerSecond')) / middle(theirs)).toFixed(2)}x` : '-';
      });
      return `| against ${competitor.name} | ${cells.join(' | ')} |`;
    });
  const report = [
    `Measured on ${machine}: ${rounds} rounds of ${seconds} s each.`,
    '',
    ...table('training, samples/s: median (lowest to highest)', 'samplesPerSecond', (values) =>
      values ? `${figure(middle(values))} (${figure(Math.min(...values))} to ${figure(Math.max(...values))})` : '-',
    ),
    '',
    ...header('relaxed SIMD, 2 threads, as a ratio'),
    ...ratios,
    '',
    ...table('one image, ms', 'predictMs', (values) => (values ? middle(values).toPrecision(2) : '-')),
    '',
    kernelTable,
    '',
  ].join('\n');
  fs.mkdirSync(OUT, {recursive: true});
  fs.writeFileSync(path.join(OUT, 'table.md'), report);
  fs.writeFileSync(path.join(OUT, 'results.json'), `${JSON.stringify(Object.fromEntries(figures), null, 1)}\n`);
  console.log(report);
}

await main();
