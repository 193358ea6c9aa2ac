// What must be true of the page after every step, whatever was done to it.

const STATES = ['loading', 'ready', 'training', 'paused', 'finished', 'diverged', 'failed'];
const COUNTS = ['epoch', 'epochs', 'step', 'stepsPerEpoch', 'parameters', 'trainCount', 'testCount', 'threads', 'seed'];
// Measured values: null before they are.
const MEASURED = ['loss', 'valLoss', 'accuracy', 'valAccuracy', 'psnrNoisy', 'psnrDenoised', 'psnrMedian', 'samplesPerSecond'];

/// Begins with a capital letter, a figure or a file's name, and has an end.
export const isSentence = (text) => /^([A-Z0-9"]|\S+\.\w+ |\S+-ubyte )[^]*[.!?]$/.test(text);

// The program's own things: textures of glyphs, histories, menus.
const MOST_UNPLANNED_MB = 16;

const isAmount = (value) => Number.isFinite(value) && value >= 0;

/// The first thing that is wrong with a status, in words, or "". `ends`: {field: [lowest, highest]}.
export function complaint(status, ends) {
  const {state, epoch, epochs, step, fields, memory} = status;
  if (!STATES.includes(state)) return `the state is "${state}"`;
  const count = COUNTS.find((name) => !Number.isInteger(status[name]) || status[name] < 0);
  if (count) return `${count} is ${status[count]}`;
  const measured = MEASURED.find((name) => status[name] !== null && !Number.isFinite(status[name]));
  if (measured) return `${measured} is ${status[measured]}`;
  if (epoch > epochs && !['finished', 'failed'].includes(state)) return `it is ${state} in epoch ${epoch} of ${epochs}`;
  if (step < epoch) return `${epoch} epochs took ${step} steps`;
  for (const [field, [low, high]] of Object.entries(ends)) {
    const value = fields[field];
    if (field === 'code_size' && value === 0) continue; // this network has none
    if (!(value >= low && value <= high)) return `${field} is ${value}, not between ${low} and ${high}`;
  }
  const words = ['message', 'notice', 'dataError'].find((name) => status[name] !== '' && !isSentence(status[name]));
  if (words) return `${words} is no sentence: "${status[words]}"`;
  const {usedMb, plannedMb, totalMb} = memory;
  if (![usedMb, plannedMb, totalMb].every(isAmount)) return `the memory is ${JSON.stringify(memory)}`;
  if (usedMb > plannedMb + MOST_UNPLANNED_MB) return `${usedMb} MiB are used where ${plannedMb} were planned`;
  if (plannedMb > totalMb) return `${plannedMb} of ${totalMb} MiB are planned`;
  return '';
}
