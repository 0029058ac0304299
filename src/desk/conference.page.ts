import { isElsewhere, type OwedAround, type Readiness } from '../board/readiness.js';
import { canMove, canSitAgain, possibleChanges, stateLabel } from '../conferences/conference.js';
import { isReview, kindLabel } from '../conferences/kinds.js';
import { nextSittingDueBy } from '../conferences/quorum.js';
import type { ClockTerms } from '../conferences/statutory-clocks.js';
import { confirmWords, TO_CONFIRM } from '../conferences/to-confirm.js';
import { formatStart, isWholeDay, londonDate } from '../kernel/london.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import { mayHaveMinutes } from '../minutes/minutes.js';
import { alikeNotice } from '../merging/which.page.js';
import { planGoesOn } from '../participation/besides.js';
import type { Fact, Link, Notice, Step, TimelineItem } from '../web/page-parts.js';
import { clockSteps, type StepFacts } from './clocks.js';
import { expectedRows } from './expected.page.js';
import { minutesRows, owesReport, reportRows } from './report.page.js';
import type { Dossier } from './dossier.js';
import { historyNotice } from './history.page.js';
import { reopenedBecause } from '../relevance/reopening.js';
import { factRows, outcomeRows, relevanceRows } from './facts.page.js';
import { messageFolds, openMailLines, peopleRows, type May, type MessageFold } from './people.page.js';
import { timelineOf, type Wording } from './trail.page.js';

/** What the reader may do with this conference. */
export interface Permissions extends May {
  readonly change: boolean;
  readonly confirm: boolean;
  readonly decideRelevance: boolean;
  readonly recordOutcome: boolean;
  readonly readMail: boolean;
  readonly explain: boolean;
  readonly challenge: boolean;
  readonly readQuality: boolean;
  /** Open what is expected. */
  readonly expect: boolean;
}

export interface ConferencePage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link | undefined;
  readonly actions: readonly (Link & { readonly main?: boolean; readonly plain?: boolean })[];
  readonly stands: Notice;
  /** What automation recorded and nobody has confirmed yet; with the button for whoever may. */
  readonly toConfirm: (Notice & { readonly action: string | null; readonly version: number }) | null;
  readonly openMail: Notice | null;
  /** What it was merged into, or may be the same as. */
  readonly same: Notice | null;
  readonly clocks: readonly Step[];
  readonly facts: readonly Fact[];
  readonly relevance: readonly Fact[] | null;
  readonly people: readonly Fact[];
  /** To whoever has a conflict of interest; for those who assign. */
  readonly mustNotGo: Link | null;
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
  readonly terms: ClockTerms;
  readonly now: Temporal.Instant;
}

/** One conference with everything about it: facts, people, mail, outcome, and what happened. */
export function conferencePage(facts: DeskFacts): ConferencePage {
  const { dossier, may, wording, now } = facts;
  const { conference, sitting, hub } = dossier;
  const outcome = [
    ...reportRows(dossier, facts.calendar, now),
    ...minutesRows(dossier),
    ...outcomeRows(dossier, wording, now),
  ];
  return {
    title: `${kindLabel(conference.kind)} ${hub.name}, ${formatStart(sitting.startsAt, sitting.endsAt)}`,
    caption: conference.reference,
    back: backFor(facts),
    actions: actionsFor(facts),
    stands:
      dossier.history === null
        ? standsNow(facts)
        : historyNotice(dossier.history, stateLabel(conference.state), may.change),
    toConfirm: confirmNotice(dossier, may),
    openMail: openMailNotice(dossier, may),
    same: sameNotice(dossier, may),
    clocks: clockSteps(clockFacts(facts), facts.terms),
    facts: [
      ...factRows(dossier, facts.calendar, facts.terms).map((fact) => ({ ...fact, ...correctionOf(fact.key, facts) })),
      ...expectedRows(dossier, may.expect, londonDate(now)),
    ],
    relevance: relevanceRows(dossier, wording),
    people: peopleRows(
      conference.reference,
      dossier.people,
      isToCome(facts) ? may : { assign: false, answerFor: () => false },
      now,
    ),
    mustNotGo:
      may.assign && isToCome(facts)
        ? { text: 'Who must not go', href: `/conferences/${conference.reference}/conflicts` }
        : null,
    messages: messageFolds(dossier.messages),
    noMail:
      dossier.people.length === 0
        ? 'No mail yet: an invitation goes out with the first assignment.'
        : 'No mail on record.',
    outcome: may.explain ? outcome : outcome.map(({ key, value }) => ({ key, value })),
    happened: timelineOf(dossier.trail, wording),
  };
}

