// Keeps the program informed about its canvas: size in CSS pixels and device pixel ratio, graphics lost and restored,
// visibility, how hard a pen presses, and the browser's colour scheme.

/// Reports everything once (before the program starts) and then at each change.
export function connectCanvas(canvas, engine) {
  const resize = () => engine.resize(canvas.clientWidth, canvas.clientHeight, globalThis.devicePixelRatio);
  resize();
  new ResizeObserver(resize).observe(canvas);
  watchPixelRatio(resize);

  const dark = matchMedia('(prefers-color-scheme: dark)');
  engine.colorScheme(dark.matches);
  dark.addEventListener('change', () => engine.colorScheme(dark.matches));

  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault(); // otherwise it is never restored
    engine.wake();
  });
  canvas.addEventListener('webglcontextrestored', () => engine.wake());
  document.addEventListener('visibilitychange', () => engine.wake());

  canvas.addEventListener('pointerdown', (event) => {
    canvas.focus({preventScroll: true});
    tellPressure(event, engine);
  });
  canvas.addEventListener('pointermove', (event) => tellPressure(event, engine));
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
}

/// SDL does not know it. Comes before the touch or mouse event of the same place. Fingers and mice press like a pen at
/// half of its force: what browsers say of a finger is its size rather than its force.
function tellPressure(event, engine) {
  engine.penPressure(event.pointerType === 'pen' ? event.pressure : 0.5);
}

/// A media query for one ratio tells when it is left; then the next one is needed.
function watchPixelRatio(changed) {
  const query = matchMedia(`(resolution: ${globalThis.devicePixelRatio}dppx)`);
  query.addEventListener(
    'change',
    () => {
      changed();
      watchPixelRatio(changed);
    },
    {once: true},
  );
}
