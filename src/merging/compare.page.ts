import { AUDIT_WORDS } from '../audit/events.js';
import type { TrailLine } from '../audit/record.js';
import { assignmentStateLabel, isActive } from '../assignments/assignment.js';
import type { AssignedPerson } from '../assignments/assignment.queries.js';
import { childWords } from '../conferences/children.js';
import { stateLabel } from '../conferences/conference.js';
import { isReview, kindName } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import type { Opened } from '../conferences/opened.js';
import { channelLabel } from '../invitations/invitation.js';
import type { Invitation } from '../invitations/invitation.queries.js';
import { formatDayAndYear, formatSpan, formatWhen } from '../kernel/london.js';
import { outcomeLabel, type Outcome } from '../participation/participation.js';
import { relevanceLabel, type RelevanceDecision } from '../relevance/relevance.js';
import type { Cell, FieldError, Link, Notice, Row, Table } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { TypedMerge } from './compare.form.js';
import { choosableFacts, differingFacts, mergedChildren, missingFacts, refuseMerge } from './merge.js';
import type { FactName, Side } from './merge.js';
import { FACT_WORDS, mergeSentence } from './merge-words.js';
import type { Merged } from './merging.service.js';

/** One of the two, with all that the page shows of it. */
export interface Shown extends Opened {
  readonly side: Side;
  readonly invitations: readonly Invitation[];
  readonly people: readonly AssignedPerson[];
  readonly decisions: readonly RelevanceDecision[];
  readonly outcome: Outcome | null;
  readonly trail: readonly TrailLine[];
}

type Column = 'what' | 'kept' | 'other' | 'compared';

export interface ComparePage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly actions: readonly (Link & { readonly plain: true })[];
  readonly both: Table<Column>;
  /** Why they cannot be merged this way round; null when they can. */
  readonly refused: Notice | null;
  /** What happened since the page was opened, after somebody else was quicker. */
  readonly since: Notice | null;
  readonly choices: readonly {
    readonly name: FactName;
    readonly legend: string;
    readonly items: readonly { readonly value: 'kept' | 'other'; readonly text: string }[];
    readonly value: string;
  }[];
  readonly follows: Notice;
  readonly carried: Readonly<Record<string, string>>;
  readonly submit: string;
  readonly errors: readonly FieldError[];
}

export interface Said {
  readonly status: number;
  readonly errors: readonly FieldError[];
}

/** Two conferences side by side: what differs, whose values stay, and what becomes of the rest. */
export function comparePage(kept: Shown, other: Shown, typed: TypedMerge | null, said: Said | null): ComparePage {
  const [mine, theirs] = [kept.conference.reference, other.conference.reference];
  const href = `/conferences/${mine}`;
  const refusal = refuseMerge(kept.side, other.side);
  const lastSeen = Math.max(0, ...[...kept.trail, ...other.trail].map(({ id }) => id));
  return {
    title: 'Are these the same conference?',
    caption: `${mine} and ${theirs}`,
    back: { text: mine, href },
    action: `${href}/merge/${theirs}`,
    actions: [{ text: `Keep ${theirs} instead`, href: `/conferences/${theirs}/merge/${mine}`, plain: true }],
    both: bothTable(kept, other),
    refused: refusal && { tone: 'warn', title: 'They cannot be merged like this', text: mergeSentence(refusal) },
    since: said?.status === 409 ? sinceNotice([kept, other], Number(typed?.seen)) : null,
    choices: refusal === null ? choicesOf(kept, other, typed) : [],
    follows: { title: 'If you merge them', lines: followsFor(kept, other) },
    carried: {
      version: String(kept.conference.version),
      otherVersion: String(other.conference.version),
      seen: String(lastSeen),
    },
    submit: `Merge ${theirs} into ${mine}`,
    errors: said?.errors ?? [],
  };
}

function choicesOf(kept: Shown, other: Shown, typed: TypedMerge | null): ComparePage['choices'] {
  const missing = missingFacts(kept.side, other.side);
  return choosableFacts(kept.side, other.side).map((name) => ({
    name,
    legend: FACT_WORDS[name],
    items: [
      { value: 'kept', text: `${factWords(kept, name)} (${kept.conference.reference})` },
      { value: 'other', text: `${factWords(other, name)} (${other.conference.reference})` },
    ],
    value: typed?.choices[name] || (missing.includes(name) ? 'other' : 'kept'),
  }));
}

function factWords({ conference, sitting }: Shown, fact: FactName): string {
  const strategy = conference.strategyDiscussionOn;
  const words: Record<FactName, string | null> = {
    kind: kindName(conference.kind),
    time: formatSpan(sitting.startsAt, sitting.endsAt),
    mode: modeLabel(sitting.mode),
    venue: sitting.venue,
    joinLink: sitting.joinLink,
    laMeetingId: conference.laMeetingId,
    strategyDiscussionOn: strategy && formatDayAndYear(strategy),
  };
  return words[fact] ?? 'not known';
}

