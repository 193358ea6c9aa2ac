// What this browser can do. Each check answers for one thing that the program cannot work without, or cannot use.

/// A module with one function without parameters that returns a v128, made of these instructions: valid only where
/// WebAssembly knows them.
function moduleWith(...instructions) {
  const body = [0x00, ...instructions, 0x0b]; // no locals, ..., end
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // header
    ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // type: () -> v128
    ...[0x03, 0x02, 0x01, 0x00], // one function of that type
    ...[0x0a, body.length + 2, 0x01, body.length, ...body],
  ]);
}

const ZERO = [0x41, 0x00, 0xfd, 0x0f]; // i32.const 0, i8x16.splat
const SIMD_MODULE = moduleWith(...ZERO, 0xfd, 0x62); // i8x16.popcnt
const RELAXED_SIMD_MODULE = moduleWith(...ZERO, ...ZERO, ...ZERO, 0xfd, 0x85, 0x02); // f32x4.relaxed_madd

const ADVICE = 'Any current version of Chrome, Edge, Firefox or Safari has it.';

/// What the program cannot do without: a sentence for people, under a title.
export class MissingFeature extends Error {
  constructor(title, text) {
    super(text);
    this.title = title;
  }
}

/// Throws what is missing that no program can run without.
export function needWebAssembly() {
  if (typeof WebAssembly !== 'object') {
    throw new MissingFeature('This browser has no WebAssembly', `Autoencoder Lab is a WebAssembly program. ${ADVICE}`);
  }
  if (!WebAssembly.validate(SIMD_MODULE)) {
    throw new MissingFeature(
      'This browser has no WebAssembly SIMD',
      `Autoencoder Lab trains with 128-bit vector instructions (WebAssembly SIMD). ${ADVICE}`,
    );
  }
  if (!mayCompile()) {
    throw new MissingFeature(
      'The host of this page keeps its program from running',
      'Its Content-Security-Policy forbids WebAssembly. Whoever hosts the page can allow it: the script-src of that ' +
        "header needs 'self' and 'wasm-unsafe-eval'.",
    );
  }
}

/// validate() says what the browser knows, whatever the page is allowed.
function mayCompile() {
  try {
    return Boolean(new WebAssembly.Module(SIMD_MODULE));
  } catch {
    return false;
  }
}

/// Opens the one WebGL 2 context that the program will draw with (asking the canvas again gives the same one); throws
/// where there is none. The browser may take a tenth of a second for it, so the downloads come first.
export function openGraphics(canvas) {
  const context = canvas.getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    preserveDrawingBuffer: false,
  });
  if (context) return;
  throw new MissingFeature(
    'WebGL 2 is not available',
    'Autoencoder Lab draws with WebGL 2, which this browser lacks or has switched off. ' +
      'Check that hardware acceleration is on in its settings, or try another browser.',
  );
}

/// Why threads cannot share memory here, as half a sentence; '' when they can.
export function missingForThreads() {
  if (!globalThis.crossOriginIsolated) return 'the page is not isolated from other sites';
  if (typeof SharedArrayBuffer !== 'function') return 'this browser has no shared memory';
  try {
    const memory = new WebAssembly.Memory({initial: 1, maximum: 2, shared: true});
    return memory.buffer instanceof SharedArrayBuffer ? '' : 'this browser has no shared WebAssembly memory';
  } catch {
    return 'this browser has no shared WebAssembly memory';
  }
}

/// Whether WebAssembly knows relaxed SIMD here, whose multiply-add is one instruction.
export const hasRelaxedSimd = () => WebAssembly.validate(RELAXED_SIMD_MODULE);

/// Compute threads worth starting on this machine.
export function usefulThreads() {
  return Math.max(1, Math.min(navigator.hardwareConcurrency || 2, 8));
}
