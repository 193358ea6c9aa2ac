// window.lab: the page for scripts, tests and curious people at the console.
//
//   await lab.ready
//   lab.command({type: 'preset', name: 'lab-dae'})     "" when accepted, otherwise a sentence
//   lab.command('train')                               short for {type: 'train'}
//   lab.status().loss                                  see status() for the rest

const ASK_AGAIN_MS = 5;

async function observe(engine, name, options) {
  const question = engine.observe(JSON.stringify({name, options}));
  if (!/^\d+$/.test(question)) throw new RangeError(question);
  for (;;) {
    const answer = engine.observed(Number(question));
    if (answer) {
      const {value, error} = JSON.parse(answer);
      if (error) throw new Error(error);
      return value;
    }
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
  }
}

/// `ready` resolves once the first interactive frame is drawn.
export function createLab(engine, ready) {
  return Object.freeze({
    ready,

    /// {version, variant, threads, state, preset, seed, epoch, step, loss, valLoss, psnrNoisy, psnrDenoised, psnrMedian,
    /// samplesPerSecond, fields, message, notice, memory, observing, ...}; null stands for "not measured yet". State:
    /// loading (there is nothing to train on yet), ready, training, paused, finished, diverged (paused, because it went
    /// astray; message says how) or failed. Observing: at rest, what can be seen of the network is still being made.
    /// {} once the program has stopped.
    status: () => JSON.parse(engine.status() || '{}'),

    /// The commands that the buttons send: train, pause, step, reset, reseed, {type: 'preset', name},
    /// {type: 'view', name} (denoise, code, network, noise), {type: 'set', field, value}, {type: 'data', source, size},
    /// {type: 'threads', value} (that train; 0: as many as help), {type: 'sparing', value} (whether half of them rest),
    /// {type: 'show', spotlight, stripFirst}, {type: 'picture', index} (a test image) or {type: 'picture', own},
    /// {type: 'train_also', value} (whether one's own pictures are trained on too), {type: 'draw', strokes: [[[x, y],
    /// ...], ...]} (0 to 1 across the drawing area, y down), {type: 'decode', code: [...]}, {type: 'layer', index}, and
    /// {type: 'save', format}, which downloads the network (model, onnx, npz, safetensors, keras, pytorch) or what its
    /// training was like (history); with {card} it downloads a card that is to be seen as a picture (png, svg): original,
    /// noisy, denoised, pictures (all three), test-images, quality, loss, map, code, between, layers, layer, noise-curves,
    /// noise-levels.
    command: (command) => engine.command(JSON.stringify(typeof command === 'string' ? {type: command} : command)),

    /// What can be seen of the network now, as plain objects; of the picture looked at, unless `picture` names a test
    /// image or `own` one of one's own. Rejects with a sentence where there is no such name or option, or nothing to see.
    ///   'picture' {picture | own}: {shape, original, noisy, denoised}, bytes; classifiers have {probabilities} instead
    ///   'code' {picture | own}: {values, dead}: what the encoder makes of the noisy picture; numbers of units that are
    ///       zero for every test image
    ///   'map': {x, y, label, index, explained}: test images in the plane of their codes
    ///   'decoded' {code}: {shape, pixels}
    ///   'layer' {index, picture}: {name, shape, values}: what layer `index` makes of the picture
    ///   'weights' {index}: {name, shape, values}: its kernel, in Keras's layout
    ///   'noise' {kinds}: {kind, levels, psnr, ssim, accuracy: {noisy, denoised, median}, others}: the noise test
    observe: (name, options = {}) => observe(engine, name, options),
  });
}
