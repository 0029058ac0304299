// Progressive enhancement only: every page does its whole work without this file.
import { initAll } from './govuk-frontend.min.js';

const SHORTCUTS_OFF = 'shortcuts-off';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

const dialog = document.getElementById('shortcuts');
const opener = document.querySelector('[data-opens="shortcuts"]');
const toggle = document.querySelector('[data-shortcuts-on]');

opener.hidden = false;
opener.addEventListener('click', () => dialog.showModal());

// Single-key shortcuts get in the way of speech input, so each person can turn them off (WCAG 2.1.4).
toggle.checked = localStorage.getItem(SHORTCUTS_OFF) === null;
toggle.addEventListener('change', () => {
  if (toggle.checked) localStorage.removeItem(SHORTCUTS_OFF);
  else localStorage.setItem(SHORTCUTS_OFF, 'yes');
});

const isTyping = (element) => element.closest('input, textarea, select, [contenteditable]') !== null;

document.addEventListener('keydown', (event) => {
  if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === '?') {
    dialog.showModal();
    return;
  }
  const target = document.querySelector(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (target === null || dialog.open) return;
  event.preventDefault();
  if (target instanceof HTMLInputElement) target.focus();
  else target.click();
});
