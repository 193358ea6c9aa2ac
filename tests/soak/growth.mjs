// What the page holds at the end of a leg, always in the same state, and whether that grew.

// How much more than at the beginning may be held at the end; the rest is a leak. A walk changes data, presets and threads'
// work dozens of times, and what leaks does so every time: the smallest data set (500 digits) takes 0.4 MiB, the one at
// home 2.2, a thread's stack 4.
const MOST_GROWTH = {
  programMb: 2, // glyphs drawn in another size (up to 1.5 from leg to leg), menus opened for the first time
  pageMb: 4, // compiled code, and the console that Chromium keeps for its developer tools
  nodes: 60, // those that the collector has not come to; a notice is one
  listeners: 10,
  graphicsObjects: 4, // a frame that is being drawn
};
const WARM_LEGS = 2; // in which everything was opened once

/// Figures of the page now, in MiB and in numbers of things.
export async function figures(walk) {
  const {devtools} = walk;
  await devtools.send('HeapProfiler.collectGarbage');
  const {metrics} = await devtools.send('Performance.getMetrics');
  const metric = (wanted) => metrics.find(({name}) => name === wanted).value;
  const {memory} = await walk.status();
  return {
    programMb: memory.usedMb,
    plannedMb: memory.plannedMb,
    pageMb: metric('JSHeapUsedSize') / 1048576,
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    graphicsObjects: await walk.inPage(() => window.soak.graphicsObjects()),
    workers: walk.page.workers().length,
  };
}

/// What grew too much over the legs, in words, or "". A leg is compared with the best that the first ones reached, and
/// the last two must both be above it: a single figure may catch a cache that is full just then.
export function growthComplaint(legs) {
  if (legs.length < WARM_LEGS + 2) return '';
  const [first, last] = [legs.slice(0, WARM_LEGS), legs.slice(-2)];
  for (const [what, most] of Object.entries(MOST_GROWTH)) {
    const [from, to] = [Math.max(...first.map((leg) => leg[what])), Math.min(...last.map((leg) => leg[what]))];
    if (to - from > most) return `${what} grew from ${words(from)} to ${words(to)} over ${legs.length} legs (${most} are fine)`;
  }
  const planned = new Set(legs.map(({plannedMb}) => plannedMb));
  return planned.size === 1 ? '' : `in the same state ${[...planned].join(', ')} MiB were planned`;
}

const words = (value) => (Number.isInteger(value) ? `${value}` : value.toFixed(1));

export const describe = (leg) =>
  Object.entries(leg)
    .map(([what, value]) => `${what} ${words(value)}`)
    .join(', ');
