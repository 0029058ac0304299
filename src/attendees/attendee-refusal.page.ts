import { never } from '../kernel/decided.js';
import { formatDate, formatSpan } from '../kernel/london.js';
import type { Cell, FieldError, Table } from '../web/page-parts.js';
import type { AttendeeRefusal, KnownAttendee } from './attendee.js';
import type { TypedAttendee } from './attendee.form.js';
import { hubName, hubNames, type AttendeeFormFacts, type Surrounding } from './attendee.page.js';

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
  const count = refusal.upcoming.length === 1 ? 'one conference' : `${refusal.upcoming.length} conferences`;
  const errors: Record<typeof refusal.why, FieldError> = {
    leaving: { text: `They are still on ${count} to come. Have somebody else put on first`, href: '#active' },
    moving: {
      text: `They are on ${count} to come that their new hub does not cover. Have somebody else put on, or say that they still go`,
      href: '#keepsUpcoming',
    },
    'no-mail': { text: `They are on ${count} to come and would not hear of changes. Enter an address`, href: '#mail' },
  };
  const lines = refusal.upcoming.map((one): Cell => {
    const when = `${formatSpan(one.startsAt, one.endsAt)}, ${hubName(around, one.hubCode)}`;
    return one.reference === null
      ? when
      : { text: `${when}, `, link: { text: one.reference, href: `/conferences/${one.reference}` } };
  });
  const title = 'Conferences to come that count on them';
  return {
    errors: [errors[refusal.why]],
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
    ['Also covers', hubNames(around, now.covers), hubNames(around, typed.covers)],
    ['Travels from', hubName(around, now.travelBase ?? now.hubCode), hubName(around, typed.base || typed.hub)],
    ['At most a day', String(now.maxPerDay ?? 'no limit'), typed.maxPerDay || 'no limit'],
    ['At most a week', String(now.maxPerWeek ?? 'no limit'), typed.maxPerWeek || 'no limit'],
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
