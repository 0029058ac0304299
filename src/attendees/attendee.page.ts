import type { Hub, Skill } from '../../config/reference-data.js';
import { never } from '../kernel/decided.js';
import { formatDate, formatSpan } from '../kernel/london.js';
import type { Cell, Fact, FieldError, Notice, Table } from '../web/page-parts.js';
import { CONFERENCE_TRAINING, trainingOn, type KnownAttendee, type Training, type Upcoming } from './attendee.js';
import { expiryField, type TypedAttendee } from './attendee.form.js';
import { absencesTable } from './absence.page.js';
import type { ShownAbsence } from './absences.service.js';
import { patternsTable } from './pattern.page.js';
import type { KeptPattern } from './working-pattern.js';
import { bouncedWords, LEFT, MAIL_FAILS, NO_MAIL, trainingWords } from './attendee-words.js';

export interface Surrounding {
  readonly hubs: readonly Pick<Hub, 'code' | 'name'>[];
  readonly skills: readonly Skill[];
  readonly today: Temporal.PlainDate;
}

const ANSWERS: Record<Upcoming['state'], string> = {
  proposed: 'Proposed',
  invited: 'No answer yet',
  accepted: 'Accepted',
  tentative: 'Not sure',
};

export const hubName = (around: Surrounding, code: string): string =>
  around.hubs.find((hub) => hub.code === code)?.name ?? code;

export const hubNames = (around: Surrounding, codes: readonly string[]): string =>
  codes.map((code) => hubName(around, code)).join(', ') || 'none';

/** One person: what is known, what they can do, and where they are needed in the next four weeks. */
export function attendeePage(
  attendee: KnownAttendee,
  time: {
    readonly upcoming: readonly Upcoming[];
    readonly patterns: readonly KeptPattern[];
    readonly absences: readonly ShownAbsence[];
  },
  around: Surrounding & { readonly csrf: string },
  may: { readonly change: boolean; readonly clearMail: boolean; readonly absences: boolean; readonly assign: boolean },
) {
  const href = `/attendees/${attendee.id}`;
  const facts: Fact[] = [
    { key: 'Role', value: attendee.role },
    { key: 'Hub', value: hubName(around, attendee.hubCode) },
    { key: 'Also covers', value: attendee.covers.map((code) => hubName(around, code)).join(', ') || null },
    { key: 'Travels from', value: attendee.travelBase && hubName(around, attendee.travelBase) },
    { key: 'At most', value: mostWords(attendee) },
    { key: 'Mail address', value: mailCell(attendee, may.clearMail) },
    { key: 'Also answers from', value: attendee.aliases.length === 0 ? null : { list: attendee.aliases } },
    { key: 'May answer for them', value: attendee.delegates.length === 0 ? null : { list: attendee.delegates } },
    { key: 'Status', value: attendee.active ? 'Can be put on conferences' : { tag: LEFT } },
  ];
  return {
    title: attendee.name,
    back: { text: 'All attendees', href: '/attendees' },
    actions: [
      ...(may.assign ? [{ text: 'Find cover', href: `${href}/cover` }] : []),
      ...(may.absences ? [{ text: 'Record an absence', href: `${href}/absences/new` }] : []),
      ...(may.change ? [{ text: 'Change', href: `${href}/edit`, label: attendee.name }] : []),
    ],
    hours: patternsTable(time.patterns, attendee, may.change, around.csrf),
    hoursHref: may.change ? `${href}/hours` : null,
    absences: absencesTable(time.absences, attendee.id, may.absences),
    facts,
    skills: skillFacts(attendee, around),
    upcoming: upcomingTable(time.upcoming, around),
  };
}

/** "2 conferences a day, 6 a week"; null without any limit. */
function mostWords({ maxPerDay, maxPerWeek }: KnownAttendee): string | null {
  const limits = [
    ...(maxPerDay === null ? [] : [`${maxPerDay} a day`]),
    ...(maxPerWeek === null ? [] : [`${maxPerWeek} a week`]),
  ];
  return limits.length === 0 ? null : `${limits.join(', ')} (conferences)`;
}

