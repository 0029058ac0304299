import { NOTHING_KNOWN } from '../../src/conferences/children.js';
import type { NewChild } from '../../src/conferences/conference.queries.js';
import type { ConferenceKind } from '../../src/conferences/kinds.js';
import { criteriaOf, evidenceFor, evidenceWords, type EvidenceFacts } from '../../src/relevance/evidence.js';

const on = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const child = (laChildId: string): NewChild => ({ ...NOTHING_KNOWN, laChildId, bornYear: 2019 });
const unborn: NewChild = { ...NOTHING_KNOWN, expectedOn: on('2027-02-01') };
const earlier = (kind: ConferenceKind, day: string, children = [child('4711')]): EvidenceFacts['earlier'][number] => ({
  reference: `TV-${day}`,
  kind,
  on: on(day),
  children,
});
const facts = (over: Partial<EvidenceFacts> = {}): EvidenceFacts => ({
  kind: 'rcpc',
  startsOn: on('2026-11-30'),
  children: [child('4711')],
  earlier: [earlier('icpc', '2026-03-02'), earlier('rcpc', '2026-06-01')],
  markers: [],
  asked: [],
  disputes: [],
  ...over,
});
const marker = (kind: EvidenceFacts['markers'][number]['kind'], day: string) => ({ kind, occurredOn: on(day) });
const two = [child('4711'), child('4712')];

it.each<[string, Partial<EvidenceFacts>, readonly string[]]>([
  ['nothing new', {}, []],
  ['nothing known before', { earlier: [] }, []],
  ['an initial conference, whatever is known', { kind: 'icpc', markers: [marker('incident', '2026-11-20')] }, []],
  ['the first review', { earlier: [earlier('icpc', '2026-09-01')] }, ['first-review']],
  ['the first review after a transfer in', { earlier: [earlier('transfer-in', '2026-09-01')] }, ['first-review']],
  ['a second review', { earlier: [earlier('icpc', '2026-03-02'), earlier('early-review', '2026-06-01')] }, []],
  [
    'fifteen months to the day',
    { earlier: [earlier('icpc', '2025-08-30'), earlier('rcpc', '2026-06-01')] },
    ['long-or-repeat-plan'],
  ],
  ['a day short of fifteen months', { earlier: [earlier('icpc', '2025-09-01'), earlier('rcpc', '2026-06-01')] }, []],
  [
    'a second plan',
    { earlier: [earlier('icpc', '2026-01-05'), earlier('rcpc', '2026-03-30'), earlier('icpc', '2026-09-01')] },
    ['first-review', 'long-or-repeat-plan'],
  ],
  [
    'siblings with an initial conference each are one plan',
    { earlier: [earlier('icpc', '2026-03-02'), earlier('icpc', '2026-03-09'), earlier('rcpc', '2026-06-01')] },
    [],
  ],
  ['a sibling added', { children: two }, ['sibling-or-unborn-added']],
  ['a sibling taken off', { earlier: [earlier('rcpc', '2026-06-01', two)] }, []],
  ['an unborn child added', { children: [child('4711'), unborn] }, ['sibling-or-unborn-added']],
  ['an unborn child known before', { children: [unborn], earlier: [earlier('rcpc', '2026-06-01', [unborn])] }, []],
  [
    'the unborn child was born',
    { children: two, earlier: [earlier('rcpc', '2026-06-01', [child('4711'), unborn])] },
    [],
  ],
  [
    'a child that may have been there',
    { children: two, earlier: [earlier('rcpc', '2026-06-01', [NOTHING_KNOWN])] },
    [],
  ],
  ['an incident on the day of the last conference', { markers: [marker('incident', '2026-06-01')] }, ['new-incident']],
  ['an incident before the last conference', { markers: [marker('incident', '2026-05-31')] }, []],
  ['Encompass', { markers: [marker('encompass', '2026-11-02')] }, ['new-incident']],
  [
    'an incident within six months where no conference is known',
    { earlier: [], markers: [marker('da-high-risk', '2026-05-30'), marker('incident', '2026-05-29')] },
    ['da-high-risk'],
  ],
  ['an investigation', { markers: [marker('investigation', '2026-11-02')] }, ['active-investigation']],
  ['the chair asks', { asked: [{ what: 'chair-request', on: on('2026-11-16') }] }, ['chair-request']],
  ['the plan may end', { asked: [{ what: 'plan-may-end', on: on('2026-11-16') }] }, ['plan-may-end']],
  ['a dissent', { disputes: [{ what: 'dissent', on: on('2026-06-01') }] }, ['prior-dissent']],
  ['an open challenge', { disputes: [{ what: 'challenge', on: on('2026-06-09') }] }, ['prior-dissent']],
])('%s', (_, over, criteria) => {
  expect(criteriaOf(evidenceFor(facts(over)))).toEqual(criteria);
});

it('says what is known, since when and from where', () => {
  const [found] = evidenceFor(facts({ markers: [marker('encompass', '2026-11-02')] }));
  expect(evidenceWords(found!)).toBe('Operation Encompass notification, 2 November 2026, from a police marker');
});
