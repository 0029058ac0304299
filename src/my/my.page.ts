import type { Hub } from '../../config/reference-data.js';
import { isActive, type Answer, type AssignmentState } from '../assignments/assignment.js';
import { stateLabel } from '../conferences/conference.js';
import { kindLabel } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import { formatDay, formatSpan, londonDate } from '../kernel/london.js';
import { outcomeLabel } from '../participation/participation.js';
import type { FieldError, Link, Table, Tag, Tone } from '../web/page-parts.js';
import type { TypedAnswer } from './answer.form.js';
import type { MyConference } from './my.queries.js';

export interface MyFacts {
  readonly still: readonly MyConference[];
  readonly past: readonly MyConference[];
  readonly hubOf: (row: { readonly hubCode: string }) => Pick<Hub, 'name'>;
  readonly now: Temporal.Instant;
}

/** A form that was not accepted: whose card, and what was typed there. */
export interface Unheard {
  readonly assignmentId: number;
  readonly typed: TypedAnswer;
  readonly errors: readonly FieldError[];
}

export interface Card {
  readonly id: number;
  readonly title: string;
  readonly when: string;
  readonly where: string;
  readonly joinLink: string | null;
  readonly tag: Tag | null;
  readonly note: string | null;
  readonly conference: { readonly text: string; readonly href?: string };
  readonly main: Link | null;
  /** One press says that the reader attended as planned. */
  readonly attended: { readonly action: string; readonly other: Link } | null;
  readonly answer: AnswerForm | null;
}

interface AnswerForm {
  readonly action: string;
  readonly sequence: string;
  readonly field: string;
  readonly comment: string;
  readonly error: string | null;
  /** Folded away once there is an answer that stands. */
  readonly folded: boolean;
  readonly buttons: readonly { readonly value: Answer; readonly text: string; readonly main: boolean }[];
}

/** The comment box of one card. */
export const commentField = (assignmentId: number): string => `comment-${assignmentId}`;

