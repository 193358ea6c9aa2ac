// Threads share memory only in a cross-origin isolated page. Hosts that set the two headers for that are isolated from
// the first visit; elsewhere sw.js adds them, which takes one reload. One: sessionStorage remembers it, and without
// that memory there is no reload at all. Whatever goes wrong here costs threads, never the page.

const RELOADED = 'lab-reloaded-for-isolation';
const PATIENCE_MS = 4000;

const isLoopback = () => ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);

/// '' when the page is isolated, otherwise why not, as half a sentence. May reload the page and then never returns.
export async function isolate() {
  if (globalThis.crossOriginIsolated) return '';
  if (window.top !== window) return 'the page is embedded in another one';
  if (!globalThis.isSecureContext) return 'the address is not https';
  if (!navigator.serviceWorker) return 'this browser window offers no service workers';
  try {
    if (sessionStorage.getItem(RELOADED)) return 'the browser did not accept the isolation headers';
    await activeWorker();
    sessionStorage.setItem(RELOADED, 'yes');
  } catch {
    return 'the service worker that isolates the page did not start';
  }
  location.reload();
  return new Promise(() => {});
}

/// The active service worker of this site, registered if need be; throws when there is none in time.
async function activeWorker() {
  const registration = await navigator.serviceWorker.register('sw.js', {updateViaCache: 'none'});
  if (!registration) throw new Error('registration was refused');
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE_MS, new Error('too late')));
  return (await Promise.race([navigator.serviceWorker.ready, late])).active;
}

/// Lets the service worker keep `files` (and this page) for visits without a connection. Not on a developer's own
/// server unless the worker is there anyway: other projects are served from the same address tomorrow.
export async function keepOffline(version, files) {
  // In a sandboxed frame even the question for service workers is an error.
  const wanted = window.top === window && globalThis.isSecureContext && navigator.serviceWorker;
  if (!wanted || (isLoopback() && !navigator.serviceWorker.controller)) return;
  try {
    (await activeWorker()).postMessage({type: 'keep', version, files});
  } catch {
    // Then this site works with a connection only.
  }
}
