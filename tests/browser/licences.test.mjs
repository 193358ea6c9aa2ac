// The licences of what the site contains: all of them are on one page, which the help leads to.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {readLicences} from '../../web/licences.mjs';
import {isolatedSite, labTest, plainTest, ROOT, serveSite, SITE} from './support/lab.mjs';

const DEPENDENCIES = path.join(ROOT, 'cmake/dependencies.txt');

/// Libraries of cmake/dependencies.txt of which nothing is in the site.
const ELSEWHERE = ['doctest', 'cli11', 'fonttools'];

/// What the text of each licence says, whoever grants it.
const WORDS = {
  MIT: /Permission is hereby granted, free of charge/,
  Zlib: /This software is provided 'as-is'/,
  'MPL-2.0': /Mozilla Public License,? Version 2\.0[^]*Source Code Form/i,
  'OFL-1.1': /Open Font License[^]*PERMISSION & CONDITIONS/,
  'Apache-2.0-with-LLVM-exception': /As an exception,\s*if, as a result of your compiling/,
};

const named = (pattern) => fs.readdirSync(SITE).filter((name) => pattern.test(name));
const readSite = (name) => fs.readFileSync(path.join(SITE, name), 'utf8');

/// The sections of the page: {library, title, licence, upstream, text}.
function sections() {
  const [name, ...more] = named(/^licences\.[0-9a-f]{10}\.html$/);
  assert.deepEqual(more, []);
  const plain = (html) => html.replace(/<[^>]*>/g, '').replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(code));
  const pattern = /<section id="[^"]*" data-library="([^"]*)">\s*<h2>(.*)<\/h2>\s*<p>(.*)<\/p>\s*<pre>([^]*?)<\/pre>/g;
  return [...readSite(name).matchAll(pattern)].map(([, library, title, origin, text]) => ({
    library,
    title: plain(title),
    licence: origin.split('. ')[0],
    upstream: /href="([^"]*)"/.exec(origin)?.[1],
    text: plain(text),
  }));
}

plainTest('the page of licences has every library that the site contains, with its text and its source', () => {
  const all = sections();
  for (const {title, licence, text, library} of all) {
    if (!library) continue;
    assert.ok(licence in WORDS, `${title}: ${licence}`);
    assert.match(text.replace(/\s+/g, ' '), WORDS[licence], title);
    assert.match(text, /copyright/i, title);
  }
  const rows = fs.readFileSync(DEPENDENCIES, 'utf8').matchAll(/^library +(\S+) +\S+ +\S+ +\S+ +\S+ +(\S+) +(\S+)/gm);
  const contained = [...rows].filter(([, name]) => !ELSEWHERE.includes(name));
  assert.ok(contained.length >= 7);
  for (const [, name, licence, upstream] of contained) {
    const found = all.find(({library}) => library === name);
    assert.ok(found, `${name} is not there`);
    assert.deepEqual([found.licence, found.upstream], [licence, upstream]);
  }
  for (const title of ['musl', 'libc++', 'libc++abi', 'compiler-rt', 'emmalloc'])
    assert.ok(all.some((section) => section.title === title), `${title} is not there`);
  // What Debian's files only refer to is there too.
  for (const [, name] of all.flatMap(({text}) => [...text.matchAll(/common-licenses\/([\w.-]*\w)/g)]))
    assert.ok(all.some((section) => section.title === name), `${name} is named and not there`);
});

plainTest('a licence without its text stops the build with a sentence', () => {
  const list = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lab-licences-')), 'licences.txt');
  const reading = (line) => () => {
    fs.writeFileSync(list, `${line}\n`);
    return readLicences(list, DEPENDENCIES);
  };
  assert.throws(reading('eigen|Eigen|-|-|5|/nowhere/copyright'), /^Error: the licence of Eigen is missing: there is no \/now/);
  assert.throws(reading(`eigen|Eigen|-|-|5|${DEPENDENCIES.replace('.txt', '')}`), /the licence of Eigen is missing/);
  assert.throws(reading(`qt|Qt|-|-|6|${DEPENDENCIES}`), /dependencies\.txt has no library qt, which the page contains/);
  assert.throws(reading(`eigen|Eigen|-|-|5|${path.join(ROOT, 'web/icon.svg')}`), /icon\.svg has no licence of Eigen/);
  fs.rmSync(path.dirname(list), {recursive: true});
});

labTest('the help leads to the licences, without a connection too', {}, async (lab) => {
  const {url, stop} = await serveSite({isolation: false});
  await lab.open(url);
  await lab.kept();
  stop();
  const link = lab.page.locator('#licences');
  assert.equal(await link.isVisible(), false);
  await lab.page.keyboard.press('?');
  await link.waitFor();
  const [opened] = await Promise.all([lab.page.waitForEvent('popup'), link.click()]);
  await opened.locator('h2', {hasText: 'Eigen'}).waitFor();
  assert.equal(await opened.title(), 'Licences - Autoencoder Lab');
  const font = await opened.locator('pre').first().evaluate((box) => getComputedStyle(box).whiteSpace);
  assert.equal(font, 'pre-wrap', 'its style is there');
});

for (const colorScheme of ['dark', 'light']) {
  labTest(`the licences are legible and fit a phone, ${colorScheme}`, {context: {colorScheme}}, async (lab) => {
    const [name] = named(/^licences\..*\.html$/);
    await lab.page.setViewportSize({width: 390, height: 844});
    await lab.page.goto(`${await isolatedSite()}${name}`);
    const seen = await lab.page.evaluate(() => ({
      width: document.documentElement.scrollWidth,
      ink: getComputedStyle(document.body).color,
      ground: getComputedStyle(document.body).backgroundColor,
    }));
    assert.equal(seen.width, 390);
    const brightness = (color) => Math.max(...color.match(/\d+/g).map(Number));
    assert.equal(brightness(seen.ink) > brightness(seen.ground), colorScheme === 'dark');
    await lab.screenshot(`licences-${colorScheme}`);
  });
}
