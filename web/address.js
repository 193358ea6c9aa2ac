// What the page's address asks for: ?preset=lab-dae&noise_level=0.3&data=60000&theme=light&threads=2, or
// ?bench=lab-dae&seconds=5. data is a number of generated digits.
// Every other name is taken for a field of the experiment and handed to the program, which knows them.

const OWN = new Set(['preset', 'data', 'theme', 'view', 'judge_digits', 'threads', 'bench', 'seconds', 'simd']);

/// Numbers and booleans as such, everything else as text.
function fieldValue(text) {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function numberOr(fallback, text, minimum, maximum) {
  const value = text === null || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? Math.min(maximum, Math.max(minimum, value)) : fallback;
}

/// {bench, seconds, threads, relaxed, options}: bench is null for the page itself; threads is null when not asked for, 0
/// asks for the build without threads; relaxed is false when simd=plain asks for the build without relaxed SIMD; options
/// go to lab_start as they are.
export function readAddress(search) {
  const query = new URLSearchParams(search);
  const options = {};
  if (query.get('preset')) options.preset = query.get('preset');
  if (['dark', 'light', 'auto'].includes(query.get('theme'))) options.theme = query.get('theme');
  if (query.get('view')) options.view = query.get('view');
  const generated = Math.round(numberOr(0, query.get('data'), 0, 60_000));
  if (generated > 0) options.generated = generated;
  const judged = Math.round(numberOr(0, query.get('judge_digits'), 0, 60_000));
  if (judged > 0) options.judge_digits = judged;
  const fields = [...query].filter(([name]) => !OWN.has(name));
  if (fields.length > 0) options.fields = Object.fromEntries(fields.map(([name, text]) => [name, fieldValue(text)]));
  const threads = numberOr(null, query.get('threads'), 0, 16);
  return {
    bench: query.get('bench'),
    seconds: numberOr(5, query.get('seconds'), 0.1, 600),
    relaxed: query.get('simd') !== 'plain',
    threads: threads === null ? null : Math.round(threads),
    options,
  };
}

/// The same address with other settings: `settings` as the program tells them ({preset, generated, theme, view, fields}), all
/// that the address says of such things replaced; how the program runs (threads, simd) stays.
export function addressWith(settings) {
  const url = new URL(location.href);
  for (const name of [...url.searchParams.keys()]) {
    if (name !== 'threads' && name !== 'simd') url.searchParams.delete(name);
  }
  const {preset, generated, theme, view, fields} = settings;
  for (const [name, value] of Object.entries({preset, data: generated, theme, view, ...fields})) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}

/// The address `href` with the build without threads.
export function withoutThreads(href) {
  const url = new URL(href);
  url.searchParams.set('threads', '0');
  return url.href;
}
