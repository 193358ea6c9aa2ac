// The compiled program seen from JavaScript: starts one of its builds and wraps the C functions that it exports
// (src/platform/) with JavaScript values. All of it runs on the page's main thread.

const START_LIMIT_MS = 20000;

/// Instantiates a build: `createModule` is the default export of its lab_page.js, `wasm` its compiled module. `hooks`
/// are the functions that the program calls (labOnReady, ...). Rejects when it aborts or does not start in time.
export async function startEngine(createModule, wasm, threads, hooks) {
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
      onAbort: (reason) => reject(new Error(String(reason))),
    }).then(resolve, reject);
  });
  const engine = new Engine(module);
  const wrong = engine.selfTest();
  if (wrong) throw new Error(wrong);
  return engine;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

class Engine {
  #module;

  constructor(module) {
    this.#module = module;
  }

  selfTest = () => this.#text(this.#module._lab_self_test());
  status = () => this.#text(this.#module._lab_status());
  command = (json) => this.#withText([json], (at) => this.#text(this.#module._lab_command(at)));
  asset = (name, bytes) => this.#withText([name], (at) => this.#withBytes(bytes, this.#module._lab_asset, at));
  file = (name, bytes) => this.#withText([name], (at) => this.#withBytes(bytes, this.#module._lab_file, at));
  filesDone = () => this.#module._lab_files_done();
  resize = (width, height, ratio) => this.#module._lab_resize(width, height, ratio);
  wake = () => this.#module._lab_wake();
  colorScheme = (dark) => this.#module._lab_color_scheme(dark ? 1 : 0);
  benchStep = () => this.#module._lab_bench_step();
  benchResult = () => this.#text(this.#module._lab_bench_result());

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
    if (address === 0) throw new RangeError('out of memory');
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
