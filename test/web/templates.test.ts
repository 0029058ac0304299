import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'cheerio';
import type { FieldError, Frame, Page, Table } from '../../src/web/page-parts.js';
import { createTemplates } from '../../src/web/templates.js';

const views = mkdtempSync(join(tmpdir(), 'views-'));
const templates = createTemplates([join(import.meta.dirname, '../../src'), views]);

afterAll(() => rmSync(views, { recursive: true }));

let written = 0;
/** Renders a view given as text: what a feature's own view would hold. */
function page(view: string, model: object) {
  const name = `view-${++written}.njk`;
  writeFileSync(join(views, name), view);
  return load(templates.render(name, model));
}

const frame: Frame = {
  user: { name: 'Priya Shah', role: 'coordinator', hubs: ['Reading', 'Slough'] },
  nav: {
    items: [
      { text: 'Board', href: '/board', key: 'b', current: true, count: null },
      { text: 'Inbox', href: '/inbox', key: 'i', current: false, count: 4 },
    ],
    more: [{ text: 'Challenges', href: '/challenges', key: 'g', current: false, count: 2 }],
    moreCount: 2,
    inMore: false,
  },
  demo: null,
  csrf: 'token-1',
  flash: null,
  version: '1.2.3',
};
const aPage = (over: Partial<Page> = {}): Page => ({ frame, title: 'Board', ...over });
const LAYOUT = '{% extends "web/views/layout.njk" %}';
const inLayout = (model: object) => page(LAYOUT, model);

/** Whitespace is layout, not meaning. */
const words = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('the frame', () => {
  test('says who is signed in, as what, and for which hubs', () => {
    const $ = inLayout(aPage());
    expect(words($('.cct-header__person span').text())).toBe('Priya Shah · coordinator · Reading, Slough');
    expect($('form[action="/sign-out"]').attr('method')).toBe('post');
    expect($('form[action="/sign-out"] [name=_csrf]').val()).toBe('token-1');
  });

  test('marks the current page in the navigation and shows counts', () => {
    const $ = inLayout(aPage());
    expect(words($('nav[aria-label=Main] [aria-current]').text())).toBe('Board');
    expect(words($('nav[aria-label=Main] [href="/inbox"]').text())).toBe('Inbox 4');
  });

  test('folds what the reader seldom needs, says what waits in the fold, and lists the keys of both', () => {
    const $ = inLayout(aPage());
    expect(words($('nav[aria-label=Main] summary').text())).toBe('More 2');
    expect(words($('nav[aria-label=Main] details [href="/challenges"]').text())).toBe('Challenges 2');
    expect($('#shortcuts dt').get().map((one) => $(one).text())).toEqual(['?', '/', 'b', 'i', 'g']); // prettier-ignore
  });

  test('shows neither navigation nor search nor a person to somebody who is not signed in', () => {
    const $ = inLayout(aPage({ frame: { ...frame, user: null } }));
    expect($('nav[aria-label=Main], search, form')).toHaveLength(1);
    expect($('form').attr('method')).toBe('dialog');
  });

  test('carries the protective marking on every page and the demo clock only in the demo force', () => {
    expect(inLayout(aPage())('.cct-strip').text()).toContain('OFFICIAL-SENSITIVE');
    expect(inLayout(aPage())('.cct-strip').text()).not.toContain('demo force');
    const demo = inLayout(aPage({ frame: { ...frame, demo: { clock: '09:12 Mon 23 Nov' } } }));
    expect(words(demo('.cct-strip__demo').text())).toBe('demo force · clock 09:12 Mon 23 Nov · move the clock');
  });

  test('tells what happened after a change, with the way back', () => {
    const flash = { title: 'A Okafor is invited', text: 'She answers by 16:00.', href: '/undo/7', linkText: 'Undo' };
    const $ = inLayout(aPage({ frame: { ...frame, flash } }));
    const lines = $('main [role=status] p').get().map((line) => $(line).text()); // prettier-ignore
    expect(lines).toEqual(['A Okafor is invited', 'She answers by 16:00.', 'Undo']);
    expect($('main [role=status] a').attr('href')).toBe('/undo/7');
  });

  test('has one heading, and a skip link that leads to the main part', () => {
    const $ = inLayout(aPage());
    expect($('h1')).toHaveLength(1);
    expect($($('.govuk-skip-link').attr('href') ?? '').is('main')).toBe(true);
  });
});

