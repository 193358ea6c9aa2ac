// Bytes that the page keeps between visits, by name, in IndexedDB. Private windows, full disks and people may refuse that:
// then nothing is kept, and nobody needs to know.

const STORE = 'kept';

function request(of) {
  return new Promise((resolve, reject) => {
    of.onsuccess = () => resolve(of.result);
    of.onerror = of.onblocked = () => reject(of.error ?? new Error('blocked'));
  });
}

async function inStore(mode, use) {
  const opening = indexedDB.open('autoencoder-lab', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await request(opening);
  try {
    return await request(use(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/// Keeps `bytes` (a Uint8Array) in the place of what had that name; false where that cannot be.
export const putKept = (name, bytes) =>
  inStore('readwrite', (store) => store.put(bytes, name)).then(
    () => true,
    () => false,
  );

/// What is kept under that name, or null.
export const getKept = (name) =>
  inStore('readonly', (store) => store.get(name)).then(
    (bytes) => bytes ?? null,
    () => null,
  );
