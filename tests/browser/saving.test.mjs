// Trained networks leave the page as files and come back: through the menu, through window.lab, opened and dropped.

import assert from 'node:assert/strict';
import {isolatedSite, labTest, PHONE, pictureDifference} from './support/lab.mjs';

async function pressItem(lab, name, press) {
  await lab.middleOf(name);
  await lab.calm(); // a menu takes a frame or two to find its size and place
  const {x, y} = await lab.middleOf(name);
  await press(x, y);
}

for (const threads of [2, 0]) {
  labTest(`a saved model shows the same in a fresh page (threads=${threads})`, {}, async (lab) => {
    const site = await isolatedSite();
    await lab.open(`${site}?preset=lab-dae&noise_level=0.35&threads=${threads}`);
    const before = await lab.trained();
    const file = await lab.download(async () => {
      await lab.clickOn('save');
      await pressItem(lab, 'save-model', (x, y) => lab.page.mouse.click(x, y));
    });
    assert.equal(file.name, 'lab-dae.aelab');
    assert.equal(file.content.subarray(0, 5).toString(), 'AELAB');
    await lab.until((now) => now.notice === 'Saved lab-dae.aelab.');

    await lab.open(`${site}?preset=mlp&threads=${threads}`);
    await lab.drop([file]);
    await lab.until((now) => now.preset === 'lab-dae' && now.notice.startsWith('Opened lab-dae.aelab: '));
    await lab.calm();
    const after = await lab.status();
    assert.equal(after.state, 'ready');
    assert.equal(after.fields.noise_level, before.fields.noise_level);
    assert.equal(after.psnrDenoised, before.psnrDenoised);
    assert.ok((await lab.steps(2)).step === 2, 'and it trains on');
  });
}

labTest('every format downloads under its name, and wrong ones are refused with a sentence', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&epochs=1&threads=2`);
  assert.match(await lab.refusal({type: 'save', format: 'pdf'}), /^There is no format "pdf"; there are model, onnx/);
  assert.match(await lab.refusal({type: 'save'}), /^There is no format/);
  assert.match(await lab.refusal({type: 'save', format: 'history'}), /^No epoch is finished yet/);
  await lab.command('train');
  await lab.until((now) => now.state === 'finished', undefined, 60_000);
  for (const [format, name, start] of [
    ['model', 'lab-dae.aelab', 'AELAB'],
    ['onnx', 'lab-dae.onnx', '\x08\x08'],
    ['npz', 'lab-dae.npz', 'PK'],
    ['safetensors', 'lab-dae.safetensors', ''],
    ['keras', 'lab-dae-keras.zip', 'PK'],
    ['pytorch', 'lab-dae-pytorch.zip', 'PK'],
    ['history', 'lab-dae-history.csv', 'epoch,loss'],
  ]) {
    const file = await lab.save(format);
    assert.equal(file.name, name);
    assert.equal(file.content.subarray(0, start.length).toString('latin1'), start, format);
    assert.ok(file.content.length > 50, format);
  }
});

labTest('a script that saves, changes and saves again gets both networks', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=2`);
  const names = [];
  lab.page.on('download', (file) => names.push(file.suggestedFilename()));
  await lab.page.evaluate(() => {
    window.lab.command({type: 'save', format: 'onnx'});
    window.lab.command({type: 'preset', name: 'sp-dae'});
    window.lab.command({type: 'save', format: 'npz'});
  });
  await lab.until((now) => now.notice === 'Saved sp-dae.npz.');
  await lab.page.waitForTimeout(300);
  assert.deepEqual(names.sort(), ['lab-dae.onnx', 'sp-dae.npz']);
});

labTest('damaged models and more than one are refused; undo brings the former network back', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=2`);
  const file = await lab.save('model');
  const before = await lab.trained();
  const damaged = Buffer.from(file.content);
  damaged[damaged.length >> 1] ^= 1;
  for (const [files, sentence] of [
    [[{name: 'mine.aelab', content: damaged}], /^mine\.aelab is damaged: its checksum does not match\.$/],
    [[{name: 'mine.aelab', content: file.content.subarray(0, 5000)}], /^mine\.aelab is damaged/],
    [[{name: 'empty.aelab', content: Buffer.alloc(0)}], /^empty\.aelab is not a model/],
    [[file, {...file, name: 'second.aelab'}], /one saved model at a time/],
    [[file, {name: 'digit.png', content: Buffer.from('x')}], /one saved model at a time/],
  ]) {
    await lab.drop(files);
    await lab.until((now, words) => new RegExp(words).test(now.notice), sentence.source);
    const {step, dataError} = await lab.status();
    assert.deepEqual([step, dataError], [before.step, '']);
  }
  await lab.drop([file]);
  await lab.until((now) => now.step === 0 && now.notice.startsWith('Opened lab-dae.aelab'));
  await pressItem(lab, 'undo', (x, y) => lab.page.mouse.click(x, y));
  await lab.until((now, psnr) => now.psnrDenoised === psnr, before.psnrDenoised);
});

labTest('on a phone the menu behind the dots saves too', {context: PHONE}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae`);
  const tap = (x, y) => lab.page.touchscreen.tap(x, y);
  await pressItem(lab, 'more', tap);
  await lab.calm();
  await lab.screenshot('phone-save-menu');
  const file = await lab.download(() => pressItem(lab, 'save-model', tap));
  assert.equal(file.name, 'lab-dae.aelab');
});