function clockFacts({ dossier, calendar, now }: DeskFacts): StepFacts {
  const { conference, sitting, around, participation, report, history, children } = dossier;
  const expected = children.flatMap(({ expectedOn }) => expectedOn ?? []).toSorted(Temporal.PlainDate.compare);
  const said = participation?.besides;
  return {
    kind: conference.kind,
    isOn: conference.state === 'scheduled' || conference.state === 'held',
    isHeld: conference.state === 'held',
    startsAt: sitting.startsAt,
    dayOnly: isWholeDay(sitting.startsAt, sitting.endsAt),
    strategyDiscussionOn: conference.strategyDiscussionOn,
    transferIn: around.transferIn,
    previous: dossier.previous,
    expectedOn: expected[0] ?? null,
    adjournedAt: around.inquorate.findLast((one) => one.outcome === 'adjourned')?.startsAt ?? null,
    ...(said === undefined ? {} : { outcome: { planGoesOn: planGoesOn(said.plans), nextReviewOn: said.nextReviewOn } }),
    ...(history === null ? { reportSentOn: report?.sentOn ?? null } : {}),
    calendar,
    now,
  };
}

const CORRECTED: Readonly<Record<string, string>> = {
  Kind: 'kind',
  'Local authority': 'convener',
  'Transfer in': 'transfer-in',
  'Transferred to': 'transfer-out',
  Notice: 'further-invitation',
  Child: 'children',
  Children: 'children',
};
const CORRECTING: Readonly<Record<string, string>> = { kind: 'Convert', 'further-invitation': 'Add' };

/** Where a fact is corrected, for whoever may. */
function correctionOf(key: string, { dossier, may }: DeskFacts): Pick<Fact, 'href' | 'linkText'> {
  const page = CORRECTED[key];
  const { reference, state } = dossier.conference;
  if (page === undefined || !may.change || state === 'voided') return {};
  return { href: `/conferences/${reference}/${page}`, linkText: CORRECTING[page] ?? 'Change' };
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
  const mayHaveReport = (isOpen || conference.state === 'held') && !isHistory;
  const isAdjourned = isAdjournedNow(dossier);
  const possible = possibleChanges(conference.state);
  const sits = canSitAgain(conference, { ...sitting, isAdjourned }, now);
  const offered: readonly (readonly [boolean, string, string])[] = [
    [may.assign && isToCome(facts), 'Assign', '/assign'],
    [may.recordOutcome && mayHaveOutcome, dossier.participation ? 'Correct outcome' : 'Record outcome', '/outcome'],
    [may.recordOutcome && mayHaveReport, dossier.report ? 'Correct report' : 'Record report', '/report'],
    [may.recordOutcome && mayHaveMinutes({ ...conference, ...sitting, now }) && !isHistory, 'Minutes', '/minutes'],
    [may.decideRelevance && isReview(conference.kind) && !isHistory, 'Decide relevance', '/relevance'],
    [may.change && canMove(conference) && !isAdjourned, isOpen ? 'Move' : 'New date', '/move'],
    [may.change && sits && !isHistory, isAdjourned ? 'Give the next date' : 'Adjourn', '/sit-again'],
    [may.change && sits && !isAdjourned && !isHistory, 'Inquorate', '/inquorate'],
    [may.change && possible.some((change) => change !== 'void'), 'Change state', '/state'],
    [may.readQuality && conference.state === 'held', 'Quality', '/quality'],
  ];
  const buttons = offered
    .filter(([isOffered]) => isOffered)
    .map(([, text, page]) => ({
      text,
      href: `${href}${page}`,
      ...(`${href}${page}` === readiness.nextAction?.href ? { main: true } : {}),
    }));
  const plain = [
    ...(may.challenge
      ? [{ text: 'Challenge', href: `/challenges/new?conference=${conference.reference}`, plain: true }]
      : []),
    ...(canMove(conference) && dossier.children.length > 1
      ? [{ text: 'Split', href: `${href}/split`, plain: true }]
      : []),
    { text: 'Merge', href: `${href}/merge`, plain: true },
    { text: 'Void', href: `${href}/state?change=void`, plain: true },
  ];
  if (may.change && dossier.linked.some(({ how }) => how === 'merged-into')) {
    return [{ text: 'Make them two again', href: `${href}/unmerge`, plain: true }];
  }
  return may.change && possible.includes('void') ? [...buttons, ...plain] : buttons;
}

