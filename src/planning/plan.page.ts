import type { Hub } from '../../config/reference-data.js';
import { CONFERENCE_KINDS, kindLabel } from '../conferences/kinds.js';
import { formatDay, formatWhen } from '../kernel/london.js';
import type { FieldError, Notice, Tag } from '../web/page-parts.js';
import { isSupposed, type AskedLock, type PlanAsked } from './asked.js';
import { isWorking, type KeptPlan, type KeptQuestion } from './kept-plan.js';
import type { Known, KnownSitting } from './known.js';
import { CHANGES, planDiff, type DiffRow } from './plan-diff.js';
import { changeTag, leftTable, levelsTable, rowsTable } from './plan-rows.page.js';
import { capital, counted, hubNames } from './plan-text.js';
import type { Plan } from './plan.js';
import { daysInWords, planTag } from './plans.page.js';
import type { TypedAway, TypedLock, TypedMore } from './plan.form.js';

/** Asked again by the browser every so many seconds while there is work. */
const REFRESH_SECONDS = 2;

export interface TypedBelow {
  readonly lock?: TypedLock;
  readonly away?: TypedAway;
  readonly more?: TypedMore;
  readonly question?: { readonly conference: string; readonly attendeeId: string };
}

export interface PlanFacts {
  readonly plan: KeptPlan;
  readonly questions: readonly KeptQuestion[];
  readonly names: ReadonlyMap<number, string>;
  readonly hubs: readonly Hub[];
  readonly now: Temporal.Instant;
  readonly csrf: string;
  readonly typed?: TypedBelow;
  readonly errors?: readonly FieldError[];
}

export function planPage(facts: PlanFacts) {
  const { plan, names, hubs, errors = [] } = facts;
  const rows = plan.known && plan.result ? planDiff(plan.known, plan.result) : [];
  return {
    title: `Plan ${plan.id}`,
    caption: `${daysInWords(plan)} · ${capital(hubNames(plan.hubCodes, hubs))}`,
    back: { text: 'Plans', href: '/plan' },
    errors,
    action: `/plan/${plan.id}`,
    tag: stateTag(plan),
    refresh: isWorking(plan) || facts.questions.some(isOpen) ? REFRESH_SECONDS : null,
    progress: progressOf(plan, facts.now),
    notices: noticesOf(plan, names),
    again: plan.state === 'refused' || plan.state === 'failed',
    locks: plan.asked.locks.map((lock, at) => ({ number: at + 1, text: lockText(lock, names) })),
    ...(plan.known && plan.result ? made(facts, plan.known, plan.result, rows) : NOTHING_MADE),
  };
}

const NOTHING_MADE = { summary: null, counts: null, commit: null, rows: null, left: null, levels: null, below: null };

function made(facts: PlanFacts, known: Known, result: Plan, rows: readonly DiffRow[]) {
  const { plan, hubs, csrf } = facts;
  const act = plan.state === 'done';
  return {
    summary: summaryOf(rows, result),
    counts: CHANGES.map((change) => ({ change, n: rows.filter((row) => row.change === change).length }))
      .filter(({ n }) => n > 0)
      .map(({ change, n }) => ({ ...changeTag(change), text: `${n} ${changeTag(change).text.toLowerCase()}` })),
    commit: commitOf(plan, rows),
    rows: rowsTable(rows, plan.id, hubs, csrf, act),
    left: known.left.length === 0 ? null : leftTable(known.left, plan.id, hubs, csrf),
    levels: levelsTable(result.levels),
    below: belowOf(facts, known, rows),
  };
}

function stateTag(plan: KeptPlan): Tag {
  return plan.state === 'done' && isSupposed(plan.asked) ? { text: 'What if', tone: 'info' } : planTag(plan.state);
}

function progressOf(plan: KeptPlan, now: Temporal.Instant): { readonly text: string; readonly percent: number } | null {
  if (!isWorking(plan)) return null;
  if (plan.state === 'queued' || plan.beganAt === null)
    return { text: 'This plan waits until those before it are made.', percent: 0 };
  const most = plan.asked.seconds;
  const gone = Math.max(0, Math.min(most, Math.round(now.since(plan.beganAt).total('seconds'))));
  const filled =
    plan.filled === null || plan.places === null
      ? ''
      : ` The best plan so far fills ${plan.filled} of ${counted(plan.places, 'place')}.`;
  return {
    text: `Being planned for ${counted(gone, 'second')}, of at most ${most}.${filled}`,
    percent: Math.min(99, Math.round((gone / most) * 100)),
  };
}

function noticesOf(plan: KeptPlan, names: Names): readonly Notice[] {
  const { state, said, asked, committedBy, result } = plan;
  const notices: Notice[] = [];
  if (state === 'refused') notices.push({ tone: 'bad', title: 'There is no such plan.', lines: said });
  if (state === 'failed') notices.push({ tone: 'bad', title: 'The plan was not made.', lines: said });
  if (state === 'committed')
    notices.push({
      tone: 'good',
      title: `${committedBy} carried this plan out.`,
      text: 'Invitations and cancellations were sent. What the table calls today is how it was before.',
    });
  if (isSupposed(asked))
    notices.push({
      tone: 'info',
      title: 'This plan supposes what is not so.',
      lines: supposedWords(asked, names),
    });
  if (result?.remark) notices.push({ tone: 'warn', text: result.remark });
  return notices;
}

type Names = PlanFacts['names'];
const nameOf = (names: Names, id: number): string => names.get(id) ?? 'Somebody who is not here any more';

