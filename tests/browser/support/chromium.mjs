// The browser and the servers that browser tests and benchmarks start. Environment: CHROMIUM (/usr/bin/chromium).

import {chromium} from 'playwright-core';
import {listen} from '../../../web/serve.mjs';

// Nothing that the browser does of its own accord: it would disturb tests and measurements.
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/// Starts Chromium with these flags too.
export const launch = (...flags) =>
  chromium.launch({executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...FLAGS, ...flags]});

/// Serves `handler` on a free port until stop(): {url, stop}.
export async function serve(handler) {
  const server = await listen(handler, 0);
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return {url: `http://127.0.0.1:${server.address().port}/`, stop};
}
