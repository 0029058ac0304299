import { fileHref, listHref, readListFilter, type ListFilter } from '../../src/reporting/list-filter.js';
import { readPeriod } from '../../src/reporting/performance.form.js';

const month = (text: string): Temporal.PlainYearMonth => Temporal.PlainYearMonth.from(text);
const latest = month('2026-11');
const bounds = { latest, reasons: ['sickness', 'court'] };
const queryOf = (href: string): Record<string, string> =>
  Object.fromEntries(new URL(href, 'http://tracker.example').searchParams);

describe('the month and the hub of an address', () => {
  test('are this month and everything when nothing is said', () => {
    expect(readPeriod({}, { latest })).toEqual({ ok: true, value: { month: latest, hub: null } });
  });

  test('are those named', () => {
    const read = readPeriod({ month: '2025-02', hub: 'reading' }, { latest });
    expect(read).toEqual({ ok: true, value: { month: month('2025-02'), hub: 'reading' } });
  });

  test.each([
    ['2026-13', 'Choose a month, such as 2026-11'],
    ['November', 'Choose a month, such as 2026-11'],
    ['2026-11-01', 'Choose a month, such as 2026-11'],
    ['999999-01', 'Choose a month, such as 2026-11'],
    ['2026-12', 'Choose a month up to November 2026: December 2026 has not begun'],
  ])('%s is refused in a sentence, and this month stands in', (given, text) => {
    expect(readPeriod({ month: given }, { latest })).toEqual({
      ok: false,
      errors: [{ text, href: '#filter-month' }],
      nearest: { month: latest, hub: null },
    });
  });

  test.each([[undefined], [null], ['text'], [{ month: { $gt: '' } }], [{ month: ['2026-10', '2026-09'] }]])(
    'never trip over the shape of a query: %j',
    (query) => {
      expect(readPeriod(query, { latest }).ok).toBe(true);
    },
  );
});

describe('the filter of a list', () => {
  test('shows the missed ICPCs of this month when nothing is said', () => {
    expect(readListFilter({}, bounds)).toEqual({
      ok: true,
      value: {
        month: latest,
        hub: null,
        measure: 'A1',
        months: 1,
        counted: 'missed',
        source: 'recorded',
        reason: null,
        attribution: null,
        notice: null,
        kind: null,
        mode: null,
        weekday: null,
        person: null,
        sort: 'date',
        page: 1,
      },
    });
  });

  test('comes back from the address it makes', () => {
    const filter: ListFilter = {
      month: month('2026-03'),
      hub: 'slough',
      measure: 'B1',
      months: 12,
      counted: 'counted',
      source: 'imported',
      reason: 'court',
      attribution: 'partner',
      notice: '0-2',
      kind: 'transfer-in',
      mode: 'hybrid',
      weekday: '5',
      person: 12,
      sort: '-hub',
      page: 3,
    };
    expect(readListFilter(queryOf(listHref(filter)), bounds)).toEqual({ ok: true, value: filter });
    expect(readListFilter(queryOf(fileHref(filter)), bounds)).toEqual({ ok: true, value: { ...filter, page: 1 } });
  });

  test.each([
    ['measure', 'A9', 'Choose a measure from the list'],
    ['months', '0', 'Choose between 1 and 24 months'],
    ['months', '25', 'Choose between 1 and 24 months'],
    ['months', 'twelve', 'Choose between 1 and 24 months'],
    ['counted', 'all', 'Choose how the conferences counted'],
    ['reason', "x' or 1=1", 'Choose a reason from the list'],
    ['attribution', 'them', 'Choose whom a miss was down to'],
    ['notice', '1-1', 'Choose how much notice there was'],
    ['sort', 'why', 'Choose date or hub to sort by'],
  ])('refuses %s=%s in a sentence at its field', (name, value, text) => {
    const read = readListFilter({ [name]: value }, bounds);
    expect(read).toMatchObject({ ok: false, errors: [{ text, href: `#filter-${name}` }] });
  });

  test('names every problem, and keeps what was right', () => {
    const read = readListFilter({ month: '2027-01', reason: 'nonsense', hub: 'slough', counted: 'attended' }, bounds);
    expect(read.ok ? [] : read.errors.map((error) => error.href)).toEqual(['#filter-month', '#filter-reason']);
    expect(read.ok ? null : read.nearest).toMatchObject({ hub: 'slough', counted: 'attended', month: latest });
  });

  test.each(['0', '-1', '1e9', '99999999999', ''])('page=%s is the first page', (page) => {
    expect(readListFilter({ page }, bounds)).toMatchObject({ ok: true, value: { page: 1 } });
  });
});
