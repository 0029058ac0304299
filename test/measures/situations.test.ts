import { loadReferenceData } from '../../config/reference-data.js';
import { standings } from '../../src/measures/definitions.js';
import { readFactsFile } from '../../src/measures/facts-file.js';

const reference = loadReferenceData();
const terms = { calendar: reference.calendar, limits: reference.limits, hub: reference.hub('reading')! };

const ICPC = {
  kind: 'icpc',
  state: 'held',
  hub: 'reading',
  start: '2026-11-30T09:30:00Z',
  end: '2026-11-30T11:00:00Z',
  invitations: [{ receivedAt: '2026-11-20T10:00:00Z' }],
  strategyDiscussionOn: '2026-11-16',
  leadAssignedAt: '2026-11-23T10:00:00Z',
  outcome: { attended: 'attended', recordedAt: '2026-11-30T12:00:00Z' },
  report: { sentAt: '2026-11-26T12:00:00Z' },
};
const MISSED = { outcome: { attended: 'not', recordedAt: '2026-11-30T12:00:00Z' }, report: null };
const OFF = { outcome: null, report: null };
const decided = (value: string, decidedAt = '2026-11-25T10:00:00Z') => ({ value, decidedAt });
const RCPC = { kind: 'rcpc', strategyDiscussionOn: null, invitations: [{ receivedAt: '2026-10-30T10:00:00Z' }] };

/** "A1+" in the numerator, "A1-" only in the denominator. */
function counted(over: object): string {
  const read = readFactsFile({ conferences: [{ ...ICPC, ...over }] }, reference.calendar, {
    isHub: (code) => code === 'reading',
    definitions: '1.0',
    criteria: reference.criteria.map(({ code }) => code),
    criteriaVersion: '1.0',
  });
  if (!read.ok) throw new Error(read.refusal.join(' '));
  return standings(read.value.conferences[0]!, terms)
    .map(({ measure, met }) => `${measure}${met ? '+' : '-'}`)
    .join(' ');
}
const headlines = (over: object): string =>
  counted(over)
    .split(' ')
    .filter((one) => /^(A1|A2|B1|B3|O1)/.test(one))
    .join(' ');

const missed = { attended: 'not', recordedAt: '2026-11-30T12:00:00Z' };
const sitting = (day: string, attended: string) => ({ start: `${day}T09:30:00Z`, end: `${day}T11:00:00Z`, outcome: { attended } }); // prettier-ignore
const sat = (...sittings: readonly object[]) => ({ start: null, end: null, outcome: null, sittings });

