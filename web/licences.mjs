// The page with the licences of what others have made and this page contains, as build/web/licences.txt lists it (see
// cmake/Licences.cmake). Part of build-site.mjs. Errors are sentences.

import fs from 'node:fs';
import path from 'node:path';

const COMMON = '/usr/share/common-licenses/'; // where Debian keeps the texts that its files only name

/// The paragraphs of a file in Debian's copyright format 1.0, each {files, licence, text}: `files` are the patterns that it is
/// about (none where it is the text of a licence), `licence` the names behind "License:".
function paragraphs(text) {
  return text
    .split(/\n\s*\n/)
    .map((paragraph) => {
      const field = (name) => new RegExp(`^${name}:(.*(?:\\n[ \\t].*)*)`, 'mi').exec(paragraph)?.[1].trim() ?? '';
      return {
        files: field('Files').split(/\s+/).filter(Boolean),
        licence: field('License').split('\n')[0],
        text: paragraph.replace(/^\s+\.$/gm, '').trim(),
      };
    })
    .filter(({licence}) => licence);
}

/// What such a file says of all files and of those in `folders`, with the licences that are named there.
function partOf(text, folders) {
  const all = paragraphs(text);
  const wanted = (pattern) => pattern === '*' || folders.some((folder) => pattern.startsWith(folder));
  const about = all.filter(({files}) => files.some(wanted));
  const names = new Set(
    about.flatMap(({licence}) => licence.replace(/ with [^,]* exception/g, '').split(/,?\s+(?:and\/or|and|or)\s+|,\s*/)),
  );
  const texts = all.filter(({files, licence}) => files.length === 0 && names.has(licence));
  return [...about, ...texts].map((paragraph) => paragraph.text).join('\n\n');
}

function readText(file, title) {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    throw new Error(`the licence of ${title} is missing: there is no ${file}`);
  }
}

/// The rows of cmake/dependencies.txt for libraries: name -> {licence, upstream, debian}.
function libraries(table) {
  const rows = fs.readFileSync(table, 'utf8').matchAll(/^library\s+(\S+)\s+\S+\s+\S+\s+(\S+)\s+\S+\s+(\S+)\s+(\S+)/gm);
  return new Map([...rows].map(([, name, debian, licence, upstream]) => [name, {licence, upstream, debian}]));
}

/// [{library, title, version, licence, upstream, debian, text}] of all that `list` (licences.txt) names; at the end, without
/// a library, the texts that those before refer to. `table` is cmake/dependencies.txt.
export function readLicences(list, table) {
  const known = libraries(table);
  const entries = fs
    .readFileSync(list, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [library, title, licence, folders, version, file] = line.split('|');
      const row = known.get(library);
      if (!row) throw new Error(`cmake/dependencies.txt has no library ${library}, which the page contains`);
      const whole = readText(file, title);
      const text = whole.startsWith('Format:') ? partOf(whole, folders === '-' ? [] : folders.split(' ')) : whole;
      if (!/copyright|public domain/i.test(text)) throw new Error(`${file} has no licence of ${title}`);
      return {...row, library, title, version, licence: licence === '-' ? row.licence : licence, text};
    });
  const named = new Set(entries.flatMap(({text}) => [...text.matchAll(/common-licenses\/([\w.-]*\w)/g)].map(([, name]) => name)));
  for (const name of [...named].sort()) entries.push({title: name, text: readText(path.join(COMMON, name), name)});
  return entries;
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

/// `template` (licences.html) with these licences in it.
export function licencePage(template, entries) {
  const id = (index) => `licence-${index + 1}`;
  const contents = entries.map(({title}, i) => `<li><a href="#${id(i)}">${escaped(title)}</a></li>`);
  const sections = entries.map(({library, title, version, licence, upstream, debian, text}, i) => {
    const origin = library
      ? `${escaped(licence)}. Its source: <a href="${escaped(upstream)}">${escaped(upstream)}</a>, version ` +
        `${escaped(version)} (Debian's package ${escaped(debian)}).`
      : 'Named by licences above.';
    return (
      `<section id="${id(i)}" data-library="${library ?? ''}">\n<h2>${escaped(title)}</h2>\n` +
      `<p>${origin}</p>\n<pre>${escaped(text)}</pre>\n</section>`
    );
  });
  return template
    .replace('<!-- contents -->', () => contents.join('\n'))
    .replace('<!-- licences -->', () => sections.join('\n'));
}
