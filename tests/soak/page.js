// What the walk needs inside the page, as window.soak: files made on the spot (they are too large to send over), a tab that
// can be hidden, and counts of graphics objects. Runs before the page's own scripts.

window.soak = (() => {
  const hidden = {now: false, waiting: []};

  // A hidden tab gets no animation frames.
  const nextFrame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => (hidden.now ? hidden.waiting.push(callback) : nextFrame(callback));
  Object.defineProperty(document, 'hidden', {get: () => hidden.now});
  Object.defineProperty(document, 'visibilityState', {get: () => (hidden.now ? 'hidden' : 'visible')});

  function setHidden(now) {
    hidden.now = now;
    document.dispatchEvent(new Event('visibilitychange'));
    if (!now) hidden.waiting.splice(0).forEach(nextFrame);
  }

  // A lost context takes its objects with it.
  const alive = {};
  const prototype = WebGL2RenderingContext.prototype;
  for (const kind of ['Buffer', 'Texture', 'VertexArray', 'Program', 'Shader', 'Framebuffer', 'Sampler']) {
    alive[kind] = new Set();
    const [create, remove] = [prototype[`create${kind}`], prototype[`delete${kind}`]];
    prototype[`create${kind}`] = function (...options) {
      const made = create.apply(this, options);
      alive[kind].add(made);
      return made;
    };
    prototype[`delete${kind}`] = function (object) {
      alive[kind].delete(object);
      return remove.call(this, object);
    };
  }
  const graphicsObjects = () => Object.values(alive).reduce((sum, set) => sum + set.size, 0);

  const forgetObjects = () => Object.values(alive).forEach((set) => set.clear());
  addEventListener('webglcontextrestored', forgetObjects, true); // before the page hears of it and makes new ones

  let loser = null;
  function loseContext() {
    forgetObjects();
    loser = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    loser.loseContext();
  }
  const restoreContext = () => loser.restoreContext();

  // --- files ---

  /// Bytes that repeat only after a while, so that gzip has something to do and pictures differ.
  function pattern(length) {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) bytes[i] = (i * 31 + (i >> 9) * 7) & 255;
    return bytes;
  }
  function idx(magic, dimensions, content) {
    const bytes = new Uint8Array(4 + 4 * dimensions.length + content.length);
    const view = new DataView(bytes.buffer);
    [magic, ...dimensions].forEach((value, at) => view.setUint32(4 * at, value));
    bytes.set(content, 4 + 4 * dimensions.length);
    return bytes;
  }
  const idxImages = (count, side) => idx(0x803, [count, side, side], pattern(count * side * side));
  const idxLabels = (count) => idx(0x801, [count], new Uint8Array(count).map((_, at) => at % 10));
  async function gzip(bytes) {
    const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
    return new Uint8Array(await new Response(packed).arrayBuffer());
  }
  function cifar(count) {
    const bytes = pattern(count * 3073);
    for (let at = 0; at < bytes.length; at += 3073) bytes[at] %= 10;
    return bytes;
  }
  async function picture(width, height, type = 'image/png') {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, height);
    context.fillStyle = 'teal';
    context.fillRect(width / 4, height / 4, width / 2, height / 3);
    return new Uint8Array(await (await canvas.convertToBlob({type})).arrayBuffer());
  }
  const cut = (bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.6));
  const flipped = (bytes) => bytes.map((byte, at) => (at % 97 === 5 ? byte ^ 0x55 : byte));

  /// Sets of files by name, {file name: bytes}; good ones become data, bad ones must get a sentence.
  const good = {
    'small IDX': () => ({'a-images-idx3-ubyte': idxImages(700, 28), 'a-labels-idx1-ubyte': idxLabels(700)}),
    'IDX without labels': () => ({'b-images-idx3-ubyte': idxImages(300, 17)}),
    'packed IDX': async () => ({
      'train-images-idx3-ubyte.gz': await gzip(idxImages(6000, 28)),
      'train-labels-idx1-ubyte.gz': await gzip(idxLabels(6000)),
    }),
    '60,000 images as IDX': () => ({'big-images-idx3-ubyte': idxImages(60_000, 28), 'big-labels-idx1-ubyte': idxLabels(60_000)}),
    'a CIFAR batch': () => ({'data_batch_1.bin': cifar(10_000)}),
    'two CIFAR batches': () => ({'data_batch_1.bin': cifar(10_000), 'test_batch.bin': cifar(2000)}),
    pictures: async () => ({
      'cats/1.png': await picture(40, 60),
      'cats/2.png': await picture(301, 7),
      'dogs/1.jpg': await picture(64, 64, 'image/jpeg'),
      'dogs/2.png': await picture(1, 1),
    }),
    'one large picture': async () => ({'holiday.jpg': await picture(2000, 1500, 'image/jpeg')}),
  };
  const bad = {
    'nothing in it': () => ({'empty-images-idx3-ubyte': new Uint8Array(0)}),
    'IDX cut off': () => ({'c-images-idx3-ubyte': cut(idxImages(900, 28))}),
    'IDX that promises the world': () => ({'d-images-idx3-ubyte': idx(0x803, [4_000_000_000, 28, 28], pattern(99))}),
    'IDX of huge images': () => ({'e-images-idx3-ubyte': idx(0x803, [2, 60_000, 60_000], pattern(99))}),
    'labels alone': () => ({'f-labels-idx1-ubyte': idxLabels(10)}),
    'gzip cut off': async () => ({'g-images-idx3-ubyte.gz': cut(await gzip(idxImages(900, 28)))}),
    'gzip with errors': async () => ({'h-images-idx3-ubyte.gz': flipped(await gzip(idxImages(900, 28)))}),
    'a text': () => ({'notes.txt': new TextEncoder().encode('Remember the milk.\n')}),
    'half a CIFAR batch': () => ({'data_batch_2.bin': cifar(3).subarray(1)}),
    'a picture cut off': async () => ({'torn.png': cut(await picture(200, 200))}),
    'a picture and numbers': async () => ({'x.png': await picture(9, 9), 'y-images-idx3-ubyte': idxImages(20, 9)}),
    'larger than the page takes': () => ({'z-images-idx3-ubyte': new Uint8Array(120_000_000)}),
    'a model that is none': () => ({'broken.aelab': new TextEncoder().encode('AELAB but not really')}),
  };

  function drop(files) {
    const transfer = new DataTransfer();
    for (const [name, bytes] of Object.entries(files)) transfer.items.add(new File([bytes], name));
    const options = {bubbles: true, cancelable: true, dataTransfer: transfer};
    document.getElementById('canvas').dispatchEvent(new DragEvent('drop', options));
  }
  /// Resolves with the files' names.
  async function dropFiles(name) {
    const files = await (good[name] ?? bad[name])();
    drop(files);
    return Object.keys(files);
  }
  function dropModel(name, base64, damaged) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)); // the policy forbids fetching data:
    drop({[name]: damaged ? flipped(bytes) : bytes});
  }

  /// What the page tells people: why it stopped, what was wrong with files, notices drawn and notices beside the canvas.
  function sentences() {
    const [failure, beside] = ['failure', 'notice'].map((id) => document.getElementById(id));
    const shown = (element) => (element.hidden ? '' : element.innerText);
    const {message = '', notice = '', dataError = ''} = window.lab?.status() ?? {};
    return {failure: shown(failure), beside: shown(beside), message, notice, dataError};
  }

  return {
    setHidden,
    loseContext,
    restoreContext,
    graphicsObjects,
    sentences,
    goodFiles: Object.keys(good),
    badFiles: Object.keys(bad),
    dropFiles,
    dropModel,
  };
})();
