/** What the ladder is, what is owed next, what was told, and what the proofs of the last nights found. */
import type { ReferenceData } from '../../config/reference-data.js';
import { formatDate, formatDay, formatWhen } from '../kernel/london.js';
import type { Cell, Notice, Row, Table, Tag } from '../web/page-parts.js';
import type { Coming, Looked } from './chasing-look.service.js';
import type { ListedChase } from './chase.queries.js';
import type { Skip } from './chase.js';
import { CHASE_KINDS, KINDS, rungWords, type ChaseKind, type ChaseRole } from './ladder.js';
import { proofNotice } from './night.js';
import type { KeptProof } from './past.queries.js';
import type { Proof } from './proof.js';
import { gapWords, isUnseenOnly, verdictWords } from './words.js';

type ProofColumn = 'night' | 'verdict' | 'owed' | 'sent' | 'left' | 'found';
type NextColumn = 'day' | 'conference' | 'hub' | 'what' | 'who';
type ToldColumn = 'when' | 'conference' | 'hub' | 'what' | 'result';
type LadderColumn = 'kind' | 'when' | 'who' | 'otherwise';

export interface ChasingPage {
  readonly title: string;
  readonly intro: string;
  readonly filter: object;
  readonly notices: readonly Notice[];
  readonly proofs: Table<ProofColumn>;
  readonly next: Table<NextColumn>;
  readonly told: Table<ToldColumn>;
  readonly ladder: Table<LadderColumn> & { readonly edition: string };
}

const ROLES: Record<ChaseRole, string> = {
  lead: 'Whoever goes',
  hub: 'The hub’s mailbox',
  supervisor: 'Supervisors of the hub',
  leadership: 'Leadership',
};
const VERDICTS: Record<Proof['verdict'], Tag> = {
  complete: { text: 'Complete', tone: 'good' },
  outage: { text: 'After an outage', tone: 'warn' },
  gap: { text: 'Gap', tone: 'bad' },
};
/** Red as well, but no chase was lost. */
const UNSEEN: Tag = { text: 'Began unseen', tone: 'bad' };
const LEFT_OUT: Record<Skip, string> = {
  overtaken: 'Left out: a later step was due at the same time',
  begun: 'Left out: the conference had begun',
  settled: 'Left out: settled before the mail left',
};

export function chasingPage(looked: Looked, reference: ReferenceData): ChasingPage {
  const { proofs, begun, now, problems } = looked;
  const gap = proofNotice(proofs[0] ?? null, begun, now);
  return {
    title: 'Chasing',
    intro:
      'Whoever has something to do is told in working hours, at most once an hour and in one mail, until it is done. Each night a proof holds what was owed against what was sent.',
    filter: filterOf(looked),
    notices: [
      ...(gap === null ? [] : [{ tone: gap.tone, title: gap.title, text: gap.text }]),
      ...(problems.length === 0
        ? []
        : [{ tone: 'warn' as const, title: 'Somebody has to see to this before it is needed', lines: problems }]),
    ],
    proofs: proofTable(proofs, reference),
    next: nextTable(looked, reference),
    told: toldTable(looked, reference),
    ladder: ladderTable(looked.hub, reference),
  };
}

function filterOf({ hubs, hub }: Looked): object {
  const all = hubs.length === 1 ? [] : [{ value: '', text: 'All my hubs' }];
  const items = [...all, ...hubs.map(({ code, name }) => ({ value: code, text: name }))];
  return {
    action: '/chasing',
    label: 'Choose the hub',
    fields: [{ name: 'hub', label: 'Hub', value: hub ?? '', items }],
    clearHref: hub === null || hubs.length === 1 ? undefined : '/chasing',
  };
}

const proofTable = (proofs: readonly KeptProof[], { chasing }: ReferenceData): Table<ProofColumn> => ({
  caption: 'The proofs of the last nights',
  captionHidden: true,
  columns: [
    { key: 'night', text: 'Night', rowHeader: true, nowrap: true, bare: true },
    { key: 'verdict', text: 'Verdict', bare: true },
    { key: 'owed', text: 'Owed', numeric: true },
    { key: 'sent', text: 'Sent', numeric: true },
    { key: 'left', text: 'Left out, with the reason', numeric: true },
    { key: 'found', text: 'In words', bare: true },
  ],
  rows: proofs.map(proofRow),
  empty: {
    title: 'No night has been proved yet',
    text: `The first is made at ${chasing.proveAt.toString({ smallestUnit: 'minute' })}, for the day that ends then.`,
  },
});

function proofRow(proof: KeptProof): Row<ProofColumn> {
  const { night, verdict, owed, sent, overtaken, begun, settled, gaps } = proof;
  return {
    ...(verdict === 'gap' ? { tone: 'bad' as const } : verdict === 'outage' ? { tone: 'warn' as const } : {}),
    cells: {
      night: formatDay(night),
      verdict: { tag: isUnseenOnly(proof) ? UNSEEN : VERDICTS[verdict] },
      owed,
      sent,
      left: overtaken + begun + settled,
      found: { text: verdictWords(proof), notes: [...gaps.map(gapWords), ...missedWords(proof)] },
    },
  };
}

