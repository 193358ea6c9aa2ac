// When training should leave half of its threads at rest: while nobody looks at the page, and when the battery is low.

const LOW = 0.2; // of a full battery that is not being charged; browsers tell of no battery saver

/// Calls `tell` with whether to spare the machine, whenever that changes.
export function watchSparing(tell) {
  let battery = null; // where the browser does not tell of it
  let told = false;
  const update = () => {
    const low = battery !== null && !battery.charging && battery.level <= LOW;
    const sparing = document.hidden || low;
    if (sparing !== told) tell((told = sparing));
  };
  document.addEventListener('visibilitychange', update);
  navigator.getBattery?.().then(
    (found) => {
      battery = found;
      for (const change of ['chargingchange', 'levelchange']) battery.addEventListener(change, update);
      update();
    },
    () => {}, // a page in a frame may not ask
  );
  update();
}
