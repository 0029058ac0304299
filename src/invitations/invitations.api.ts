import type { NewChild } from '../conferences/conference.queries.js';
import { LEARNT_FROM, type LearntFrom } from '../conferences/circumstances.js';
import { TransferInFacts, transferInFrom } from '../conferences/circumstances.api.js';
import { CONFERENCE_KINDS, type ConferenceKind } from '../conferences/kinds.js';
import { CONFERENCE_MODES, type ConferenceMode } from '../conferences/modes.js';
import { Paging } from '../web/api/cursor.js';
import {
  Choice,
  Codes,
  Day,
  Flag,
  Moment,
  Part,
  Parts,
  QueryFlag,
  Shaped,
  Text,
  WholeNumber,
} from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { dayOf, instantOf, tidy } from '../web/api/received.js';
import type { InvitationFilter } from './invitation-list.queries.js';
import { ASKED, CAME_TO, CHANNELS, type Asked, type CameTo, type Channel, type GivenInvitation } from './invitation.js';

// A reference has a digit in it; letters alone are somebody's name.
const CODE = /^(?=.*\d)[A-Za-z0-9][A-Za-z0-9 /_.-]{0,39}$/;
const CODE_SENTENCE =
  'Give a number or code of at most 40 letters, digits and / _ . - with a digit in it. The tracker stores no names.';

export class ChildToRecord {
  @Shaped({ shape: CODE, sentence: CODE_SENTENCE, presence: 'optional', example: 'RBC-104233' })
  readonly laChildId?: string | null;

  @Shaped({ shape: CODE, sentence: CODE_SENTENCE, presence: 'optional', example: 'NICHE-7781204' })
  readonly policeReference?: string | null;

  @Shaped({
    shape: /^[A-Za-z]{1,4}$/,
    sentence: 'Give initials of 1 to 4 letters. The tracker stores no names.',
    presence: 'optional',
    example: 'JB',
  })
  readonly initials?: string | null;

  @WholeNumber({ min: 2000, max: 2199, presence: 'optional', example: 2019 })
  readonly bornYear?: number | null;

  @Day({ presence: 'optional', about: 'Of an unborn child.' })
  readonly expectedOn?: string | null;
}

export class InvitationToRecord {
  @Text({ max: 60, example: 'reading', about: 'The code of the hub of the convening local authority.' })
  readonly hub!: string;

  @Choice(CONFERENCE_KINDS, {})
  readonly kind!: ConferenceKind;

  @Text({
    max: 60,
    presence: 'optional',
    example: 'RBC/2026/0117',
    about: 'As the local authority gives it; one conference of a kind has it.',
  })
  readonly laMeetingId?: string | null;

  @Day({
    presence: 'optional',
    example: '2026-11-10',
    about: 'Of an initial conference: 15 working days count from it.',
  })
  readonly strategyDiscussionOn?: string | null;

  @Moment({ example: '2026-11-30T09:30:00Z' })
  readonly startsAt!: string;

  @Moment({ example: '2026-11-30T11:00:00Z' })
  readonly endsAt!: string;

  @Choice(CONFERENCE_MODES, { example: 'video' })
  readonly mode!: ConferenceMode;

  @Text({ presence: 'optional', example: 'Civic Offices, Bridge Street' })
  readonly venue?: string | null;

  @Shaped({
    shape: /^https?:\/\/[^\s/]\S{0,990}$/,
    sentence: 'Give an address that begins with https://.',
    presence: 'optional',
    example: 'https://meet.example/abc-defg',
  })
  readonly joinLink?: string | null;

  @Parts(ChildToRecord, { presence: 'optional', max: 20 })
  readonly children?: readonly ChildToRecord[] | null;

  @Moment({ example: '2026-11-16T10:15:00Z', about: 'When it first reached anybody in the force.' })
  readonly receivedAt!: string;

  @Choice([...CHANNELS, ...LEARNT_FROM], {
    example: 'portal',
    about:
      'How it reached the force; a robot names the channel it read. With `minutes` or `told-afterwards` TVP was never ' +
      'invited: no invitation is recorded, `receivedAt` is when it learnt of the conference, and A1 leaves it out.',
  })
  readonly channel!: Channel | LearntFrom;