// The situations of docs/domain.md that say what they do to the headline measures.
it.each([
  ['moved: once, where it was held', {}, 'A1+ A2+'],
  ['stood down on the day', { state: 'stood_down', stoodDownAt: '2026-11-30T08:00:00Z', ...OFF }, ''],
  ['postponed without a date', { state: 'postponed', ...OFF }, ''],
  ['cancelled for good', { state: 'cancelled', ...OFF }, ''],
  ['invited on the day and missed', { invitations: [{ receivedAt: '2026-11-30T08:00:00Z' }], ...MISSED }, 'A1- A2-'],
  ['a transfer in', { kind: 'transfer-in' }, 'A1+ A2+'],
  ['transferred out', { state: 'transferred_out', ...OFF }, ''],
  ['pre-birth', { kind: 'pre-birth-icpc' }, 'A1+ A2+'],
  ['invited twice', { invitations: [1, 2].map((day) => ({ receivedAt: `2026-11-0${day}T10:00:00Z` })) }, 'A1+ A2+'],
  ['link failed wholly, report read out', { ...MISSED, report: { sentAt: '2026-11-26T12:00:00Z' } }, 'A1- A2-'],
  ['part, at the decision', { outcome: { attended: 'part', presentAtDecision: true } }, 'A1+ A2+'],
  ['part, not at the decision', { outcome: { attended: 'part', presentAtDecision: false } }, 'A1- A2-'],
  ['excluded by the chair', MISSED, 'A1- A2-'],
  [
    'inquorate, and decided at the next sitting',
    {
      start: null,
      end: null,
      outcome: null,
      sittings: [
        { start: '2026-11-23T09:30:00Z', end: '2026-11-23T10:00:00Z', outcome: { attended: 'not' } },
        { start: '2026-11-30T09:30:00Z', end: '2026-11-30T11:00:00Z', outcome: { attended: 'attended' } },
      ],
    },
    'A1+ A2+',
  ],
  ['review decided not relevant', { ...RCPC, relevance: [decided('not-relevant')] }, 'B3-'],
  [
    'not relevant, reopened by an incident the next day',
    { ...RCPC, relevance: [decided('not-relevant'), decided('relevant', '2026-11-26T10:00:00Z')] },
    'B1+ B3-',
  ],
  ['a review nobody decided', { ...RCPC }, 'B1+ B3-'],
  [
    'relevance changed after the conference',
    { ...RCPC, ...MISSED, relevance: [decided('relevant'), decided('not-relevant', '2026-12-01T10:00:00Z')] },
    'B1- B3+',
  ],
  ['not relevant, found relevant afterwards', { ...RCPC, relevance: [decided('not-relevant'), decided('relevant', '2026-12-01T10:00:00Z')] }, 'B3+'], // prettier-ignore
  ['combined with a child-in-care review', { ...RCPC, kind: 'combined-review' }, 'B1+ B3-'],
  ['outside hub hours', { start: '2026-11-30T17:00:00Z', end: '2026-11-30T18:00:00Z' }, 'A1+ A2+'],
  ['invitation to an old mailbox, found afterwards', { ...MISSED, invitations: [{ receivedAt: '2026-11-19T10:00:00Z' }] }, 'A1- A2-'], // prettier-ignore
  ['never invited', { invitations: [], ...MISSED }, 'A2-'],
  ['invited once it had begun', { invitations: [{ receivedAt: '2026-11-30T09:30:00Z' }], ...MISSED }, 'A2-'],
  ['entered in error', { state: 'voided', ...OFF }, ''],
  ['nothing recorded', { state: 'scheduled', ...OFF }, 'A1- A2-'],
  ['moved earlier, nobody free', { start: '2026-11-27T09:30:00Z', end: '2026-11-27T11:00:00Z', ...MISSED }, 'A1- A2-'],
  ['stood down once they had joined', { state: 'stood_down', stoodDownAt: '2026-11-30T09:40:00Z', ...OFF }, ''],
  ['they had joined when it was stood down', { state: 'stood_down', stoodDownAt: '2026-11-30T09:40:00Z' }, ''],
  ['they joined, it was inquorate, and no day is set', { ...sat(sitting('2026-11-23', 'attended')), state: 'postponed' }, ''], // prettier-ignore
  ['entered in error, found once its outcome was on record', { state: 'voided' }, ''],
  ['postponed, then held', sat(sitting('2026-12-03', 'attended')), 'A1+ A2+'],
  ['invited the day before and attended', { invitations: [{ receivedAt: '2026-11-29T17:00:00Z' }] }, 'A1+ A2+'],
  ['in two halves, of which they attended the second', sat(sitting('2026-11-30', 'not'), sitting('2026-12-01', 'attended')), 'A1+ A2+'], // prettier-ignore
  ['of another authority, attended', { convenedBy: 'Swindon' }, 'O1+'],
  ['of another authority, missed', { convenedBy: 'Swindon', ...MISSED }, 'O1-'],
  ['of another authority, stood down', { convenedBy: 'Swindon', state: 'stood_down', ...OFF }, ''],
  ['of another authority, a review that was not relevant', { ...RCPC, convenedBy: 'Swindon', relevance: [decided('not-relevant')] }, ''], // prettier-ignore
  ['born before it, and held as an ICPC', { kind: 'icpc' }, 'A1+ A2+'],
  ['pregnancy ended', { kind: 'pre-birth-icpc', state: 'cancelled', ...OFF }, ''],
  ['somebody sick that morning, a colleague went', { leadAssignedAt: null, leads: [{ assignedAt: '2026-11-23T10:00:00Z', withdrawnAt: '2026-11-30T07:00:00Z' }, { assignedAt: '2026-11-30T07:05:00Z' }] }, 'A1+ A2+'], // prettier-ignore
  ['they joined, it was inquorate, and nobody went to the next sitting', sat(sitting('2026-11-23', 'attended'), sitting('2026-11-30', 'not')), 'A1- A2-'], // prettier-ignore
  ['inquorate for want of police, who then came', { ...sat(sitting('2026-11-23', 'not'), sitting('2026-11-30', 'attended')), inquorateBecauseOfPolice: true }, 'A1+ A2+'], // prettier-ignore
  ['proceeded inquorate without police', { ...MISSED, inquorateBecauseOfPolice: true }, 'A1- A2-'],
  ['converted to a review', { kind: 'rcpc', relevance: [decided('relevant')] }, 'B1+ B3-'],
  ['converted to a meeting that is no conference', { state: 'voided', ...OFF }, ''],
  ['a review brought forward, reopened and undecided at its start', { ...RCPC, relevance: [decided('not-relevant'), decided('undecided', '2026-11-27T10:00:00Z')], outcome: missed }, 'B1- B3-'], // prettier-ignore
  ['not relevant at the very start', { ...RCPC, relevance: [decided('not-relevant', '2026-11-30T09:30:00Z')] }, 'B3-'],
  ['not relevant a second after the start', { ...RCPC, relevance: [decided('not-relevant', '2026-11-30T09:30:01Z')] }, 'B1+ B3+'], // prettier-ignore
  ['a pre-birth review', { ...RCPC, kind: 'pre-birth-review', outcome: missed }, 'B1- B3-'],
  ['a review TVP was never invited to', { ...RCPC, invitations: [] }, ''],
  ['attended although never invited', { invitations: [] }, 'A2+'],
  ['late, and after the clock change at 09:30 in London', { start: '2026-10-26T09:30:00Z', end: '2026-10-26T11:00:00Z', invitations: [{ receivedAt: '2026-10-26T09:29:59Z' }], strategyDiscussionOn: null, outcome: missed }, 'A1- A2-'], // prettier-ignore
])('%s', (_, over, expected) => {
  expect(headlines(over)).toBe(expected);
});

