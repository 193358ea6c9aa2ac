// Hands what the program wrote to the person: a file in the browser's folder of downloads. Nothing leaves the computer.

const KEEP_MS = 60_000; // some browsers read the file only after the person has chosen a place for it

/// Module.labDownload: `bytes` are this side's own copy.
export function saveFile(name, bytes) {
  const url = URL.createObjectURL(new Blob([bytes], {type: 'application/octet-stream'}));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link); // Firefox follows only links of the page
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}
