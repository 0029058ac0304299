import type { Hub } from '../../config/reference-data.js';
import { kindLabel } from '../conferences/kinds.js';
import { formatDay, formatDayAndYear, formatWhen } from '../kernel/london.js';
import type { Fact, FieldError, Link, Notice } from '../web/page-parts.js';
import { STANDING_TAGS, BEGAN_WORDS } from './expected.page.js';
import {
  changeSentence,
  CLOSED_REASONS,
  CLOSED_WORDS,
  EXPECTED_WORDS,
  standingOf,
  type Standing,
} from './expectation.js';
import type { KeptExpectation } from './expectation.queries.js';
import { NOTHING_TYPED, type TypedChange } from './expectation.form.js';
import type { GivenRefusal } from './expectation-changes.service.js';

export interface CandidateShown {
  readonly reference: string;
  readonly about: string;
}

export interface ExpectationFacts {
  readonly expectation: KeptExpectation;
  readonly hub: Hub;
  readonly candidates: readonly CandidateShown[];
  readonly today: Temporal.PlainDate;
  readonly mayChange: boolean;
  readonly mayChallenge: boolean;
  readonly typed?: TypedChange;
  readonly errors?: readonly FieldError[];
}

/** One expected conference: what it follows from, how it stands, and what may be done about it. */
export function expectationPage(facts: ExpectationFacts) {
  const { expectation, hub, today, mayChange, candidates } = facts;
  const standing = standingOf(expectation, today);
  const isOpen = expectation.state === 'open';
  const address = `/expected/${expectation.id}`;
  return {
    title: `${EXPECTED_WORDS[expectation.kind]} ${hub.name}, due ${formatDayAndYear(expectation.dueOn)}`,
    caption: `EX-${expectation.id}`,
    back: { text: 'Expected conferences', href: '/expected' } satisfies Link,
    actions: actionsOf(facts, standing),
    errors: facts.errors ?? [],
    stands: standsNotice(expectation, standing),
    facts: factRows(expectation, hub),
    action: address,
    version: expectation.version,
    typed: facts.typed ?? NOTHING_TYPED,
    open: isOpen && mayChange ? openForms(candidates, expectation, today) : null,
    reopen: !isOpen && mayChange,
  };
}

function actionsOf({ expectation, mayChange, mayChallenge }: ExpectationFacts, standing: Standing) {
  const isWanting = standing === 'ask' || standing === 'overdue' || standing === 'asked';
  const address = `/expected/${expectation.id}`;
  const mayRaise = mayChallenge && ['asked', 'overdue', 'not-invited'].includes(standing);
  return [
    ...(mayChange && isWanting
      ? [
          {
            text: standing === 'asked' ? 'The letter' : 'Ask for the invitation',
            href: `${address}/letter`,
            main: standing !== 'asked',
          },
        ]
      : []),
    ...(mayRaise ? [{ text: 'Challenge', href: `/challenges/new?expectation=${expectation.id}` }] : []),
  ];
}

const openForms = (candidates: readonly CandidateShown[], { beganOn }: KeptExpectation, today: Temporal.PlainDate) => ({
  candidates: candidates.map(({ reference, about }) => ({ value: reference, text: reference, hint: about })),
  reasons: CLOSED_REASONS.map((value) => ({ value, text: CLOSED_WORDS[value] })),
  /** Nobody can say yet that it was held. */
  mayHaveBeenHeld: Temporal.PlainDate.compare(beganOn, today) <= 0,
});

function standsNotice(one: KeptExpectation, standing: Standing): Notice {
  const tag = STANDING_TAGS[standing].text;
  switch (standing) {
    case 'awaited':
      return { tone: 'info', title: `${tag}. An invitation should come by ${formatDay(one.inviteBy)}.` };
    case 'ask':
      return { tone: 'warn', title: `An invitation should have come by ${formatDay(one.inviteBy)}. Ask for it.` };
    case 'asked':
      return {
        tone: 'info',
        title: `Asked for on ${formatDay(one.letterSentOn!)} by ${one.letterSentBy}; no invitation yet.`,
      };
    case 'overdue': {
      const letter = one.letterSentOn === null ? '' : ` A letter was sent on ${formatDay(one.letterSentOn)}.`;
      const title = `Past its day without an invitation. Find out whether it was held without us.${letter}`;
      return { tone: 'bad', title };
    }
    case 'met': {
      const how = one.matchedBy === 'the-tracker' ? 'Matched by the tracker' : `Matched by ${one.settledBy}`;
      return { tone: 'good', title: `The invitation has come. ${how}.`, ...conferenceLink(one) };
    }
    case 'not-invited':
      return {
        tone: 'bad',
        title: 'It was held and we were never invited. It counts in the coverage (A2).',
        ...conferenceLink(one),
      };
    case 'closed':
      return { tone: 'info', title: `${CLOSED_WORDS[one.closedReason!]}. Closed by ${one.settledBy}.` };
  }
}

