// What the page's address asks for: ?preset=lab-dae&noise_level=0.3&data=60000&theme=light&threads=2, or
// ?bench=lab-dae&seconds=5. data is a number of generated digits.
// Every other name is taken for a field of the experiment and handed to the program, which knows them.

const OWN = new Set(['preset', 'data', 'theme', 'view', 'judge_digits', 'threads', 'bench', 'seconds', 'simd']);

/// Numbers and booleans as such, everything else as text. (No -0, which would not come through as JSON.)
function fieldValue(text) {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) + 0 : text;
}

/// {bench, seconds, threads, relaxed, options}: bench is null for the page itself; threads is null when not asked for, 0
/// asks for the build without threads; relaxed is false when simd=plain asks for the build without relaxed SIMD; options
/// go to lab_start as they are, with what was wrong as sentences (`refused`).
export function readAddress(search) {
  const query = new URLSearchParams(search);
  const refused = [];

  /// The value of `name` if `allowed` says so, null where there is none, or where it is refused.
  function valueOf(name, convert, allowed, words) {
    const text = query.get(name)?.trim() ?? '';
    if (text === '') return null;
    const value = convert(text);
    if (allowed(value)) return value;
    refused.push(`The address asks for ${name}=${text}, but "${name}" must be ${words}.`);
    return null;
  }
  const numberIn = (name, low, high) =>
    valueOf(name, Number, (value) => value >= low && value <= high, `a number between ${low} and ${high}`);
  const wordOf = (name, words) => valueOf(name, String, (value) => words.includes(value), words.join(' or '));

  const options = {};
  if (query.get('preset')) options.preset = query.get('preset');
  const theme = wordOf('theme', ['dark', 'light', 'auto']);
  if (theme) options.theme = theme;
  if (query.get('view')) options.view = query.get('view');
  const generated = Math.round(numberIn('data', 0, 60_000));
  if (generated > 0) options.generated = generated;
  const judged = Math.round(numberIn('judge_digits', 1, 60_000));
  if (judged > 0) options.judge_digits = judged;
  const fields = [...query].filter(([name]) => !OWN.has(name));
  if (fields.length > 0) options.fields = Object.fromEntries(fields.map(([name, text]) => [name, fieldValue(text)]));
  const threads = numberIn('threads', 0, 16);
  const seconds = numberIn('seconds', 0.1, 600) ?? 5;
  const relaxed = wordOf('simd', ['plain', 'relaxed']) !== 'plain';
  if (threads > 0) options.threads = Math.round(threads);
  if (refused.length > 0) options.refused = refused;
  return {bench: query.get('bench'), seconds, relaxed, threads: threads === null ? null : Math.round(threads), options};
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