/** The address, and what is known against it; a person who has heard from them can say that it works. */
function mailCell(attendee: KnownAttendee, mayClear: boolean): Cell {
  if (attendee.mail === null) return { tag: NO_MAIL };
  const trouble = bouncedWords(attendee);
  if (trouble === null) return attendee.mail;
  const post = { action: `/attendees/${attendee.id}/mail-works`, text: 'It works again', label: `: ${attendee.mail}` };
  return { text: attendee.mail, tag: MAIL_FAILS, note: trouble, ...(mayClear ? { post } : {}) };
}

function skillFacts(attendee: KnownAttendee, around: Surrounding): readonly Fact[] {
  const training = attendee.skills.find((held) => held.skill === CONFERENCE_TRAINING) ?? null;
  const others = attendee.skills
    .filter((held) => held.skill !== CONFERENCE_TRAINING)
    .map((held): Fact => ({
      key: around.skills.find((skill) => skill.code === held.skill)?.label ?? held.skill,
      value: runsOut(trainingOn(held, around.today)),
    }));
  return [{ key: 'Conferences', value: trainingWords(trainingOn(training, around.today)) }, ...others];
}

function runsOut(training: Training): Cell {
  switch (training.state) {
    case 'none':
      return 'No';
    case 'current':
      return training.until === null ? 'Yes' : `Until ${formatDate(training.until)}`;
    case 'expiring':
      return { tag: { text: `Runs out on ${formatDate(training.on)}`, tone: 'warn' } };
    case 'expired':
      return { tag: { text: `Ran out on ${formatDate(training.on)}`, tone: 'bad' } };
    default:
      return never(training);
  }
}

function upcomingTable(upcoming: readonly Upcoming[], around: Surrounding): Table<'when' | 'conference' | 'answer'> {
  return {
    caption: 'Conferences in the next 4 weeks',
    captionHidden: true,
    flow: true,
    columns: [
      { key: 'when', text: 'When', rowHeader: true, bare: true },
      { key: 'conference', text: 'Conference', nowrap: true, bare: true },
      { key: 'answer', text: 'Answer', nowrap: true, bare: true },
    ],
    rows: upcoming.map((one) => ({
      cells: {
        when: formatSpan(one.startsAt, one.endsAt),
        conference:
          one.reference === null
            ? { text: 'another hub’s conference', quiet: true }
            : { text: one.reference, href: `/conferences/${one.reference}`, note: hubName(around, one.hubCode) },
        answer: ANSWERS[one.state],
      },
    })),
    empty: { title: 'None in the next four weeks.' },
  };
}

export interface AttendeeFormFacts {
  /** The person as stored now; null for somebody new. */
  readonly known: KnownAttendee | null;
  readonly typed: TypedAttendee;
  readonly errors?: readonly FieldError[];
  readonly advice?: Notice | null;
  /** Set when somebody else saved meanwhile: both are shown. */
  readonly differences?: Table<'field' | 'now' | 'typed'> | null;
}

export function attendeeFormPage(facts: AttendeeFormFacts, around: Surrounding) {
  const { known, typed } = facts;
  const href = known === null ? '/attendees' : `/attendees/${known.id}`;
  return {
    title: known === null ? 'Add an attendee' : `Change ${known.name}`,
    back: known === null ? { text: 'All attendees', href } : { text: known.name, href },
    errors: facts.errors ?? [],
    advice: facts.advice ?? null,
    differences: facts.differences ?? null,
    action: known === null ? '/attendees/new' : `${href}/edit`,
    isNew: known === null,
    // The stored version: whoever saves after seeing both has decided which one stands.
    version: known?.version ?? '',
    typed,
    hubs: [{ value: '', text: 'Choose a hub' }, ...around.hubs.map((hub) => ({ value: hub.code, text: hub.name }))],
    skills: around.skills.map((skill) => ({
      value: skill.code,
      text: skill.label,
      expiry: { name: expiryField(skill.code), value: typed.expires[skill.code] ?? '' },
    })),
    covers: around.hubs.filter((hub) => hub.code !== typed.hub).map((hub) => ({ value: hub.code, text: hub.name })),
    bases: [{ value: '', text: 'Their own hub' }, ...around.hubs.map((hub) => ({ value: hub.code, text: hub.name }))],
    moving: facts.errors?.some(({ href }) => href === '#keepsUpcoming') ?? false,
    active: typed.active ? ['yes'] : [],
    button: known === null ? 'Add this attendee' : 'Save',
    cancel: { text: 'Cancel', href },
  };
}
