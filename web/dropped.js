// What somebody dropped on the page: files, and whole folders with what is in them.

const MOST_FILES = 20_000;

/// Resolves to [{path, file}], where `path` has the names of folders ("cats/tom.jpg"): those inside the folder that was
/// dropped, or, where several things were dropped, theirs too. Must be called inside the drop event, because browsers
/// forget its items afterwards.
export function droppedFiles(dataTransfer) {
  const entries = [...(dataTransfer.items ?? [])].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return Promise.resolve([...dataTransfer.files].map((file) => ({path: file.name, file})));
  return collect(entries);
}

async function collect(entries) {
  const alone = entries.length === 1 && entries[0].isDirectory;
  const start = alone ? entries[0].fullPath.length + 1 : 1; // paths begin with "/"
  const found = [];
  const waiting = [...entries];
  while (waiting.length > 0 && found.length < MOST_FILES) {
    const entry = waiting.shift();
    if (entry.isDirectory) {
      waiting.push(...(await childrenOf(entry)));
    } else {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      if (!file.name.startsWith('.')) found.push({path: entry.fullPath.slice(start), file});
    }
  }
  if (waiting.length > 0) throw new Error('there are more than 20,000 of them; a ZIP archive of them may fit');
  return found;
}

async function childrenOf(folder) {
  const reader = folder.createReader();
  const children = [];
  for (;;) {
    // Browsers hand out a folder's entries in portions; an empty one is the end.
    const portion = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return children;
    children.push(...portion);
  }
}
