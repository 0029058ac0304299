import { isRowId, keyIn, Paging } from '../web/api/cursor.js';
import { never } from '../kernel/decided.js';
import { changedMeanwhile } from '../web/api/etag.js';
import { Codes, Day, Flag, Parts, QueryFlag, Text, Texts, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { readAttendee, type AttendeeChoices } from './attendee.form.js';
import type { AttendeeRefusal, GivenAttendee, KnownAttendee } from './attendee.js';
import type { AttendeeFilter, ListedPerson, PlaceInList } from './attendee-list.queries.js';

export class AttendeeSummary {
  @WholeNumber({ min: 1, example: 1 })
  readonly id!: number;

  @Text({ example: 'Ada Okafor' })
  readonly name!: string;

  @Text({ example: 'DC', about: 'What they are called, not what they may do here.' })
  readonly role!: string;

  @Text({ presence: 'nullable', example: 'ada.okafor@thamesvalley-police.example' })
  readonly mail!: string | null;

  @Text({ example: 'reading' })
  readonly hub!: string;

  @Flag({ example: true, about: 'False once they have left.' })
  readonly active!: boolean;
}

export class SkillAnswer {
  @Text({ example: 'conference-trained' })
  readonly skill!: string;

  @Day({ presence: 'nullable', example: '2027-03-31' })
  readonly expiresOn!: string | null;
}

export class SkillToHold {
  @Text({ max: 60, example: 'conference-trained' })
  readonly skill!: string;

  @Day({ presence: 'optional', example: '2027-03-31', about: 'The last day on which it counts.' })
  readonly expiresOn?: string | null;
}

export class AttendeeAnswer extends AttendeeSummary {
  @Texts({ example: ['ada.okafor@thamesvalley-police.example'], about: 'Every address they answer from.' })
  readonly addresses!: readonly string[];

  @Texts({ example: ['team.assistant@thamesvalley-police.example'], about: 'Who else may answer for them.' })
  readonly delegates!: readonly string[];

  @Parts(SkillAnswer)
  readonly skills!: readonly SkillAnswer[];

  @Texts({ example: ['slough'], about: 'Other hubs they cover.' })
  readonly covers!: readonly string[];

  @Text({ presence: 'nullable', about: 'The hub they travel from when it is not their own.', example: 'slough' })
  readonly travelBase!: string | null;

  @WholeNumber({ presence: 'nullable', min: 1, about: 'Null for no limit.', example: 2 })
  readonly maxPerDay!: number | null;

  @WholeNumber({ presence: 'nullable', min: 1, about: 'Null for no limit.', example: 6 })
  readonly maxPerWeek!: number | null;
}

/** What stands in the form of a person, whole: what is left out is taken away. */
export class AttendeeToSave {
  @Text({ max: 100, example: 'Ada Okafor' })
  readonly name!: string;

  @Text({ max: 60, example: 'DC' })
  readonly role!: string;

  @Text({ presence: 'optional', example: 'ada.okafor@thamesvalley-police.example' })
  readonly mail?: string | null;

  @Text({ max: 60, example: 'reading' })
  readonly hub!: string;

  @Codes({ presence: 'optional', example: ['slough'], about: 'Other hubs they cover.' })
  readonly covers?: readonly string[] | null;

  @Text({ presence: 'optional', max: 60, about: 'The hub they travel from when it is not their own.' })
  readonly travelBase?: string | null;

  @WholeNumber({ presence: 'optional', min: 1, max: 20, example: 2 })
  readonly maxPerDay?: number | null;

  @WholeNumber({ presence: 'optional', min: 1, max: 100, example: 6 })
  readonly maxPerWeek?: number | null;

  @Flag({ example: true, about: 'False once they have left.' })
  readonly active!: boolean;

  @Texts({ presence: 'optional', about: 'Other addresses they answer from.', example: ['ada@alias.example'] })
  readonly aliases?: readonly string[] | null;

  @Texts({ presence: 'optional', about: 'Who else may answer for them.', example: ['pa@tvp.example'] })
  readonly delegates?: readonly string[] | null;

  @Parts(SkillToHold, { presence: 'optional', max: 50 })
  readonly skills?: readonly SkillToHold[] | null;

  @Flag({ presence: 'optional', example: false, about: 'They stay on conferences that their new hub does not cover.' })
  readonly keepsUpcoming?: boolean | null;
}

export class AttendeePage {
  @Parts(AttendeeSummary)
  readonly items!: readonly AttendeeSummary[];

  @Text({ presence: 'nullable', max: 300, about: 'Send it as `after` for the next page; null on the last.' })
  readonly next!: string | null;
}

export class AttendeeQuery extends Paging {
  @Text({ presence: 'omittable', max: 60, about: 'Code of one hub.', example: 'reading' })
  readonly hub?: string;

  @QueryFlag({ presence: 'omittable', about: 'With `false` those who have left; both when left out.' })
  readonly active?: string;
}

export const filterOf = (query: AttendeeQuery): AttendeeFilter => ({
  hub: query.hub ?? null,
  active: query.active === undefined ? null : query.active === 'true',
});

/** Where a page of the list begins: after this name and, among those called the same, after this id. */
export const placeIn = (query: Paging): PlaceInList | null =>
  keyIn(query, ([name, id]) => (typeof name === 'string' && !name.includes('\0') && isRowId(id) ? { name, id } : null));

export const summaryOf = (attendee: ListedPerson): AttendeeSummary => ({
  id: attendee.id,
  name: attendee.name,
  role: attendee.role,
  mail: attendee.mail,
  hub: attendee.hubCode,
  active: attendee.active,
});

export const attendeeAnswer = (known: KnownAttendee): AttendeeAnswer => ({
  ...summaryOf(known),
  addresses: [...(known.mail === null ? [] : [known.mail]), ...known.aliases],
  delegates: known.delegates,
  skills: known.skills.map(({ skill, expiresOn }) => ({ skill, expiresOn: expiresOn?.toString() ?? null })),
  covers: known.covers,
  travelBase: known.travelBase,
  maxPerDay: known.maxPerDay,
  maxPerWeek: known.maxPerWeek,
});

/** As the form reads what is typed, so that both take the same. @throws the problem when it cannot be */
export function attendeeIn(body: AttendeeToSave, choices: AttendeeChoices): GivenAttendee {
  const skills = body.skills ?? [];
  const unknown = skills.find(({ skill }) => !choices.skills.some(({ code }) => code === skill));
  if (unknown !== undefined) throw refusal('unusable-attendee', `There is no skill “${unknown.skill}”.`);
  const isText = (one: unknown): boolean => typeof one === 'string';
  const lists = [body.aliases ?? [], body.delegates ?? []];
  if (!lists.every((list) => list.every(isText))) throw refusal('unusable-attendee', 'Give addresses as texts.');
  const read = readAttendee(
    {
      name: body.name,
      role: body.role,
      mail: body.mail?.trim() ?? '',
      hub: body.hub,
      covers: body.covers ?? [],
      base: body.travelBase ?? '',
      maxPerDay: body.maxPerDay?.toString() ?? '',
      maxPerWeek: body.maxPerWeek?.toString() ?? '',
      keepsUpcoming: body.keepsUpcoming ?? false,
      active: body.active,
      aliases: (body.aliases ?? []).join('\n'),
      delegates: (body.delegates ?? []).join('\n'),
      skills: skills.map(({ skill }) => skill),
      expires: Object.fromEntries(skills.map(({ skill, expiresOn }) => [skill, expiresOn ?? ''])),
      version: null,
    },
    choices,
  );
  if (read.ok) return read.value;
  throw refusal('unusable-attendee', read.errors.map(({ text }) => `${text}.`).join(' '));
}

const STILL: Readonly<Record<'leaving' | 'moving' | 'no-mail', string>> = {
  leaving: 'They are on conferences to come. Have somebody else put on first.',
  moving: 'They are on conferences to come that their new hub does not cover. Send keepsUpcoming if they still go.',
  'no-mail': 'They are on conferences to come and would not hear of changes. Give an address.',
};

export function attendeeProblem(refused: AttendeeRefusal): Error {
  switch (refused.kind) {
    case 'changed-meanwhile':
      return changedMeanwhile(refused.now, 'attendee');
    case 'is-the-desk':
      return refusal('is-the-desk', `${refused.address} is the address of the tracker.`);
    case 'address-taken':
      return refusal('address-taken', `${refused.address} belongs to ${refused.name}.`);
    case 'still-assigned':
      return refusal('still-assigned', STILL[refused.why], {
        references: refused.upcoming.map(({ reference }) => reference).filter((reference) => reference !== null),
      });
    default:
      return never(refused);
  }
}
