import type { Hub, Skill } from '../../config/reference-data.js';
import { never } from '../kernel/decided.js';
import { formatDate, formatSpan } from '../kernel/london.js';
import type { Cell, Fact, FieldError, Notice, Table } from '../web/page-parts.js';
import {
  CONFERENCE_TRAINING,
  trainingOn,
  type AttendeeRefusal,
  type KnownAttendee,
  type Training,
  type Upcoming,
} from './attendee.js';
import { expiryField, type TypedAttendee } from './attendee.form.js';
import { bouncedWords, LEFT, MAIL_FAILS, NO_MAIL, trainingWords } from './attendee-words.js';

interface Surrounding {
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

const hubName = (around: Surrounding, code: string): string =>
  around.hubs.find((hub) => hub.code === code)?.name ?? code;

/** One person: what is known, what they can do, and where they are needed in the next four weeks. */
export function attendeePage(
  attendee: KnownAttendee,
  upcoming: readonly Upcoming[],
  around: Surrounding,
  may: { readonly change: boolean; readonly clearMail: boolean },
) {
  const facts: Fact[] = [
    { key: 'Role', value: attendee.role },
    { key: 'Hub', value: hubName(around, attendee.hubCode) },
    { key: 'Mail address', value: mailCell(attendee, may.clearMail) },
    { key: 'Also answers from', value: attendee.aliases.length === 0 ? null : { list: attendee.aliases } },
    { key: 'May answer for them', value: attendee.delegates.length === 0 ? null : { list: attendee.delegates } },
    { key: 'Status', value: attendee.active ? 'Can be put on conferences' : { tag: LEFT } },
  ];
  return {
    title: attendee.name,
    back: { text: 'All attendees', href: '/attendees' },
    actions: may.change ? [{ text: 'Change', href: `/attendees/${attendee.id}/edit`, label: attendee.name }] : [],
    facts,
    skills: skillFacts(attendee, around),
    upcoming: upcomingTable(upcoming),
  };
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

function upcomingTable(upcoming: readonly Upcoming[]): Table<'when' | 'conference' | 'answer'> {
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
            : { text: one.reference, href: `/conferences/${one.reference}` },
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
    active: typed.active ? ['yes'] : [],
    button: known === null ? 'Add this attendee' : 'Save',
    cancel: { text: 'Cancel', href },
  };
}

/** A refusal as the form shows it: a sentence at its field, and what must be done first. */
export function attendeeRefusal(
  refusal: AttendeeRefusal,
  typed: TypedAttendee,
  around: Surrounding,
): Pick<AttendeeFormFacts, 'errors' | 'advice' | 'differences'> {
  switch (refusal.kind) {
    case 'is-the-desk': {
      const text = `${refusal.address} is the tracker’s own address. Enter the person’s own one`;
      return { errors: [{ text, href: `#${refusal.field}` }] };
    }
    case 'address-taken': {
      const text = `${refusal.address} already belongs to ${refusal.name}. An address can belong to one person only`;
      return { errors: [{ text, href: `#${refusal.field}` }] };
    }
    case 'still-assigned':
      return stillAssigned(refusal, around);
    case 'changed-meanwhile':
      return {
        errors: [
          {
            text: 'Somebody else changed this person since you opened the page. Check both, then save again',
            href: '#name',
          },
        ],
        differences: differences(refusal.now, typed, around),
      };
    default:
      return never(refusal);
  }
}

function stillAssigned(
  refusal: Extract<AttendeeRefusal, { kind: 'still-assigned' }>,
  around: Surrounding,
): Pick<AttendeeFormFacts, 'errors' | 'advice'> {
  const leaving = refusal.why === 'leaving';
  const count = refusal.upcoming.length === 1 ? 'one conference' : `${refusal.upcoming.length} conferences`;
  const error: FieldError = leaving
    ? { text: `They are still on ${count} to come. Have somebody else put on first`, href: '#active' }
    : { text: `They are on ${count} to come and would not hear of changes. Enter an address`, href: '#mail' };
  const lines = refusal.upcoming.map((one): Cell => {
    const when = `${formatSpan(one.startsAt, one.endsAt)}, ${hubName(around, one.hubCode)}`;
    return one.reference === null
      ? when
      : { text: `${when}, `, link: { text: one.reference, href: `/conferences/${one.reference}` } };
  });
  const title = 'Conferences to come that count on them';
  return {
    errors: [error],
    advice: { tone: 'warn', title, text: 'The coordinators of these hubs can put on somebody else.', lines },
  };
}

function differences(now: KnownAttendee, typed: TypedAttendee, around: Surrounding): Table<'field' | 'now' | 'typed'> {
  const skillsNow = now.skills.map((held) =>
    skillWords(around, held.skill, held.expiresOn && formatDate(held.expiresOn)),
  );
  const skillsTyped = typed.skills.map((code) => skillWords(around, code, typed.expires[code] ?? null));
  const compared: readonly (readonly [string, string, string])[] = [
    ['Name', now.name, typed.name],
    ['Role', now.role, typed.role],
    ['Mail address', now.mail ?? 'none', typed.mail || 'none'],
    ['Hub', hubName(around, now.hubCode), hubName(around, typed.hub)],
    [
      'Other addresses',
      now.aliases.join(', ') || 'none',
      typed.aliases.split(/\s+/).filter(Boolean).join(', ') || 'none',
    ],
    [
      'May answer for them',
      now.delegates.join(', ') || 'none',
      typed.delegates.split(/\s+/).filter(Boolean).join(', ') || 'none',
    ],
    ['Skills', skillsNow.sort().join(', ') || 'none', skillsTyped.sort().join(', ') || 'none'],
    ['Status', now.active ? 'here' : 'left', typed.active ? 'here' : 'left'],
  ];
  return {
    caption: 'What differs',
    columns: [
      { key: 'field', text: 'Field', rowHeader: true },
      { key: 'now', text: 'On record now' },
      { key: 'typed', text: 'What you typed' },
    ],
    rows: compared
      .filter(([, stands, given]) => stands !== given)
      .map(([field, stands, given]) => ({ cells: { field, now: stands, typed: given } })),
    empty: { title: 'Nothing differs: what you typed is what is on record now.' },
  };
}

function skillWords(around: Surrounding, code: string, until: string | null): string {
  const label = around.skills.find((skill) => skill.code === code)?.label ?? code;
  return until ? `${label} until ${until}` : label;
}
