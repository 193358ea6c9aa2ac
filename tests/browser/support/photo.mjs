// A photo of a 7 for tests.

/// A BMP file of 24 bits: paper that is darker on the left, and two strokes of ink.
export function photoOfSeven(width = 240, height = 200) {
  const row = Math.ceil((3 * width) / 4) * 4;
  const file = Buffer.alloc(54 + row * height);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10); // where the pixels begin
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  const inked = (x, y) => {
    const along = (y - 0.2) / 0.6;
    const bar = y > 0.2 && y < 0.28 && x > 0.35 && x < 0.62;
    return bar || (along > 0 && along < 1 && Math.abs(x - (0.6 - 0.15 * along)) < 0.035);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = 0.5 + (0.4 * x) / width;
      const level = Math.round(255 * light * (inked(x / width, y / height) ? 0.25 : 1));
      file.fill(level, 54 + (height - 1 - y) * row + 3 * x, 54 + (height - 1 - y) * row + 3 * x + 3); // from below
    }
  }
  return file;
}
