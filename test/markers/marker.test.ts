import criteriaFile from '../../config/relevance-criteria.json' with { type: 'json' };
import { MARKER_KINDS, MARKERS, policeKey, readMarker } from '../../src/markers/marker.js';

const today = Temporal.PlainDate.from('2026-11-25');
const written = { policeReference: '43/123 456-a', kind: 'incident', occurredOn: '24/11/26' };

it('reads a marker however it is written', () => {
  const value = { policeReference: '43123456A', kind: 'incident', occurredOn: Temporal.PlainDate.from('2026-11-24') };
  expect(readMarker(written, today)).toEqual({ ok: true, value });
  expect(readMarker({ ...written, occurredOn: '2026-11-24' }, today)).toEqual({ ok: true, value });
  const encompass = readMarker({ ...written, kind: ' Operation  ENCOMPASS notification' }, today);
  expect(encompass).toMatchObject({ ok: true, value: { kind: 'encompass' } });
  expect(readMarker({ ...written, kind: 'DA high risk' }, today)).toMatchObject({ value: { kind: 'da-high-risk' } });
});

it.each([
  [{ policeReference: ' - ' }, 'The police reference is missing.'],
  [{ policeReference: '4'.repeat(61) }, 'The police reference is longer than 60 characters.'],
  [{ kind: 'rumour' }, 'There is no such kind of marker. Use encompass, incident,'],
  [{ kind: '' }, 'There is no such kind of marker.'],
  [{ occurredOn: '31/11/26' }, 'The date is missing or does not exist. Write it as 24/11/2026.'],
  [{ occurredOn: '' }, 'The date is missing or does not exist.'],
  [{ occurredOn: '26/11/26' }, 'The date is in the future. Check it.'],
])('refuses %j', (over, sentence) => {
  const read = readMarker({ ...written, ...over }, today);
  expect(read.ok ? '' : read.sentence).toContain(sentence);
});

it('compares references by letters and digits alone', () => {
  expect(policeKey(' 43/12–34 b')).toBe('431234B');
});

it('speaks for criteria that exist', () => {
  const codes = criteriaFile.criteria.map(({ code }) => code);
  expect(MARKER_KINDS.filter((kind) => !codes.includes(MARKERS[kind].criterion))).toEqual([]);
});