it.each([
  ['as it should be', {}, 'A1+ A2+ C1+ C2+ D1+ E1+ E2+ E3- E4- G1+'],
  ['missed, no report', MISSED, 'A1- A2- C1- C2- D1+ E1+ E2+ E3- E4- G1+'],
  ['missed, report on the day before: late, yet a contribution', { ...MISSED, report: { sentAt: '2026-11-29T12:00:00Z' } }, 'A1- A2- C1+ C2- D1+ E1+ E2+ E3- E4- G1+'], // prettier-ignore
  ['report after the start', { ...MISSED, report: { sentAt: '2026-11-30T09:31:00Z' } }, 'A1- A2- C1- C2- D1+ E1+ E2+ E3- E4- G1+'], // prettier-ignore
  ['report on a Saturday, due on the Thursday', { report: { sentAt: '2026-11-28T12:00:00Z' } }, 'A1+ A2+ C1+ C2- D1+ E1+ E2+ E3- E4- G1+'], // prettier-ignore
  ['nothing to add is no report for an ICPC', { ...MISSED, report: { sentAt: '2026-11-26T12:00:00Z', nothingToAdd: true } }, 'A1- A2- C1- C2- D1+ E1+ E2+ E3- E4- G1+'], // prettier-ignore
  ['four working days of notice', { invitations: [{ receivedAt: '2026-11-24T10:00:00Z' }] }, 'A1+ A2+ C1+ C2+ D1- E1+ E2+ E3- E4- G1+'], // prettier-ignore
  ['assigned on the last working day before', { leadAssignedAt: '2026-11-27T10:00:00Z' }, 'A1+ A2+ C1+ C2+ D1+ E1- E2+ E3- E4- G1+'], // prettier-ignore
  ['recorded on the next working day', { outcome: { attended: 'attended', recordedAt: '2026-12-01T22:00:00Z' } }, 'A1+ A2+ C1+ C2+ D1+ E1+ E2+ E3- E4- G1+'], // prettier-ignore
  ['recorded the day after', { outcome: { attended: 'attended', recordedAt: '2026-12-02T08:00:00Z' } }, 'A1+ A2+ C1+ C2+ D1+ E1+ E2- E3- E4- G1+'], // prettier-ignore
  ['stood down on the day', { state: 'stood_down', stoodDownAt: '2026-11-30T08:00:00Z', ...OFF }, 'D1+ E3+ E4-'],
  ['stood down the day before', { state: 'stood_down', stoodDownAt: '2026-11-29T08:00:00Z', ...OFF }, 'D1+ E3- E4-'],
  ['ends after the hub closes', { start: '2026-11-30T15:00:00Z', end: '2026-11-30T16:30:00Z' }, 'A1+ A2+ C1+ C2+ D1+ E1+ E2+ E3- E4+ G1+'], // prettier-ignore
  ['on the 16th working day', { strategyDiscussionOn: '2026-11-06' }, 'A1+ A2+ C1+ C2+ D1+ E1+ E2+ E3- E4- G1-'],
  ['strategy discussion unknown', { strategyDiscussionOn: null }, 'A1+ A2+ C1+ C2+ D1+ E1+ E2+ E3- E4-'],
  ['strategy discussion after it', { strategyDiscussionOn: '2026-12-01' }, 'A1+ A2+ C1+ C2+ D1+ E1+ E2+ E3- E4-'],
  ['inquorate because of police', { inquorateBecauseOfPolice: true }, 'A1+ A2+ C1+ C2+ D1+ E1+ E2+ E3- E4- F2+ G1+'],
  ['audited, and good', { goodQuality: true }, 'A1+ A2+ C1+ C2+ D1+ E1+ E2+ E3- E4- F1+ G1+'],
  ['audited, and never held after all', { goodQuality: true, state: 'stood_down', stoodDownAt: '2026-11-30T08:00:00Z', ...OFF }, 'D1+ E3+ E4-'], // prettier-ignore
  ['never invited', { invitations: [], ...MISSED }, 'A2- E2+ G1+'],
  ['nothing recorded', { state: 'scheduled', ...OFF }, 'A1- A2- C1- C2- D1+ E1+ E2- E3- E4- G1+'],
  ['inquorate, and postponed since', { state: 'postponed', inquorateBecauseOfPolice: true, ...OFF }, 'D1+ E3- E4- F2+'],
  [
    'a report and attendance',
    { report: { sentAt: '2026-11-26T22:59:00Z' } },
    'A1+ A2+ C1+ C2+ D1+ E1+ E2+ E3- E4- G1+',
  ],
  ['a review with nineteen working days of notice', { ...RCPC, invitations: [{ receivedAt: '2026-11-03T10:00:00Z' }], report: null, outcome: null }, 'B1- B2+ B3- C1- C2- D1- E1+ E2- E3- E4-'], // prettier-ignore
  ['nothing to add of a relevant review', { ...RCPC, relevance: [decided('relevant')], outcome: missed, report: { sentAt: '2026-11-20T12:00:00Z', nothingToAdd: true } }, 'B1- B2+ B3- C1- C2- D1+ E1+ E2+ E3- E4-'], // prettier-ignore
  ['the lead who was on it in time withdrew, another came late', { leadAssignedAt: null, leads: [{ assignedAt: '2026-11-23T10:00:00Z', withdrawnAt: '2026-11-25T07:00:00Z' }, { assignedAt: '2026-11-30T07:05:00Z' }] }, 'A1+ A2+ C1+ C2+ D1+ E1- E2+ E3- E4- G1+'], // prettier-ignore
  ['entered in error', { state: 'voided', goodQuality: true, inquorateBecauseOfPolice: true, ...OFF }, ''],
  ['audited, and wanting', { goodQuality: false }, 'A1+ A2+ C1+ C2+ D1+ E1+ E2+ E3- E4- F1- G1+'],
  ['a review, not relevant, nothing to add', { ...RCPC, ...MISSED, relevance: [decided('not-relevant')], report: { sentAt: '2026-11-20T12:00:00Z', nothingToAdd: true } }, 'B2- B3- C1+ C2+ D1+ E1+ E2+ E3- E4-'], // prettier-ignore
  ['a relevant review, its report four days before', { ...RCPC, relevance: [decided('relevant')], report: { sentAt: '2026-11-24T12:00:00Z' } }, 'B1+ B2+ B3- C1+ C2- D1+ E1+ E2+ E3- E4-'], // prettier-ignore
])('counts everywhere it belongs: %s', (_, over, expected) => {
  expect(counted(over)).toBe(expected);
});
