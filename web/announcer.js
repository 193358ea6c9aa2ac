// Tells screen readers what the canvas shows: when training starts, pauses or finishes, and how far it is.

const PERIOD_MS = 2000;

const STATES = {
  training: 'Training started',
  paused: 'Training paused',
  finished: 'Training finished',
  failed: 'Training failed',
};

const decibels = (value) => (value === null ? 'not measured' : `${value.toFixed(1)} decibels`);

/// The sentence for going from one status to the next; '' when there is nothing worth saying.
function difference(before, now) {
  if (now.message && now.message !== before.message) return now.message;
  if (now.dataError && now.dataError !== before.dataError) return now.dataError;
  if (now.state !== before.state && STATES[now.state]) return `${STATES[now.state]}.`;
  if (now.epoch > before.epoch) {
    return (
      `Epoch ${now.epoch} of ${now.epochs} done, denoised images at ${decibels(now.psnrDenoised)}, ` +
      `noisy ones at ${decibels(now.psnrNoisy)}.`
    );
  }
  return '';
}

/// Starts watching `lab` and writes into `element`, a live region. At most one sentence every two seconds.
export function announce(lab, element) {
  let before = lab.status();
  setInterval(() => {
    if (document.hidden) return;
    const now = lab.status();
    const sentence = difference(before, now);
    if (sentence) element.textContent = sentence;
    before = now;
  }, PERIOD_MS);
}
