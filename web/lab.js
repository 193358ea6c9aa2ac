// window.lab: the page for scripts, tests and curious people at the console.
//
//   await lab.ready
//   lab.command({type: 'preset', name: 'lab-dae'})     "" when accepted, otherwise a sentence
//   lab.command('train')                               short for {type: 'train'}
//   lab.status().loss                                  see status() for the rest

/// `ready` resolves once the first interactive frame is drawn.
export function createLab(engine, ready) {
  return Object.freeze({
    ready,

    /// {variant, threads, state, preset, seed, epoch, step, loss, valLoss, psnrNoisy, psnrDenoised, psnrMedian,
    /// samplesPerSecond, fields, message, notice, memory, ...}; null stands for "not measured yet". {} once the program
    /// has stopped.
    status: () => JSON.parse(engine.status() || '{}'),

    /// The commands that the buttons send: train, pause, step, reset, reseed, {type: 'preset', name},
    /// {type: 'view', name} (denoise, code), {type: 'set', field, value}, {type: 'data', source, size},
    /// {type: 'show', spotlight, stripFirst}, and {type: 'save', format}, which downloads the network (model, onnx, npz,
    /// safetensors, keras, pytorch) or what its training was like (history).
    command: (command) => engine.command(JSON.stringify(typeof command === 'string' ? {type: command} : command)),
  });
}
