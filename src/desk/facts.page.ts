import { isWebLink } from '../calendar/writing.js';
import { childWords } from '../conferences/children.js';
import { lookAgainWords } from '../conferences/circumstances.js';
import { stateLabel } from '../conferences/conference.js';
import type { Sitting } from '../conferences/conference.queries.js';
import { isReview, kindName } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import type { ClockTerms } from '../conferences/statutory-clocks.js';
import { formatDayAndYear, formatSpan, formatWhen, isWholeDay } from '../kernel/london.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import type { LinkedConference } from '../merging/links.queries.js';
import { besidesInWords } from '../participation/besides.js';
import { outcomeLabel } from '../participation/participation.js';
import { relevanceLabel, type KeptDecision } from '../relevance/relevance.js';
import type { Cell, Fact } from '../web/page-parts.js';
import { convenerCell, earlierWords, quorumCell, transferInCell, transferOutCell } from './around.page.js';
import { historyRows, importedRelevance } from './history.page.js';
import type { Dossier } from './dossier.js';
import { noticeCell } from './notice.page.js';
import type { Wording } from './trail.page.js';

const linkCell = (link: string | null): Cell => (link !== null && isWebLink(link) ? { text: link, href: link } : link);

/** What is known about the conference itself. */
export function factRows(dossier: Dossier, calendar: WorkingCalendar, terms: ClockTerms): readonly Fact[] {
  const { conference, sitting, children } = dossier;
  const strategy = conference.strategyDiscussionOn;
  return [
    { key: 'Kind', value: kindName(conference.kind) },
    {
      key: 'State',
      value: { text: capital(stateLabel(conference.state)), notes: reasonNotes(conference.stateReason) },
    },
    { key: 'Local authority', value: convenerCell(dossier) },
    { key: 'Transfer in', value: transferInCell(dossier, calendar) },
    { key: 'Transferred to', value: transferOutCell(dossier) },
    { key: 'LA meeting id', value: conference.laMeetingId ?? { text: 'not given', quiet: true } },
    { key: 'When', value: whenCell(sitting) },
    {
      key: dossier.earlier.length === 1 ? 'Earlier sitting' : 'Earlier sittings',
      value: dossier.earlier.length === 0 ? null : { list: dossier.earlier.map((one) => earlierWords(dossier, one)) },
    },
    { key: 'Quorum', value: quorumCell(dossier, calendar, terms) },
    { key: 'Mode', value: modeLabel(sitting.mode) },
    { key: 'Venue', value: sitting.venue },
    { key: 'Join link', value: linkCell(sitting.joinLink) },
    { key: 'Notice', value: noticeCell(dossier) },
    { key: 'Strategy discussion', value: strategy && formatDayAndYear(strategy) },
    {
      key: children.length === 1 ? 'Child' : 'Children',
      value: children.length === 0 ? { text: 'not known yet', quiet: true } : { list: children.map(childWords) },
    },
    { key: 'Linked conferences', value: dossier.linked.length === 0 ? null : { list: dossier.linked.map(linkCellOf) } },
  ];
}

const whenCell = ({ startsAt, endsAt }: Sitting): Cell => ({
  text: formatSpan(startsAt, endsAt),
  ...(isWholeDay(startsAt, endsAt) ? { note: 'The time is not known' } : {}),
});
const LINK_WORDS: Record<LinkedConference['how'], string> = {
  'merged-into': 'this one was merged into it',
  'merged-from': 'was merged into this one',
  'split-into': 'was split off this one',
  'split-from': 'this one was split off it',
};
const linkCellOf = ({ how, reference, by, at }: LinkedConference): Cell => ({
  text: reference,
  href: `/conferences/${reference}`,
  note: `${LINK_WORDS[how]}, ${by}, ${formatWhen(at)}`,
});

const reasonNotes = (reason: string | null): readonly string[] => (reason === null || reason === '' ? [] : [reason]);
const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const decisionCell = (decision: KeptDecision, startsAt: Temporal.Instant, wording: Wording): Cell => ({
  text: relevanceLabel[decision.value],
  notes: [
    `${decision.decidedBy}, ${formatWhen(decision.decidedAt)}${Temporal.Instant.compare(decision.decidedAt, startsAt) > 0 ? ', after the start: a correction' : ''}`,
    ...(decision.criteria.length === 0 ? [] : [decision.criteria.map((code) => wording.criterion(code)).join(', ')]),
    ...(decision.criteriaVersion === null ? [] : [`By the criteria of version ${decision.criteriaVersion}`]),
    decision.reason,
  ],
});

/** Every decision on whether a review is relevant, the newest first; null for kinds that need none. */
export function relevanceRows(dossier: Dossier, wording: Wording): readonly Fact[] | null {
  if (!isReview(dossier.conference.kind)) return null;
  if (dossier.decisions.length === 0 && dossier.history !== null) return [importedRelevance(dossier.history)];
  if (dossier.decisions.length === 0) {
    return [{ key: 'Stands as', value: { text: relevanceLabel.undecided, note: 'Nobody has decided yet' } }];
  }
  return [
    ...lookAgainRows(dossier),
    ...dossier.decisions.toReversed().map((decision, i) => ({
      key: i === 0 ? 'Stands as' : 'Before',
      value: decisionCell(decision, dossier.sitting.startsAt, wording),
    })),
  ];
}

const lookAgainRows = ({ around }: Dossier): readonly Fact[] =>
  around.lookAgain === null
    ? []
    : [
        {
          key: 'Look again',
          value: {
            text: capital(lookAgainWords(around.lookAgain)),
            tag: { text: 'Decide again', tone: 'warn' },
            note: 'What was decided stands until somebody decides again or says that nothing changes',
          },
        },
      ];

/** What happened, and how it counts and why. */
export function outcomeRows(dossier: Dossier, wording: Wording, now: Temporal.Instant): readonly Fact[] {
  const { participation: went, counted } = dossier;
  const rows: Fact[] = [];
  if (went !== null) {
    const mode = went.mode === null ? null : modeLabel(went.mode).toLowerCase();
    const notes = [
      [went.attendedByName, mode].filter((part) => part !== null).join(', '),
      went.reason === null ? '' : wording.reason(went.reason),
      went.reasonNote ?? '',
      ...besidesInWords(went.besides, wording.voiceWays).map(capital),
      `${went.source === 'imported' ? 'Imported' : 'Recorded'} by ${went.recordedBy}, ${formatWhen(went.recordedAt)}`,
    ];
    rows.push({
      key: 'Outcome',
      value: { text: outcomeLabel(went.outcome), notes: notes.filter((note) => note !== '') },
    });
  }
  if (dossier.history !== null) rows.push(...historyRows(dossier.history, went));
  if (counted !== null) {
    const isAhead = Temporal.Instant.compare(counted.countsFrom, now) > 0;
    const from = isAhead ? `From its end on ${formatWhen(counted.countsFrom)}; ` : '';
    rows.push({
      key: `Measure ${counted.measure}`,
      value: { text: counted.why, note: `${from}${from === '' ? 'D' : 'd'}efinitions ${counted.definitionVersion}` },
      href: `/performance/explain/${dossier.conference.reference}`,
      linkText: 'Explain',
    });
  }
  return rows;
}
