// ?bench=PRESET&threads=N&seconds=S&FIELD=VALUE: trains without drawing and leaves the result in window.labBench and on the console
// as one line, BENCH {...}. Nothing else runs meanwhile, so that the figure is the engine's.

import {showFailure, showStep} from './screen.js';

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/// Runs to the end. With 0 threads the page itself turns the crank.
export async function runBench(engine, {name: build, threads}, {bench: preset, seconds, options}) {
  showStep(`Measuring ${preset} for ${seconds} s`);
  await pause(50); // let the page show it
  engine.benchStart(preset, threads, seconds, options.fields ?? {});
  while (engine.benchResult() === '') {
    if (threads === 0) engine.benchStep();
    await pause(threads === 0 ? 0 : 50);
  }
  publish({...JSON.parse(engine.benchResult()), build});
}

function publish(result) {
  window.labBench = result;
  console.log(`BENCH ${JSON.stringify(result)}`);
  if (result.error) showFailure('The benchmark did not run', result.error);
  else showStep(`${result.preset}: ${Math.round(result.samplesPerSecond).toLocaleString('en')} samples a second`);
}
