// Part of the program with threads (--pre-js): tells the page when one of its workers is gone, whatever ended it. The browser
// sends no event for that, but it gives back the locks that a worker held. Each worker therefore holds one for life, and the
// page (Module.labOnWorker) asks for it: it gets it when the worker has ended.
if (ENVIRONMENT_IS_PTHREAD && navigator.locks) {
  const hold = () => {
    const name = `autoencoder-lab-worker-${crypto.randomUUID()}`;
    navigator.locks.request(name, () => {
      postMessage({cmd: 'callHandler', handler: 'labOnWorker', args: [name]});
      return new Promise(() => {});
    });
  };
  // Not before the page's first message: until then it would not hear ours.
  addEventListener('message', hold, {once: true});
}