export const hasEnded = (one: MyConference, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(one.endsAt, now) <= 0;
/** Over, and planned in one way: a hybrid one leaves open how they attended. */
export const isOneTap = (one: MyConference, now: Temporal.Instant): boolean =>
  hasEnded(one, now) && one.mode !== 'hybrid';
const isOn = (one: MyConference): boolean => one.conferenceState === 'scheduled' || one.conferenceState === 'held';

/** Everything the page prints, most urgent first: what waits for the person, then what is only to be known. */
export function myPage(facts: MyFacts, unheard: Unheard | null = null) {
  const { now } = facts;
  const ended = facts.still.filter((one) => hasEnded(one, now));
  const ahead = facts.still.filter((one) => !hasEnded(one, now));
  const waiting = ahead.filter((one) => isOn(one) && one.state === 'invited');
  const coming = ahead.filter(
    (one) => isOn(one) && (one.state === 'accepted' || one.state === 'tentative' || one.state === 'declined'),
  );
  const off = ahead.filter((one) => !waiting.includes(one) && !coming.includes(one));
  const nothing = waiting.length + ended.length + coming.length + off.length === 0;
  const card = (one: MyConference): Card => toCard(one, facts, unheard);
  return {
    title: 'My conferences',
    actions: [
      { text: 'When I am away', href: '#time', plain: true },
      { text: 'My fair share', href: '/rota/fairness', plain: true },
    ],
    errors: unheard?.errors ?? [],
    groups: [
      { title: 'Needs your answer', cards: waiting.map(card) },
      { title: 'Outcome to record', cards: ended.map(card) },
      { title: 'Coming up', cards: coming.map(card) },
      { title: 'Called off, or no longer yours', cards: off.map(card) },
    ].filter((group) => group.cards.length > 0),
    empty: nothing
      ? {
          title: 'Nothing waits for you.',
          text: 'When you are put on a conference, you get a calendar invitation by mail, and it appears here.',
        }
      : null,
    past: facts.past.length === 0 ? null : pastTable(facts),
  };
}

const TAGS: Record<AssignmentState, { readonly text: string; readonly tone: Tone }> = {
  proposed: { text: 'Proposed', tone: 'neutral' },
  invited: { text: 'No answer yet', tone: 'warn' },
  accepted: { text: 'Accepted', tone: 'good' },
  tentative: { text: 'Not sure', tone: 'warn' },
  declined: { text: 'Declined', tone: 'neutral' },
  withdrawn: { text: 'Withdrawn', tone: 'neutral' },
};

function toCard(one: MyConference, facts: MyFacts, unheard: Unheard | null): Card {
  const href = `/conferences/${one.reference}`;
  const ended = hasEnded(one, facts.now);
  const started = Temporal.Instant.compare(one.startsAt, facts.now) <= 0;
  const mayRecord = started && isOn(one) && isActive(one.state) && one.outcome === null;
  return {
    id: one.assignmentId,
    title: `${kindLabel(one.kind)} ${facts.hubOf(one).name}`,
    when: formatSpan(one.startsAt, one.endsAt),
    where: [modeLabel(one.mode), one.venue, one.lead ? null : 'you are second'].filter(Boolean).join(' · '),
    joinLink: !ended && isOn(one) && isActive(one.state) ? one.joinLink : null,
    tag: isOn(one)
      ? ended
        ? null
        : TAGS[one.state]
      : { text: capital(stateLabel(one.conferenceState)), tone: 'neutral' },
    note: noteOn(one, ended),
    conference: one.state === 'withdrawn' ? { text: one.reference } : { text: one.reference, href },
    main:
      mayRecord && !isOneTap(one, facts.now)
        ? { text: 'Record the outcome', href: `${href}/outcome`, label: one.reference }
        : null,
    attended:
      mayRecord && isOneTap(one, facts.now)
        ? {
            action: `/my/${one.assignmentId}/attended`,
            other: { text: 'Something else', href: `${href}/outcome`, label: one.reference },
          }
        : null,
    answer: !ended && isOn(one) && one.state !== 'withdrawn' ? answerForm(one, unheard) : null,
  };
}

function noteOn(one: MyConference, ended: boolean): string | null {
  if (!isOn(one)) return 'Nothing to do: it leaves your calendar by itself.';
  if (one.state === 'withdrawn') return `You are no longer needed: ${one.withdrawnReason ?? 'somebody else goes'}.`;
  if (one.state === 'declined' && !ended) return 'Somebody else is being found.';
  return ended ? 'Until an outcome is recorded, this counts as not attended.' : null;
}

function answerForm(one: MyConference, unheard: Unheard | null): AnswerForm {
  const mine = unheard?.assignmentId === one.assignmentId ? unheard : null;
  const field = commentField(one.assignmentId);
  const standing = one.state;
  const choices: readonly { value: Answer; text: string }[] = [
    { value: 'accepted', text: 'Accept' },
    { value: 'tentative', text: 'Not sure' },
    { value: 'declined', text: 'Decline' },
  ];
  return {
    action: `/my/${one.assignmentId}/answer`,
    sequence: String(one.sequence),
    field,
    comment: mine?.typed.comment ?? '',
    error: mine?.errors.find((error) => error.href === `#${field}`)?.text ?? null,
    folded: standing !== 'invited' && mine === null,
    buttons: choices
      .filter((choice) => choice.value !== standing)
      .map((choice) => ({ ...choice, main: choice.value === 'accepted' })),
  };
}

type PastColumn = 'when' | 'conference' | 'reference' | 'outcome' | 'action';

function pastTable(facts: MyFacts): Table<PastColumn> {
  return {
    caption: 'Your last conferences',
    flow: true,
    columns: [
      { key: 'when', text: 'Date', nowrap: true, bare: true },
      { key: 'conference', text: 'Conference', bare: true },
      { key: 'reference', text: 'Reference', rowHeader: true, bare: true },
      { key: 'outcome', text: 'What happened', bare: true },
      { key: 'action', text: 'Correct', hidden: true, bare: true },
    ],
    rows: facts.past.map((one) => ({
      cells: {
        when: formatDay(londonDate(one.startsAt)),
        conference: `${kindLabel(one.kind)} ${facts.hubOf(one).name}`,
        reference: { text: one.reference, href: `/conferences/${one.reference}` },
        outcome: pastWords(one),
        action:
          one.outcome === null
            ? null
            : { text: 'Correct', href: `/conferences/${one.reference}/outcome`, label: one.reference },
      },
    })),
  };
}

function pastWords(one: MyConference): string {
  if (one.outcome !== null) return [outcomeLabel(one.outcome), one.wentName].filter(Boolean).join(', ');
  return isOn(one) ? 'You declined' : capital(stateLabel(one.conferenceState));
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