/// A page of its own that reads pictures: the lab's policy lets it show none but its own.
const reader = async (lab) => {
  const page = await lab.page.context().newPage();
  await page.goto('about:blank');
  return page;
};

/// What a browser makes of a PNG and an SVG of the same card, drawn as large as the PNG: {width, height, colors (of the
/// PNG), texts, images, circles, strokes, error (of the SVG's XML), apart (share of pixels that differ visibly)}.
const lookAt = (page, png, svg) =>
  page.evaluate(
    async ([png, svg]) => {
      const draw = async (type, base64, size) => {
        const image = new Image();
        image.src = `data:${type};base64,${base64}`;
        await image.decode();
        const [width, height] = size ?? [image.naturalWidth, image.naturalHeight];
        const context = new OffscreenCanvas(width, height).getContext('2d');
        context.drawImage(image, 0, 0, width, height);
        return {width, height, shown: [image.naturalWidth, image.naturalHeight], data: context.getImageData(0, 0, width, height).data};
      };
      const a = await draw('image/png', png);
      const b = await draw('image/svg+xml', svg, [a.width, a.height]);
      const colors = new Set(new Uint32Array(a.data.buffer));
      let apart = 0;
      for (let i = 0; i < a.data.length; i += 4) {
        apart += [0, 1, 2].some((channel) => Math.abs(a.data[i + channel] - b.data[i + channel]) > 48);
      }
      const bytes = Uint8Array.from(atob(svg), (letter) => letter.charCodeAt(0));
      const document = new DOMParser().parseFromString(new TextDecoder().decode(bytes), 'image/svg+xml');
      return {
        width: a.width,
        height: a.height,
        drawn: b.shown,
        colors: colors.size,
        apart: apart / (a.data.length / 4),
        error: document.querySelector('parsererror')?.textContent ?? '',
        texts: [...document.querySelectorAll('text')].map((text) => text.textContent),
        images: document.querySelectorAll('image').length,
        circles: document.querySelectorAll('circle').length,
        strokes: document.querySelectorAll('path[stroke]').length,
      };
    },
    [png.toString('base64'), svg.toString('base64')],
  );

/// A card saved through the menu behind its title.
async function saveCard(lab, card, item, press) {
  await pressItem(lab, `card-${card}`, press);
  return lab.download(() => pressItem(lab, item, press));
}