  @Choice(CAME_TO, { presence: 'optional', about: 'Where it reached the force when that was not the hub.' })
  readonly cameTo?: CameTo | null;

  @Codes({
    presence: 'optional',
    example: ['chair-request'],
    about: 'What its text asks: `chair-request` (police are asked for), `plan-may-end`. Evidence, and no decision.',
  })
  readonly asked?: readonly string[] | null;

  @Text({
    max: 100,
    presence: 'optional',
    about: 'The authority that convenes it if it is none of the nine; `hub` then says who looks after it.',
  })
  readonly convenedBy?: string | null;

  @Part(TransferInFacts, { presence: 'optional', about: 'Of a transfer-in only.' })
  readonly transferIn?: TransferInFacts | null;

  @Flag({ presence: 'omittable', example: false, about: 'An unusual time is meant: see the problem `confirm`.' })
  readonly confirmed?: boolean;

  @Flag({
    presence: 'omittable',
    example: false,
    about: 'It is another conference than those on record: see the problem `possible-duplicate`.',
  })
  readonly another?: boolean;
}

export class RecordingQuery {
  @QueryFlag({ presence: 'omittable', about: 'With `true` nothing is saved, and no key is used up.' })
  readonly dryRun?: string;
}

export class InvitationQuery extends Paging {
  @Text({ presence: 'omittable', max: 60, about: 'Code of one hub.', example: 'reading' })
  readonly hub?: string;

  @Day({ presence: 'omittable', about: 'The first day, in London, on which it was received.' })
  readonly from?: string;

  @Day({ presence: 'omittable', about: 'The last day, in London, on which it was received.' })
  readonly to?: string;
}

export const filterOf = (query: InvitationQuery): InvitationFilter => ({
  hub: query.hub ?? null,
  from: dayOf(query.from),
  to: dayOf(query.to),
});

export const childOf = (child: ChildToRecord): NewChild => ({
  laChildId: tidy(child.laChildId),
  policeReference: tidy(child.policeReference),
  initials: child.initials?.toUpperCase() ?? null,
  bornYear: child.bornYear ?? null,
  expectedOn: dayOf(child.expectedOn),
});

const learntFrom = (channel: string): LearntFrom | null => LEARNT_FROM.find((one) => one === channel) ?? null;

/** The known ones; another is a slip, and refused. */
export function askedOf(codes: readonly string[] | null | undefined): readonly Asked[] {
  const unknown = codes?.find((code) => !ASKED.some((one) => one === code));
  if (unknown === undefined) return ASKED.filter((one) => codes?.includes(one));
  const errors = [{ pointer: '/asked', code: 'invalid-value', detail: `Give some of ${ASKED.join(', ')}.` }];
  throw refusal('invalid-body', 'One place in the body must be put right: see errors.', { errors });
}

/** The checked body as the rules take it. */
export const givenIn = (body: InvitationToRecord): GivenInvitation => ({
  hubCode: body.hub,
  kind: body.kind,
  laMeetingId: tidy(body.laMeetingId),
  strategyDiscussionOn: dayOf(body.strategyDiscussionOn),
  startsAt: instantOf(body.startsAt),
  endsAt: instantOf(body.endsAt),
  mode: body.mode,
  venue: tidy(body.venue),
  joinLink: body.joinLink ?? null,
  children: (body.children ?? []).map(childOf),
  receivedAt: instantOf(body.receivedAt),
  channel: CHANNELS.find((one) => one === body.channel) ?? 'telephone',
  learntFrom: learntFrom(body.channel),
  cameTo: learntFrom(body.channel) === null ? (body.cameTo ?? null) : null,
  asked: askedOf(body.asked),
  convenedBy: tidy(body.convenedBy),
  transferIn: body.transferIn ? transferInFrom(body.transferIn) : null,
  confirmed: body.confirmed ?? false,
  anotherThan: body.another === true ? 'any' : [],
});
