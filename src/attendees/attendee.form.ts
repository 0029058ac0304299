import type { Hub, Skill } from '../../config/reference-data.js';
import { isMailAddress } from '../kernel/mail-address.js';
import { typedChoices, typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import type { GivenAttendee, KnownAttendee } from './attendee.js';
import type { HeldSkill } from './attendee.queries.js';

/** Everything that stood in the form, to be printed again when something is wrong. */
export interface TypedAttendee {
  readonly name: string;
  readonly role: string;
  readonly mail: string;
  readonly hub: string;
  readonly covers: readonly string[];
  readonly base: string;
  readonly maxPerDay: string;
  readonly maxPerWeek: string;
  readonly keepsUpcoming: boolean;
  readonly active: boolean;
  readonly aliases: string;
  readonly delegates: string;
  readonly skills: readonly string[];
  /** By skill code: when it runs out, as written. */
  readonly expires: Readonly<Record<string, string>>;
  readonly version: number | null;
}

export interface AttendeeChoices {
  readonly hubs: readonly Pick<Hub, 'code' | 'name'>[];
  readonly skills: readonly Skill[];
  readonly today: Temporal.PlainDate;
}

const LONGEST_NAME = 100;
const LONGEST_ROLE = 60;
const MOST_ADDRESSES = 20;

/** The field for the day a skill runs out. */
export const expiryField = (skill: string): `expires-${string}` => `expires-${skill}`;

export function typedAttendee(body: unknown, skills: readonly Skill[]): TypedAttendee {
  return {
    name: typedText(body, 'name'),
    role: typedText(body, 'role'),
    mail: typedText(body, 'mail'),
    hub: typedText(body, 'hub'),
    covers: typedChoices(body, 'covers'),
    base: typedText(body, 'base'),
    maxPerDay: typedText(body, 'maxPerDay'),
    maxPerWeek: typedText(body, 'maxPerWeek'),
    keepsUpcoming: typedChoices(body, 'keepsUpcoming').includes('yes'),
    active: typedChoices(body, 'active').includes('yes'),
    aliases: typedText(body, 'aliases'),
    delegates: typedText(body, 'delegates'),
    skills: typedChoices(body, 'skills'),
    expires: Object.fromEntries(skills.map(({ code }) => [code, typedText(body, expiryField(code))])),
    version: wholeNumber(typedText(body, 'version')),
  };
}

/** The form as it opens on somebody known; on nobody, as it opens for somebody new. */
export function startingAttendee(
  known: KnownAttendee | null,
  written: (day: Temporal.PlainDate) => string,
): TypedAttendee {
  return {
    name: known?.name ?? '',
    role: known?.role ?? '',
    mail: known?.mail ?? '',
    hub: known?.hubCode ?? '',
    covers: known?.covers ?? [],
    base: known?.travelBase ?? '',
    maxPerDay: known?.maxPerDay?.toString() ?? '',
    maxPerWeek: known?.maxPerWeek?.toString() ?? '',
    keepsUpcoming: false,
    active: known?.active ?? true,
    aliases: known?.aliases.join('\n') ?? '',
    delegates: known?.delegates.join('\n') ?? '',
    skills: known?.skills.map((held) => held.skill) ?? [],
    expires: Object.fromEntries(
      (known?.skills ?? []).map((held) => [held.skill, held.expiresOn === null ? '' : written(held.expiresOn)]),
    ),
    version: known?.version ?? null,
  };
}

export function readAttendee(
  typed: TypedAttendee,
  choices: AttendeeChoices,
):
  | { readonly ok: true; readonly value: GivenAttendee }
  | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const refuse = (field: string, text: string): void => void errors.push({ text, href: `#${field}` });
  const name = oneLine(typed.name);
  const role = oneLine(typed.role);
  if (name === '') refuse('name', 'Enter their name, such as Ada Okafor');
  if (name.length > LONGEST_NAME) refuse('name', `Shorten the name to ${LONGEST_NAME} characters or fewer`);
  if (role === '') refuse('role', 'Enter their role, such as DC or MASH researcher');
  if (role.length > LONGEST_ROLE) refuse('role', `Shorten the role to ${LONGEST_ROLE} characters or fewer`);
  const mail = typed.mail.toLowerCase() || null;
  if (mail !== null && !isMailAddress(mail))
    refuse('mail', 'Enter one mail address, in the form name@place, or leave it empty');
  const hub = choices.hubs.find((one) => one.code === typed.hub);
  if (hub === undefined) refuse('hub', 'Choose the hub they belong to');
  const aliases = readAddresses(typed, 'aliases', refuse).filter((line) => line !== mail);
  const delegates = readAddresses(typed, 'delegates', refuse).filter(
    (line) => line !== mail && !aliases.includes(line),
  );
  const skills = readSkills(typed, choices, refuse);
  const place = readPlace(typed, choices, refuse);
  if (errors.length > 0 || hub === undefined) return { ok: false, errors };
  const own = { name, role, mail, hubCode: hub.code, active: typed.active, aliases, delegates, skills };
  return { ok: true, value: { ...own, ...place } };
}

