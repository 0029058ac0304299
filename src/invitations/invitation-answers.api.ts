import {
  childAnswer,
  ChildAnswer,
  ConferenceAnswer,
  sittingAnswer,
  SittingAnswer,
} from '../conferences/conferences.api.js';
import { CONFERENCE_KINDS, type ConferenceKind } from '../conferences/kinds.js';
import type { Caution } from '../conferences/timing.js';
import { Choice, Day, Flag, Moment, Part, Parts, Text, Texts, WholeNumber } from '../web/api/fields.js';
import type { ListedInvitation } from './invitation-list.queries.js';
import { CHANNELS, type Channel, type GivenInvitation } from './invitation.js';

const CAUTIONS = [
  'in-the-past',
  'unusually-long',
  'weekend',
  'bank-holiday',
  'outside-hub-hours',
  'late-notice',
] as const;

export class CautionAnswer {
  @Choice(CAUTIONS, { example: 'late-notice' })
  readonly kind!: Caution['kind'];

  @Flag({ example: false, about: 'Whether it is taken only with `confirmed: true`.' })
  readonly mustConfirm!: boolean;

  @Text({ example: 'Late notice: 3 working days.' })
  readonly text!: string;
}

/** The conference that the invitation made, and what is unusual about it. */
export class RecordedAnswer extends ConferenceAnswer {
  @WholeNumber({ example: 10, about: 'Working days from the day it was received to the day it starts.' })
  readonly noticeDays!: number;

  @Parts(CautionAnswer)
  readonly cautions!: readonly CautionAnswer[];
}

export class PlannedConference {
  @Text({ example: 'reading' })
  readonly hub!: string;

  @Choice(CONFERENCE_KINDS, {})
  readonly kind!: ConferenceKind;

  @Text({ presence: 'nullable', example: 'RBC/2026/0117' })
  readonly laMeetingId!: string | null;

  @Day({ presence: 'nullable', example: '2026-11-10' })
  readonly strategyDiscussionOn!: string | null;

  @Part(SittingAnswer)
  readonly sitting!: SittingAnswer;

  @Parts(ChildAnswer)
  readonly children!: readonly ChildAnswer[];
}

/** What a dry run found: the conference as it would be made. */
export class DryRunAnswer {
  @WholeNumber({ example: 10 })
  readonly noticeDays!: number;

  @Parts(CautionAnswer, { about: 'Everything unusual about the time.' })
  readonly cautions!: readonly CautionAnswer[];

  @Texts({
    example: ['late-notice'],
    about:
      'Why a person will have to confirm what a robot records, by the policy of the hub; empty when nobody has to.',
  })
  readonly toConfirm!: readonly string[];

  @Part(PlannedConference)
  readonly conference!: PlannedConference;
}

export class InvitationAnswer {
  @WholeNumber({ min: 1, example: 1 })
  readonly id!: number;

  @Text({ example: 'TV-26-000001', about: 'The reference of its conference.' })
  readonly conference!: string;

  @Text({ example: 'reading' })
  readonly hub!: string;

  @Moment({ example: '2026-11-16T10:15:00Z' })
  readonly receivedAt!: string;

  @Choice(CHANNELS, { example: 'portal' })
  readonly channel!: Channel;

  @WholeNumber({ example: 10, about: 'Working days from receipt to the start as it stood when recorded.' })
  readonly noticeDays!: number;

  @Text({ example: 'Priya Shah' })
  readonly recordedBy!: string;

  @Moment({ example: '2026-11-20T09:00:00Z' })
  readonly recordedAt!: string;
}

export class InvitationPage {
  @Parts(InvitationAnswer)
  readonly items!: readonly InvitationAnswer[];

  @Text({ presence: 'nullable', max: 300, about: 'Send it as `after` for the next page; null on the last.' })
  readonly next!: string | null;
}

export const plannedConference = (given: GivenInvitation): PlannedConference => ({
  hub: given.hubCode,
  kind: given.kind,
  laMeetingId: given.laMeetingId,
  strategyDiscussionOn: given.strategyDiscussionOn?.toString() ?? null,
  sitting: sittingAnswer({ ...given, number: 1 }),
  children: given.children.map(childAnswer),
});

export const invitationAnswer = (listed: ListedInvitation): InvitationAnswer => ({
  id: listed.id,
  conference: listed.reference,
  hub: listed.hubCode,
  receivedAt: listed.receivedAt.toString(),
  channel: listed.channel,
  noticeDays: listed.noticeDays,
  recordedBy: listed.recordedBy,
  recordedAt: listed.recordedAt.toString(),
});
