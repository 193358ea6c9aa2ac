#!/usr/bin/env node
// A small static server for trying the site:
//
//   node web/serve.mjs [DIR] [--no-isolation] [--base /sub/path/]
//
// PORT (8080) and HOST (127.0.0.1) come from the environment; PORT=0 takes a free one and prints it. It sends the two
// headers that threads need, and the two with which a page in a sandboxed frame may read its own parts; --no-isolation
// leaves all of them out, as many static hosts do, and --base serves under a sub-path.

import {createHash} from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
};
const HASHED = /\.[0-9a-f]{10}\.[a-z0-9]+$/;
const ENCODINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
];

/// A request handler for the files in `root`, answering under the path `base` (which ends in a slash), with `headers` too.
export function createHandler(root, {base = '/', isolation = true, headers: more = {}} = {}) {
  const folder = fs.realpathSync(root);
  const common = isolation
    ? {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Access-Control-Allow-Origin': '*',
      }
    : {};

  return (request, response) => {
    const answer = (status, headers = {}, body = '') => {
      response.writeHead(status, {...common, 'X-Content-Type-Options': 'nosniff', ...more, ...headers});
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const refuse = (status, sentence) => answer(status, {'Content-Type': 'text/plain; charset=utf-8'}, `${sentence}\n`);

    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD.');
    const place = new URL(request.url, 'http://localhost').pathname;
    if (`${place}/` === base) return answer(308, {Location: base});
    const file = locate(folder, base, place);
    if (!file) return refuse(404, 'There is no such file.');

    const [content, encoding] = bestCopy(file, request.headers['accept-encoding'] ?? '');
    const tag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
    const headers = {
      'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'Cache-Control': HASHED.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: tag,
      Vary: 'Accept-Encoding',
    };
    if (request.headers['if-none-match'] === tag) return answer(304, headers);
    if (encoding) headers['Content-Encoding'] = encoding;
    return answer(200, {...headers, 'Content-Length': content.length}, content);
  };
}

/// The file behind a path of the address, or null: nothing outside the folder, no folders, no hidden files.
function locate(folder, base, place) {
  if (!place.startsWith(base)) return null;
  try {
    const name = decodeURIComponent(place.slice(base.length)) || 'index.html';
    const file = fs.realpathSync(path.join(folder, name));
    const inside = file.startsWith(folder + path.sep) && !/[\\/]\./.test(file.slice(folder.length));
    return inside && fs.statSync(file).isFile() ? file : null;
  } catch {
    return null; // missing, or not a valid name
  }
}

/// [content, encoding]: the precompressed copy beside the file where the browser takes it, otherwise the file itself.
function bestCopy(file, accepted) {
  for (const [encoding, suffix] of ENCODINGS) {
    if (accepted.includes(encoding) && fs.existsSync(file + suffix)) return [fs.readFileSync(file + suffix), encoding];
  }
  return [fs.readFileSync(file), null];
}

/// Resolves to the listening server; `port` 0 takes a free one.
export function listen(handler, port, host = '127.0.0.1') {
  return new Promise((resolve, reject) => {
    const server = http.createServer(handler);
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

function readArguments(words) {
  const options = {root: 'build/site', base: '/', isolation: true};
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--no-isolation') options.isolation = false;
    else if (word === '--base' && words.length > 0) options.base = `/${words.shift()}/`.replace(/\/+/g, '/');
    else if (word.startsWith('-')) throw new Error('usage: serve.mjs [DIR] [--no-isolation] [--base /sub/path/]');
    else options.root = word;
  }
  if (!fs.existsSync(path.join(options.root, 'index.html'))) {
    throw new Error(`${options.root} holds no index.html; build the page first (./run --build)`);
  }
  return options;
}

async function main() {
  const {root, base, isolation} = readArguments(process.argv.slice(2));
  const host = process.env.HOST || '127.0.0.1';
  const port = Number(process.env.PORT || 8080);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT=${process.env.PORT} is not a port number`);
  let server;
  try {
    server = await listen(createHandler(root, {base, isolation}), port, host);
  } catch (error) {
    throw new Error(
      error.code === 'EADDRINUSE'
        ? `port ${port} is in use by another program; choose another one, for example PORT=${port + 1}`
        : `cannot listen on ${host}, port ${port}: ${error.message}`,
    );
  }
  const shown = host === '127.0.0.1' ? 'localhost' : host;
  console.log(`Autoencoder Lab: http://${shown}:${server.address().port}${base}  (Ctrl-C stops)`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
