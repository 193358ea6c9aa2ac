// A Python that has NumPy and PyTorch: LAB_PYTHON, the one on the PATH, or Debian's own.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

let found;

function findPython() {
  const candidates = [process.env.LAB_PYTHON, 'python3', '/usr/bin/python3'].filter(Boolean);
  found ??= candidates.find((python) => spawnSync(python, ['-c', 'import numpy, torch']).status === 0);
  assert.ok(found, 'This test needs Python with NumPy and PyTorch; ./test installs python3-torch, or name one in LAB_PYTHON.');
  return found;
}

/** Runs a program of Python's, which must succeed, and returns what it printed. */
export function python(code, ...words) {
  const { status, stdout, stderr } = spawnSync(findPython(), ['-c', code, ...words], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  return stdout;
}
