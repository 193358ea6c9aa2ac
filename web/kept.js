// Bytes that the page keeps between visits, by name, in IndexedDB. Nothing leaves the computer. Private windows, full
// disks and people may refuse that: then nothing is kept.

const STORE = 'kept';

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('another tab holds the storage'));
  });

/// What `use(store)` asks for, once it is certain.
async function inStore(mode, use) {
  const opening = indexedDB.open('autoencoder-lab', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await done(opening);
  try {
    const transaction = database.transaction(STORE, mode);
    const request = use(transaction.objectStore(STORE));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    return request.result;
  } finally {
    database.close();
  }
}

let turn = Promise.resolve(); // until what came last is kept

/// Keeps `bytes` (a Uint8Array) in the place of what had that name, in the order of the calls; false where that cannot be.
export function putKept(name, bytes) {
  const kept = turn.then(() => inStore('readwrite', (store) => store.put(bytes, name))).then(
    () => true,
    () => false,
  );
  turn = kept;
  return kept;
}

/// What is kept under that name, or null.
export const getKept = (name) =>
  inStore('readonly', (store) => store.get(name)).then(
    (bytes) => bytes ?? null,
    () => null,
  );
