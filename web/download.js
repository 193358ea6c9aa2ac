// Downloads the program's parts in parallel and counts their bytes as they arrive. Bytes are counted after
// decompression, against sizes that the site's build wrote down, so that the bar is honest on hosts that compress.
// A part that fails is asked for once more; then the error is a sentence for people.

const RETRY_AFTER_MS = 400;

export class DownloadError extends Error {}

/// Bytes arrived of bytes expected; `report(arrived, total)` is called at each change.
export class Progress {
  #arrived = 0;
  #total = 0;
  #report;

  constructor(report) {
    this.#report = report;
  }

  expect(bytes) {
    this.#total += bytes;
    this.#report(this.#arrived, this.#total);
  }

  add(bytes) {
    this.#arrived += bytes;
    this.#report(this.#arrived, this.#total);
  }
}

/// The content of `file` ({url, bytes}) as Uint8Array.
export function fetchBytes(file, progress) {
  return download(file, progress, async (response) => new Uint8Array(await response.arrayBuffer()));
}

/// `file` as WebAssembly.Module, compiled while it arrives.
export function fetchWasm(file, progress) {
  return download(file, progress, (response) => WebAssembly.compileStreaming(response));
}

/// The ES module in `file`. The browser loads it itself, so it counts when it is there.
export function fetchModule(file, progress) {
  const load = async (attempt) => {
    const module = await import(new URL(attempt === 1 ? file.url : `${file.url}?again`, document.baseURI));
    progress.add(file.bytes);
    return module;
  };
  progress.expect(file.bytes);
  return twice(load, () => new DownloadError(`${file.url} did not arrive.`));
}

/// Fetches `file` and gives its counted response to `use`.
function download(file, progress, use) {
  let reason = '';
  const load = async () => {
    let arrived = 0;
    try {
      const response = await fetch(new URL(file.url, document.baseURI));
      if (!response.ok) throw new DownloadError(`the server answered ${response.status} ${response.statusText}`.trim());
      const result = await use(
        counted(response, (bytes) => {
          arrived += bytes;
          progress.add(bytes);
        }),
      );
      if (arrived !== file.bytes) throw new DownloadError(`it has ${arrived} bytes instead of ${file.bytes}`);
      return result;
    } catch (error) {
      reason = error instanceof DownloadError ? error.message : 'the connection failed';
      progress.add(-arrived);
      throw error;
    }
  };
  progress.expect(file.bytes);
  return twice(load, () => new DownloadError(`${file.url} did not arrive: ${reason}.`));
}

/// A response with the same content that tells `count` about each chunk. Content type: what compileStreaming insists
/// on, whatever the host says.
function counted(response, count) {
  const counter = new TransformStream({
    transform(chunk, controller) {
      count(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), {headers: {'Content-Type': 'application/wasm'}});
}

async function twice(load, explain) {
  try {
    return await load(1);
  } catch {
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
  }
  try {
    return await load(2);
  } catch {
    throw explain();
  }
}

/// "1.2 of 1.9 MB"
export function megabytes(arrived, total) {
  const figure = (bytes) => (bytes / 1e6).toFixed(1);
  return `${figure(Math.min(arrived, total))} of ${figure(total)} MB`;
}