function bothTable(kept: Shown, other: Shown): Table<Column> {
  const differing = differingFacts(kept.side, other.side);
  const fact = (name: FactName): Row<Column> =>
    line(FACT_WORDS[name], factWords(kept, name), factWords(other, name), differing.includes(name));
  return {
    caption: 'The two conferences',
    captionHidden: true,
    columns: [
      { key: 'what', text: 'What', rowHeader: true, bare: true },
      { key: 'kept', text: `${kept.conference.reference}, kept` },
      { key: 'other', text: other.conference.reference },
      { key: 'compared', text: 'Compared', nowrap: true, bare: true },
    ],
    rows: [
      plain('Local authority', ({ hub }) => hub.localAuthority, kept, other),
      plain('State', ({ conference }) => stateWords(conference), kept, other),
      fact('kind'),
      fact('time'),
      fact('mode'),
      fact('venue'),
      ...(differing.includes('joinLink') ? [fact('joinLink')] : []),
      fact('laMeetingId'),
      fact('strategyDiscussionOn'),
      united('Children', ({ side }) => side.children.map(childWords), kept, other),
      united('Invitations', ({ invitations }) => invitations.map(invitationWords), kept, other),
      plainList('People', ({ people }) => people.filter(({ state }) => isActive(state)).map(personWords), kept, other),
      ...(isReview(kept.conference.kind) || isReview(other.conference.kind)
        ? [plainList('Relevance', ({ decisions }) => decisions.slice(-1).map(decisionWords), kept, other)]
        : []),
      plain('Outcome', ({ outcome }) => (outcome === null ? 'not recorded' : outcomeLabel(outcome)), kept, other),
    ],
  };
}

const stateWords = ({ state, stateReason }: Shown['conference']): string =>
  `${stateLabel(state)}${stateReason ? `: ${stateReason}` : ''}`;
const invitationWords = ({ channel, receivedAt }: Invitation): string =>
  `${channelLabel(channel)}, ${formatWhen(receivedAt)}`;
const personWords = ({ name, lead, state }: AssignedPerson): string =>
  `${name}, ${lead ? 'lead' : 'second'}: ${assignmentStateLabel(state).toLowerCase()}`;
const decisionWords = ({ value, decidedBy }: RelevanceDecision): string => `${relevanceLabel[value]}, ${decidedBy}`;

const line = (what: string, kept: Cell, other: Cell, differs: boolean): Row<Column> => ({
  cells: {
    what,
    kept,
    other,
    compared: differs ? { tag: { text: 'Different', tone: 'warn' } } : { text: 'Same', quiet: true },
  },
});

type Says = (shown: Shown) => string;
type Lists = (shown: Shown) => readonly string[];

const plain = (what: string, says: Says, kept: Shown, other: Shown): Row<Column> =>
  line(what, says(kept), says(other), says(kept) !== says(other));

const listCell = (lines: readonly string[]): Cell =>
  lines.length === 0 ? { text: 'none', quiet: true } : { list: lines };

const plainList = (what: string, lists: Lists, kept: Shown, other: Shown): Row<Column> =>
  line(what, listCell(lists(kept)), listCell(lists(other)), lists(kept).join() !== lists(other).join());

const united = (what: string, lists: Lists, kept: Shown, other: Shown): Row<Column> => ({
  cells: {
    what,
    kept: listCell(lists(kept)),
    other: listCell(lists(other)),
    compared: { text: 'All are kept', quiet: true },
  },
});

/** What merging does beyond the choices, in sentences. */
function followsFor(kept: Shown, other: Shown): readonly string[] {
  const [mine, theirs] = [kept.conference.reference, other.conference.reference];
  const { added, filled } = mergedChildren(kept.side.children, other.side.children);
  const children = kept.side.children.length + added.length;
  const stays = differingFacts(kept.side, other.side).filter(
    (fact) => !choosableFacts(kept.side, other.side).includes(fact) && factWords(other, fact) !== 'not known',
  );
  const people = other.people.filter(({ state }) => isActive(state)).map(({ name }) => name);
  return [
    `${theirs} is voided and points here. Its history stays, and is shown on ${mine}.`,
    `${mine} has ${children === 1 ? '1 child' : `${children} children`} then${filled.length > 0 ? ', with what only the other knew of them' : ''}.`,
    ...(stays.length === 0
      ? []
      : [`${stays.map((fact) => FACT_WORDS[fact]).join(', ')} of ${mine} ${stays.length === 1 ? 'stays' : 'stay'}.`]),
    ...(people.length === 0
      ? []
      : [
          `${people.join(', ')}: on ${mine} from then on, with the same calendar entry, if the place is free; else called off.`,
        ]),
    ...(other.decisions.length === 0 ? [] : [`The decision on the relevance of ${theirs} is not carried over.`]),
    'It can be taken back until somebody works on it.',
  ];
}

/** What colleagues did after the page was opened. */
function sinceNotice(both: readonly Shown[], seen: number): Notice | null {
  const lines = both.flatMap(({ conference, trail }) =>
    trail
      .filter(({ id }) => id > seen)
      .map((one) => `${conference.reference}: ${AUDIT_WORDS[one.action]}, ${one.actor}, ${formatWhen(one.at)}`),
  );
  return lines.length === 0 ? null : { tone: 'info', title: 'Since you opened this page', lines };
}

export function mergedFlash({ kept, merged, moved, relevanceInDoubt }: Merged): Flash {
  const title = `${merged.reference} is merged into ${kept.reference}`;
  const text = moved.length === 0 ? 'Nothing had to be moved.' : `${moved.join(', ')}.`;
  if (!relevanceInDoubt) return { title, text, tone: 'good' };
  return {
    title,
    text: `${text} Its relevance had been decided on ${merged.reference}: look at it again here.`,
    tone: 'warn',
    href: `/conferences/${kept.reference}/relevance`,
    linkText: 'Decide relevance',
  };
}
