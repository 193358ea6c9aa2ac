// Pictures that are too large for the program's memory, or of a kind that it does not read (WebP, AVIF, a phone's HEIC),
// are decoded by the browser where it can do that, and handed over as a JPEG of a size that is large enough to find a
// digit in.

const MOST_PIXELS = 4e6;
const LONGER_SIDE = 2000; // pixels
const QUALITY = 0.95;
const READ_BY_PROGRAM = ['image/png', 'image/jpeg', 'image/bmp', 'image/x-ms-bmp'];

/// `file` itself, unless it is such a picture. What cannot be decoded here stays as it is: the program says what is wrong.
export async function reduced(file) {
  if (!file.type.startsWith('image/')) return file;
  let bitmap = null;
  try {
    bitmap = await createImageBitmap(file, {imageOrientation: 'from-image'});
    const pixels = bitmap.width * bitmap.height;
    if (READ_BY_PROGRAM.includes(file.type) && pixels <= MOST_PIXELS) return file;
    const scale = Math.min(1, LONGER_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext('2d');
    context.fillStyle = 'white'; // what is transparent is paper
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return blob ? new File([blob], file.name, {type: blob.type}) : file;
  } catch {
    return file;
  } finally {
    bitmap?.close();
  }
}
