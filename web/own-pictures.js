// The user's own pictures between visits, made and read by the program. Where the browser keeps nothing (private windows,
// full storage) the page says so once, and the pictures stay for as long as it is open.

import {getKept, putKept} from './kept.js';
import {showNotice} from './screen.js';

const NAME = 'own-pictures';

let told = false;

/// What was kept at the last visit, or null.
export const ownPictures = () => getKept(NAME);

/// Module.labKeepPictures: `bytes` are this side's own copy.
export async function keepOwnPictures(bytes) {
  if ((await putKept(NAME, bytes)) || told) return;
  told = true;
  showNotice('This browser keeps nothing of the page (a private window, or no room left): your pictures stay until you close it.');
}
