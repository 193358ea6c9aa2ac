// Part of the program with threads (--pre-js): tells the page when one of its workers is gone, whatever ended it. The browser
// sends no event for that, but it gives back the locks that a worker held. Each worker therefore holds one for life, and the
// page (Module.labOnWorker) asks for it: it gets it when the worker has ended.
if (ENVIRONMENT_IS_PTHREAD && navigator.locks) {
  let held = null; // settles when the lock is held, or cannot be
  let settled = false;
  const hold = () => {
    const name = `autoencoder-lab-worker-${crypto.randomUUID()}`;
    return new Promise((resolve) => {
      const life = navigator.locks.request(name, () => {
        postMessage({cmd: 'callHandler', handler: 'labOnWorker', args: [name]});
        resolve();
        return new Promise(() => {});
      });
      life.catch(resolve);
    });
  };
  addEventListener('message', (event) => {
    if (held === null) {
      // Not before the page's first message: until then it would not hear ours.
      held = hold().then(() => (settled = true));
    } else if (!settled) {
      // A thread that runs never comes back here, so it runs when the page has been told of the lock.
      event.stopImmediatePropagation();
      held.then(() => setTimeout(() => self.onmessage(event)));
    }
  });
}