describe('errors', () => {
  const errors: FieldError[] = [{ text: 'Enter the date', href: '#startsOn' }];
  const FORM = `${LAYOUT}{% from "web/views/macros/forms.njk" import dateInput, textInput, radios, buttons %}{% block content %}<form method="post">
    {{ dateInput({ name: 'startsOn', label: 'Date', value: typed.startsOn, errors: errors }) }}
    {{ textInput({ name: 'meeting', label: 'Meeting id', value: typed.meeting, errors: errors }) }}
    {{ radios({ name: 'kind', legend: 'Kind', items: [{ value: 'i', text: 'ICPC' }, { value: 'r', text: 'RCPC' }], value: typed.kind, errors: errors }) }}
    {{ buttons({ csrf: frame.csrf, text: 'Save' }) }}</form>{% endblock %}`;
  const typed = { startsOn: '31/2', meeting: '<b>"7"', kind: 'r' };

  test('stand in the title, in the summary and at their field alone', () => {
    const $ = page(FORM, { ...aPage({ errors }), typed });
    expect($('title').text()).toBe('Error: Board - Case Conference Tracker');
    expect($('.govuk-error-summary a').attr('href')).toBe('#startsOn');
    expect($('.govuk-error-message')).toHaveLength(1);
    expect(words($('#startsOn-error').text())).toBe('Error: Enter the date');
    expect($('#startsOn').attr('aria-describedby')).toContain('startsOn-error');
    expect($('.govuk-form-group--error')).toHaveLength(1);
  });

  test('keep what was typed, letter for letter', () => {
    const $ = page(FORM, { ...aPage({ errors }), typed });
    expect($('#startsOn').val()).toBe('31/2');
    expect($('#meeting').val()).toBe('<b>"7"');
    expect($('input[name=kind]:checked').val()).toBe('r');
  });

  test('are absent from a form nobody has sent yet', () => {
    const $ = page(FORM, { ...aPage(), typed: {} });
    expect($('title').text()).toBe('Board - Case Conference Tracker');
    expect($('.govuk-error-summary, .govuk-error-message, .govuk-form-group--error')).toHaveLength(0);
    expect($('main form [name=_csrf]').val()).toBe('token-1');
  });

  test('lead to the first choice where the field is a set of radios', () => {
    const $ = page(FORM, { ...aPage({ errors: [{ text: 'Choose the kind', href: '#kind' }] }), typed: {} });
    expect($('#kind').attr('type')).toBe('radio');
    expect(words($('#kind-error').text())).toBe('Error: Choose the kind');
  });
});