const MOST: Readonly<Record<'maxPerDay' | 'maxPerWeek', number>> = { maxPerDay: 20, maxPerWeek: 100 };

/** Where else they go, from where, and how often. */
function readPlace(
  typed: TypedAttendee,
  { hubs }: AttendeeChoices,
  refuse: Refuse,
): Pick<GivenAttendee, 'covers' | 'travelBase' | 'maxPerDay' | 'maxPerWeek'> {
  const isHub = (code: string): boolean => hubs.some((hub) => hub.code === code);
  if (typed.base !== '' && !isHub(typed.base)) refuse('base', 'Choose the hub they travel from');
  if (!typed.covers.every(isHub)) refuse('covers', 'Choose hubs from the list');
  const most = (field: 'maxPerDay' | 'maxPerWeek'): number | null => {
    if (typed[field] === '') return null;
    const count = wholeNumber(typed[field]);
    if (count !== null && count >= 1 && count <= MOST[field]) return count;
    refuse(field, `Enter a whole number from 1 to ${MOST[field]}, or leave it empty for no limit`);
    return null;
  };
  return {
    covers: [...new Set(typed.covers)].filter((code) => code !== typed.hub).sort(),
    travelBase: typed.base === '' || typed.base === typed.hub ? null : typed.base,
    maxPerDay: most('maxPerDay'),
    maxPerWeek: most('maxPerWeek'),
  };
}

type Refuse = (field: string, text: string) => void;

function readAddresses(typed: TypedAttendee, field: 'aliases' | 'delegates', refuse: Refuse): readonly string[] {
  const lines = typed[field]
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((line) => line !== '');
  const wrong = lines.find((line) => !isMailAddress(line));
  if (wrong !== undefined) refuse(field, `“${wrong.slice(0, 60)}” is not a mail address. Enter one address a line`);
  if (lines.length > MOST_ADDRESSES) refuse(field, `Enter ${MOST_ADDRESSES} other addresses or fewer`);
  return [...new Set(lines)].sort();
}

function readSkills(typed: TypedAttendee, choices: AttendeeChoices, refuse: Refuse): readonly HeldSkill[] {
  return choices.skills
    .filter(({ code }) => typed.skills.includes(code))
    .map(({ code, label }) => {
      const written = typed.expires[code] ?? '';
      const expiresOn = written === '' ? null : readDate(written, choices.today);
      if (written !== '' && expiresOn === null) {
        refuse(expiryField(code), `Enter the date “${label}” runs out, such as 3/11/27, or leave it empty`);
      }
      return { skill: code, expiresOn };
    });
}

/** Names go into mail headers and calendar lines: whatever breaks a line becomes a space. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
