import type { Readiness } from '../board/readiness.js';
import { canMove, canSitAgain, possibleChanges, stateLabel } from '../conferences/conference.js';
import { isReview, kindLabel } from '../conferences/kinds.js';
import { formatStart, isWholeDay } from '../kernel/london.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import type { Fact, Link, Notice, Step, TimelineItem } from '../web/page-parts.js';
import { clockSteps } from './clocks.js';
import type { Dossier } from './dossier.js';
import { historyNotice } from './history.page.js';
import { factRows, outcomeRows, relevanceRows } from './facts.page.js';
import { messageFolds, openMailLines, peopleRows, type May, type MessageFold } from './people.page.js';
import { timelineOf, type Wording } from './trail.page.js';

/** What the reader may do with this conference. */
export interface Permissions extends May {
  readonly change: boolean;
  readonly decideRelevance: boolean;
  readonly recordOutcome: boolean;
  readonly readMail: boolean;
  readonly explain: boolean;
}

export interface ConferencePage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link | undefined;
  readonly actions: readonly (Link & { readonly main?: boolean; readonly plain?: boolean })[];
  readonly stands: Notice;
  readonly openMail: Notice | null;
  readonly clocks: readonly Step[];
  readonly facts: readonly Fact[];
  readonly relevance: readonly Fact[] | null;
  readonly people: readonly Fact[];
  readonly messages: readonly MessageFold[];
  readonly noMail: string;
  readonly outcome: readonly Fact[];
  readonly happened: readonly TimelineItem[];
}

export interface DeskFacts {
  readonly dossier: Dossier;
  readonly readiness: Readiness;
  readonly may: Permissions;
  readonly wording: Wording;
  readonly calendar: WorkingCalendar;
  readonly now: Temporal.Instant;
}

/** One conference with everything about it: facts, people, mail, outcome, and what happened. */
export function conferencePage(facts: DeskFacts): ConferencePage {
  const { dossier, may, wording, now } = facts;
  const { conference, sitting, hub } = dossier;
  const outcome = outcomeRows(dossier, wording, now);
  return {
    title: `${kindLabel(conference.kind)} ${hub.name}, ${formatStart(sitting.startsAt, sitting.endsAt)}`,
    caption: conference.reference,
    back: backFor(facts),
    actions: actionsFor(facts),
    stands:
      dossier.history === null
        ? standsNow(facts)
        : historyNotice(dossier.history, stateLabel(conference.state), may.change),
    openMail: openMailNotice(dossier, may),
    clocks: clockSteps({
      kind: conference.kind,
      isOn: conference.state === 'scheduled' || conference.state === 'held',
      startsAt: sitting.startsAt,
      dayOnly: isWholeDay(sitting.startsAt, sitting.endsAt),
      strategyDiscussionOn: conference.strategyDiscussionOn,
      reportWorkingDays: hub.reportWorkingDays,
      calendar: facts.calendar,
      now,
    }),
    facts: factRows(dossier).map((fact) => ({ ...fact, ...correctionOf(fact.key, facts) })),
    relevance: relevanceRows(dossier, wording),
    people: peopleRows(
      conference.reference,
      dossier.people,
      isToCome(facts) ? may : { assign: false, answerFor: () => false },
      now,
    ),
    messages: messageFolds(dossier.messages),
    noMail:
      dossier.people.length === 0
        ? 'No mail yet: an invitation goes out with the first assignment.'
        : 'No mail on record.',
    outcome: may.explain ? outcome : outcome.map(({ key, value }) => ({ key, value })),
    happened: timelineOf(dossier.trail, wording),
  };
}

const CORRECTED: Readonly<Record<string, string>> = { Kind: 'kind', Child: 'children', Children: 'children' };

/** Where a fact is corrected, for whoever may. */
function correctionOf(key: string, { dossier, may }: DeskFacts): Pick<Fact, 'href' | 'linkText'> {
  const page = CORRECTED[key];
  const { reference, state } = dossier.conference;
  if (page === undefined || !may.change || state === 'voided') return {};
  return { href: `/conferences/${reference}/${page}`, linkText: page === 'kind' ? 'Convert' : 'Change' };
}

