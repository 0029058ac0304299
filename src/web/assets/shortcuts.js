// Keys that do what a link or field of the page does. None sends a form: on a button they only put the focus.
const SHORTCUTS_OFF = 'shortcuts-off';

const dialog = document.getElementById('shortcuts');
const opener = document.querySelector('[data-opens="shortcuts"]');
const toggle = document.querySelector('[data-shortcuts-on]');

const isTyping = (element) => element.closest('input, textarea, select, [contenteditable]') !== null;

/** What the page itself offers comes before the menu. */
const find = (selector) => document.querySelector(`main ${selector}`) ?? document.querySelector(selector);

/** A part of the page that has a key stands for its first field, or for its first button. */
const inside = (part) =>
  part.matches('a, button, input, select, textarea')
    ? part
    : (part.querySelector('select, textarea, input:not([type="hidden"])') ?? part.querySelector('button, a'));

function follow(part) {
  const target = inside(part);
  if (target === null) return;
  if (target instanceof HTMLAnchorElement) {
    target.click();
    return;
  }
  const fold = target.closest('details');
  if (fold !== null) fold.open = true;
  target.focus();
  target.scrollIntoView({ block: 'nearest' });
}

/** From one link of a list to the one after or before it; the ends of the list are ends. */
function step(by) {
  const stops = [...document.querySelectorAll('main [data-steps] tbody th a')];
  if (stops.length === 0) return false;
  const at = stops.indexOf(document.activeElement);
  const next = stops[at === -1 ? 0 : Math.min(stops.length - 1, Math.max(0, at + by))];
  next.focus();
  next.scrollIntoView({ block: 'nearest' });
  return true;
}

/** The link that has the focus, in a list that is stepped through. */
function openFocused() {
  const link = document.activeElement;
  if (!link?.matches('main [data-steps] tbody th a')) return false;
  link.click();
  return true;
}

const LIST_KEYS = { j: () => step(1), k: () => step(-1), o: openFocused };

function press(event) {
  if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (dialog.open) return;
  if (event.key === '?') {
    dialog.showModal();
    return;
  }
  if (LIST_KEYS[event.key]?.() === true) {
    event.preventDefault();
    return;
  }
  const target = find(`[data-shortcut="${CSS.escape(event.key)}"]`);
  if (target === null) return;
  event.preventDefault();
  follow(target);
}

opener.hidden = false;
opener.addEventListener('click', () => dialog.showModal());

// Single-key shortcuts get in the way of speech input, so each person can turn them off (WCAG 2.1.4).
toggle.checked = localStorage.getItem(SHORTCUTS_OFF) === null;
toggle.addEventListener('change', () => {
  if (toggle.checked) localStorage.removeItem(SHORTCUTS_OFF);
  else localStorage.setItem(SHORTCUTS_OFF, 'yes');
});

document.addEventListener('keydown', press);