/** The sitting that counts now was inquorate and is over: what follows is another one. */
const isAdjournedNow = ({ around, sitting }: Dossier): boolean =>
  around.inquorate.some((one) => one.sittingId === sitting.id && one.outcome === 'adjourned');

/** What stays owed after a change to the conference, as the board knows it too. */
export const owedAround = (dossier: Dossier, calendar: WorkingCalendar, terms: ClockTerms): OwedAround => ({
  reportOwed: owesReport(dossier, calendar),
  lookAgain: dossier.around.lookAgain,
  reopened: reopenedBecause(dossier.decisions.at(-1) ?? null),
  receivingAwaited: dossier.around.transferOut?.receiving === 'awaited',
  sitAgainBy: isAdjournedNow(dossier) ? nextSittingDueBy(dossier.sitting.startsAt, terms, calendar) : null,
  released: dossier.people.flatMap(({ state, name, withdrawnReason }) =>
    state === 'withdrawn' && isElsewhere(withdrawnReason) ? [`${name} ${withdrawnReason}`] : [],
  ),
});

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
  const isTheirs = may.assign || (may.recordOutcome && /\/(outcome|report)$/.test(nextAction?.href ?? ''));
  const next = nextAction === null || by === null || !isTheirs ? '' : ` ${nextAction.text} ${byWords(by)}.`;
  const tone = readiness.tone === 'bad' ? 'bad' : TONES[readiness.state];
  const reason = dossier.conference.stateReason;
  const why = readiness.state === 'off' && reason ? `: ${reason}` : '';
  return { title: `${readiness.words}${why}.${next}`, tone };
}

function confirmNotice({ conference, invitations }: Dossier, may: Permissions): ConferencePage['toConfirm'] {
  const { reference, toConfirm, version } = conference;
  if (toConfirm === null) return null;
  const by = invitations[0]?.recordedBy ?? 'Automation';
  return {
    title: TO_CONFIRM,
    text: `${by} recorded this, and the hub wants a person to look at it: ${confirmWords(toConfirm)}. Compare it with the invitation. If something is wrong, change it, which confirms it too; if it should not be here, void it with the reason. It counts meanwhile, and can be assigned.`,
    tone: 'warn',
    action: may.confirm ? `/conferences/${reference}/confirmation` : null,
    version,
  };
}

function openMailNotice({ mail }: Dossier, may: Permissions): Notice | null {
  if (mail.length === 0 || !may.readMail) return null;
  return { title: 'Mail about this conference needs a person', lines: openMailLines(mail), tone: 'warn' };
}

/** A conference that was merged away leads to where it is now; any other, to those that it may be the same as. */
function sameNotice({ conference, linked, alike }: Dossier, may: Permissions): Notice | null {
  const into = linked.find(({ how }) => how === 'merged-into');
  if (into === undefined) return may.change ? alikeNotice(conference.reference, alike) : null;
  const { reference } = into;
  const href = `/conferences/${reference}`;
  return { tone: 'info', text: `Everything about it goes on at ${reference}.`, href, linkText: `Open ${reference}` };
}
