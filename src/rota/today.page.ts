import type { Hub } from '../../config/reference-data.js';
import type { Suggested } from '../assignments/suggestion.js';
import { kindLabel } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import { formatDayAndYear, formatTime, londonDate, weekdayName } from '../kernel/london.js';
import type { Cell, Table } from '../web/page-parts.js';
import type { OpenSitting } from './rota.queries.js';

/** Somebody at work now. */
export interface OnDuty {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly hubCode: string;
  /** Until when they work. */
  readonly until: Temporal.Instant;
  /** Until when they are on a conference now; null when they are not. */
  readonly engagedUntil: Temporal.Instant | null;
  /** When they have to leave for the next one today. */
  readonly nextAt: Temporal.Instant | null;
}

export interface TodayFacts {
  readonly now: Temporal.Instant;
  /** The bank holiday that today is; null when it is none. */
  readonly holiday: string | null;
  readonly open: readonly (OpenSitting & { readonly people: readonly Suggested[] })[];
  readonly onDuty: readonly OnDuty[];
  readonly hubs: readonly Pick<Hub, 'code' | 'name'>[];
}

const OFFERED = 3;

/** What nobody leads today, and who could be asked at once. */
export function todayPage(facts: TodayFacts) {
  const { open, onDuty, now } = facts;
  const free = onDuty.filter(({ engagedUntil }) => engagedUntil === null).length;
  const duty = onDuty.length === 0 ? 'nobody is on duty now' : `${free} of ${onDuty.length} on duty are free now`;
  return {
    title: 'Today: gaps and who is free',
    caption: `${formatDayAndYear(londonDate(now))}, ${formatTime(now)}`,
    actions: [{ text: 'Fair shares', href: '/rota/fairness', plain: true }],
    sentence:
      open.length === 0
        ? `${restDay(facts)}No conference that is left today lacks a lead; ${duty}.`
        : `${restDay(facts)}${open.length === 1 ? 'One conference' : `${open.length} conferences`} today without a lead; ${duty}.`,
    open: openTable(facts),
    duty: dutyTable(facts),
  };
}

/** Why so few are there. */
function restDay({ now, holiday }: TodayFacts): string {
  const today = londonDate(now);
  if (holiday !== null) return `Today is a bank holiday (${holiday}). `;
  return today.dayOfWeek > 5 ? `Today is a ${weekdayName(today)}. ` : '';
}

const hubName = (hubs: TodayFacts['hubs'], code: string): string => hubs.find((hub) => hub.code === code)?.name ?? code;

function openTable({ open, hubs }: TodayFacts): Table<'when' | 'conference' | 'who' | 'assign'> {
  const who = (people: readonly Suggested[]): Cell => {
    const free = people.filter(({ standing }) => standing === 'free').slice(0, OFFERED);
    if (free.length === 0) return { tag: { text: 'Nobody is free', tone: 'bad' } };
    return {
      list: free.map(({ name, role, reasons }) => ({ text: `${name}, ${role}`, note: reasons.slice(1).join(', ') })),
    };
  };
  return {
    caption: 'Without a lead',
    columns: [
      { key: 'when', text: 'When', rowHeader: true, bare: true, nowrap: true },
      { key: 'conference', text: 'Conference', bare: true },
      { key: 'who', text: 'Who could go' },
      { key: 'assign', text: 'Assign', hidden: true, bare: true },
    ],
    rows: open.map((one) => ({
      tone: 'bad' as const,
      cells: {
        when: `${formatTime(one.startsAt)} to ${formatTime(one.endsAt)}`,
        conference: {
          text: one.reference,
          href: `/conferences/${one.reference}`,
          note: `${kindLabel(one.kind)} ${hubName(hubs, one.hubCode)}, ${modeLabel(one.mode).toLowerCase()}`,
        },
        who: who(one.people),
        assign: { text: 'Assign', href: `/conferences/${one.reference}/assign`, label: `: ${one.reference}` },
      },
    })),
    empty: { title: 'Nothing is without a lead today.' },
  };
}

function dutyTable({ onDuty, hubs }: TodayFacts): Table<'name' | 'hub' | 'until' | 'now'> {
  const standing = ({ engagedUntil, nextAt }: OnDuty): Cell => {
    if (engagedUntil !== null) return { text: `On a conference until ${formatTime(engagedUntil)}`, quiet: true };
    return { text: 'Free now', ...(nextAt === null ? {} : { note: `until ${formatTime(nextAt)}` }) };
  };
  return {
    caption: 'On duty now',
    columns: [
      { key: 'name', text: 'Person', rowHeader: true, bare: true },
      { key: 'hub', text: 'Hub' },
      { key: 'until', text: 'Works until', nowrap: true },
      { key: 'now', text: 'Now' },
    ],
    rows: onDuty.map((one) => ({
      cells: {
        name: { text: one.name, note: one.role, href: `/attendees/${one.id}` },
        hub: hubName(hubs, one.hubCode),
        until: formatTime(one.until),
        now: standing(one),
      },
    })),
    empty: {
      title: 'Nobody of your hubs is on duty now.',
      text: 'Only people whose working hours are on record are listed.',
    },
  };
}
