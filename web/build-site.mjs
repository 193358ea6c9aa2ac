#!/usr/bin/env node
// Assembles the site from the compiled programs, the fonts and this folder:
//
//   node web/build-site.mjs [--build build] [--out build/site] [--program NAME]
//
// NAME: a program of build/web to take for both builds with threads, for tests.
//
// Every file but index.html, sw.js and manifest.webmanifest gets a content hash in its name, so that hosts and
// browsers may keep it for ever; references are rewritten, sizes for the loading bar are written into index.html, and
// .br and .gz copies are laid beside the files for hosts that serve those. All paths are relative: the result works at
// any address. The same input gives the same bytes; what an earlier run left and this one did not make is removed.

import {createHash} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import zlib from 'node:zlib';
import {licencePage, readLicences} from './licences.mjs';

const WEB = path.dirname(fileURLToPath(import.meta.url));
const FONTS = ['font-regular.ttf', 'font-semibold.ttf'];

/// The builds of the program, by the name the page knows them by: where each is built, and the program's name there.
const BUILDS = {
  relaxed: ['web', 'lab_page_relaxed'],
  threads: ['web', 'lab_page'],
  single: ['web-nothreads', 'lab_page'],
};
const FONT_FOLDER = 'web/fonts';

/// ES modules of the page, each after those that it imports.
const MODULES = [
  'address.js',
  'announcer.js',
  'canvas.js',
  'download.js',
  'engine.js',
  'features.js',
  'isolation.js',
  'kept.js',
  'lab.js',
  'saving.js',
  'screen.js',
  'bench.js',
  'dropped.js',
  'reduced.js',
  'files.js',
  'own-pictures.js',
  'sparing.js',
  'loader.js',
];

const PLAIN = ['sw.js', 'manifest.webmanifest']; // keep their names: browsers look them up again under the same ones
const COMPRESSED = /\.(html|css|js|wasm|svg|ttf|webmanifest)$/;

function fail(sentence) {
  console.error(`build-site: ${sentence}`);
  process.exit(1);
}

function readOptions(words) {
  const options = {
    build: path.join(WEB, '..', 'build'),
    out: null,
    program: null,
  };
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, '');
    if (!(name in options) || words[i + 1] === undefined)
      fail('usage: build-site.mjs [--build DIR] [--out DIR] [--program NAME]');
    options[name] = words[i + 1];
  }
  options.out ??= path.join(options.build, 'site');
  return options;
}

function read(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return fail(`${path.relative('.', file)} is missing; build the page first (./run --build)`);
  }
}

const hash = (content) => createHash('sha256').update(content).digest('hex').slice(0, 10);

/// Replaces `from` by `to`, which must occur: a reference that is not rewritten would break the page quietly.
function replace(text, from, to, where) {
  if (!text.includes(from)) fail(`${where} does not mention ${from}`);
  return text.replaceAll(from, () => to);
}

class Site {
  files = new Map(); // name -> content

  /// Adds a file under a name with its hash and returns that name.
  addHashed(name, content) {
    const {name: stem, ext} = path.parse(name);
    const hashed = `${stem}.${hash(content)}${ext}`;
    this.files.set(hashed, Buffer.from(content));
    return hashed;
  }

  entry(name) {
    return {url: name, bytes: this.files.get(name).length};
  }
}

/// The glue and the program of one build. The glue starts worker threads from its own file, whose name it knows.
function addBuild(site, name, folder, program) {
  const wasm = site.addHashed(`lab_page-${name}.wasm`, read(path.join(folder, `${program}.wasm`)));
  const glue = read(path.join(folder, `${program}.js`)).toString().replaceAll(`${program}.wasm`, wasm);
  const own = `lab_page-${name}.${hash(glue)}.js`;
  site.files.set(own, Buffer.from(glue.replaceAll(`${program}.js`, own)));
  return {js: site.entry(own), wasm: site.entry(wasm)};
}

function addModules(site) {
  const names = new Map();
  for (const module of MODULES) {
    const text = read(path.join(WEB, module))
      .toString()
      .replace(/from '\.\/([a-z-]+\.js)'/g, (_, imported) => {
        if (!names.has(imported)) fail(`${module} imports ${imported}, which MODULES does not list before it`);
        return `from './${names.get(imported)}'`;
      });
    names.set(module, site.addHashed(module, text));
  }
  return names;
}

/// The page of licences and its style: part of the site, but of no visitor's way to the lab.
function addLicences(site, buildFolder, icon) {
  let licences;
  try {
    licences = readLicences(path.join(buildFolder, 'web', 'licences.txt'), path.join(WEB, '..', 'cmake', 'dependencies.txt'));
  } catch (error) {
    fail(`${error.message}; build the page again (./run --build)`);
  }
  const style = site.addHashed('licences.css', read(path.join(WEB, 'licences.css')));
  let page = licencePage(read(path.join(WEB, 'licences.html')).toString(), licences);
  page = replace(page, 'licences.css', style, 'licences.html');
  return [site.addHashed('licences.html', replace(page, 'icon.svg', icon, 'licences.html')), style];
}

