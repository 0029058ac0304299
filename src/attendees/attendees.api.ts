import { isRowId, keyIn, Paging } from '../web/api/cursor.js';
import { Day, Flag, Parts, QueryFlag, Text, Texts, WholeNumber } from '../web/api/fields.js';
import type { AttendeeFilter, ListedPerson, PlaceInList } from './attendee-list.queries.js';
import type { Attendee, HeldSkill } from './attendee.queries.js';

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

export class AttendeeAnswer extends AttendeeSummary {
  @Texts({ example: ['ada.okafor@thamesvalley-police.example'], about: 'Every address they answer from.' })
  readonly addresses!: readonly string[];

  @Texts({ example: ['team.assistant@thamesvalley-police.example'], about: 'Who else may answer for them.' })
  readonly delegates!: readonly string[];

  @Parts(SkillAnswer)
  readonly skills!: readonly SkillAnswer[];
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

export const attendeeAnswer = (
  attendee: Attendee,
  addresses: readonly string[],
  delegates: readonly string[],
  skills: readonly HeldSkill[],
): AttendeeAnswer => ({
  ...summaryOf(attendee),
  addresses,
  delegates,
  skills: skills.map(({ skill, expiresOn }) => ({ skill, expiresOn: expiresOn?.toString() ?? null })),
});
