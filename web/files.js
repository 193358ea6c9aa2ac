// The user's own files, images or a saved model: opened through a picker that lies over the program's "Open files"
// button, or dropped anywhere on the page. They are read here and handed to the program together, which sees what they
// are. Nothing is uploaded.

import {droppedFiles} from './dropped.js';
import {showNotice} from './screen.js';

const LIMIT_BYTES = 96e6; // MNIST unpacked is 55 MB; the program's memory holds a copy while it reads

export class FileIntake {
  #picker = document.getElementById('picker');
  #engine = null;

  /// From now on files go to `engine`.
  connect(engine) {
    this.#engine = engine;
    this.#picker.addEventListener('change', async () => {
      await this.#take([...this.#picker.files].map((file) => ({path: file.name, file})));
      this.#picker.value = ''; // so that the same file can be chosen again
    });
    this.#acceptDrops(document.getElementById('drop'));
  }

  /// The program's button in CSS pixels (Module.labPlaceFilePicker); no width: it is not visible.
  placePicker(x, y, width, height) {
    this.#picker.hidden = !(width > 0);
    Object.assign(this.#picker.style, {left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`});
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

  async #take(files) {
    if (files.length === 0) return;
    const size = files.reduce((sum, {file}) => sum + file.size, 0);
    if (size > LIMIT_BYTES) {
      showNotice(
        `These files are too large: ${Math.ceil(size / 1e6)} MB, and the page takes ${LIMIT_BYTES / 1e6} MB at once.`,
      );
      return;
    }
    try {
      const contents = await Promise.all(files.map(({file}) => file.arrayBuffer()));
      files.forEach(({path}, index) => this.#engine.file(path, new Uint8Array(contents[index])));
      this.#engine.filesDone();
    } catch (error) {
      showNotice(
        error instanceof RangeError
          ? 'There is not enough memory for these files. Try smaller ones.'
          : 'The browser could not read these files.',
      );
    }
  }
}