/** A line for each job, or one for all of them where nothing ran at all. */
function missedWords({ missedRuns }: KeptProof): readonly string[] {
  const byJob = [...Map.groupBy(missedRuns, ({ job }) => job)].map(([job, hours]) => ({
    job,
    hours: hours.map(({ hour }) => hour).toSorted(),
  }));
  const together = [...Map.groupBy(byJob, ({ hours }) => hours.join())].map(([, jobs]) => jobs);
  return together.map((jobs) => {
    const { hours } = jobs[0]!;
    const names = jobs.length > 3 ? `${jobs.length} jobs` : jobs.map(({ job }) => `“${job}”`).join(', ');
    const n = hours.length;
    return `Did not run in ${n} ${n === 1 ? 'hour' : 'hours'}, first ${formatWhen(Temporal.Instant.from(hours[0]!))}: ${names}.`;
  });
}

const EXPECTED = /^expected-/;

function conferenceCell(subject: string, { mayRead }: Pick<Looked, 'mayRead'>): Cell {
  const isExpected = EXPECTED.test(subject);
  const text = subject.replace(EXPECTED, 'Expected conference ');
  const href = isExpected ? `/expected/${subject.replace(EXPECTED, '')}` : `/conferences/${subject}`;
  return mayRead ? { text, href } : text;
}

const hubName = (code: string, { hub }: ReferenceData): string => hub(code)?.name ?? code;

const what = (kind: ChaseKind, days: number): Cell => ({ text: KINDS[kind].label, note: rungWords(kind, { days }) });

const nextTable = (looked: Looked, reference: ReferenceData): Table<NextColumn> => ({
  caption: 'What is told next, if nothing changes',
  captionHidden: true,
  flow: true,
  columns: [
    { key: 'day', text: 'On', nowrap: true, bare: true },
    { key: 'conference', text: 'Conference', rowHeader: true, bare: true },
    { key: 'hub', text: 'Hub', nowrap: true, bare: true },
    { key: 'what', text: 'What is open', bare: true },
    { key: 'who', text: 'Who is told', bare: true },
  ],
  rows: looked.coming.map(({ day, matter, rung }: Coming) => ({
    cells: {
      day: formatDay(day),
      conference: conferenceCell(matter.subject, looked),
      hub: hubName(matter.hubCode, reference),
      what: what(matter.kind, rung.days),
      // Where nobody goes it is for whoever is told instead.
      who: ROLES[rung.to === 'lead' && matter.lead === null ? rung.otherwise : rung.to],
    },
  })),
  empty: {
    title: 'Nothing more is to be told',
    text: 'What is open stands here with the day on which somebody is told next, unless it is settled before.',
  },
});

const toldTable = (looked: Looked, reference: ReferenceData): Table<ToldColumn> => ({
  caption: 'What was told, the newest first',
  captionHidden: true,
  flow: true,
  columns: [
    { key: 'when', text: 'When', nowrap: true, bare: true },
    { key: 'conference', text: 'Conference', rowHeader: true, bare: true },
    { key: 'hub', text: 'Hub', nowrap: true, bare: true },
    { key: 'what', text: 'What was open', bare: true },
    { key: 'result', text: 'Who was told', bare: true },
  ],
  rows: looked.told.map((one) => ({
    ...(one.skipped === null ? {} : { tone: 'quiet' as const }),
    cells: {
      when: formatWhen(one.sentAt ?? one.decidedAt),
      conference: conferenceCell(one.subject, looked),
      hub: hubName(one.hubCode, reference),
      what: what(one.kind, one.days),
      result: resultCell(one),
    },
  })),
  empty: {
    title: 'Nobody has been told anything yet',
    text: 'What was sent, and what was left out and why, stands here.',
  },
});

function resultCell({ role, skipped, sentAt, lastError }: ListedChase): Cell {
  if (skipped !== null) return { text: LEFT_OUT[skipped], quiet: true };
  const who = role === null ? '' : ROLES[role];
  if (sentAt !== null) return who;
  return lastError === null
    ? { text: who, tag: { text: 'On its way', tone: 'info' } }
    : { text: who, tag: { text: 'Not sent', tone: 'bad' }, note: `The mail server said: ${lastError}` };
}

function ladderTable(hub: string | null, { chasing, editions }: ReferenceData): ChasingPage['ladder'] {
  const { version, owner, reviewOn } = editions.chasing;
  return {
    edition: `Version ${version}, owned by ${owner}, to be reviewed by ${formatDate(reviewOn)}. Days are working days; people who are away are passed over.`,
    caption: 'Who is told, and when',
    captionHidden: true,
    columns: [
      { key: 'kind', text: 'What is open', rowHeader: true },
      { key: 'when', text: 'When' },
      { key: 'who', text: 'Who is told' },
      { key: 'otherwise', text: 'And if nobody of them can be' },
    ],
    rows: CHASE_KINDS.flatMap((kind) =>
      chasing.rungsOf(hub ?? '', kind).map((rung, i) => ({
        cells: {
          kind: i === 0 ? KINDS[kind].label : { text: KINDS[kind].label, quiet: true },
          when: rungWords(kind, rung),
          who: ROLES[rung.to],
          otherwise: ROLES[rung.otherwise],
        },
      })),
    ),
  };
}
