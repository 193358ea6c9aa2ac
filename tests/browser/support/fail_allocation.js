// Part of the test build lab_page_faults (--pre-js): #fail=THREAD:K in the address makes the K-th allocation of that thread
// (main, trainer, helper or data) fail, counted from before the program's own start; #trap=THREAD:K makes the thread crash
// there, and #hold=THREAD:K while it holds the lock of the heap.
if (!ENVIRONMENT_IS_PTHREAD) {
  const asked = new URLSearchParams(location.hash.slice(1));
  const fault = ['fail', 'trap', 'hold'].findIndex((kind) => asked.has(kind));
  if (fault >= 0) {
    Module['preRun'] = () => {
      const [thread, which] = [...asked.values()][0].split(':');
      // The name stays, so it is never freed.
      const bytes = new TextEncoder().encode(`${thread}\0`);
      const name = _malloc(bytes.length);
      HEAPU8.set(bytes, name);
      _lab_fail_allocation(name, Number(which), fault + 1);
    };
  }
}