describe('a table', () => {
  const TABLE = '{% from "web/views/macros/tables.njk" import table %}{{ table(board) }}';
  const board: Table<'time' | 'why' | 'action'> = {
    caption: 'Needs action',
    columns: [
      { key: 'time', text: 'Time', rowHeader: true, sort: { href: '?sort=time', direction: 'descending' } },
      { key: 'why', text: 'What is missing' },
      { key: 'action', text: 'Next action' },
    ],
    csrf: 'token-1',
    empty: { title: 'Nothing needs action', href: '/invitations/new', linkText: 'Record an invitation' },
    groups: [
      {
        title: 'Mon 23 Nov',
        rows: [
          {
            cells: {
              time: '14:00',
              why: { text: '<Nobody>', tag: { text: 'Late notice', tone: 'bad' } },
              action: { text: 'Assign', href: '/a', label: 'TV-26-004211' },
            },
          },
          { cells: { time: '15:00', action: { post: { action: '/retry', text: 'Send again', fields: { id: '9' } } } } },
        ],
      },
    ],
  };

  test('names each cell by its column, so that a phone can show a row as a card', () => {
    const $ = page(TABLE, { board });
    const labels = $('tbody tr:not(.cct-group)').first().children().map((_, cell) => $(cell).attr('data-label')).get(); // prettier-ignore
    expect(labels).toEqual(['Time', 'What is missing', 'Next action']);
    expect($('.cct-group').text().trim()).toBe('Mon 23 Nov');
  });

  test('sorts by a link and says which way it is sorted', () => {
    const $ = page(TABLE, { board });
    expect($('th[aria-sort=descending] a').attr('href')).toBe('?sort=time');
    expect($('th[aria-sort]')).toHaveLength(1);
  });

  test('escapes what people wrote and gives repeated links their own name', () => {
    const $ = page(TABLE, { board });
    expect(words($('[data-label="What is missing"]').first().text())).toBe('<Nobody> Late notice');
    expect(words($('[href="/a"]').text())).toBe('Assign TV-26-004211');
  });

  test('posts from a row with the token and the fields', () => {
    const $ = page(TABLE, { board });
    expect($('form[action="/retry"]').serializeArray()).toEqual([
      { name: '_csrf', value: 'token-1' },
      { name: 'id', value: '9' },
    ]);
  });

  test('teaches when it is empty, also when its groups are', () => {
    for (const groups of [[], [{ title: 'Mon 23 Nov', rows: [] }]]) {
      const $ = page(TABLE, { board: { ...board, groups } });
      expect($('table')).toHaveLength(0);
      expect($('.cct-empty a').text()).toBe('Record an invitation');
    }
  });
});

describe('figures', () => {
  test('print n of N before the percentage', () => {
    const view =
      '{% from "web/views/macros/page.njk" import figure %}{{ figure({ n: 58, of: 60, percent: "96.7 %" }) }}';
    expect(words(page(view, {}).text())).toBe('58 of 60 · 96.7 %');
  });

  test('leave a fact out when there is nothing to say, but not when it is nought', () => {
    const view = '{% from "web/views/macros/record.njk" import summary %}{{ summary({ rows: rows }) }}';
    const rows = [
      { key: 'Children', value: 0 },
      { key: 'Venue', value: null },
      { key: 'Chair', value: '' },
    ];
    const $ = page(view, { rows });
    expect($('dt').text()).toBe('Children');
    expect($('dd').text()).toBe('0');
  });
});

describe('error pages', () => {
  test('say what to do next and give back what was typed', () => {
    const model = {
      ...aPage({ title: 'Your page was open too long' }),
      status: 403,
      paragraphs: ['Nothing was saved.'],
      links: [{ text: 'Open the page again', href: '/x' }],
      typed: [{ key: 'Note', value: 'Rang <the chair>' }],
    };
    const $ = load(templates.render('web/views/errors/error.njk', model));
    expect($('h1').text()).toBe('Your page was open too long');
    expect($('pre').text()).toBe('Rang <the chair>');
    expect($('main a').attr('href')).toBe('/x');
  });
});

describe('the content security policy', () => {
  test('finds no inline script, style or handler in the frame, in forms or in tables', () => {
    const html = templates.render('web/views/errors/error.njk', aPage({ errors: [{ text: 'Wrong', href: '#a' }] }));
    const $ = load(html);
    expect($('style, [style], script:not([src])')).toHaveLength(0);
    expect(html).not.toMatch(/\son\w+=/);
  });
});

test('a view that does not exist is a mistake of ours and throws', () => {
  expect(() => templates.render('nowhere/views/none.njk', {})).toThrow('template not found');
});