labTest('a panel, plots and views save as PNG and SVG from the menus behind their titles', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=2`);
  await lab.trained();
  const page = await reader(lab);
  const click = (x, y) => lab.page.mouse.click(x, y);
  for (const [card, view, words, has] of [
    ['original', 'denoise', ['Original', /^digit \d$/], (see) => see.images === 1],
    ['test-images', 'denoise', ['Test images', 'Noisy', 'Denoised'], (see) => see.images === 30],
    ['loss', 'denoise', ['Loss', 'Training', 'Validation'], (see) => see.strokes > 0],
    ['map', 'code', ['Map', 'digit 9'], (see) => see.circles > 1000],
    ['layers', 'network', ['Network', '25,120 parameters'], (see) => see.images === 0],
    ['noise-levels', 'noise', ['From little noise to much', 'Median'], (see) => see.images === 33],
  ]) {
    await lab.command({type: 'view', name: view});
    await lab.until((now) => !now.observing);
    await lab.calm();
    const png = await saveCard(lab, card, 'card-png', click);
    const svg = await saveCard(lab, card, 'card-svg', click);
    assert.deepEqual([png.name, svg.name], [`lab-dae-${card}.png`, `lab-dae-${card}.svg`]);
    assert.equal(png.content.subarray(37, 41).toString(), 'pHYs', 'a text processor knows how large it is');
    const see = await lookAt(page, png.content, svg.content);
    lab.note(`${card}: ${JSON.stringify({...see, texts: see.texts.length})}, ${png.content.length} and ${svg.content.length} bytes`);
    assert.equal(see.error, '', card);
    assert.equal(see.width, 2 * see.drawn[0], `${card}: two pixels for one of CSS`);
    // What is cut off below is what is empty: smooth edges reach a little further.
    assert.ok(Math.abs(see.height - 2 * see.drawn[1]) <= 2, `${card}: ${see.height}, ${see.drawn}`);
    assert.ok(see.width > 300 && see.height > 200, card);
    assert.ok(see.colors > 20, `${card} is not blank`);
    for (const word of words) {
      const there = see.texts.some((text) => (word instanceof RegExp ? word.test(text) : text === word));
      assert.ok(there, `${card}: ${word} among ${see.texts}`);
    }
    assert.ok(has(see), `${card}: ${JSON.stringify(see)}`);
    // The reader has another typeface than the PNG.
    assert.ok(see.apart < 0.05, `${card}: ${see.apart} of both pictures differ`);
  }
  await page.close();
});

labTest('saving a card changes nothing on the page, and says in a sentence what it cannot save', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=2`);
  await lab.trained();
  await lab.page.mouse.move(2, 2);
  await lab.calm();
  const before = await lab.page.screenshot();
  const spots = (await lab.status()).ui;
  const file = await lab.download(() => lab.command({type: 'save', card: 'pictures', format: 'svg'}));
  assert.equal(file.name, 'lab-dae-pictures.svg');
  await lab.until((now) => now.notice === 'Saved lab-dae-pictures.svg.');
  await lab.until((now) => now.notice === '');
  await lab.calm();
  assert.deepEqual((await lab.status()).ui, spots);
  assert.equal(await pictureDifference(lab, before, await lab.page.screenshot()), 0);

  assert.equal(await lab.refusal({type: 'save', card: 'moon', format: 'png'}), 'There is no card "moon".');
  assert.equal(await lab.refusal({type: 'save', card: 'loss', format: 'gif'}), 'A card is saved as "png" or "svg".');
  await lab.command({type: 'save', card: 'map', format: 'png'});
  await lab.until((now) => now.notice === 'The card "map" is not on the page now.');
  const notice = await lab.page.evaluate(() => {
    document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext();
    window.lab.command({type: 'save', card: 'loss', format: 'png'});
    return window.lab.status().notice;
  });
  assert.match(notice, /^The browser has taken the graphics away, without which there is no picture to save\./);
});

labTest('a card saves by keys alone', {}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae&threads=2`);
  await lab.calm();
  // Help, colours, save, data, experiment, and then the first title.
  for (const key of ['Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Enter']) {
    await lab.page.keyboard.press(key);
    await lab.calm();
  }
  await lab.middleOf('card-png');
  const file = await lab.download(async () => {
    await lab.page.keyboard.press('ArrowDown');
    await lab.calm();
    await lab.page.keyboard.press('Enter');
  });
  assert.match(file.name, /^lab-dae-original\.(png|svg)$/);
});

labTest('on a phone a title opens its menu for a finger, and all three pictures save as one', {context: PHONE}, async (lab) => {
  await lab.open(`${await isolatedSite()}?preset=lab-dae`);
  await lab.trained();
  const tap = (x, y) => lab.page.touchscreen.tap(x, y);
  await pressItem(lab, 'card-denoised', tap);
  await lab.middleOf('cards-png');
  await lab.calm();
  await lab.screenshot('phone-card-menu');
  const png = await lab.download(() => pressItem(lab, 'cards-png', tap));
  const svg = await saveCard(lab, 'noisy', 'cards-svg', tap);
  assert.deepEqual([png.name, svg.name], ['lab-dae-pictures.png', 'lab-dae-pictures.svg']);
  const page = await reader(lab);
  const see = await lookAt(page, png.content, svg.content);
  assert.equal(see.images, 3);
  for (const title of ['Original', 'Noisy', 'Denoised']) assert.ok(see.texts.includes(title), `${see.texts}`);
  assert.ok(see.width >= 2 * see.drawn[0] && see.colors > 20, JSON.stringify(see));
});

for (const colorScheme of ['dark', 'light']) {
  labTest(`picture: the save menu (${colorScheme})`, {context: {colorScheme}}, async (lab) => {
    await lab.open(`${await isolatedSite()}?preset=lab-dae&epochs=1&threads=2`);
    await lab.command('train');
    await lab.until((now) => now.state === 'finished', undefined, 60_000);
    await lab.clickOn('save');
    await lab.middleOf('save-history');
    await lab.calm();
    await lab.screenshot(`desktop-save-menu-${colorScheme}`);
    await pressItem(lab, 'save-onnx', (x, y) => lab.page.mouse.click(x, y));
    await lab.until((now) => now.notice === 'Saved lab-dae.onnx.');
    await lab.calm();
    await lab.screenshot(`desktop-saved-${colorScheme}`);
  });
}
