// Runs the program, and reads and writes the files that it exchanges with others.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
/** The program: what LAB names, or what ./run --native builds. */
export const program = process.env.LAB ?? path.join(root, 'build/native/lab');

/** Runs `lab` to its end. */
export function lab(...words) {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** Runs `lab`, which must succeed, and returns what it printed. */
export function good(...words) {
  const { status, stdout, stderr } = lab(...words);
  assert.equal(status, 0, `lab ${words.join(' ')}: ${stderr}`);
  return stdout;
}

/** Runs `lab`, which must refuse with one sentence that matches. */
export function refused(pattern, ...words) {
  const { status, stderr } = lab(...words);
  assert.notEqual(status, 0);
  assert.match(stderr, pattern);
  assert.doesNotMatch(stderr, /terminate|Aborted|Segmentation/);
}

/** A .npy file of float32. */
export function writeNpy(file, shape, values) {
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padded = header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11) + '\n';
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, padded.length & 255, padded.length >> 8]);
  writeFileSync(file, Buffer.concat([start, Buffer.from(padded), Buffer.from(Float32Array.from(values).buffer)]));
}

/** The shape and the values of a .npy file of float32. */
export function readNpy(file) {
  const bytes = readFileSync(file);
  const start = 10 + bytes.readUInt16LE(8);
  const header = bytes.subarray(10, start).toString();
  assert.match(header, /'descr': '<f4', 'fortran_order': False/);
  const shape = /'shape': \(([^)]*)\)/.exec(header)[1].split(',').filter((n) => n.trim()).map(Number);
  return { shape, values: new Float32Array(bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length)) };
}

/** The arrays of a safetensors file as {name: {shape, values}}; values may be changed and written again. */
export function readSafetensors(file) {
  const bytes = readFileSync(file);
  const start = 8 + Number(bytes.readBigUInt64LE(0));
  const { __metadata__: _, ...header } = JSON.parse(bytes.subarray(8, start).toString());
  return Object.fromEntries(Object.entries(header).map(([name, { dtype, shape, data_offsets: [from, to] }]) => {
    assert.equal(dtype, 'F32');
    const begin = bytes.byteOffset + start;
    return [name, { shape, values: new Float32Array(bytes.buffer.slice(begin + from, begin + to)) }];
  }));
}

export function writeSafetensors(file, arrays) {
  let offset = 0;
  const header = Object.fromEntries(Object.entries(arrays).map(([name, { shape, values }]) => {
    const from = offset;
    offset += values.byteLength;
    return [name, { dtype: 'F32', shape, data_offsets: [from, offset] }];
  }));
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const values = Object.values(arrays).map((array) => Buffer.from(array.values.buffer));
  writeFileSync(file, Buffer.concat([length, text, ...values]));
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomNumbers(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6D2B79F5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
