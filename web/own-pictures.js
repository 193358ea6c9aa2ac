// The user's own pictures between visits: one entry in the browser's IndexedDB, made and read by the program. Nothing
// leaves the computer. Where the browser keeps nothing (private windows, full storage) the page says so once, and the
// pictures stay for as long as it is open.

import {showNotice} from './screen.js';

const DATABASE = 'autoencoder-lab';
const STORE = 'own-pictures';
const KEY = 'tray';

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('another tab holds the storage'));
  });

async function store(mode) {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return (await done(opening)).transaction(STORE, mode).objectStore(STORE);
}

export class KeptPictures {
  #turn = Promise.resolve(); // until what came last is kept
  #told = false;

  /// What was kept at the last visit; no bytes where there is nothing, or where the browser keeps nothing.
  async read() {
    try {
      return (await done((await store('readonly')).get(KEY))) ?? new Uint8Array();
    } catch {
      return new Uint8Array();
    }
  }

  /// Module.labKeepPictures: `bytes` are this side's own copy.
  keep(bytes) {
    this.#turn = this.#turn.then(() => this.#write(bytes)).catch(() => this.#tell());
  }

  async #write(bytes) {
    const pictures = await store('readwrite');
    pictures.put(bytes, KEY);
    const {transaction} = pictures;
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
  }

  #tell() {
    if (this.#told) return;
    this.#told = true;
    showNotice('This browser keeps nothing of the page (a private window, or no room left): your pictures stay until you close it.');
  }
}
