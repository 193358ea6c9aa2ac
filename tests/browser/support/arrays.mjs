// Files of arrays and archives for tests.

import zlib from 'node:zlib';

/// A .npy file of bytes: `shape`, and the values in order.
export function npyBytes(shape, values) {
  const text = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const header = Buffer.from(text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11) + '\n', 'latin1');
  const start = Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, 0, 0]);
  start.writeUInt16LE(header.length, 8);
  return Buffer.concat([start, header, Buffer.from(values)]);
}

/// What a safetensors file holds: [{name, dtype, shape, data}].
export function readSafetensors(file) {
  const start = 8 + Number(file.readBigUInt64LE(0));
  const header = JSON.parse(file.toString('utf8', 8, start));
  return Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, {dtype, shape, data_offsets: [from, to]}]) => ({name, dtype, shape, data: file.subarray(start + from, start + to)}));
}

/// A safetensors file of the like.
export function writeSafetensors(arrays) {
  const header = {};
  let at = 0;
  for (const {name, dtype, shape, data} of arrays) header[name] = {dtype, shape, data_offsets: [at, (at += data.length)]};
  const text = Buffer.from(JSON.stringify(header));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([size, text, ...arrays.map(({data}) => data)]);
}

/// A ZIP archive of [{name, content}], deflated.
export function zipOf(files) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const {name, content} of files) {
    const packed = zlib.deflateRawSync(content);
    const entry = Buffer.alloc(26); // what a local header and the directory have in common
    entry.writeUInt16LE(20, 0);
    entry.writeUInt16LE(8, 4);
    entry.writeUInt32LE(zlib.crc32(content), 10);
    entry.writeUInt32LE(packed.length, 14);
    entry.writeUInt32LE(content.length, 18);
    entry.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), entry, Buffer.from(name)]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), entry, rest, Buffer.from(name));
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, listed, end]);
}
