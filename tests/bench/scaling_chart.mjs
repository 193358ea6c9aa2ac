// How training scales, as a picture: for each preset a bar per number of threads, as tall as it is faster than one thread,
// before the outline of a bar as tall as there are threads.

const WIDTH = 900;
const MARGIN = 34;
const PANEL = {top: 62, height: 150, gap: 40};
const panelWidth = (WIDTH - 2 * MARGIN - PANEL.gap) / 2;

// Light, and dark where the reader's system is.
const STYLE = `
  text { font: 12px system-ui, "Segoe UI", Roboto, sans-serif; fill: var(--quiet); }
  .title { font-size: 14px; font-weight: 600; fill: var(--ink); }
  .preset { font-size: 10px; }
  .ratio { font-size: 10.5px; fill: var(--ink); }
  .card { fill: var(--raised); stroke: var(--line); }
  .ideal { fill: none; stroke: var(--quiet); stroke-dasharray: 2 2; opacity: .6; }
  .bar { fill: var(--accent); }
  .axis { stroke: var(--line); }
  svg { --raised: #fff; --line: #d9dfe7; --ink: #19202b; --quiet: #566172; --accent: #2a62d6; }
  @media (prefers-color-scheme: dark) {
    svg { --raised: #171b23; --line: #2f3745; --ink: #eaeef4; --quiet: #9da7b5; --accent: #6fa0ff; }
  }`;

const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({'&': '&amp;', '<': '&lt;', '>': '&gt;'})[sign]);
const text = (x, y, words, attributes = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${attributes}>${escaped(words)}</text>`;
const rectangle = (kind, x, y, width, height, attributes = '') =>
  `<rect class="${kind}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${height.toFixed(1)}" ${attributes}/>`;

/// `speeds`: {preset: {threads: samples/s}}, with one thread and those of `counts`, which are more.
function panel(left, title, counts, speeds) {
  const bottom = PANEL.top + PANEL.height;
  const most = counts.at(-1);
  const tall = (ratio) => (Math.min(ratio, most * 1.1) / (most * 1.1)) * PANEL.height;
  const group = panelWidth / Object.keys(speeds).length;
  const bar = Math.min(44, (group - 14) / counts.length);
  const parts = [text(left, PANEL.top - 14, title, 'class="title"'), `<path class="axis" d="M${left} ${bottom}h${panelWidth}"/>`];
  Object.entries(speeds).forEach(([preset, of], i) => {
    const middle = left + (i + 0.5) * group;
    parts.push(text(middle, bottom + 16, preset, 'class="preset" text-anchor="middle"'));
    counts.forEach((threads, n) => {
      const ratio = of[threads] / of[1];
      const x = middle + (n - counts.length / 2) * bar + 1;
      const opacity = (0.45 + (0.55 * (n + 1)) / counts.length).toFixed(2);
      parts.push(rectangle('ideal', x, bottom - tall(threads), bar - 2, tall(threads)));
      parts.push(rectangle('bar', x, bottom - tall(ratio), bar - 2, tall(ratio), `opacity="${opacity}"`));
      // Where bars are narrow, only the last one's fits. The outline does not cross it.
      if (bar > 24 || threads === most) {
        const free = tall(threads) - tall(ratio) > 15 ? tall(ratio) : Math.max(tall(ratio), tall(threads));
        parts.push(text(x + bar / 2 - 1, bottom - free - 4, ratio.toFixed(1), 'class="ratio" text-anchor="middle"'));
      }
    });
  });
  return parts.join('\n');
}

/// An SVG file's text. `panels`: {title: speeds}, two of them; `counts`: the numbers of threads that were tried, 1 first.
export function scalingChart(counts, panels, machine) {
  const more = counts.slice(1);
  const height = PANEL.top + PANEL.height + 32;
  const caption = `Training with ${new Intl.ListFormat('en-GB').format(more.map(String))} threads against one`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(caption)}">`,
    `<style>${STYLE}\n</style>`,
    rectangle('card', 0.5, 0.5, WIDTH - 1, height - 1, 'rx="12"'),
    text(MARGIN, 26, `${caption}; dashed: as many times as fast as there are threads`),
    text(WIDTH - MARGIN, 26, machine, 'text-anchor="end"'),
    ...Object.entries(panels).map(([title, speeds], i) => panel(MARGIN + i * (panelWidth + PANEL.gap), title, more, speeds)),
    '</svg>',
    '',
  ].join('\n');
}
