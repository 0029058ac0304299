// Progressive enhancement only: every page does its whole work without this file.
import { initAll } from './govuk-frontend.min.js';
import './shortcuts.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();

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

// A sheet that lies over the page goes when somebody turns to something else.
for (const fold of document.querySelectorAll('details[data-closes]')) {
  document.addEventListener('click', ({ target }) => {
    if (!fold.contains(target)) fold.open = false;
  });
  fold.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget !== null && !fold.contains(relatedTarget)) fold.open = false;
  });
  fold.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    fold.open = false;
    fold.querySelector('summary').focus();
  });
}

// Browsers that cannot open a fold by style sheet print it as it stands.
const folded = () => document.querySelectorAll('main details:not([open]):has(table)');
let openedForPaper = [];
addEventListener('beforeprint', () => {
  openedForPaper = [...folded()];
  for (const fold of openedForPaper) fold.open = true;
});
addEventListener('afterprint', () => {
  for (const fold of openedForPaper) fold.open = false;
});
