// What the page shows around the program: the loading screen, the failure panel and short notices.

import {megabytes} from './download.js';

const FADE_MS = 200; // a little longer than style.css takes

const element = (id) => document.getElementById(id);

/// For Progress: moves the bar and writes the bytes beside it.
export function showProgress(arrived, total) {
  const percent = total > 0 ? Math.min(100, (100 * arrived) / total) : 0;
  element('bar').setAttribute('aria-valuenow', Math.round(percent));
  element('bar').firstElementChild.style.transform = `translateX(${percent - 100}%)`;
  element('progress').textContent = megabytes(arrived, total);
}

export function showStep(text) {
  element('progress').textContent = text;
}

export function hideLoading() {
  element('loading').classList.add('done');
  setTimeout(() => (element('loading').hidden = true), FADE_MS);
}

/// The failure panel. The first one stays: what fails afterwards is a consequence. `actions`: [{label, run}].
export function showFailure(title, text, actions = []) {
  if (!element('failure').hidden) return;
  element('loading').hidden = true;
  element('picker').hidden = true;
  element('failure-title').textContent = title;
  element('failure-text').textContent = text;
  element('failure-actions').replaceChildren(
    ...actions.map(({label, run}) => {
      const button = document.createElement('button');
      button.textContent = label;
      button.addEventListener('click', run);
      return button;
    }),
  );
  element('failure').hidden = false;
}

export const reloadAction = (label) => ({label, run: () => location.reload()});

let noticeTimer = 0;

/// A sentence at the bottom of the page that goes away by itself.
export function showNotice(sentence) {
  clearTimeout(noticeTimer);
  element('notice').textContent = sentence;
  element('notice').hidden = false;
  noticeTimer = setTimeout(() => (element('notice').hidden = true), 8000);
}

/// The page's own colours follow the program's theme.
export function followTheme(dark) {
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  const ground = getComputedStyle(document.documentElement).getPropertyValue('--ground').trim();
  document.querySelector('meta[name="theme-color"]').content = ground;
}
