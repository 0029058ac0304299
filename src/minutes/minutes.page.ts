import type { Hub } from '../../config/reference-data.js';
import { kindLabel } from '../conferences/kinds.js';
import type { Opened } from '../conferences/opened.js';
import { formatDay, formatDayAndYear, formatSpan, londonDate } from '../kernel/london.js';
import { workingDaysBetween, type WorkingCalendar } from '../kernel/working-time.js';
import type { FieldError, Row, Table } from '../web/page-parts.js';
import type { TypedMinutes } from './minutes.form.js';
import { mayHaveMinutes, MINUTES_SENTENCES, minutesWords, type MinutesFacts, type MinutesRefusal } from './minutes.js';
import type { AwaitedMinutes } from './minutes.queries.js';

export interface MinutesPageFacts extends Opened {
  readonly minutes: MinutesFacts;
  /** Until when they are to come. */
  readonly due: Temporal.PlainDate;
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

export function minutesPage(facts: MinutesPageFacts, typed: TypedMinutes, errors: readonly FieldError[] = []) {
  const { conference, sitting, hub, minutes, due } = facts;
  const href = `/conferences/${conference.reference}`;
  const { before } = minutes;
  const now = before === null ? 'Nobody has asked for them.' : `${capital(minutesWords(before))}.`;
  return {
    title: 'Minutes of the conference',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name} · ${formatSpan(sitting.startsAt, sitting.endsAt)}`,
    back: { text: conference.reference, href },
    action: `${href}/minutes`,
    now: mayHaveMinutes(minutes)
      ? `${now} ${hub.localAuthority} has until ${formatDayAndYear(due)}; from then on the hub is told to chase them.`
      : MINUTES_SENTENCES['minutes-of-none'],
    isOpen: mayHaveMinutes(minutes),
    typed,
    seen: String(before?.version ?? 0),
    errors,
  };
}

export function minutesErrors(refusal: MinutesRefusal): readonly FieldError[] {
  if (refusal.kind === 'changed-meanwhile') {
    const text = `${refusal.now.recordedBy} recorded meanwhile: ${minutesWords(refusal.now)}. Look again, then save`;
    return [{ text, href: '#askedOn' }];
  }
  const href = refusal.kind === 'minutes-before-asked' ? '#receivedOn' : '#askedOn';
  return [{ text: MINUTES_SENTENCES[refusal.kind], href }];
}

type Key = 'conference' | 'held' | 'asked' | 'due';

export interface AwaitedFacts {
  readonly found: readonly (AwaitedMinutes & { readonly due: Temporal.PlainDate })[];
  readonly hubs: readonly Pick<Hub, 'code' | 'name' | 'localAuthority'>[];
  /** A hub code, or empty for all. */
  readonly hub: string;
  readonly today: Temporal.PlainDate;
  readonly calendar: WorkingCalendar;
}

/** Minutes that were asked for and have not come, by local authority; those past their day are said to be. */
export function awaitedPage(facts: AwaitedFacts) {
  const { found, hubs, today } = facts;
  const hub = hubs.some(({ code }) => code === facts.hub) ? facts.hub : '';
  const shown = found.filter(({ hubCode }) => hub === '' || hubCode === hub);
  const late = shown.filter(({ due }) => Temporal.PlainDate.compare(due, today) < 0).length;
  const groups = hubs
    .map(({ code, localAuthority }) => ({ code, localAuthority, lines: shown.filter((one) => one.hubCode === code) }))
    .filter(({ lines }) => lines.length > 0);
  return {
    title: 'Minutes not received',
    back: { text: 'Expected conferences', href: '/expected' },
    intro: `Minutes that were asked for and have not come: ${shown.length}, of which ${late} past the day on which they were due. When they come, record it on the conference.`,
    filter: filterBar(hubs, hub),
    table: {
      caption: 'Minutes not received, by local authority',
      captionHidden: true,
      flow: true,
      columns: [
        { key: 'conference', text: 'Conference', rowHeader: true },
        { key: 'held', text: 'Held', nowrap: true },
        { key: 'asked', text: 'Asked for', nowrap: true },
        { key: 'due', text: 'Due' },
      ],
      groups: groups.map(({ code, localAuthority, lines }) => ({
        id: `authority-${code}`,
        title: localAuthority,
        note: `${lines.length}`,
        rows: lines.map((line) => rowOf(line, facts)),
      })),
      empty: { title: 'No minutes are missing', text: 'Everything that was asked for has come.' },
    } satisfies Table<Key>,
  };
}

const filterBar = (hubs: AwaitedFacts['hubs'], hub: string) => ({
  action: '/minutes',
  label: 'Filter minutes not received',
  fields: [
    {
      name: 'hub',
      label: 'Hub',
      value: hub,
      items: [{ value: '', text: 'All hubs' }, ...hubs.map(({ code, name }) => ({ value: code, text: name }))],
    },
  ],
  hidden: {},
  ...(hub === '' ? {} : { clearHref: '/minutes' }),
});

function rowOf(
  { reference, kind, startsAt, askedOn, due }: AwaitedFacts['found'][number],
  facts: AwaitedFacts,
): Row<Key> {
  const isLate = Temporal.PlainDate.compare(due, facts.today) < 0;
  const over = workingDaysBetween(due, facts.today, facts.calendar);
  const late = `${over} working ${over === 1 ? 'day' : 'days'} late`;
  return {
    id: reference,
    ...(isLate ? { tone: 'warn' as const } : {}),
    cells: {
      conference: {
        text: kindLabel(kind),
        href: `/conferences/${reference}/minutes`,
        label: reference,
        note: reference,
      },
      held: formatDayAndYear(londonDate(startsAt)),
      asked: formatDay(askedOn),
      due: { text: formatDayAndYear(due), ...(isLate ? { tag: { text: late, tone: 'warn' as const } } : {}) },
    },
  };
}