/** To where the reader's day begins; whoever only looks came from somewhere else. */
function backFor({ dossier, may }: DeskFacts): Link | undefined {
  if (may.assign) return { text: 'Board', href: '/board' };
  const isTheirs = dossier.people.some((person) => may.answerFor(person.attendeeId));
  return isTheirs ? { text: 'My conferences', href: '/my' } : undefined;
}

/** Whether people can still be put on it, taken off and heard. */
const isToCome = ({ dossier, now }: DeskFacts): boolean =>
  dossier.conference.state === 'scheduled' && Temporal.Instant.compare(dossier.sitting.endsAt, now) > 0;

/** What can be done from the state it is in, by whoever reads; the most pressing is the filled button. */
function actionsFor(facts: DeskFacts): ConferencePage['actions'] {
  const { dossier, readiness, may, now } = facts;
  const { conference, sitting } = dossier;
  const href = `/conferences/${conference.reference}`;
  const isOpen = conference.state === 'scheduled';
  // What is over is set right, and no more; only what comes back to be held after all goes on.
  const isHistory = dossier.history !== null && !isOpen;
  const hasStarted = Temporal.Instant.compare(sitting.startsAt, now) <= 0;
  const mayHaveOutcome = (isOpen && hasStarted) || conference.state === 'held';
  const possible = possibleChanges(conference.state);
  const offered: readonly (readonly [boolean, string, string])[] = [
    [may.assign && isToCome(facts), 'Assign', '/assign'],
    [may.recordOutcome && mayHaveOutcome, dossier.participation ? 'Correct outcome' : 'Record outcome', '/outcome'],
    [may.decideRelevance && isReview(conference.kind) && !isHistory, 'Decide relevance', '/relevance'],
    [may.change && canMove(conference), isOpen ? 'Move' : 'New date', '/move'],
    [may.change && canSitAgain(conference, sitting, now) && !isHistory, 'Adjourn', '/sit-again'],
    [may.change && possible.some((change) => change !== 'void'), 'Change state', '/state'],
  ];
  const buttons = offered
    .filter(([isOffered]) => isOffered)
    .map(([, text, page]) => ({
      text,
      href: `${href}${page}`,
      ...(`${href}${page}` === readiness.nextAction?.href ? { main: true } : {}),
    }));
  const voiding = { text: 'Void', href: `${href}/state?change=void`, plain: true };
  return may.change && possible.includes('void') ? [...buttons, voiding] : buttons;
}

const TONES: Record<Readiness['state'], NonNullable<Notice['tone']>> = {
  'needs-action': 'warn',
  waiting: 'info',
  covered: 'good',
  off: 'info',
};

/** "today", "now" and "before 14:00" as they are; a day takes "by". */
const byWords = (by: string): string => (/^[A-Z]/.test(by) ? `by ${by}` : by);

function standsNow({ readiness, dossier, may }: DeskFacts): Notice {
  const { nextAction, by } = readiness;
  // To chase and to assign is the coordinators' work, not that of somebody who was invited.
  const isTheirs = may.assign || (may.recordOutcome && nextAction?.href.endsWith('/outcome') === true);
  const next = nextAction === null || by === null || !isTheirs ? '' : ` ${nextAction.text} ${byWords(by)}.`;
  const tone = readiness.tone === 'bad' ? 'bad' : TONES[readiness.state];
  const reason = dossier.conference.stateReason;
  const why = readiness.state === 'off' && reason ? `: ${reason}` : '';
  return { title: `${readiness.words}${why}.${next}`, tone };
}

function openMailNotice({ mail }: Dossier, may: Permissions): Notice | null {
  if (mail.length === 0 || !may.readMail) return null;
  return { title: 'Mail about this conference needs a person', lines: openMailLines(mail), tone: 'warn' };
}
