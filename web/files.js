// The user's own files, images, a photo or a saved model: opened through pickers that lie over the program's buttons,
// dropped anywhere on the page, or pasted. They are read here and handed to the program together, which sees what they
// are. Nothing is uploaded.

import {droppedFiles} from './dropped.js';
import {isForeignPicture, reduced} from './reduced.js';
import {showNotice} from './screen.js';

const LIMIT_BYTES = 96e6; // MNIST unpacked is 55 MB

export class FileIntake {
  // As in ui::Picker. The last is a link, which never brings files.
  #pickers = ['picker', 'photo-picker', 'camera-picker', 'licences'].map((id) => document.getElementById(id));
  #engine = null;
  #turn = Promise.resolve(); // until the files that came last are handed over

  /// From now on files go to `engine`.
  connect(engine) {
    this.#engine = engine;
    for (const picker of this.#pickers) {
      picker.addEventListener('change', async () => {
        await this.#take([...picker.files].map((file) => ({path: file.name, file})));
        picker.value = ''; // so that the same file can be chosen again
      });
    }
    addEventListener('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      this.#take(files.map((file) => ({path: file.name, file})));
    });
    this.#acceptDrops(document.getElementById('drop'));
  }

  /// The program's button in CSS pixels (Module.labPlacePicker); no width: it is not visible.
  placePicker(which, x, y, width, height) {
    const picker = this.#pickers[which];
    picker.hidden = !(width > 0);
    Object.assign(picker.style, {left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`});
  }

  /// The button was pressed by a key (Module.labChoose); browsers allow it for a moment after that.
  choose(which) {
    this.#pickers[which].click();
  }

  #acceptDrops(highlight) {
    const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
    addEventListener('dragover', (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      highlight.hidden = false;
    });
    addEventListener('dragleave', (event) => {
      if (event.relatedTarget === null) highlight.hidden = true;
    });
    addEventListener('drop', (event) => {
      highlight.hidden = true;
      if (!carriesFiles(event)) return;
      event.preventDefault();
      droppedFiles(event.dataTransfer).then(
        (files) => this.#take(files),
        (error) => showNotice(`These files could not be read (${error.message}).`),
      );
    });
  }

  /// One lot after the other: the program takes the files of one at a time.
  #take(files) {
    return (this.#turn = this.#turn.then(() => this.#handOver(files)));
  }

  async #handOver(files) {
    if (files.length === 0) return;
    const ready = [];
    for (const {path, file} of files) {
      const helps = files.length === 1 || isForeignPicture(file);
      ready.push({path, file: helps ? await reduced(file) : file});
    }
    files = ready;
    const size = files.reduce((sum, {file}) => sum + file.size, 0);
    if (size > LIMIT_BYTES) {
      const most = LIMIT_BYTES / 1e6;
      return showNotice(`These files are too large: ${Math.ceil(size / 1e6)} MB, and the page takes ${most} MB at once.`);
    }
    const refused = this.#engine.filesBegin(size);
    if (refused) return showNotice(refused);
    try {
      // One after the other, so that the browser never holds more than one of them besides the program.
      for (const {path, file} of files) {
        if (!this.#engine.file(path, new Uint8Array(await file.arrayBuffer()))) {
          this.#engine.filesBegin(0); // gives back what those before it took
          return showNotice(`There is not enough memory in one piece for ${path}. Try smaller files.`);
        }
      }
      this.#engine.filesDone();
    } catch {
      this.#engine.filesBegin(0);
      showNotice('The browser could not read these files.');
    }
  }
}