const supposedWords = ({ away, more }: PlanAsked, names: Names): readonly string[] => [
  ...away.map(({ attendeeId, from, to }) => {
    const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
    const days = from === to ? formatDay(first) : `${formatDay(first)} to ${formatDay(last)}`;
    return `${nameOf(names, attendeeId)} is away ${days}.`;
  }),
  ...more.map(
    ({ kind, startsAt }, at) => `Added ${at + 1}: ${kindLabel(kind)}, ${formatWhen(Temporal.Instant.from(startsAt))}.`,
  ),
];

function lockText(lock: AskedLock, names: Names): string {
  const name = nameOf(names, lock.attendeeId);
  if (lock.kind === 'not-on') return `${name} goes nowhere on ${formatDay(Temporal.PlainDate.from(lock.day))}`;
  return lock.kind === 'keep' ? `${name} goes to ${lock.conference}` : `${name} does not go to ${lock.conference}`;
}

function summaryOf(rows: readonly DiffRow[], result: Plan): string {
  if (rows.length === 0) return 'There is nothing to plan in these days.';
  const led = rows.filter(({ lacksLead }) => !lacksLead).length;
  const leads = `${led} of ${counted(rows.length, 'conference')} ${led === 1 ? 'has' : 'have'} a lead`;
  const seconds = rows.reduce((sum, { lacksSeconds }) => sum + lacksSeconds, 0);
  const missing = seconds === 0 ? '' : `, and ${counted(seconds, 'second person', 'second persons')} are missing`;
  const proof = result.isProven
    ? 'No other plan is better, and that is proven.'
    : 'It is not proven that no plan is better.';
  return `${leads}${missing}. ${proof}`;
}

/** Null when there is nothing to carry out; a sentence when there is no button. */
function commitOf(
  plan: KeptPlan,
  rows: readonly DiffRow[],
): { readonly text: string; readonly button: string | null } | null {
  if (plan.state !== 'done') return null;
  const on = rows.reduce((sum, row) => sum + row.on.length, 0);
  const off = rows.reduce((sum, row) => sum + row.off.length, 0);
  if (isSupposed(plan.asked))
    return {
      text: 'It cannot be carried out. Record the absence or the conference first, then plan again.',
      button: null,
    };
  if (on + off === 0)
    return { text: 'Everybody is where this plan has them: there is nothing to carry out.', button: null };
  const words = [
    ...(on > 0 ? [`${counted(on, 'invitation')} to send`] : []),
    ...(off > 0 ? [`${counted(off, 'cancellation')} to send`] : []),
  ];
  return {
    text: `${words.join(' and ')}. All of it is done at once, or nothing if one of these conferences or people changed since ${formatWhen(plan.endedAt ?? plan.askedAt)}.`,
    button: 'Carry out this plan',
  };
}

/** A reference alone says nothing to whoever looks for Thursday's ICPC. */
const inOneLine = ({ startsAt, name, kind }: KnownSitting): string =>
  `${formatWhen(Temporal.Instant.from(startsAt))} · ${kindLabel(kind)} · ${name}`;

const isOpen = ({ state }: KeptQuestion): boolean => state === 'queued' || state === 'running';

/** Questions, locks and what ifs: the forms below the plan. */
function belowOf({ plan, questions, hubs, typed = {} }: PlanFacts, known: Known, rows: readonly DiffRow[]) {
  const people = known.people.map(({ id, name }) => ({ value: String(id), text: name }));
  const conferences = rows.map(({ sitting }) => ({ value: sitting.name, text: inOneLine(sitting) }));
  const choose = (text: string, items: readonly { value: string; text: string }[]) => [{ value: '', text }, ...items];
  return {
    open: rows
      .filter(({ lacksLead, lacksSeconds }) => lacksLead || lacksSeconds > 0)
      .map(({ sitting }) => ({ name: sitting.name })),
    questions: questions.map((question) => questionOf(question)),
    may: plan.state === 'done',
    people: choose('Choose a person', people),
    conferences: choose('Choose a conference', conferences),
    hubs: choose(
      'Choose a hub',
      hubs.filter(({ code }) => plan.hubCodes.includes(code)).map(({ code, name }) => ({ value: code, text: name })),
    ),
    kinds: choose(
      'Choose a kind',
      CONFERENCE_KINDS.map((kind) => ({ value: kind, text: kindLabel(kind) })),
    ),
    typed: {
      lock: typed.lock ?? { kind: 'keep', attendeeId: '', conference: '', day: '' },
      away: typed.away ?? { awayId: '', awayFrom: '', awayTo: '' },
      more: typed.more ?? {
        moreHub: plan.hubCodes.length === 1 ? (plan.hubCodes[0] ?? '') : '',
        moreKind: 'icpc',
        moreDate: '',
        moreStart: '',
        moreMinutes: '90',
        moreMode: 'remote',
      },
      question: typed.question ?? { conference: '', attendeeId: '' },
    },
    opened: {
      lock: typed.lock !== undefined,
      whatIf: typed.away !== undefined || typed.more !== undefined,
      question: typed.question !== undefined,
    },
  };
}

function questionOf({ kind, sitting, person, state, said }: KeptQuestion): Notice {
  const title = kind === 'why' ? `Why not ${person} on ${sitting}?` : `What would cover ${sitting}?`;
  if (state === 'queued' || state === 'running')
    return { tone: 'info', title, text: 'Being worked out by planning again. This page follows by itself.' };
  const [first = '', ...more] = said;
  return { tone: state === 'failed' ? 'bad' : 'info', title, text: first, ...(more.length > 0 ? { lines: more } : {}) };
}
