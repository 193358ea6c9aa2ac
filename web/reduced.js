// Pictures that are too large for the program's memory, or of a kind that it does not read (WebP, GIF, AVIF, SVG, a
// phone's HEIC), are decoded by the browser where it can do that, and handed over as a JPEG of a size that is large
// enough to find a digit in; small ones as PNG, so that nothing is lost.

const MOST_PIXELS = 4e6;
const LONGER_SIDE = 2000; // pixels
const QUALITY = 0.95;
const SMALL_PIXELS = 256 * 256;
const VECTOR_SIDE = 512; // of a drawing that names no size, in pixels
const READ_BY_PROGRAM = [
  'image/png', 'image/jpeg', 'image/bmp', 'image/x-ms-bmp', 'image/x-portable-graymap', 'image/x-portable-pixmap'
];
/// Of files whose kind the system does not know.
const ENDINGS = /\.(webp|gif|avif|heic|heif|svg|jxl|tiff?)$/i;

/// Whether the program would refuse a picture that the browser may know.
export function isForeignPicture(file) {
  return file.type.startsWith('image/') ? !READ_BY_PROGRAM.includes(file.type) : ENDINGS.test(file.name);
}

/// The picture as something that can be drawn on a canvas, upright: {source, width, height, close}.
async function decoded(file) {
  if (file.type !== 'image/svg+xml' && !/\.svg$/i.test(file.name)) {
    const bitmap = await createImageBitmap(file, {imageOrientation: 'from-image'});
    return {source: bitmap, width: bitmap.width, height: bitmap.height, close: () => bitmap.close()};
  }
  const url = URL.createObjectURL(new Blob([file], {type: 'image/svg+xml'}));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const {naturalWidth: width, naturalHeight: height} = image;
    return {source: image, width: width || VECTOR_SIDE, height: height || VECTOR_SIDE, close: () => {}};
  } finally {
    URL.revokeObjectURL(url);
  }
}

/// `file` itself, unless it is such a picture. What cannot be decoded here stays as it is: the program says what is wrong.
export async function reduced(file) {
  const foreign = isForeignPicture(file);
  if (!foreign && !file.type.startsWith('image/')) return file;
  let picture = null;
  try {
    picture = await decoded(file);
    const {source, width, height} = picture;
    const pixels = width * height;
    if (!foreign && pixels <= MOST_PIXELS) return file;
    const scale = Math.min(1, LONGER_SIDE / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext('2d');
    context.fillStyle = 'white'; // what is transparent is paper
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const type = pixels <= SMALL_PIXELS ? 'image/png' : 'image/jpeg';
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY));
    return blob ? new File([blob], file.name, {type: blob.type}) : file;
  } catch {
    return file;
  } finally {
    picture?.close();
  }
}
