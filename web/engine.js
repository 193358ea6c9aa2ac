// The compiled program seen from JavaScript: starts one of its builds and wraps the C functions that it exports
// (src/platform/) with JavaScript values. All of it runs on the page's main thread.

const START_LIMIT_MS = 20000;

/// Instantiates a build: `createModule` is the default export of its lab_page.js, `wasm` its compiled module. `hooks`
/// are the functions that the program calls (labOnReady, ..., and onAbort when one of its threads has aborted). Rejects
/// when it aborts or does not start in time.
export async function startEngine(createModule, wasm, threads, hooks) {
  let started = false;
  const module = await new Promise((resolve, reject) => {
    setTimeout(reject, START_LIMIT_MS, new Error('it did not start in time'));
    createModule({
      ...hooks,
      canvas: document.getElementById('canvas'),
      labThreads: threads,
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(wasm, imports).then((instance) => receive(instance, wasm), reject);
        return {};
      },
      print: (text) => console.log(text),
      printErr: (text) => console.warn(text),
      onAbort: (reason) => {
        reject(new Error(String(reason)));
        if (started) hooks.onAbort?.(String(reason));
      },
    }).then(resolve, reject);
  });
  const engine = new Engine(module, hooks.onAbort);
  const wrong = engine.selfTest();
  if (wrong) throw new Error(wrong);
  started = true;
  return engine;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

class Engine {
  #module;
  #stopped;
  #halted = false;

  /// `stopped` is told when not even a text can be handed over.
  constructor(module, stopped) {
    this.#module = module;
    this.#stopped = stopped;
  }

  /// From now on the program is left alone: it does nothing more by itself, and whatever is asked of it comes to nothing.
  halt() {
    this.#halted = true;
    this.#module.pauseMainLoop?.();
    for (const name of Object.keys(this.#module)) {
      if (name.startsWith('_')) this.#module[name] = () => 0;
    }
    this.#module.HEAPU8 = new Uint8Array(1); // where address 0 holds the empty text
  }

  selfTest = () => this.#text(this.#module._lab_self_test());
  status = () => this.#text(this.#module._lab_status());
  command(json) {
    if (this.#halted) return 'The lab has stopped. Reload the page.';
    return this.#withText([json], (at) => this.#text(this.#module._lab_command(at)));
  }
  /// The number of a question, or a sentence; see observed().
  observe(json) {
    if (this.#halted) return 'The lab has stopped. Reload the page.';
    return this.#withText([json], (at) => this.#text(this.#module._lab_observe(at)));
  }
  observed = (question) => (this.#halted ? '{"error":"The lab has stopped."}' : this.#text(this.#module._lab_observed(question)));
  asset = (name, bytes) => this.#withText([name], (at) => this.#withBytes(bytes, this.#module._lab_asset, at));
  kept = (name, bytes) => this.#withText([name], (at) => this.#withBytes(bytes, this.#module._lab_kept, at));
  filesBegin = (bytes) => this.#text(this.#module._lab_files_begin(bytes));
  filesDone = () => this.#module._lab_files_done();
  restorePictures = (bytes) =>
    this.#withBytes(bytes, (_, address, size) => this.#module._lab_restore_pictures(address, size));
  keepPictures = () => this.#module._lab_keep_pictures();
  resize = (width, height, ratio) => this.#module._lab_resize(width, height, ratio);
  wake = () => this.#module._lab_wake();
  penPressure = (pressure) => this.#module._lab_pen_pressure(pressure);
  colorScheme = (dark) => this.#module._lab_color_scheme(dark ? 1 : 0);
  benchStep = () => this.#module._lab_bench_step();
  benchResult = () => this.#text(this.#module._lab_bench_result());

  /// One of the files that filesBegin() announced. False where it does not fit in one piece.
  file(name, bytes) {
    const address = this.#withText([name], (at) => this.#module._lab_file(at, bytes.length));
    if (address === 0) return false;
    this.#module.HEAPU8.set(bytes, address);
    return true;
  }

  start(threads, variant, reason, options) {
    this.#withText([variant, reason, JSON.stringify(options)], (...at) => this.#module._lab_start(threads, ...at));
  }

  benchStart(preset, threads, seconds, fields) {
    this.#withText([preset, JSON.stringify(fields)], (...at) => this.#module._lab_bench_start(...at, threads, seconds));
  }

  /// The zero-terminated UTF-8 text at `address`. Copied first: decoders refuse shared memory.
  #text(address) {
    const heap = this.#module.HEAPU8;
    return decoder.decode(heap.slice(address, heap.indexOf(0, address)));
  }

  /// A copy of `bytes` in the program's memory, to be freed by the caller.
  #copy(bytes) {
    const address = this.#module._malloc(Math.max(1, bytes.length));
    if (address === 0) {
      if (!this.#halted) this.#stopped('out of memory');
      throw new RangeError('out of memory');
    }
    this.#module.HEAPU8.set(bytes, address);
    return address;
  }

  #withText(texts, use) {
    const addresses = texts.map((text) => this.#copy(encoder.encode(`${text}\0`)));
    try {
      return use(...addresses);
    } finally {
      for (const address of addresses) this.#module._free(address);
    }
  }

  #withBytes(bytes, call, name) {
    const address = this.#copy(bytes);
    try {
      call(name, address, bytes.length);
    } finally {
      this.#module._free(address);
    }
  }
}
