// Keeps the program informed about its canvas: size in CSS pixels and device pixel ratio, graphics lost and restored,
// visibility, and the browser's colour scheme.

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

  canvas.addEventListener('pointerdown', () => canvas.focus({preventScroll: true}));
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
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
