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

// A form that can be checked says what it would ask before it is sent.
for (const form of document.querySelectorAll('form[data-check]')) {
  const answer = form.querySelector('[data-checked]');
  let asked = 0;
  let shown = '';
  const check = async () => {
    const turn = (asked += 1);
    const body = new URLSearchParams([...new FormData(form)].filter(([name]) => name !== 'letter'));
    const reply = await fetch(form.dataset.check, { method: 'POST', body }).catch(() => null);
    if (turn !== asked || reply?.ok !== true) return;
    const said = await reply.text();
    // Said again only when it is news: the region is read aloud.
    if (said !== shown) answer.innerHTML = said;
    shown = said;
  };
  form.addEventListener('change', check);
  // A form may arrive filled in, from a pasted letter.
  void check();
}