function assemble({build: buildFolder, program: only}) {
  const site = new Site();
  const builds = {};
  for (const [name, [folder, program]] of Object.entries(BUILDS)) {
    builds[name] = addBuild(site, name, path.join(buildFolder, folder), folder === 'web' ? (only ?? program) : program);
  }

  const assets = {};
  for (const font of FONTS) {
    assets[font] = site.entry(site.addHashed(font, read(path.join(buildFolder, FONT_FOLDER, font))));
  }

  const modules = addModules(site);
  const icon = site.addHashed('icon.svg', read(path.join(WEB, 'icon.svg')));
  const style = site.addHashed('style.css', read(path.join(WEB, 'style.css')));
  const start = site.addHashed('start.js', read(path.join(WEB, 'start.js')));
  for (const name of PLAIN) {
    const text = read(path.join(WEB, name)).toString();
    site.files.set(name, Buffer.from(name.endsWith('.webmanifest') ? replace(text, 'icon.svg', icon, name) : text));
  }

  const licences = addLicences(site, buildFolder, icon);
  const description = {version: '', shell: [...modules.values(), icon, style, start], builds, assets, licences};
  let page = read(path.join(WEB, 'index.html')).toString();
  description.version = hash(page + JSON.stringify(description));
  const preloads = [...modules.values()].map((name) => `<link rel="modulepreload" href="${name}">`).join('\n  ');
  for (const [from, to] of [
    ['icon.svg', icon],
    ['style.css', style],
    ['"start.js"', `"${start}"`],
    ['"licences.html"', `"${licences[0]}"`],
    ['"loader.js"', `"${modules.get('loader.js')}"`],
    ['<!-- preload -->', preloads],
    ['id="site">{}', `id="site">${JSON.stringify(description)}`],
  ]) {
    page = replace(page, from, to, 'index.html');
  }
  site.files.set('index.html', Buffer.from(page));
  return {site, description};
}

/// Writes what is new or different, with compressed copies, and removes everything else in the folder.
function write(site, out) {
  const sizes = new Map();
  fs.mkdirSync(out, {recursive: true});
  if (fs.readdirSync(out).length > 0 && !fs.existsSync(path.join(out, 'sw.js'))) {
    fail(`${out} holds something else than this site and would be emptied; choose another --out`);
  }
  const keep = new Set();
  for (const [name, content] of site.files) {
    const file = path.join(out, name);
    const same = fs.existsSync(file) && fs.readFileSync(file).equals(content);
    keep.add(name);
    const size = {raw: content.length, gzip: content.length, brotli: content.length};
    if (COMPRESSED.test(name)) {
      size.gzip = writeCompressed(`${file}.gz`, same, () => zlib.gzipSync(content, {level: 9}));
      size.brotli = writeCompressed(`${file}.br`, same, () =>
        zlib.brotliCompressSync(content, {
          params: {
            [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
            [zlib.constants.BROTLI_PARAM_LGWIN]: 24,
            [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length,
          },
        }),
      );
      keep.add(`${name}.gz`).add(`${name}.br`);
    }
    if (!same) writeWhole(file, content); // last, so that a run that was broken off here begins with this file again
    sizes.set(name, size);
  }
  for (const name of fs.readdirSync(out)) {
    if (!keep.has(name)) fs.rmSync(path.join(out, name), {recursive: true});
  }
  return sizes;
}

/// Compressing takes seconds, so a copy of an unchanged file stays. Returns its size.
function writeCompressed(file, unchanged, compress) {
  if (!unchanged || !fs.existsSync(file)) writeWhole(file, compress());
  return fs.statSync(file).size;
}

/// A file is there completely or not at all.
function writeWhole(file, content) {
  fs.writeFileSync(`${file}.part`, content);
  fs.renameSync(`${file}.part`, file);
}

/// What one visitor downloads, part by part.
function report({shell, builds, assets, licences}, sizes) {
  const add = (names) =>
    names.reduce(
      (sum, name) => {
        const size = sizes.get(name);
        return {raw: sum.raw + size.raw, gzip: sum.gzip + size.gzip, brotli: sum.brotli + size.brotli};
      },
      {raw: 0, gzip: 0, brotli: 0},
    );
  const line = (title, size) => {
    const figures = ['raw', 'gzip', 'brotli'].map((kind) => (size[kind] / 1000).toFixed(1).padStart(9));
    console.log(`${title.padEnd(26)}${figures.join('')}`);
  };
  console.log(`${'kB'.padEnd(26)}${['raw', 'gzip', 'brotli'].map((kind) => kind.padStart(9)).join('')}`);
  const frame = ['index.html', ...PLAIN, ...shell];
  const media = Object.values(assets).map((file) => file.url);
  line('page, style and loader', add(frame));
  line('fonts', add(media));
  for (const [name, {js, wasm}] of Object.entries(builds)) {
    line(`program, ${name}`, add([js.url, wasm.url]));
    line(`all of it, ${name}`, add([...frame, ...media, js.url, wasm.url]));
  }
  line('licences (on request)', add(licences));
}

const options = readOptions(process.argv.slice(2));
const {site, description} = assemble(options);
report(description, write(site, options.out));
