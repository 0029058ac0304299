import { AUDIT_WORDS } from '../../src/audit/events.js';
import { readPlace, readSearch, typedSearch } from '../../src/audit/trail.form.js';
import { detailInWords } from '../../src/audit/words.js';

const today = Temporal.PlainDate.from('2026-11-20');
const read = (query: unknown) => readSearch(typedSearch(query), today);

it('reads a filter as people write it', () => {
  expect(
    read({ reference: ' tv-26-000001 ', person: 'Ada', action: 'conference.viewed', from: '1 Nov', to: 'today' }),
  ).toEqual({
    ok: true,
    value: {
      reference: 'TV-26-000001',
      person: 'Ada',
      action: 'conference.viewed',
      from: Temporal.PlainDate.from('2026-11-01'),
      to: today,
    },
  });
  expect(read({})).toMatchObject({
    ok: true,
    value: { reference: null, person: null, action: null, from: null, to: null },
  });
});

it.each([
  [{ reference: 'TV-26' }, '#filter-reference'],
  [{ action: 'conference.burnt' }, '#filter-action'],
  [{ action: 'toString' }, '#filter-action'],
  [{ from: '31/2/26' }, '#filter-from'],
  [{ to: 'whenever' }, '#filter-to'],
  [{ from: 'today', to: 'yesterday' }, '#filter-to'],
])('does not guess what %j means', (query, href) => {
  const search = read(query);
  expect(search.ok ? [] : search.errors.map((error) => error.href)).toEqual([href]);
});

it('begins with the latest line when the address names none', () => {
  expect(readPlace({})).toBeNull();
  expect(readPlace({ before: 'x', after: '-1' })).toBeNull();
  expect(readPlace({ before: '12' })).toEqual({ before: 12 });
  expect(readPlace({ after: '12' })).toEqual({ after: 12 });
});

it('puts the facts of an event into words', () => {
  expect(detailInWords('conference.listed', { page: '/my', references: ['TV-26-000001', 'TV-26-000002'] })).toBe(
    '2 on /my: TV-26-000001, TV-26-000002',
  );
  expect(
    detailInWords('assignment.answered', { attendee: 'Ada', answer: 'declined', channel: 'mail', comment: null }),
  ).toBe('Ada; declined, by mail');
  expect(detailInWords('participation.corrected', { before: 'A', after: 'B', why: 'C' })).toBe(
    'before: A; after: B; because: C',
  );
  expect(detailInWords('attendee.saved', { attendeeId: 7, fields: ['hubCode', 'mail'] })).toBe('attendee 7: hub, mail');
});

it('has a name for everything that can happen, each its own', () => {
  expect(new Set(Object.values(AUDIT_WORDS)).size).toBe(Object.keys(AUDIT_WORDS).length);
});
