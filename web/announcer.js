// Tells screen readers what the canvas shows: when training starts, pauses or finishes, and now and then how far it is.

const PERIOD_MS = 2000;
const EPOCHS_APART_MS = 10_000; // speaking takes time, and epochs may take less

const STATES = {
  training: 'Training started.',
  paused: 'Training paused.',
  finished: 'Training finished.',
  diverged: 'Training went astray.',
  failed: 'Training failed.',
};

const decibels = (value) => (value === null ? 'not measured' : `${value.toFixed(1)} decibels`);

/// Starts watching `lab` and writes into `element`, a live region.
export function announce(lab, element) {
  let said = lab.status(); // what the listener knows
  let epochSaidAt = -Infinity;

  /// The sentence for what is new; '' when there is nothing worth saying.
  function news(now) {
    if (now.message && now.message !== said.message) return now.message;
    if (now.dataError && now.dataError !== said.dataError) return now.dataError;
    if (now.notice && now.notice !== said.notice) return now.notice;
    if (now.state !== said.state) return STATES[now.state] ?? '';
    if (now.epoch <= said.epoch || performance.now() - epochSaidAt < EPOCHS_APART_MS) return '';
    epochSaidAt = performance.now();
    return (
      `Epoch ${now.epoch} of ${now.epochs} done, denoised images at ${decibels(now.psnrDenoised)}, ` +
      `noisy ones at ${decibels(now.psnrNoisy)}.`
    );
  }

  setInterval(() => {
    if (document.hidden) return;
    const now = lab.status();
    const sentence = news(now);
    if (sentence) element.textContent = sentence;
    if (sentence || now.state !== 'training') said = now;
  }, PERIOD_MS);
}