const conferenceLink = ({ conference }: KeptExpectation): Pick<Notice, 'href' | 'linkText'> =>
  conference === null ? {} : { href: `/conferences/${conference}`, linkText: `Open ${conference}` };

function factRows(one: KeptExpectation, hub: Hub): readonly Fact[] {
  const began = BEGAN_WORDS[one.origin];
  return [
    { key: 'Local authority', value: hub.localAuthority },
    {
      key: `${began.charAt(0).toUpperCase()}${began.slice(1)}`,
      value:
        one.previous === null
          ? formatDayAndYear(one.beganOn)
          : { text: one.previous, href: `/conferences/${one.previous}`, note: formatDayAndYear(one.beganOn) },
    },
    {
      key: 'Due',
      value: {
        text: formatDayAndYear(one.dueOn),
        note: one.dueBy === 'set' ? 'The day that was set' : 'The last day by the statutory clock',
      },
    },
    { key: 'Invitation by', value: formatDayAndYear(one.inviteBy) },
    { key: 'Their reference', value: one.laReference ?? { text: 'not given', quiet: true } },
    {
      key: 'Children',
      value: one.childIds.length === 0 ? { text: 'not known', quiet: true } : { list: [...one.childIds] },
    },
    { key: 'Note', value: one.note },
    { key: 'Recorded', value: `${one.recordedBy}, ${formatWhen(one.recordedAt)}` },
    { key: 'Settled', value: one.settledAt === null ? null : `${one.settledBy}, ${formatWhen(one.settledAt)}` },
  ];
}

/** "ICPC on Mon 30 Nov 2026; shares 1 of 2 children" */
export const candidateWords = (
  {
    kind,
    on,
    childIds,
  }: {
    readonly kind: Parameters<typeof kindLabel>[0];
    readonly on: Temporal.PlainDate;
    readonly childIds: readonly string[];
  },
  expected: Pick<KeptExpectation, 'childIds'>,
): string => {
  const shared = childIds.filter((id) => expected.childIds.includes(id)).length;
  const many = expected.childIds.length;
  const words =
    shared === 0 ? 'the same meeting id' : `shares ${shared} of ${many} ${many === 1 ? 'child' : 'children'}`;
  return `${kindLabel(kind)} on ${formatDayAndYear(on)}; ${words}`;
};

const REFUSED_AT: Readonly<Record<string, `#${string}`>> = {
  'reason-missing': '#note',
  'not-over': '#heldOn',
  'end-before-start': '#endsAt',
  'too-long': '#endsAt',
  'too-far': '#heldOn',
  'duplicate-meeting-id': '#laMeetingId',
};

/** A refusal as the page shows it, at the field that it is about. */
export function refusalError(refusal: GivenRefusal, typed: TypedChange): FieldError {
  const isHeld = typed.change === 'held-without-us';
  const href = REFUSED_AT[refusal.kind] ?? (isHeld ? '#heldOn' : typed.change === 'close' ? '#reason' : '#reference');
  return { text: refusalWords(refusal), href };
}

export function refusalWords(refusal: GivenRefusal): string {
  switch (refusal.kind) {
    case 'not-from-here':
    case 'reason-missing':
    case 'other-hub':
    case 'other-kind':
    case 'voided':
    case 'too-early':
    case 'circle':
    case 'no-such-conference':
      return changeSentence(refusal);
    case 'changed-meanwhile':
      return 'Somebody changed this since you opened it. Look at it again, then decide whether your change still holds.';
    case 'not-over':
      return 'It is not over yet, so nobody can say that it was held without us. Check day and time.';
    case 'strategy-after-start':
      return 'It cannot have been held before the strategy discussion that it follows from. Check the day.';
    case 'end-before-start':
      return 'The end must be after the start. Check both times.';
    case 'duplicate-meeting-id':
      return `A conference with the meeting id ${refusal.laMeetingId} is on record. Choose it above instead.`;
    default:
      return 'The conference cannot be recorded like this. Check day and times, or record it from the reconciliation.';
  }
}
