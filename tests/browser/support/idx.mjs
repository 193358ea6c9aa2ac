// Small IDX files (MNIST's format) for tests.

/// Images of `size` x `size` pixels: a bright square whose place depends on the index, so that there is something to
/// learn.
export function idxImages(count, size = 28) {
  const header = Buffer.alloc(16);
  [0x00000803, count, size, size].forEach((value, index) => header.writeUInt32BE(value, 4 * index));
  const pixels = Buffer.alloc(count * size * size);
  for (let image = 0; image < count; image++) {
    const [left, top] = [4 + (image % 10), 4 + (Math.floor(image / 10) % 10)];
    for (let y = top; y < top + 10; y++)
      pixels.fill(255, image * size * size + y * size + left, image * size * size + y * size + left + 10);
  }
  return Buffer.concat([header, pixels]);
}

export function idxLabels(count) {
  const header = Buffer.alloc(8);
  [0x00000801, count].forEach((value, index) => header.writeUInt32BE(value, 4 * index));
  return Buffer.concat([header, Buffer.from(Array.from({length: count}, (_, index) => index % 10))]);
}
