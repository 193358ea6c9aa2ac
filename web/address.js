// What the page's address asks for: ?preset=lab-dae&noise_level=0.3&theme=light&threads=2, or ?bench=lab-dae&seconds=5.
// Every other name is taken for a field of the experiment and handed to the program, which knows them.

const OWN = new Set(['preset', 'theme', 'threads', 'bench', 'seconds', 'simd']);

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

/// The same address with the build without threads.
export function addressWithoutThreads() {
  const url = new URL(location.href);
  url.searchParams.set('threads', '0');
  return url.href;
}
