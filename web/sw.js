// Service worker: supplies the isolation headers on hosts that set none, and keeps the site for visits without a
// connection. It answers only for this site's own files (see answerFor); everything else in its scope passes untouched.
//
// Nothing stale can mix: the page itself always comes from the network when there is one, all other files carry a
// content hash in their name, and a copy of the page is kept only together with every file that it names
// (one cache per version, replaced as a whole).

const SCOPE = new URL(self.registration.scope).pathname;
const HASHED = /\.[0-9a-f]{10}\.[a-z0-9]+$/;
const CACHE = 'autoencoder-lab-';

const HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  if (event.data.type === 'keep') event.waitUntil(keep(event.data.version, event.data.files));
});
self.addEventListener('fetch', (event) => {
  const answer = answerFor(event.request);
  if (answer) event.respondWith(answer);
});

/// A promise of the response, or null for requests that are none of our business.
function answerFor(request) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(SCOPE)) return null;
  const name = url.pathname.slice(SCOPE.length);
  if (name === '' || name === 'index.html') return page(request);
  if (HASHED.test(name)) return file(request);
  return null;
}

/// Network first, and past the browser's own cache: an old page would name files that the host no longer has.
async function page(request) {
  try {
    return isolated(await fetch(request, {cache: 'no-cache'}));
  } catch (error) {
    const kept = await caches.match(SCOPE);
    if (kept) return isolated(kept);
    throw error;
  }
}

/// Cache first: the name says what is in it.
async function file(request) {
  return isolated((await caches.match(request)) ?? (await fetch(request)));
}

/// The same response with the isolation headers, where the host has not set its own.
function isolated(response) {
  if (response.status === 0) return response; // a redirect, which the browser follows itself
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  headers.delete('Content-Encoding'); // the body has been decoded
  headers.delete('Content-Length');
  return new Response(response.body, {status: response.status, statusText: response.statusText, headers});
}

/// Stores all `files` and then the page that names them, and drops what older versions left.
async function keep(version, files) {
  const name = CACHE + version;
  const cache = await caches.open(name);
  for (const url of files) {
    if (await cache.match(url)) continue;
    const known = await caches.match(url);
    await (known ? cache.put(url, known) : cache.add(url));
  }
  if (!(await cache.match(SCOPE))) {
    const response = await fetch(SCOPE, {cache: 'no-cache'});
    const current = response.ok && (await response.clone().text()).includes(version);
    if (!current) return; // a new version went online meanwhile: the next visit keeps that one
    await cache.put(SCOPE, response);
  }
  for (const other of await caches.keys()) {
    if (other.startsWith(CACHE) && other !== name) await caches.delete(other);
  }
}
