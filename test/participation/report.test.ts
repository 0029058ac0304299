import { loadReferenceData } from '../../config/reference-data.js';
import {
  decideReport,
  reportInWords,
  reportOwed,
  reportStanding,
  standingWords,
  type GivenReport,
  type Report,
  type ReportFacts,
} from '../../src/participation/report.js';
import { readReport, typedReport } from '../../src/participation/report.form.js';

const { calendar, hub } = loadReferenceData();
const terms = { hub: hub('reading')!, calendar };
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const time = (text: string): Temporal.PlainTime => Temporal.PlainTime.from(text);

// Monday 30 November 2026, 09:30. The report to an initial conference is due two working days before, Thu 26 Nov.
const facts = (over: Partial<ReportFacts> = {}): ReportFacts => ({
  kind: 'icpc',
  state: 'scheduled',
  startsAt: at('2026-11-30T09:30:00Z'),
  relevance: 'undecided',
  now: at('2026-11-30T12:00:00Z'),
  before: null,
  ...over,
});
const sent = (over: Partial<GivenReport> = {}): GivenReport => ({
  kind: 'report',
  sentOn: day('2026-11-26'),
  sentTime: null,
  sentBy: 'Ada Okafor',
  readOut: null,
  correction: null,
  ...over,
});
const onRecord: Report = { ...sent(), version: 1, recordedBy: 'Ada Okafor', recordedAt: at('2026-11-26T15:00:00Z') };
const notRelevant = { kind: 'rcpc', relevance: 'not-relevant' } as const;

describe('what is kept', () => {
  it('is the report as it was told, with a time only of the day of the conference', () => {
    const kept = decideReport(facts(), sent({ sentTime: time('15:00'), sentBy: ' Ada Okafor ', readOut: true }));
    expect(kept).toMatchObject({ ok: true, value: { sentTime: null, sentBy: 'Ada Okafor', readOut: true } });
    const onTheDay = decideReport(facts(), sent({ sentOn: day('2026-11-30'), sentTime: time('08:10') }));
    expect(onTheDay).toMatchObject({ ok: true, value: { sentTime: time('08:10') } });
  });

  it.each([
    ['report-of-voided', facts({ state: 'voided' }), sent()],
    ['sent-by-missing', facts(), sent({ sentBy: ' ' })],
    ['sent-in-future', facts(), sent({ sentOn: day('2026-12-01') })],
    ['sent-in-future', facts(), sent({ sentOn: day('2026-11-30'), sentTime: time('12:01') })],
    ['sent-too-early', facts(), sent({ sentOn: day('2025-11-29') })],
    ['sent-time-missing', facts(), sent({ sentOn: day('2026-11-30') })],
    ['nothing-to-add-not-enough', facts(), sent({ kind: 'nothing-to-add' })],
    ['nothing-to-add-not-enough', facts({ kind: 'rcpc' }), sent({ kind: 'nothing-to-add' })],
    ['nothing-to-add-not-enough', facts({ kind: 'rcpc', relevance: 'relevant' }), sent({ kind: 'nothing-to-add' })],
    ['nothing-to-read-out', facts(notRelevant), sent({ kind: 'nothing-to-add', readOut: true })],
    ['read-out-before-start', facts({ now: at('2026-11-27T09:00:00Z') }), sent({ readOut: false })],
    ['correction-reason-missing', facts({ before: onRecord }), sent({ seen: 1 })],
    ['changed-meanwhile', facts({ before: onRecord }), sent({ seen: 0, correction: 'a slip' })],
  ])('refuses %s', (kind, known, given) => {
    expect(decideReport(known, given)).toMatchObject({ ok: false, refusal: { kind } });
  });

  it('takes "nothing to add" of a review that is not relevant', () => {
    expect(decideReport(facts(notRelevant), sent({ kind: 'nothing-to-add' }))).toMatchObject({ ok: true });
  });
});

describe('how a conference stands', () => {
  it.each([
    ['2026-11-26T23:30:00Z', null, 'due', 'due Thu 26 Nov'],
    ['2026-11-27T00:30:00Z', null, 'overdue', 'was due Thu 26 Nov, none on record'],
    ['2026-11-30T12:00:00Z', sent(), 'in-time', 'sent Thu 26 Nov, in time (due Thu 26 Nov)'],
    ['2026-11-30T12:00:00Z', sent({ sentOn: day('2026-11-27') }), 'late', 'sent Fri 27 Nov, late (due Thu 26 Nov)'],
    [
      '2026-11-30T12:00:00Z',
      sent({ kind: 'nothing-to-add' }),
      'not-enough',
      'nothing to add, sent Thu 26 Nov, but a report is owed (due Thu 26 Nov)',
    ],
  ])('at %s', (now, report, state, words) => {
    const standing = reportStanding(facts({ now: at(now) }), report, terms);
    expect(standing).toEqual({ state, due: day('2026-11-26') });
    expect(standingWords(standing, report)).toBe(words);
  });

  it('owes five working days before a review that is not relevant, and only then and there', () => {
    expect(reportOwed(facts(notRelevant), false, terms)).toEqual(day('2026-11-23'));
    expect(reportOwed(facts(notRelevant), true, terms)).toBeNull();
    expect(reportOwed(facts({ kind: 'rcpc' }), false, terms)).toBeNull();
    expect(reportOwed(facts(), false, terms)).toBeNull();
  });

  it('is one line in the trail', () => {
    const line = reportInWords(sent({ sentOn: day('2026-11-30'), sentTime: time('08:10'), readOut: true }));
    expect(line).toBe('Report sent Mon 30 Nov 2026 at 08:10 by Ada Okafor; read out at the conference');
  });
});

it.each([
  [{}, ['#kind', '#sentOn', '#sentBy']],
  [{ kind: 'report', sentOn: '31/02/26', sentBy: 'A' }, ['#sentOn']],
  [{ kind: 'report', sentOn: '26/11/26', sentBy: 'A', sentTime: 'noonish' }, ['#sentTime']],
  [
    { kind: 'report', sentOn: '26/11/26', sentBy: 'A'.repeat(121), correction: 'x'.repeat(501) },
    ['#sentBy', '#correction'],
  ],
])('does not read %j', (body, fields) => {
  const form = readReport(typedReport(body), day('2026-11-30'));
  expect(form.ok ? [] : form.errors.map(({ href }) => href)).toEqual(fields);
});
