// The built site and the little server, without a browser.

import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import {fileURLToPath} from 'node:url';
import {plainTest, ROOT, serveSite, SITE} from './support/lab.mjs';

const SERVE = fileURLToPath(new URL('../../web/serve.mjs', import.meta.url));
const MEGABYTE = 1e6;

/// Status, headers and raw body of a request; the path goes out exactly as written.
function get(url, place, headers = {}) {
  const {hostname, port} = new URL(url);
  return new Promise((resolve, reject) => {
    http
      .get({hostname, port, path: place, headers}, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () =>
          resolve({status: response.statusCode, headers: response.headers, body: Buffer.concat(parts)}),
        );
      })
      .on('error', reject);
  });
}

const siteFiles = () => fs.readdirSync(SITE).filter((name) => !/\.(br|gz)$/.test(name));

plainTest('every file but three carries a content hash, and the compressed copies are the same file', () => {
  const fixed = siteFiles().filter((name) => !/\.[0-9a-f]{10}\.[a-z0-9]+$/.test(name));
  assert.deepEqual(fixed.sort(), ['index.html', 'manifest.webmanifest', 'sw.js']);
  for (const name of siteFiles()) {
    const file = path.join(SITE, name);
    const content = fs.readFileSync(file);
    if (fs.existsSync(`${file}.br`))
      assert.ok(zlib.brotliDecompressSync(fs.readFileSync(`${file}.br`)).equals(content), `${name}.br`);
    if (fs.existsSync(`${file}.gz`))
      assert.ok(zlib.gunzipSync(fs.readFileSync(`${file}.gz`)).equals(content), `${name}.gz`);
  }
});

plainTest('a visit downloads less than 650 kB, the program less than 550 kB of it', () => {
  const sent = (name) => {
    const file = path.join(SITE, name);
    return fs.statSync(fs.existsSync(`${file}.br`) ? `${file}.br` : file).size;
  };
  for (const build of ['relaxed', 'threads', 'single']) {
    const names = siteFiles().filter(
      (name) => name.startsWith(`lab_page-${build}`) || !/^(lab_page-|licences\.)/.test(name),
    );
    const program = names.filter((name) => name.startsWith(`lab_page-${build}`));
    const sum = (list) => list.reduce((bytes, name) => bytes + sent(name), 0) / MEGABYTE;
    assert.ok(sum(names) < 0.65, `${build}: ${sum(names)} MB`);
    assert.ok(sum(program) < 0.55, `${build}: program of ${sum(program)} MB`);
  }
});

plainTest('the server names types, compresses, lets hashed files be kept and others be checked', async () => {
  const {url} = await serveSite({});
  const page = await get(url, '/');
  assert.equal(page.status, 200);
  assert.equal(page.headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(page.headers['cache-control'], 'no-cache');
  assert.equal(page.headers['cross-origin-embedder-policy'], 'require-corp');
  assert.equal((await get(url, '/', {'If-None-Match': page.headers.etag})).status, 304);

  const wasm = siteFiles().find((name) => name.endsWith('.wasm'));
  const raw = fs.readFileSync(path.join(SITE, wasm));
  for (const [encoding, decode] of [
    ['br', zlib.brotliDecompressSync],
    ['gzip', zlib.gunzipSync],
  ]) {
    const {headers, body} = await get(url, `/${wasm}`, {'Accept-Encoding': encoding});
    assert.equal(headers['content-type'], 'application/wasm');
    assert.equal(headers['content-encoding'], encoding);
    assert.match(headers['cache-control'], /immutable/);
    assert.ok(decode(body).equals(raw));
  }
  assert.ok((await get(url, `/${wasm}`)).body.equals(raw));
});

plainTest('the server sends nothing from outside its folder', async () => {
  const {url} = await serveSite({base: '/lab/'});
  for (const place of [
    '/lab/../serve.mjs',
    '/lab/..%2f..%2fetc%2fpasswd',
    '/lab/%2e%2e/%2e%2e/README.md',
    '/lab//etc/passwd',
    '/lab/%00',
    '/lab/%',
    '/',
    '/laboratory/',
    '/lab/nothing.js',
    '/lab/..\\..\\README.md',
  ]) {
    assert.equal((await get(url, place)).status, 404, place);
  }
  const {status, headers} = await get(url, '/lab');
  assert.deepEqual([status, headers.location], [308, '/lab/']);
  assert.equal((await get(url, '/lab/')).status, 200);
});

plainTest('started by hand it prints its address, stops on Ctrl-C and explains a busy port', async () => {
  const server = spawn(process.execPath, [SERVE, SITE], {env: {...process.env, PORT: '0'}});
  const line = await new Promise((resolve) => server.stdout.once('data', (text) => resolve(String(text))));
  const [, port] = /http:\/\/localhost:(\d+)\//.exec(line);
  const second = spawnSync(process.execPath, [SERVE, SITE], {env: {...process.env, PORT: port}, encoding: 'utf8'});
  assert.equal(second.status, 1);
  assert.match(second.stderr, new RegExp(`^port ${port} is in use.*PORT=\\d+\n$`));
  server.kill('SIGINT');
  assert.equal(await new Promise((resolve) => server.once('exit', resolve)), 0);
  const lost = spawnSync(process.execPath, [SERVE, '/nowhere'], {encoding: 'utf8'});
  assert.equal(lost.status, 1);
  assert.match(lost.stderr, /^\/nowhere holds no index\.html.*\n$/);
});

plainTest('nothing of the machine that built it is in the site', () => {
  const traces = [os.homedir(), ROOT, '/.cache/'].filter((trace) => trace.length > 1);
  for (const name of siteFiles()) {
    const text = fs.readFileSync(path.join(SITE, name), 'latin1');
    for (const trace of traces) assert.ok(!text.includes(trace), `${name} mentions ${trace}`);
  }
});
